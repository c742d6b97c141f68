/* One name of a text under correction: why it stands where it does, which other places it may mean, where it should stand. */
"use strict";
(function () {
  const el = (...args) => Geomap.element(...args);
  const R = Geomap.Records;
  const MOST_CANDIDATES = 5;
  const AROUND = 90; // characters of the text on each side of the name
  const WAIT_MS = 200;
  const PIN_KINDS = ["town", "city", "village", "district", "building", "station", "airport", "port", "facility", "bridge", "border", "crossing", "mountain", "lake", "island"];

  Geomap.button = function (words, act, attributes) {
    const node = el("button", { type: "button", ...attributes }, words);
    node.addEventListener("click", act);
    return node;
  };

  const km = (a, b) => {
    const d = L.latLng(a.lat, a.lon).distanceTo([b.lat, b.lon]) / 1000;
    return d < 10 ? `${d.toFixed(1)} km` : `${Math.round(d).toLocaleString("en")} km`;
  };

  /* "Odessa (city, Texas, US): the text puts the name elsewhere" says the place once more. */
  const bare = (reason, name) => (reason.startsWith(`${name} (`) && reason.includes("): ") ? reason.slice(reason.indexOf("): ") + 3) : reason);

  /* A place as a button: name, kind, where, how far, why. */
  function choice(place, { from, reason, number, chosen }, act) {
    const facts = [R.kind(place.kind), R.where(place), from && place.id !== from.id ? `${km(from, place)} away` : ""].filter(Boolean).join(" · ");
    return el("li", {}, Geomap.button([
      number ? el("kbd", { "aria-hidden": "true" }, number) : null,
      el("b", {}, Geomap.name(place.name)), el("span", { class: "fix-facts" }, facts),
      reason ? el("span", { class: "fix-facts fix-reason" }, Geomap.bounded(bare(reason, place.name), 200)) : null,
    ], act, { class: chosen ? "fix-choice fix-chosen" : "fix-choice", "aria-pressed": chosen ? "true" : "false", "data-key": `place ${place.id || ""}` }));
  }

  /* The ways to give a name another place than those listed: search, coordinates, a pin. use(place) takes it. */
  Geomap.otherPlace = function (desk, { name, from, kind, use }) {
    const results = el("ul", { class: "fix-list", "aria-label": "Places found" });
    const count = el("p", { class: "minor", role: "status" });
    const query = el("input", { type: "search", id: "fix-query", "data-key": "query", autocomplete: "off", spellcheck: "false", maxlength: 200 });
    let timer;
    let asked = 0;
    const find = async () => {
      const words = query.value.trim();
      const turn = ++asked;
      results.replaceChildren();
      count.textContent = "";
      if (words.length < 2) return;
      const found = await desk.attempt(() => desk.store.places(words));
      if (!found || turn !== asked) return;
      results.replaceChildren(...found.slice(0, 20).map((place) => choice(place, { from }, () => use(place))));
      count.textContent = found.length ? `${found.length} found` : desk.store.takesArticles
        ? "The gazetteer has no such place. Give its coordinates, or drop a pin."
        : "This page knows only the places of its story. Give coordinates, or drop a pin.";
    };
    query.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(find, WAIT_MS); });
    query.addEventListener("keydown", (event) => { if (event.key === "Enter") { clearTimeout(timer); find(); } });

    const spot = el("input", { id: "fix-spot", "data-key": "spot", placeholder: "43.115, 131.885", autocomplete: "off", maxlength: 80, "aria-describedby": "fix-spot-words" });
    const label = el("input", { id: "fix-spot-name", value: name, maxlength: 200 });
    const kinds = el("select", { id: "fix-spot-kind" }, PIN_KINDS.map((k) => el("option", { value: k, selected: k === kind }, R.kind(k))));
    const words = el("p", { class: "minor", id: "fix-spot-words", role: "status" });
    const take = () => {
      const point = Geomap.readCoordinates(spot.value);
      spot.setAttribute("aria-invalid", point ? "false" : "true");
      if (!point) {
        words.textContent = "Write degrees north and east, such as 43.115, 131.885 or 43.1 N 131.9 E.";
        spot.focus();
        return;
      }
      use({ id: null, name: label.value.trim() || name, kind: kinds.value, lat: point[0], lon: point[1], country: null, admin1: null, geonameid: null, bounds: null });
    };
    spot.addEventListener("keydown", (event) => { if (event.key === "Enter") take(); });
    const set = Geomap.button("Put it there", take, { "data-key": "put" });
    const drop = Geomap.button("Drop a pin on the map", async () => {
      desk.panel.classList.add("fix-small");
      const point = await Geomap.choosePoint(Geomap.view.map, from && [from.lat, from.lon]);
      desk.panel.classList.remove("fix-small");
      if (!point) { drop.focus(); return; }
      spot.value = point.join(", ");
      words.textContent = `The pin is at ${spot.value}.`;
      desk.say(words.textContent);
      set.focus();
    }, { "data-key": "pin" });
    return [
      el("details", { class: "fix-more", "data-fold": "another" }, el("summary", { "data-key": "another" }, "Another place"),
        el("p", { class: "fix-row" }, el("label", { for: "fix-query" }, "Search the gazetteer"), query), count, results),
      el("details", { class: "fix-more", "data-fold": "own" }, el("summary", { "data-key": "own" }, "Own coordinates"),
        el("p", {}, drop),
        el("p", { class: "fix-row" }, el("label", { for: "fix-spot" }, "Latitude, longitude"), spot),
        el("p", { class: "fix-row" }, el("label", { for: "fix-spot-name" }, "Called"), label),
        el("p", { class: "fix-row" }, el("label", { for: "fix-spot-kind" }, "It is a"), kinds), words, el("p", {}, set)),
    ];
  };

  Geomap.context = function (document, start, end) {
    const text = R.text(document);
    const [a, b] = [Math.max(0, start - AROUND), Math.min(text.length, end + AROUND)];
    return el("blockquote", { dir: "auto" }, a ? "…" : "", text.slice(a, start), el("mark", {}, text.slice(start, end)), text.slice(end, b), b < text.length ? "…" : "");
  };

  Geomap.roleChoice = (id, role) => el("select", { id, "data-key": id }, Object.entries(Geomap.view.drawing.words.role).map(([key, words]) => el("option", { value: key, selected: key === role }, words)));

  /* Corrections that were made of something, each to be undone. */
  Geomap.madeOf = (desk, test) => {
    const entries = desk.store.entries().filter(test);
    return entries.length ? el("ul", { class: "fix-made" }, entries.map((entry) => desk.entry(entry))) : null;
  };

  Geomap.nameView = {
    title: (desk, mention) => ["“", Geomap.name(mention.text), "”"],

    /* Finds the same name again after the story was built anew. */
    again(desk, mention) {
      const old = desk.pathOf(mention);
      return desk.story.mentions.find((m) => m.start === mention.start && desk.pathOf(m) === old) || null;
    },

    /* group: alike names that are accepted together. */
    body(desk, mention, group = [mention]) {
      const { story } = desk;
      const document = desk.document(mention);
      const places = desk.places();
      const now = mention.place ? places.get(mention.place) : null;
      const alike = (scope) => R.alike(story, mention, scope).length;
      const key = `${desk.pathOf(mention)} ${mention.start}`;
      if (desk.scopeOf !== key) [desk.scopeOf, desk.scope] = [key, null]; // chosen for this name alone
      const counts = [["here", "only here", 1], ["article", "all alike in this article", alike("article")], ["everywhere", "all alike in every article", alike("everywhere")]];
      const offered = counts.filter(([, , n], i) => !i || n > counts[i - 1][2]);
      const wide = counts.findIndex(([scope]) => scope === (desk.scope || (mention.reviewed ? "here" : "article")));
      const [first] = offered.filter((entry) => counts.indexOf(entry) <= wide).pop(); // the widest that is any different
      const scope = el("select", { id: "fix-scope", "data-key": "scope" }, offered.map(([value, words, n]) =>
        el("option", { value, selected: value === first }, n > 1 ? `${words} (${n})` : words)));
      scope.addEventListener("change", () => { desk.scope = scope.value; });
      const many = () => { const n = alike(scope.value); return n > 1 ? `, ${n} times` : ""; };
      const write = (action, value, words) => { // what was settled before is spared: then each of the others by itself
        const wanted = R.alike(story, mention, scope.value);
        const all = wanted.length === R.alike(story, mention, scope.value, true).length;
        const targets = all ? [R.mention(document, mention, scope.value)] : wanted.map((m) => R.mention(desk.document(m), m, "here"));
        return desk.write(targets.map((target) => R.record(action, target, value)), `“${mention.text}” ${words}${many()}`);
      };
      const usePlace = (place) => write("place", R.place(place), `is now ${place.name}`);
      const others = mention.alternatives.map((a) => ({ place: places.get(a.place), reason: a.reason })).filter((a) => a.place && a.place !== now).slice(0, MOST_CANDIDATES);
      const choices = [...(now ? [choice(now, { chosen: true, number: 1, reason: "where it stands now" }, () => desk.accept(group))] : []),
        ...others.map(({ place, reason }, i) => choice(place, { from: now, reason, number: i + (now ? 2 : 1) }, () => usePlace(place)))];
      const role = Geomap.roleChoice("fix-role", mention.role);
      role.addEventListener("change", () => write("role", role.value, `is ${Geomap.word("role", role.value)}`));
      const note = el("input", { id: "fix-note", "data-key": "note", maxlength: 500 });
      const keepNote = () => { if (note.value.trim()) desk.write([R.record("note", R.mention(document, mention, "here"), note.value.trim())], "Note kept"); };
      note.addEventListener("keydown", (event) => { if (event.key === "Enter") keepNote(); });
      const ways = Geomap.otherPlace(desk, { name: mention.text, from: now, kind: now ? now.kind : "town", use: usePlace });
      ways[1].addEventListener("toggle", () => { if (!desk.scope) scope.value = ways[1].open ? "here" : first; }); // a pin is for one name, unless a person says more
      const why = now ? mention.reasons : [(story.unplaced.find((u) => u.mention === mention.id) || { why: "no place was found" }).why];
      return [
        el("p", { class: "minor" }, Geomap.name(document.title || document.path), ` · ${Geomap.word("role", mention.role)}`,
          mention.reviewed ? " · checked" : now ? ` · ${Math.round(mention.confidence * 100)} % sure` : " · no place"),
        Geomap.context(document, mention.start, mention.end),
        el("p", { class: "fix-buttons" },
          Geomap.button([el("kbd", { "aria-hidden": "true" }, "a"), "Right as it is"], () => desk.accept(group), { "data-key": "accept", class: "fix-main" }),
          Geomap.button([el("kbd", { "aria-hidden": "true" }, "x"), "Not a place"], () => write("reject", null, "is not a place"), { "data-key": "reject" })),
        why.length ? el("details", { class: "fix-more", "data-fold": "why" }, el("summary", { "data-key": "why" }, now ? "Why here?" : "Why nowhere?"), el("ul", { class: "fix-why" }, why.map((w) => el("li", {}, Geomap.bounded(w, 300))))) : null,
        el("p", { class: "fix-row" }, el("label", { for: "fix-scope" }, "A change is for"), scope),
        choices.length ? el("ol", { class: "fix-list", "aria-label": "Which place is it?" }, choices) : null,
        ...ways,
        el("p", { class: "fix-row" }, el("label", { for: "fix-role" }, "It is named as"), role),
        el("p", { class: "fix-row" }, el("label", { for: "fix-note" }, "Note"), note, Geomap.button("Keep", keepNote, { "data-key": "keep-note", "aria-label": "Keep the note" })),
        Geomap.madeOf(desk, ({ record, mentions }) => record.target.kind === "mention" && ((mentions || []).includes(mention.id) ||
          (record.target.anchor.document === document.path && record.target.anchor.start === mention.start))),
      ];
    },
  };
})();
