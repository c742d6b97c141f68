/* Where corrections are kept: with the server, which builds the story anew, or in this page until they are saved. */
"use strict";
(function () {
  const AT_ONCE = 500; // records in one request
  const MOST_PLACES = 20;

  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  const keyOf = ({ record }) => {
    const { target, action } = record;
    const group = { place: "place", accept: "place", confirm: "status", reject: target.kind === "mention" ? "place" : "status" }[action] || action;
    const about = target.anchor ? [target.anchor.document, target.anchor.quote, target.anchor.start] : target.document || [target.traveller, target.place, target.from, target.to];
    return JSON.stringify([group, target.kind, about]);
  };

  /* Entries beside which another says something different about the same. */
  Geomap.besides = (entries, entry) => entry.state !== "disputed" ? []
    : entries.filter((other) => other !== entry && other.state === "disputed" && keyOf(other) === keyOf(entry));

  /* Whether a text is a file of corrections. */
  Geomap.isCorrections = function (text) {
    try {
      const file = JSON.parse(text);
      return file.geomap_corrections === 1 && Array.isArray(file.records);
    } catch {
      return false;
    }
  };

  class Served {
    constructor() {
      const meta = (name) => document.querySelector(`meta[name=${name}]`).content;
      this._api = meta("geomap-api");
      this._token = meta("geomap-token");
      this._done = []; // ids of each write of this visit, for undoing
      this._gone = new Set(); // undone since the page was made
      this.takesArticles = true;
    }

    start() { /* nothing is kept here */ }

    entries() {
      return (Geomap.page.story.corrections || []).map((entry) => ({ ...entry, id: entry.record.id }))
        .filter(({ id }) => !this._gone.has(id));
    }

    async _ask(path, method = "GET", body = undefined, type = "application/json") {
      const headers = method === "GET" ? {} : { "X-Geomap-Token": this._token };
      if (type && body !== undefined) headers["Content-Type"] = type;
      let response;
      try {
        response = await fetch(new URL(this._api + path, document.baseURI), { method, headers, body, credentials: "same-origin" });
      } catch {
        throw new Error("The server does not answer. Nothing was changed.");
      }
      const answer = await response.json().catch(() => ({}));
      if (!response.ok) {
        const { error } = answer;
        throw new Error((error && error.message) || error || `The server refused this (${response.status}).`);
      }
      return answer;
    }

    /* Shows the story as the server has it now, unless something else waits to be written. */
    async renew(waits) {
      const response = await fetch(window.location.pathname + window.location.search, { credentials: "same-origin" });
      if (!response.ok) throw new Error("It is stored, but the page could not be made anew. Load it again.");
      const text = await response.text();
      if (waits()) return;
      const next = new DOMParser().parseFromString(text, "text/html");
      const json = (id) => JSON.parse(next.getElementById(id).textContent);
      this._gone.clear();
      Geomap.renewPage({ title: next.title, story: json("geomap-story"), drawing: json("geomap-drawing"), part: (selector) => next.querySelector(selector) });
    }

    /* Several lists of records, each to be undone by itself. */
    async write(batches) {
      const records = batches.flat();
      const ids = [];
      for (let i = 0; i < records.length; i += AT_ONCE) {
        const answer = await this._ask("corrections", "POST", JSON.stringify({ records: records.slice(i, i + AT_ONCE) }));
        ids.push(...answer.ids);
      }
      for (const id of ids) this._gone.delete(id);
      for (const { length } of batches) this._done.push(ids.splice(0, length));
    }

    async withdraw(ids) {
      for (let i = 0; i < ids.length; i += AT_ONCE) {
        await this._ask("corrections/withdraw", "POST", JSON.stringify({ ids: ids.slice(i, i + AT_ONCE) }));
      }
      for (const id of ids) this._gone.add(id);
      this._done = this._done.map((batch) => batch.filter((id) => !this._gone.has(id))).filter((batch) => batch.length);
    }

    /* Ids of what would be undone next. */
    last() {
      if (this._done.length) return this._done[this._done.length - 1];
      const made = this.entries().sort((a, b) => (a.record.made || "").localeCompare(b.record.made || ""));
      return made.length ? [made[made.length - 1].id] : [];
    }

    async merge(text) {
      const { added = 0, known = 0, disputed = 0 } = await this._ask("corrections/merge", "POST", text);
      return `${Geomap.count(added, "correction")} added, ${known} known${disputed ? `, ${disputed} different from yours: both are listed` : ""}`;
    }

    async _articles(body, type) {
      const { added = [], failed = [] } = await this._ask("articles", "POST", body, type);
      return [added.length ? `Added ${added.map((path) => path.path || path).join(", ")}.` : "",
        ...failed.map(({ path, why }) => `${path}: ${why}.`)].filter(Boolean).join(" ");
    }

    paste(title, text) { return this._articles(JSON.stringify({ title, text }), "application/json"); }

    files(list) {
      const form = new FormData();
      for (const file of list) form.append("file", file, file.name);
      return this._articles(form, null);
    }

    async places(words) {
      const { places } = await this._ask(`places?q=${encodeURIComponent(words)}`);
      return places;
    }
  }

  /* In a file nothing is built: what was corrected is shown as far as the page can, and saved as a file for geomap. */
  class Filed {
    constructor() {
      this._parts = new Map([".masthead", "#lists", "#articles"].map((part) => [part, document.querySelector(part).cloneNode(true)]));
      this.pending = [];
      this.withdrawn = [];
      this._count = 0;
      this._done = [];
      this.takesArticles = false;
    }

    /* Once the page shows the story. */
    start() {
      this.story = Geomap.page.story;
      this._drawing = Geomap.view.drawing;
      this._key = `geomap ${this.story.title} ${this.story.documents.map((d) => d.sha256).join("").slice(0, 400)}`;
      try { // a page that is loaded again in the same tab goes on where it was
        const kept = JSON.parse(sessionStorage.getItem(this._key) || "null");
        if (kept) {
          this.pending = kept.records.map((record) => ({ id: `p${++this._count}`, record }));
          this.withdrawn = kept.withdrawn;
        }
      } catch { /* a browser that keeps nothing */ }
      this.unsaved = this.pending.length > 0;
      if (this.unsaved) this.show();
      window.addEventListener("beforeunload", (event) => { if (this.unsaved) event.preventDefault(); });
    }

    entries() {
      const given = (this.story.corrections || []).map((entry) => ({ ...entry, id: entry.record.id }))
        .filter((entry) => !this.withdrawn.includes(entry.id));
      return [...given, ...this.pending.map((entry) => ({ ...entry, state: "pending", why: "", mentions: [] }))];
    }

    _renew() {
      this.unsaved = true;
      try {
        sessionStorage.setItem(this._key, JSON.stringify({ records: this.pending.map(({ record }) => record), withdrawn: this.withdrawn }));
      } catch { /* too much, or not allowed */ }
      this.show();
    }

    show() {
      const story = Geomap.preview(this.story, this.pending.map(({ record }) => record));
      const known = new Set([...this._drawing.places, ...this._drawing.others].map((place) => place.id));
      const others = story.places.filter((place) => !known.has(place.id)).map((place) => ({ ...place, kind: Geomap.Records.kind(place.kind),
        shape: place.bounds ? "area" : "circle", x: place.lon, where: Geomap.Records.where(place), count: story.mentions.filter((m) => m.place === place.id).length,
        coordinates: `${place.lat.toFixed(3)}, ${place.lon.toFixed(3)}` }));
      Geomap.renewPage({ title: document.title, story, drawing: { ...this._drawing, others: [...this._drawing.others, ...others] },
        part: (selector) => this._parts.get(selector).cloneNode(true) });
      this._pins(story);
    }

    /* Where names will stand once geomap has read the corrections. */
    _pins(story) {
      if (this._layer) this._layer.remove();
      const places = new Map(story.places.map((place) => [place.id, place]));
      const ids = new Set(this.pending.map(({ record }) => record).filter((r) => r.target.kind === "mention" && (r.action === "place" || (r.action === "add" && r.value.place)))
        .map((r) => Geomap.Records.idOf(r.value.place || r.value)));
      const wanted = story.mentions.filter((m) => ids.has(m.place)).map((m) => places.get(m.place));
      this._layer = L.layerGroup([...new Set(wanted)].map((place) => L.circleMarker([place.lat, place.lon],
        { className: "fix-pending-mark", radius: 9, weight: 2.5, dashArray: "3 3", fillOpacity: 0.25, interactive: false }))).addTo(Geomap.view.map);
    }

    renew() { /* shown at once */ }

    write(batches) {
      const now = `${new Date().toISOString().slice(0, 19)}Z`;
      for (const records of batches) {
        const made = records.map((record) => ({ id: `p${++this._count}`, record: { ...record, made: now } }));
        this.pending.push(...made);
        this._done.push(made.map(({ id }) => id));
      }
      this._renew();
    }

    withdraw(ids) {
      const pending = new Set(this.pending.map(({ id }) => id));
      const gone = new Set(ids);
      this.withdrawn.push(...ids.filter((id) => !pending.has(id)));
      this.pending = this.pending.filter(({ id }) => !gone.has(id));
      this._done = this._done.map((batch) => batch.filter((id) => !gone.has(id))).filter((batch) => batch.length);
      this._renew();
    }

    last() {
      if (this._done.length) return this._done[this._done.length - 1];
      return this.pending.length ? [this.pending[this.pending.length - 1].id] : [];
    }

    merge(text) {
      const file = JSON.parse(text);
      const known = new Set(this.entries().map(({ record }) => JSON.stringify([record.action, record.target, record.value])));
      const fresh = file.records.filter((r) => r && r.target && !known.has(JSON.stringify([r.action, r.target, r.value])));
      this.pending.push(...fresh.map((record) => ({ id: `p${++this._count}`, record })));
      this._renew();
      return `${Geomap.count(fresh.length, "correction")} added, ${file.records.length - fresh.length} known`;
    }

    /* Only places that the story knows; further ones by coordinates. */
    places(words) {
      const wanted = folded(words);
      return this.story.places.filter((place) => folded(place.name).includes(wanted)).slice(0, MOST_PLACES);
    }

    file() {
      const given = (this.story.corrections || []).map(({ record }) => record).filter((record) => !this.withdrawn.includes(record.id));
      return JSON.stringify({ geomap_corrections: 1, story: this.story.title, records: [...given, ...this.pending.map(({ record }) => record)],
        withdrawn: this.withdrawn }, null, 1) + "\n";
    }

    save() {
      const link = Geomap.element("a", { download: "geomap-corrections.json" });
      link.href = URL.createObjectURL(new Blob([this.file()], { type: "application/json" }));
      document.body.append(link);
      link.click();
      link.remove();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
      this.unsaved = false;
      return `Saved ${Geomap.count(this.pending.length, "correction")} as geomap-corrections.json. Give them back with: geomap export SOURCE -o story.html --corrections geomap-corrections.json`;
    }
  }

  /* What is to be done to the story, in the order asked: records that wait go together, and the page is made anew once,
     when nothing waits any more. */
  Geomap.Turns = class {
    constructor(store, begin, end) {
      Object.assign(this, { _store: store, _begin: begin, _end: end, _jobs: [], busy: null });
      window.addEventListener("beforeunload", (event) => { if (this.busy) event.preventDefault(); });
    }

    /* job: {records, words} to write, or {act}, whose words are what it gives. */
    take(job) {
      this._jobs.push(job);
      this.busy = this.busy || this._run();
      return this.busy;
    }

    async _run() {
      const said = [];
      let failed = "";
      this._begin();
      do {
        let jobs = [];
        try {
          while (this._jobs.length) {
            const other = this._jobs.findIndex(({ act }) => act);
            jobs = this._jobs.splice(0, other < 0 ? this._jobs.length : other || 1);
            if (other) await this._store.write(jobs.map(({ records }) => records));
            else jobs[0].words = await jobs[0].act();
            said.push(...jobs.map(({ words }) => words));
          }
          jobs = [];
          if (said.length) await this._store.renew(() => this._jobs.length);
        } catch (error) {
          const lost = jobs.length && jobs.concat(this._jobs.splice(0)).length;
          failed = lost > 1 ? `${error.message} ${lost} changes were not made.` : error.message;
        }
      } while (this._jobs.length);
      this.busy = null;
      this._end(said, failed);
    }
  };

  Geomap.makeStore = (mode) => (mode === "served" ? new Served() : new Filed());
})();
