/* The review queue: what is least certain first, the obvious accepted together, a count of what is left. */
"use strict";
(function () {
  const el = (...args) => Geomap.element(...args);
  const SURE = [95, 90, 80]; // per cent
  const INFERRED = 0.5; // where an inferred stop stands among the names

  /* What no person has looked at, the least certain first. */
  Geomap.queueOf = function (story) {
    const order = new Map(story.documents.map((d, i) => [d.id, i]));
    const body = story.mentions.filter((m) => !m.furniture);
    const names = Geomap.groups(body.filter((m) => !m.reviewed))
      .map((mentions) => ({ kind: "name", mentions, sure: mentions[0].place ? Math.min(...mentions.map((m) => m.confidence)) : 0 }));
    const stops = story.journeys.flatMap((journey) => journey.stops.map((stop, i) => ({ kind: "stop", sure: INFERRED,
      stop: { traveller: journey.traveller, place: stop.place, i, journey, stop } }))).filter(({ stop: { stop } }) => stop.inferred);
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

  /* The item at which a review stands. */
  function place(desk, subject) {
    if (subject.story !== desk.story) [subject.story, subject.queue] = [desk.story, Geomap.queueOf(desk.story)];
    subject.at = Math.max(0, Math.min(subject.at, subject.queue.items.length - 1));
    subject.item = subject.queue.items[subject.at] || null;
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
