/* Stops, legs and articles under correction, names that were missed, and the list of all corrections. */
"use strict";
(function () {
  const el = (...args) => Geomap.element(...args);
  const R = Geomap.Records;
  const MOST_ANCHORS = 8;
  const MOST_FOUND = 40;
  const MOST_LISTED = 200; // corrections at once
  const LONGEST_NAME = 120; // characters that may be marked as one name
  const WORD = /[\p{L}\p{N}\p{M}]/u;
  const button = (...args) => Geomap.button(...args);

  const evidence = (desk, ids) => {
    const wanted = new Set(ids);
    return desk.story.movements.filter((m) => wanted.has(m.id)).slice(0, MOST_ANCHORS).map((m) => [desk.document(m), m]);
  };
  const anchors = (desk, ids) => evidence(desk, ids).map(([document, m]) => R.anchor(document, m.start, m.end));
  const quotes = (desk, ids) => evidence(desk, ids).slice(0, 2).map(([document, m]) => Geomap.context(document, m.start, m.end));
  const nameOf = (desk, id) => (desk.places().get(id) || { name: id }).name;

  /* A line to write in: label, input, button. */
  function line(words, id, attributes, button, keep) {
    const input = el("input", { id, "data-key": id, ...attributes });
    const go = () => (input.value.trim() ? keep(input.value.trim()) : input.focus());
    input.addEventListener("keydown", (event) => { if (event.key === "Enter") go(); });
    return el("p", { class: "fix-row" }, el("label", { for: id }, words), input, Geomap.button(button, go, { "data-key": `${id}-go`, "aria-label": `${button}: ${words}` }));
  }

  const dated = (desk, id, iso, keep) => line("Day", id, { type: "date", value: (iso || "").slice(0, 10) }, "Set", keep);

  Geomap.stopView = {
    title: (desk, { place }) => ["Stop ", Geomap.name(nameOf(desk, place))],

    again(desk, subject) {
      const stops = desk.story.journeys.filter((j) => j.traveller === subject.traveller)
        .flatMap((j) => j.stops.map((stop, i) => ({ journey: j, stop, i }))).filter(({ stop }) => stop.place === subject.place);
      const told = (stop) => stop.evidence.join(); // of two stops at one place it tells which, wherever its day has put it
      const found = stops.find(({ stop }) => told(stop) === told(subject.stop)) || stops.find(({ i }) => i === subject.i) || stops[0];
      desk.moved = Boolean(found) && found.i !== subject.i;
      return found ? { ...subject, ...found } : null;
    },

    body(desk, { journey, stop, i, traveller, place }) {
      const name = nameOf(desk, place);
      const target = () => ({ kind: "stop", traveller, place: R.place(desk.places().get(place)), anchors: anchors(desk, stop.evidence) });
      const write = (action, value, words) => desk.write([R.record(action, target(), value)], words);
      return [
        el("p", { class: "minor" }, Geomap.name(traveller), ` · ${i + 1} of ${journey.stops.length} · ${Geomap.word("status", stop.status)}${stop.inferred ? ", inferred: no sentence names it" : ""}`,
          stop.when ? ` · ${Geomap.dateInWords(stop.when.iso)}` : ""),
        ...quotes(desk, stop.evidence),
        el("p", { class: "fix-buttons" },
          button([el("kbd", { "aria-hidden": "true" }, "a"), "It happened"], () => write("confirm", null, `Stop ${name} confirmed`), { "data-key": "accept", class: "fix-main" }),
          button([el("kbd", { "aria-hidden": "true" }, "x"), "Not a stop"], () => write("reject", null, `Stop ${name} taken out`), { "data-key": "reject" })),
        dated(desk, "fix-day", stop.when && stop.when.iso, (value) => write("date", value, `Stop ${name}: ${value}`)),
        line("Note", "fix-note", { maxlength: 500 }, "Keep", (value) => write("note", value, "Note kept")),
        Geomap.madeOf(desk, ({ record: { target: t } }) => t.kind === "stop" && t.traveller === traveller && t.place.name === name),
      ];
    },
  };

  Geomap.legView = {
    title: (desk, { from, to }) => ["Leg ", Geomap.name(nameOf(desk, from)), " to ", Geomap.name(nameOf(desk, to))],

    again(desk, subject) {
      for (const journey of desk.story.journeys) {
        const leg = journey.traveller === subject.traveller && journey.legs.find((l) => l.from === subject.from && l.to === subject.to);
        if (leg) return { ...subject, leg };
      }
      return null;
    },

    body(desk, { leg, traveller, from, to }) {
      const places = desk.places();
      const target = () => ({ kind: "leg", traveller, from: R.place(places.get(from)), to: R.place(places.get(to)), anchors: anchors(desk, leg.evidence) });
      const write = (action, value, words) => desk.write([R.record(action, target(), value)], words);
      return [
        el("p", { class: "minor" }, Geomap.name(traveller), ` · ${Geomap.word("status", leg.status)}${leg.inferred ? ", inferred" : ""}`),
        ...quotes(desk, leg.evidence),
        el("p", { class: "fix-buttons" },
          button([el("kbd", { "aria-hidden": "true" }, "a"), "It happened"], () => write("confirm", null, "Leg confirmed"), { "data-key": "accept", class: "fix-main" }),
          button([el("kbd", { "aria-hidden": "true" }, "x"), "No such leg"], () => write("reject", null, "Leg taken out"), { "data-key": "reject" })),
        line("Name", "fix-name", { maxlength: 200, value: leg.name || "" }, "Set", (value) => write("name", value, "Leg named")),
        line("Note", "fix-note", { maxlength: 500 }, "Keep", (value) => write("note", value, "Note kept")),
        Geomap.madeOf(desk, ({ record: { target: t } }) => t.kind === "leg" && t.traveller === traveller && t.from.name === places.get(from).name && t.to.name === places.get(to).name),
      ];
    },
  };

  /* A place: its stops, and its names in the texts, alike ones of an article together. */
  Geomap.placeView = {
    title: (desk, id) => [Geomap.name(nameOf(desk, id))],
    again: (desk, id) => (desk.places().has(id) ? id : null),

    body(desk, id) {
      const stops = desk.story.journeys.flatMap((journey) => journey.stops.map((stop, i) => ({ traveller: journey.traveller, place: id, i, journey, stop })))
        .filter(({ stop }) => stop.place === id);
      const groups = Geomap.groups(desk.story.mentions.filter((m) => m.place === id && !m.furniture));
      return [
        stops.length ? el("ul", { class: "fix-list" }, stops.map((stop) => el("li", {}, button(
          [el("b", {}, `Stop ${stop.i + 1} of ${stop.journey.stops.length}`), el("span", { class: "fix-facts" }, Geomap.name(stop.traveller), ` · ${Geomap.word("status", stop.stop.status)}`)],
          () => desk.show("stop", stop), { class: "fix-choice" })))) : null,
        el("h3", {}, "Named in the texts"),
        el("ul", { class: "fix-list" }, groups.slice(0, MOST_FOUND).map((group) => el("li", {}, button(
          [el("b", {}, "“", Geomap.name(group[0].text), "”"), el("span", { class: "fix-facts" }, group.length > 1 ? `${group.length}× in ` : "in ",
            Geomap.name(desk.document(group[0]).title), ` · ${Geomap.word("role", group[0].role)} · ${Math.round(group[0].confidence * 100)} %`)],
          () => desk.show("name", group[0]), { class: "fix-choice" })))),
        groups.length > MOST_FOUND ? el("p", { class: "minor" }, `and ${groups.length - MOST_FOUND} more in the articles`) : null,
      ];
    },
  };

  /* Mentions with the same words, role and place in the same article. */
  Geomap.groups = function (mentions) {
    const groups = new Map();
    for (const m of mentions) {
      const key = [m.document, m.role, m.place, R.fold(m.text)].join("\n");
      if (groups.has(key)) groups.get(key).push(m);
      else groups.set(key, [m]);
    }
    return [...groups.values()];
  };

  const covers = (story, id, start, end) => story.mentions.some((m) => m.document === id && m.start <= start && m.end >= end);
  const overlaps = (story, id, start, end) => story.mentions.find((m) => m.document === id && m.start < end && m.end > start);

  /* Whole words around [start, end) of a document; null if nothing is left. */
  Geomap.wholeWords = function (document, start, end) {
    const text = R.text(document);
    const at = (i) => text.slice(i, i + 1);
    let [a, b] = [start, end];
    while (a < b && !WORD.test(at(a))) a++;
    while (b > a && !WORD.test(at(b - 1))) b--;
    if (a >= b) return null;
    while (a > 0 && WORD.test(at(a - 1))) a--;
    while (b < text.length && WORD.test(at(b))) b++;
    return { document: document.id, start: a, end: b, text: text.slice(a, b) };
  };

  /* What is selected in an article, as whole words of its text; null if it is not of one article. */
  Geomap.selectedName = function (story) {
    const selection = window.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const box = range.commonAncestorContainer;
    const article = (box.nodeType === Node.TEXT_NODE ? box.parentElement : box).closest("article[data-document]");
    if (!article) return null;
    const pieces = Array.from(article.querySelectorAll("[data-start]")).filter((piece) => range.intersectsNode(piece));
    if (!pieces.length) return null;
    const before = (piece, node, offset) => Number(piece.dataset.start) + Array.from(node.data.slice(0, offset)).length;
    const [first, last] = [pieces[0], pieces[pieces.length - 1]];
    const start = first.contains(range.startContainer) && range.startContainer.nodeType === Node.TEXT_NODE ? before(first, range.startContainer, range.startOffset) : Number(first.dataset.start);
    const end = last.contains(range.endContainer) && range.endContainer.nodeType === Node.TEXT_NODE ? before(last, range.endContainer, range.endOffset) : Number(last.dataset.end);
    if (end - start > LONGEST_NAME) return null;
    return Geomap.wholeWords(story.documents.find((d) => d.id === article.dataset.document), start, end);
  };

  Geomap.missedView = {
    title: (desk, { text }) => ["Mark “", Geomap.name(text), "”"],

    again: (desk, subject) => desk.story.mentions.find((m) => m.start === subject.start && m.end === subject.end && m.document === subject.document) || subject,

    body(desk, subject) {
      const document = desk.document(subject);
      const inside = overlaps(desk.story, document.id, subject.start, subject.end);
      const there = inside && button(["“", Geomap.name(inside.text), "”"], () => desk.show("name", inside), { "data-key": "inside" });
      if (inside && inside.start === subject.start && inside.end === subject.end) return [el("p", {}, "It is marked already: ", there)];
      const role = Geomap.roleChoice("fix-role", "location");
      const scope = el("select", { id: "fix-scope" }, [["here", "only here"], ["article", "everywhere in this article"], ["everywhere", "in every article"]].map(([value, words]) => el("option", { value }, words)));
      const add = (place) => desk.write([R.record("add", R.mention(document, subject, scope.value), { role: role.value, place: place ? R.place(place) : null })], `“${subject.text}” is marked as a place name`);
      return [
        Geomap.context(document, subject.start, subject.end),
        inside ? el("p", { class: "minor" }, "A name that is marked there will be no name of its own any more: ", there) : null,
        el("p", { class: "fix-row" }, el("label", { for: "fix-role" }, "It is"), role),
        el("p", { class: "fix-row" }, el("label", { for: "fix-scope" }, "Mark it"), scope),
        el("p", { class: "fix-buttons" }, button("Mark as a place name", () => add(null), { "data-key": "accept", class: "fix-main" })),
        el("p", { class: "minor" }, "geomap then looks for the place itself. Or say which it is:"),
        ...Geomap.otherPlace(desk, { name: subject.text, from: null, kind: "town", use: add }),
      ];
    },
  };

  /* Finds words in the texts that no name covers wholly, for who does not select with a pointer. */
  Geomap.findView = {
    title: () => ["Mark a name"],
    again: () => ({}),

    body(desk) {
      const found = el("ul", { class: "fix-list", "aria-label": "Where the words stand" });
      const count = el("p", { class: "minor", role: "status" });
      const input = el("input", { id: "fix-words", "data-key": "fix-words", maxlength: 200, autocomplete: "off", spellcheck: "false" });
      const look = () => {
        const words = input.value.trim();
        found.replaceChildren();
        count.textContent = "";
        if (words.length < 2) return;
        const pattern = new RegExp(words.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&").replace(/\s+/g, "\\s+"), "giu");
        let all = 0;
        for (const document of desk.story.documents) {
          for (const match of document.text.matchAll(pattern)) {
            const start = Array.from(document.text.slice(0, match.index)).length;
            const end = start + Array.from(match[0]).length;
            if (covers(desk.story, document.id, start, end) || ++all > MOST_FOUND) continue;
            found.append(el("li", {}, button([Geomap.context(document, start, end), el("span", { class: "fix-facts" }, Geomap.name(document.title))],
              () => desk.show("missed", { document: document.id, start, end, text: match[0] }), { class: "fix-choice" })));
          }
        }
        count.textContent = all ? `${Geomap.count(all, "time")} in the texts, not or only partly marked${all > MOST_FOUND ? `, the first ${MOST_FOUND} shown` : ""}` : "Nowhere that is not marked already";
      };
      input.addEventListener("input", look);
      return [
        el("p", {}, "Select a name in an article, or write it:"),
        el("p", { class: "fix-row" }, el("label", { for: "fix-words" }, "Words"), input), count, found,
      ];
    },
  };

  Geomap.articlesView = {
    title: () => ["Articles"],
    again: (desk, only) => only,

    body(desk, only) {
      const { store, story } = desk;
      const listed = only ? story.documents.filter((d) => d.path === only) : story.documents;
      const target = R.document;
      const rows = listed.slice(0, 60).map((d, i) => el("li", {},
        el("h3", {}, Geomap.name(Geomap.bounded(d.title || d.path)), " ", el("span", { class: "fix-facts" }, Geomap.name(d.path))),
        dated(desk, `fix-day-${i}`, d.published, (value) => desk.write([R.record("date", target(d), value)], `Published on ${value}`)),
        el("p", { class: "fix-buttons" }, button("Take out of the story", () => desk.write([R.record("leave_out", target(d))], `${d.title || d.path} is taken out; its file stays as it is`), { "data-key": `out ${d.path}` }))));
      return [...(store.takesArticles && !only ? adding(desk) : only ? [] : [el("p", { class: "minor" }, "This page cannot read further articles: geomap serve of their folder can.")]),
        el("ul", { class: "fix-articles" }, rows),
        listed.length > 60 ? el("p", { class: "minor" }, "Choose an article with “Go to …” to correct a further one.") : null,
        Geomap.madeOf(desk, ({ record }) => record.target.kind === "document")];
    },
  };

  function adding(desk) {
    const title = el("input", { id: "fix-title", "data-key": "fix-title", maxlength: 300 });
    const text = el("textarea", { id: "fix-text", rows: 5, dir: "auto" });
    const files = el("input", { id: "fix-files", type: "file", multiple: true });
    files.addEventListener("change", () => desk.take(files.files));
    return [el("details", { class: "fix-more", "data-fold": "add", open: true }, el("summary", {}, "Add an article"),
      el("p", {}, el("label", { for: "fix-title" }, "Title"), title),
      el("p", {}, el("label", { for: "fix-text" }, "Text"), text),
      el("p", { class: "fix-buttons" }, button("Add", () => {
        if (!text.value.trim()) desk.fail("The article has no text yet: paste it under “Text”.", text);
        else desk.run(() => desk.store.paste(title.value.trim() || text.value.trim().split("\n")[0].slice(0, 200), text.value));
      }, { "data-key": "add", class: "fix-main" })),
      el("p", {}, el("label", { for: "fix-files" }, "or files; you can also drop them anywhere on the page"), files))];
  }

  Geomap.listView = {
    title: () => ["All corrections"],
    again: () => ({}),

    body(desk) {
      const entries = desk.store.entries();
      const counts = new Map();
      for (const { state } of entries) counts.set(state, (counts.get(state) || 0) + 1);
      const merge = el("input", { id: "fix-merge", type: "file", accept: ".json,application/json" });
      merge.addEventListener("change", () => desk.take(merge.files));
      const by = el("input", { id: "fix-by", "data-key": "fix-by", maxlength: 80, value: desk.by, autocomplete: "name" });
      by.addEventListener("change", () => { desk.by = by.value.trim(); });
      const shown = new Set();
      const rows = (some) => some.flatMap((entry) => {
        if (shown.has(entry)) return [];
        const both = Geomap.besides(entries, entry);
        if (!both.length) return [desk.entry(entry)];
        for (const other of both) shown.add(other);
        return [el("li", { class: "fix-both" }, el("p", { class: "minor" }, "Two say different things; the later one is applied."), el("ul", {}, [entry, ...both].map((e) => desk.entry(e))))];
      });
      const latest = entries.slice().reverse();
      const list = el("ul", { class: "fix-made" }, rows(latest.slice(0, MOST_LISTED)));
      return [
        el("p", { class: "minor" }, entries.length ? [...counts].map(([state, n]) => `${n} ${state}`).join(", ") : "Nothing was corrected yet."),
        list,
        latest.length > MOST_LISTED ? button(`Show ${latest.length - MOST_LISTED} earlier ones`, (event) => {
          list.append(...rows(latest.slice(MOST_LISTED)));
          event.target.remove();
        }) : null,
        el("p", { class: "fix-row" }, el("label", { for: "fix-by" }, "Your name"), by),
        el("p", {}, el("label", { for: "fix-merge" }, "Add a colleague’s corrections file"), merge),
      ];
    },
  };
})();
