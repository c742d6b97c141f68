/* The review queue: what is least certain first, the obvious accepted together, a count of what is left. */
"use strict";
(function () {
  const el = (...args) => Geomap.element(...args);
  const R = Geomap.Records;
  const SURE = [95, 90, 80]; // per cent
  const INFERRED = 0.5; // where an inferred stop stands among the names

  /* What records that the page does not show yet do to a name (the action), and whether they speak of a stop. */
  function said(story, records) {
    const paths = new Map(story.documents.map((d) => [d.id, d.path]));
    const acts = new Map();
    for (const { action, target: t } of records) {
      const { anchor: a } = t;
      if (action === "note" || action === "date") continue;
      if (t.kind === "stop") acts.set(`${t.traveller}\n${R.idOf(t.place)}`, action);
      else if (a) acts.set(t.scope === "here" ? `${a.document}\n${a.start}` : (t.scope === "article" ? `${a.document}\n` : "") + R.fold(a.quote), action);
    }
    return {
      name: (m) => acts.size && [m.start, R.fold(m.text)].map((key) => acts.get(`${paths.get(m.document)}\n${key}`)).concat(acts.get(R.fold(m.text))).find(Boolean),
      stop: (traveller, { place }) => acts.has(`${traveller}\n${place}`),
    };
  }

  /* What no person has looked at, the least certain first. */
  Geomap.queueOf = function (story, unsaved = []) {
    const order = new Map(story.documents.map((d, i) => [d.id, i]));
    const now = said(story, unsaved);
    const body = story.mentions.filter((m) => !m.furniture && now.name(m) !== "reject")
      .map((m) => (now.name(m) ? { ...m, reviewed: true } : m));
    const names = Geomap.groups(body.filter((m) => !m.reviewed))
      .map((mentions) => ({ kind: "name", mentions, sure: mentions[0].place ? Math.min(...mentions.map((m) => m.confidence)) : 0 }));
    const stops = story.journeys.flatMap((journey) => journey.stops.map((stop, i) => ({ kind: "stop", sure: INFERRED,
      stop: { traveller: journey.traveller, place: stop.place, i, journey, stop } }))).filter(({ stop: { stop, traveller } }) => stop.inferred && !now.stop(traveller, stop));
    const checked = Geomap.groups(body.filter((m) => m.reviewed)).length;
    const place = ({ mentions }) => (mentions ? order.get(mentions[0].document) * 1e7 + mentions[0].start : 0);
    return { items: [...names, ...stops].sort((a, b) => a.sure - b.sure || place(a) - place(b)), checked };
  };

  Geomap.reviewView = {
    title(desk, subject) {
      const item = place(desk, subject);
      if (!item) return ["Review"];
      if (item.kind === "stop") return Geomap.stopView.title(desk, item.stop);
      return [...Geomap.nameView.title(desk, item.mentions[0]), item.mentions.length > 1 ? ` ${item.mentions.length}×` : ""];
    },

    again: (desk, subject) => subject,

    body(desk, subject) {
      const item = place(desk, subject);
      const { items, checked } = subject.queue;
      const all = items.length + checked;
      const step = (by) => desk.show("review", { at: (subject.at + by + items.length) % items.length }, { key: by > 0 ? "next" : "back" });
      const head = [
        el("p", { class: "fix-progress" }, el("progress", { max: all || 1, value: checked, "aria-label": "Reviewed" }),
          el("span", { "data-left": items.length }, items.length ? `${items.length} of ${all} left` : "Nothing is left to review"),
          ...(items.length ? [Geomap.button([el("kbd", { "aria-hidden": "true" }, "p"), "Back"], () => step(-1), { "data-key": "back" }),
            Geomap.button([el("kbd", { "aria-hidden": "true" }, "n"), "Next"], () => step(1), { "data-key": "next" })] : [])),
      ];
      if (!item) return head;
      return [...head, ...(item.kind === "stop" ? Geomap.stopView.body(desk, item.stop) : Geomap.nameView.body(desk, item.mentions[0], item.mentions)),
        bulk(desk, items)];
    },
  };

  const keyOf = (desk, { stop, mentions }) => (stop ? [stop.traveller, stop.place, stop.i] : [desk.pathOf(mentions[0]), mentions[0].start]).join("\n");

  /* The item at which a review stands: the same one where it still waits, else what came next. */
  function place(desk, subject) {
    const { item, key, story } = subject;
    if (story !== desk.story || subject.saved !== desk.unsaved.length) {
      Object.assign(subject, { story: desk.story, saved: desk.unsaved.length, queue: Geomap.queueOf(desk.story, desk.unsaved) });
      const at = item ? subject.queue.items.findIndex((other) => keyOf(desk, other) === key) : -1;
      if (at >= 0) subject.at = at;
    }
    subject.at = Math.max(0, Math.min(subject.at, subject.queue.items.length - 1));
    subject.item = subject.queue.items[subject.at] || null;
    subject.key = subject.item && keyOf(desk, subject.item);
    return subject.item;
  }

  /* The obvious, all at once, after a second question. */
  function bulk(desk, items) {
    const above = (percent) => items.filter((item) => item.kind === "name" && item.mentions[0].place && item.sure * 100 >= percent);
    const some = SURE.filter((percent) => above(percent).length);
    if (!some.length) return null;
    const level = el("select", { id: "fix-level", "data-key": "level" }, some.map((percent) => el("option", { value: percent, selected: percent === 90 }, `${percent} %`)));
    const box = el("p", { class: "fix-buttons fix-bulk" });
    const offer = () => {
      const wanted = above(Number(level.value));
      box.replaceChildren(el("label", { for: "fix-level" }, "Certain to"), level,
        Geomap.button(`Accept all ${wanted.length}`, () => {
          const yes = Geomap.button(`Yes, accept ${wanted.length}`, () => desk.accept(wanted.flatMap((item) => item.mentions)), { "data-key": "bulk-yes", class: "fix-main" });
          box.replaceChildren(`Accept ${wanted.length} names at ${level.value} % or more?`, yes, Geomap.button("No", () => { offer(); box.querySelector("button").focus(); }, { "data-key": "bulk-no" }));
          yes.focus();
        }, { "data-key": "bulk" }));
    };
    level.addEventListener("change", () => { offer(); level.focus(); });
    offer();
    return el("details", { class: "fix-more", "data-fold": "bulk" }, el("summary", { "data-key": "bulk-fold" }, "Accept the obvious together"), box);
  }
})();
