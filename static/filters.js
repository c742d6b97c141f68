/* What is left of the story by article, role, kind, journey and time: map, lists and articles show the same. */
"use strict";
(function () {
  const el = (...args) => Geomap.element(...args);
  const $ = (selector) => document.querySelector(selector);
  const NAMES = ["article", "role", "kind", "journey", "from", "to"];

  /* The part of a date (a year, month, day or interval) that lies in [from, to]. */
  function within(iso, from, to) {
    if (!iso) return false;
    const [first, last] = iso.split("/");
    const end = last === undefined ? first : last === "" || last === ".." ? "9999" : last;
    return (!to || first.slice(0, 10) <= to) && (!from || end.slice(0, 10) >= from.slice(0, Math.min(10, end.length)));
  }

  Geomap.Filters = class {
    constructor(story, drawing) {
      this._story = story;
      this._drawing = drawing;
      this._documents = new Map(story.documents.map((d) => [d.id, d]));
      this._movements = new Map(story.movements.map((m) => [m.id, m]));
      this._kinds = new Map([...drawing.places, ...drawing.others].map((place) => [place.id, place.kind]));
      this._journeys = story.journeys.filter((j) => j.stops.length);
      this._inputs = new Map(NAMES.map((name) => [name, $(`#filter-${name}`)]));
      this.onChange = null; // () => …
      for (const input of this._inputs.values()) {
        input.addEventListener("change", () => this._changed());
      }
      $("#filters").addEventListener("toggle", () => this._fill());
      $("#filter-reset").addEventListener("click", () => this.set(new Map()));
      this._compute();
    }

    /* The lists of choices, made when somebody first looks: a big story has thousands. */
    _fill() {
      if (this._filled) return;
      this._filled = true;
      const option = (value, words) => el("option", { value }, Geomap.bounded(words, 70));
      const add = (name, options) => {
        const input = this._inputs.get(name);
        const chosen = this._wanted(name);
        for (const node of Array.from(input.options).slice(1)) node.remove(); // a stand-in for what an address named
        input.append(...options);
        input.value = chosen;
      };
      add("article", this._story.documents.map((d) => option(d.id, d.title || d.path)));
      add("kind", [...new Set(this._kinds.values())].sort().map((kind) => option(kind, kind)));
      add("journey", this._journeys.map((j) => option(j.id,
        `${j.traveller}: ${j.stops.map((s) => this._name(s.place)).join(" – ")}`)));
    }

    _name(id) {
      this._names = this._names || new Map(this._story.places.map((p) => [p.id, p.name]));
      return this._names.get(id) || "";
    }

    _wanted(name) { return this._inputs.get(name).value; }

    get active() { return NAMES.filter((name) => this._wanted(name)); }

    /* As pairs for the address. */
    pairs() { return this.active.map((name) => [name, this._wanted(name)]); }

    /* From a map of such pairs; what is no choice counts as none. */
    set(pairs) {
      if (pairs.size && NAMES.some((name) => pairs.has(name))) this._fill();
      for (const name of NAMES) {
        const input = this._inputs.get(name);
        input.value = pairs.get(name) || "";
        if (input.selectedIndex === -1) input.value = "";
      }
      if (this.active.length) $("#filters").open = true;
      this._changed();
    }

    _changed() {
      this._compute();
      const count = this.active.length;
      $("#filter-count").textContent = count ? `${count} set` : "";
      $("#filter-reset").hidden = !count;
      if (this.onChange) this.onChange();
    }

    _compute() {
      const [article, role, kind, journey, from, to] = NAMES.map((name) => this._wanted(name));
      const timed = from || to;
      this._passing = null;
      this.places = this.legs = this.journeys = null;
      this.role = role;
      if (!this.active.length) return;
      if (article || timed) {
        this._passing = new Set(this._story.documents
          .filter((d) => (!article || d.id === article) && (!timed || within(d.published, from, to))).map((d) => d.id));
      }
      const told = (evidence) => evidence.some((id) => this.document(this._movements.get(id).document));
      const dated = (stop) => !timed || !stop.when || within(stop.when.iso, from, to);
      this.journeys = new Map(this._journeys.filter((j) => !journey || j.id === journey)
        .map((j) => [j.id, j.stops.map((stop) => (told(stop.evidence) || !this._passing) && dated(stop))])
        .filter(([, stops]) => stops.some(Boolean)));
      this.places = this._passingPlaces(role, kind, journey);
      this.legs = new Set();
      let n = 0;
      for (const j of this._story.journeys) {
        for (const leg of j.legs) {
          n++;
          if (this.journeys.has(j.id) && told(leg.evidence)) this.legs.add(n);
        }
      }
    }

    _passingPlaces(role, kind, journey) {
      const out = new Set();
      if (!journey) {
        for (const m of this._story.mentions) {
          if (m.place && !m.furniture && (!role || m.role === role) && this.document(m.document)) out.add(m.place);
        }
      }
      if (!role || role === "location") {
        for (const j of this._journeys) {
          const stops = this.journeys.get(j.id);
          if (stops) j.stops.forEach((stop, i) => { if (stops[i]) out.add(stop.place); });
        }
      }
      if (kind) for (const id of out) if (this._kinds.get(id) !== kind) out.delete(id);
      return out;
    }

    document(id) { return !this._passing || this._passing.has(id); }

    place(id) { return !this.places || this.places.has(id); }

    leg(n) { return !this.legs || this.legs.has(n); }

    journey(id) { return !this.journeys || this.journeys.has(id); }
  };
})();
