/* Search over the places and the texts: names without regard to accents, texts to the letter but not to its case. */
"use strict";
(function () {
  const el = (...args) => Geomap.element(...args);
  const MOST_PLACES = 8;
  const MOST_HITS = 40;
  const AROUND = 46; // characters of the text on each side of what was found
  const LEAST = 2; // letters; one letter is everywhere
  const LONGEST = 200;
  const WAIT_MS = 140;

  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const literal = (text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

  Geomap.Search = class {
    /* passes(document id) and passesPlace(id) say what the filters leave; go(route) follows a result. */
    constructor(story, places, { passes, passesPlace }) {
      this._story = story;
      this._places = places;
      this._passes = passes;
      this._passesPlace = passesPlace;
      this._input = document.querySelector("#query");
      this._results = document.querySelector("#results");
      this._count = document.querySelector("#results-count");
      this.onChange = null; // () => …: what is searched for has changed
      this._input.addEventListener("input", () => {
        clearTimeout(this._timer);
        this._timer = setTimeout(() => { this.run(); if (this.onChange) this.onChange(); }, WAIT_MS);
      });
      this._input.addEventListener("keydown", (event) => {
        if (event.key === "Escape") this.set("");
        const first = this._results.querySelector("a");
        if (event.key === "ArrowDown" && first) { event.preventDefault(); first.focus(); }
      });
      this._results.addEventListener("keydown", (event) => {
        const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (!by) return;
        event.preventDefault();
        event.stopPropagation();
        const links = Array.from(this._results.querySelectorAll("a"));
        const next = links.indexOf(document.activeElement) + by;
        (next < 0 ? this._input : links[Math.min(next, links.length - 1)]).focus();
      });
    }

    get words() { return this._input.value.trim().slice(0, LONGEST); }

    set(words) {
      this._input.value = words;
      this.run();
      if (this.onChange) this.onChange();
    }

    run() {
      const words = this.words;
      this._results.replaceChildren();
      this._count.textContent = "";
      if (Array.from(words).length < LEAST) return;
      const places = this._findPlaces(plain(words));
      const hits = this._findText(words);
      this._results.append(...places.slice(0, MOST_PLACES).map((place) => this._place(place)), ...hits.shown);
      const more = hits.count > hits.shown.length ? `, the first ${hits.shown.length} shown` : "";
      this._count.textContent = places.length || hits.count
        ? `${Geomap.count(places.length, "place")}, ${hits.count === 1 ? "once" : `${hits.count} times`} in the texts${more}`
        : "Nothing found";
    }

    _findPlaces(words) {
      const rank = (place) => (plain(place.name).startsWith(words) ? 0 : 1);
      return this._places.filter((place) => plain(place.name).includes(words) && this._passesPlace(place.id))
        .sort((a, b) => rank(a) - rank(b) || b.count - a.count);
    }

    _findText(words) {
      const pattern = new RegExp(literal(words).replace(/\s+/g, "\\s+"), "giu");
      const shown = [];
      let count = 0;
      for (const document of this._story.documents) {
        if (!this._passes(document.id)) continue;
        for (const match of document.text.matchAll(pattern)) {
          count++;
          if (shown.length < MOST_HITS) shown.push(this._hit(document, match.index, match[0]));
        }
      }
      return { shown, count };
    }

    _place(place) {
      return el("li", { class: "result result-place" },
        el("a", { href: `#place=${encodeURIComponent(place.id)}` }, Geomap.name(place.name)),
        el("span", { class: "minor" }, ` ${place.kind}${place.where ? `, ${place.where}` : ""}, ${place.count}×`));
    }

    _hit(document, at, found) {
      const text = document.text;
      const cut = (string) => Array.from(string); // never through a character of two units
      const before = cut(text.slice(Math.max(0, at - 2 * AROUND), at)).slice(-AROUND).join("").replace(/^[\ud800-\udfff]/, "");
      const after = cut(text.slice(at + found.length, at + found.length + 2 * AROUND)).slice(0, AROUND).join("");
      const start = Array.from(text.slice(0, at)).length; // offsets of a story count code points
      const end = start + Array.from(found).length;
      return el("li", { class: "result" },
        el("a", { href: `#at=${document.id}.${start}.${end}`, dir: "auto" }, `…${before}`, el("mark", {}, Geomap.bounded(found)), `${after}…`),
        el("span", { class: "minor" }, " ", Geomap.name(document.source || document.title)));
    }
  };
})();
