/* The page around the map: one thing is chosen at a time, and map, lists, text and address show the same. */
"use strict";
(function () {
  const WIDE = window.matchMedia("(min-width: 1200px)"); // lists, map and articles side by side, each scrolling
  const ROUTES = ["place", "leg", "doc", "claim", "at"];
  const $ = (selector) => document.querySelector(selector);

  Geomap.startPage = function () {
    const { view } = Geomap;
    if (Geomap.beforeStart) Geomap.beforeStart(); // the page as it was written, before anything is added
    Geomap.page = new Page(view, Geomap.readJson("geomap-story"), null);
    Geomap.startSplitters();
    new ResizeObserver(() => view.map.invalidateSize({ animate: false })).observe(view.map.getContainer());
    if (Geomap.startCorrecting) Geomap.startCorrecting();
    Geomap.startSharing();
  };

  /* Where a node of the lists or articles stands, so that its like is found when they were made anew. */
  const BOXES = "[data-place], [data-leg], [data-stop], [data-claim], [data-document], [id]";
  function keyOf(node) {
    if (node.id) return `#${node.id}`;
    const box = node.parentElement.closest(BOXES) || document.body;
    const { place, leg, stop, claim } = box.dataset;
    const article = node.closest("article");
    const first = node.querySelector("[data-start]");
    return [node.localName, box.id, place, leg, stop, claim, article && article.dataset.document,
      first ? first.dataset.start : Array.from(box.querySelectorAll(node.localName)).indexOf(node)].join("|");
  }

  function find(key) {
    if (key.startsWith("#")) return document.getElementById(key.slice(1));
    return Array.from(document.querySelectorAll(`#lists ${key.split("|")[0]}, #articles ${key.split("|")[0]}`)).find((node) => keyOf(node) === key);
  }

  /* The key of what has the focus, in the lists, articles or on the map; and what has it now. */
  Geomap.nodeKey = function (node) {
    if (!node || !node.dataset) return null;
    const { mark, leg } = node.dataset;
    if (node.closest(".geomap-map")) return mark ? `mark=${mark}` : leg ? `line=${leg}` : null;
    return node.closest("#lists, #articles, .masthead") ? keyOf(node) : null;
  };
  Geomap.nodeOf = function (key) {
    if (!key || key.startsWith("line=")) return key && $(`path[data-leg="${Number(key.slice(5))}"]`);
    return key.startsWith("mark=") ? $(`[data-mark="${CSS.escape(key.slice(5))}"]`) : find(key);
  };

  /* Takes another state of the story into this page; choice, filters, scroll, folds and focus stay.
     next: {title, story, drawing, part(selector): the page's part as it is now}. */
  Geomap.renewPage = function ({ title, story, drawing, part }) {
    const columns = ["#lists", "#articles"];
    const state = Geomap.page.end();
    const scrolled = columns.map((column) => $(column).scrollTop);
    const [x, y] = [window.scrollX, window.scrollY];
    const open = Array.from(document.querySelectorAll("#lists details[open], #articles details[open]"), keyOf);
    const focus = Geomap.nodeKey(document.activeElement);
    for (const selector of [".masthead", ...columns]) {
      const node = document.adoptNode(part(selector));
      for (const plain of node.querySelectorAll("noscript")) plain.remove();
      $(selector).replaceWith(node);
    }
    document.title = title;
    Geomap.view.replace(drawing);
    Geomap.page = new Page(Geomap.view, story, state);
    document.dispatchEvent(new CustomEvent("geomap-renewed"));
    for (const key of open) {
      const fold = find(key);
      if (fold) fold.open = true;
    }
    columns.forEach((column, i) => { $(column).scrollTop = scrolled[i]; });
    window.scrollTo(x, y);
    const node = Geomap.nodeOf(focus);
    if (node) node.focus({ preventScroll: true });
  };

  class Page {
    /* state: what the page that this one follows showed, or null. */
    constructor(view, story, state) {
      this.view = view;
      this.story = story;
      this.lists = $("#lists");
      const quotes = [...view.drawing.places, ...view.drawing.legs].flatMap((entry) => entry.quotes);
      this.articles = new Geomap.Articles($("#articles"), story,
        quotes.map((quote) => ({ document: quote.doc, start: quote.sentence[0], end: quote.sentence[1] })));
      this._found = [];
      this._at = 0;
      view.onChoose = (kind, id) => this.choose(kind, id, "map");
      view.onQuote = (document, start, end) => this.showRange(document, start, end);
      this._life = new AbortController();
      const { signal } = this._life;
      document.addEventListener("click", (event) => this._onClick(event), { signal });
      window.addEventListener("hashchange", () => this._follow(), { signal });
      $("#finder-back").addEventListener("click", () => this._step(-1));
      $("#finder-on").addEventListener("click", () => this._step(1));
      this._more = new Geomap.More(document);
      this.reading = new Geomap.Reading(view, story, this.articles, this._more, () => this._remember(this._choice));
      document.addEventListener("keydown", (event) => this._onKey(event), { signal });
      this._choice = "";
      if (state) this._resume(state);
      else this._follow();
    }

    /* Lets go of the page's listeners, and says what it showed. */
    end() {
      this._life.abort();
      return { choice: this._choice, pairs: this.reading.pairs(), rendered: this.articles.rendered(), popup: Boolean(this.view.chosen) };
    }

    _resume({ choice, pairs, rendered, popup }) {
      this._still = true;
      this._popup = popup;
      for (const path of rendered) this.articles.renderPath(path);
      this._restoring = true;
      if (pairs.length) this.reading.restore(new Map(pairs));
      this._restoring = false;
      const route = this._route(choice);
      if (route) this._go(route, "kept");
      this._still = false;
    }

    /* Left and right lead along the journey, from wherever they do nothing else. */
    _onKey(event) {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!by || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (!this.view.stepper || event.target.closest("input, select, textarea, .geomap-map, .splitter, #articles")) return;
      event.preventDefault();
      this.view.stepper.step(by);
    }

    /* Follows links of our own kind, and a click on an entry anywhere but on what it holds. */
    _onClick(event) {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const link = event.target.closest("a[href^='#']");
      if (link) {
        const route = this._route(link.getAttribute("href"));
        if (!route) return;
        event.preventDefault();
        this._go(route, link.closest("#articles") ? "text" : "list");
        return;
      }
      const figure = event.target.closest("#articles [data-claim]");
      if (figure) this.choose("claim", figure.dataset.claim, "text");
      const entry = event.target.closest("li[data-place], li[data-leg]");
      if (entry && !event.target.closest("details, button") && !String(window.getSelection())) {
        if (entry.dataset.leg) this.choose("leg", Number(entry.dataset.leg), "list");
        else this.choose("place", entry.dataset.place, "list");
      }
    }

    /* What an address says: "#place=gn1&q=train" chooses a place and searches for a word. */
    _pairs(fragment) {
      const pairs = new Map();
      for (const part of fragment.replace(/^#/, "").split("&")) {
        const [, name, value] = /^([a-z]+)=(.+)$/.exec(part) || [];
        try {
          if (name && !pairs.has(name)) pairs.set(name, decodeURIComponent(value));
        } catch { /* no text at all: as if it were not there */ }
      }
      return pairs;
    }

    _route(fragment) {
      return Array.from(this._pairs(fragment)).find(([name]) => ROUTES.includes(name)) || null;
    }

    _follow() {
      const fragment = window.location.hash;
      const pairs = this._pairs(fragment);
      const route = this._route(fragment);
      this._restoring = true; // the address is not written before all of it is read
      if (pairs.size) this.reading.restore(pairs);
      this._restoring = false;
      if (route) this._go(route, "address");
    }

    _go([kind, id], origin) {
      if (kind === "at") {
        const [document, start, end] = id.split(".");
        this.showRange(document, Number(start), Number(end));
      } else this.choose(kind, kind === "leg" ? Number(id) : id, origin);
    }

    /* Chooses something; origin says where: map, list, text or address. */
    choose(kind, id, origin) {
      this._choose(kind, id, origin);
      if (!this._still) document.dispatchEvent(new CustomEvent("geomap-chosen", { detail: { kind, id, origin } }));
    }

    _choose(kind, id, origin) {
      this._unmark();
      this._found = [];
      if (!kind) {
        this._showFinder("");
        this._remember("");
        return;
      }
      if (kind === "place") this._choosePlace(id, origin);
      else if (kind === "leg") this._chooseLeg(id, origin);
      else if (kind === "doc") this._chooseDocument(id);
      else if (kind === "claim") this._chooseClaim(id, origin);
      this._remember(`#${kind}=${encodeURIComponent(id)}`);
    }

    _choosePlace(id, origin) {
      const place = this.view.places.get(id);
      if (!place) return;
      if (origin !== "map") this.view.choose("place", id, this._how());
      this.reading.reveal(id);
      this._markEntries((node) => node.dataset.place === id || node.dataset.stop === id, origin);
      const said = this._light(place.quotes || []);
      this._found = this.articles.mentionsOf(id);
      this._at = origin === "text" ? Math.max(0, this._found.indexOf(document.activeElement)) : 0;
      this._showFinder(place.name, this.articles.count(id));
      if (origin !== "text") this._reveal((place.stops || []).length ? said[0] || this._found[0] : this._found[0], origin);
      const stop = (place.stops || [])[0];
      this._say(`${stop ? `Stop ${stop.n} of ${stop.of}: ` : ""}${place.name}, ${place.kind}${place.where ? `, ${place.where}` : ""}, ${Geomap.count(this.articles.count(id), "mention")}`);
    }

    _chooseLeg(number, origin) {
      const leg = this.view.legs.get(number);
      if (!leg) return;
      if (origin !== "map") this.view.choose("leg", number, this._how());
      this._more.reveal("[data-leg]", (node) => node.dataset.leg === String(number));
      this._markEntries((node) => node.dataset.leg === String(number), origin);
      this._found = this._light(leg.quotes);
      this._at = 0;
      this._showFinder(`${leg.from_name} – ${leg.to_name}`);
      this._reveal(this._found[0], origin);
      this._say(`Leg ${number}, ${leg.from_name} to ${leg.to_name}, ${leg.status}, ${leg.length}`);
    }

    _how() {
      return { quiet: true, still: Boolean(this._still), popup: !this._still || this._popup }; // _popup: one was open
    }

    /* Marks the sentences of quotes, and in them the characters that say so; gives the first piece of each. */
    _light(quotes) {
      return quotes.map((quote) => {
        this.articles.light(quote.doc, quote.sentence[0], quote.sentence[1], "lit-around");
        return this.articles.light(quote.doc, quote.start, quote.end);
      }).filter(Boolean);
    }

    _chooseDocument(id) {
      this.articles.render(id);
      const article = this.articles.article(id);
      if (article && !this._still) article.scrollIntoView({ block: "start", behavior: this._pace() });
    }

    _chooseClaim(id, origin) {
      const claim = this.story.claims.find((c) => c.id === id);
      if (!claim) return;
      this._more.reveal("[data-claim]", (node) => node.dataset.claim === id);
      this._markEntries((node) => node.dataset.claim === id, origin);
      const piece = this.articles.light(claim.document, claim.start, claim.end);
      if (piece && origin !== "text") this._reveal(piece, "map");
    }

    /* Shows characters of an article. */
    showRange(document, start, end) {
      this._unmark();
      const piece = this.articles.light(document, start, end);
      if (piece) this._reveal(piece, "map");
      this._remember(`#at=${document}.${start}.${end}`);
    }

    _unmark() {
      this.articles.clear();
      for (const node of this.lists.querySelectorAll("[aria-current]")) node.removeAttribute("aria-current");
    }

    _markEntries(wanted, origin) {
      const nodes = Array.from(this.lists.querySelectorAll("li[data-place], li[data-leg], li[data-stop], li[data-claim]")).filter(wanted);
      nodes.forEach((node) => node.setAttribute("aria-current", "true"));
      const fold = nodes[0] && nodes[0].parentElement.closest("details");
      if (fold && origin !== "map") fold.open = true;
      if (nodes.length && origin !== "list" && !this._still && (WIDE.matches || origin === "address")) {
        nodes[0].scrollIntoView({ block: "nearest", behavior: this._pace() });
      }
    }

    /* Brings a place of the text into view; beside a list in one column the list keeps its place. */
    _reveal(node, origin) {
      if (!node || this._still || (origin === "list" && !WIDE.matches)) return;
      node.scrollIntoView({ block: "center", behavior: this._pace() });
    }

    _pace() {
      return Geomap.calm() ? "auto" : "smooth";
    }

    /* The bar that leads from one mention to the next; `all` counts those in articles not yet shown, too. */
    _showFinder(name, all = this._found.length) {
      $("#finder").hidden = !this._found.length;
      $("#finder-name").replaceChildren(Geomap.name(name));
      this._rest = all - this._found.length;
      this._showStep();
    }

    _showStep() {
      const more = this._rest > 0 ? ` (${this._rest} more in articles not shown yet)` : "";
      $("#finder-count").textContent = `${this._at + 1} of ${this._found.length}${more}`;
      this._found.forEach((node, i) => node.classList.toggle("at", i === this._at));
    }

    _step(by) {
      const count = this._found.length;
      if (!count) return;
      this._at = (this._at + by + count) % count;
      this._showStep();
      this._found[this._at].scrollIntoView({ block: "center", behavior: this._pace() });
    }

    /* Writes what is chosen, searched and filtered into the address. */
    _remember(choice) {
      this._choice = choice;
      if (this._restoring || !this.reading) return;
      const here = window.location.pathname + window.location.search;
      const pairs = this.reading.pairs().map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
      const fragment = [choice.replace(/^#/, ""), ...pairs].filter(Boolean).join("&");
      try {
        window.history.replaceState(null, "", fragment ? `#${fragment}` : here);
      } catch { /* some browsers refuse it in a file: the page works without */ }
    }

    _say(words) {
      if (!this._still) $("#live").textContent = words;
    }
  }
})();
