/* Search, filters and sorting together, and the part of the address that restores them. */
"use strict";
(function () {
  const $ = (selector) => document.querySelector(selector);

  Geomap.Reading = class {
    /* onChange(): the address must say something else now. */
    constructor(view, story, articles, more, onChange) {
      this._view = view;
      this._articles = articles;
      this._more = more;
      this._onChange = onChange;
      const first = new Map();
      for (const m of story.mentions) if (m.place && !first.has(m.place)) first.set(m.place, first.size);
      const rank = (id) => (first.has(id) ? first.get(id) : Infinity);
      this._lists = Array.from(document.querySelectorAll("ol.places"), (list) => new Geomap.PlaceList(list, rank));
      this._sort = $("#sort");
      this._sort.addEventListener("change", () => this._apply());
      this.filters = new Geomap.Filters(story, view.drawing);
      this.filters.onChange = () => this._apply();
      this.search = new Geomap.Search(story, [...view.drawing.places, ...view.drawing.others], {
        passes: (id) => this.filters.document(id), passesPlace: (id) => this.filters.place(id),
      });
      this.search.onChange = () => this._onChange();
      $("#reading").hidden = false;
      $("#sorting").hidden = false;
      this._choices(story);
    }

    /* The chooser of articles, filled when it is first used. */
    _choices(story) {
      const chooser = $("#article-choice");
      chooser.hidden = story.documents.length < 2;
      const fill = () => {
        if (chooser.options.length > 1) return;
        chooser.append(...story.documents.map((d) => Geomap.element("option", { value: d.id }, Geomap.bounded(d.title || d.path, 70))));
      };
      chooser.addEventListener("pointerdown", fill);
      chooser.addEventListener("focus", fill);
      if (story.documents.length <= 60) fill();
      chooser.addEventListener("change", () => {
        if (chooser.value) Geomap.page.choose("doc", chooser.value, "list");
      });
    }

    _apply() {
      const { filters } = this;
      const passes = filters.places ? (id) => filters.place(id) : this._all || (this._all = () => true);
      const counts = this._lists.map((list) => list.show(this._sort.value, passes));
      $("#places .count").textContent = String(counts[0] || 0);
      for (const node of document.querySelectorAll("[data-journey]")) node.hidden = !filters.journey(node.dataset.journey);
      for (const node of document.querySelectorAll("li[data-leg]")) node.classList.toggle("out", !filters.leg(Number(node.dataset.leg)));
      this._articles.filter((id) => filters.document(id));
      for (const role of Object.keys(this._view.drawing.words.role)) $("#articles").classList.toggle(`only-${role}`, filters.role === role);
      this._view.filter((id) => filters.place(id), (n) => filters.leg(n));
      this.search.run();
      const words = filters.active.length
        ? `${counts.reduce((a, b) => a + b, 0)} places and ${filters.legs.size} legs pass the filters` : "";
      $("#filter-words").textContent = words;
      this._onChange();
    }

    /* What an address must hold to show the same again. */
    pairs() {
      const pairs = this.filters.pairs();
      if (this._sort.value) pairs.unshift(["sort", this._sort.value]);
      if (this.search.words) pairs.unshift(["q", this.search.words]);
      return pairs;
    }

    restore(pairs) {
      const sort = pairs.get("sort");
      this._sort.value = ["text", "count", "name"].includes(sort) ? sort : "";
      this.filters.set(pairs);
      const words = pairs.get("q") || "";
      if (words !== this.search.words) this.search.set(words);
    }

    /* Puts the entries of a place into the lists, where a long list holds them back. */
    reveal(id) {
      for (const list of this._lists) list.reveal(id);
      this._more.reveal("[data-stop]", (node) => node.dataset.stop === id);
    }
  };
})();
