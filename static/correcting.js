/* The desk where a person corrects: a panel that shows what is chosen, writes each change, and undoes it.
   Quiet until the Correct button or the key e opens it. */
"use strict";
(function () {
  const el = (...args) => Geomap.element(...args);
  const R = Geomap.Records;
  const $ = (selector) => document.querySelector(selector);
  const TYPED_IN = "input, select, textarea, [contenteditable]";
  const SELECTED_WAIT_MS = 250;
  const STATES = { applied: "applied", moved: "applied, found again at another place of the text", overruled: "overruled by a later one",
    disputed: "disputed", lost: "lost", pending: "pending", withdrawn: "withdrawn" };
  const mode = document.documentElement.dataset.editing;
  let store = null;

  class Desk {
    constructor() {
      this.store = store;
      this._turns = new Geomap.Turns(store, () => this.tell("Saving …"), (said, failed) => this._settle(said, failed));
      this.unsaved = []; // records that the page does not show yet
      this._paths = new WeakMap();
      this._view = null;
      this._views = { name: Geomap.nameView, stop: Geomap.stopView, leg: Geomap.legView, place: Geomap.placeView, missed: Geomap.missedView,
        find: Geomap.findView, articles: Geomap.articlesView, list: Geomap.listView, review: Geomap.reviewView };
      this._back = null; // key of what had the focus before the panel
      this._heading = el("h2", { id: "correcting-heading", tabindex: -1 });
      this._body = el("div", { class: "fix-body" });
      this._error = el("p", { class: "fix-error", role: "alert" });
      this._undo = Geomap.button("Undo", () => this.undo(), { "data-key": "undo", title: "Ctrl+Z" });
      this._save = mode === "file" ? Geomap.button("Save corrections", () => { this.tell(this.store.save()); this._state(); }, { "data-key": "save", class: "fix-main" }) : null;
      this._counts = el("span", { class: "minor" });
      const tab = (name, words) => Geomap.button(words, () => this.show(name, name === "review" ? { at: 0 } : name === "articles" ? "" : {}), { "data-key": `tab ${name}`, "data-tab": name });
      this.panel = el("section", { id: "correcting", class: "correcting", "aria-labelledby": "correcting-heading", hidden: true },
        el("p", { class: "fix-tabs", role: "group", "aria-label": "Correcting" }, tab("review", "Review"), tab("find", "Missed"), tab("list", "Changes"), tab("articles", "Articles"),
          Geomap.button("×", () => this.toggle(false), { class: "fix-close", "aria-label": "Stop correcting" })),
        this._error, this._heading, this._body, el("p", { class: "fix-foot" }, this._undo, this._save, this._counts));
      $("#desk").prepend(this.panel);
      this._addButton();
      document.addEventListener("geomap-renewed", () => this._addButton());
      document.addEventListener("geomap-chosen", ({ detail }) => this._onChosen(detail));
      document.addEventListener("click", (event) => { this._clicked = event.target; }, true);
      document.addEventListener("click", (event) => this._onClick(event));
      document.addEventListener("keydown", (event) => this._onKey(event));
      document.addEventListener("selectionchange", () => this._onSelection());
      Geomap.takeDrops((files) => this.take(files));
    }

    get story() { return Geomap.page.story; }

    /* Who corrects, as they call themselves: kept by the browser, written with each correction. */
    get by() {
      try { return localStorage.getItem("geomap-by") || ""; } catch { return this._by || ""; }
    }

    set by(name) {
      this._by = name;
      try { localStorage.setItem("geomap-by", name); } catch { /* for this visit, then */ }
    }

    get on() { return !this.panel.hidden; }

    places() {
      if (this._placesOf !== this.story) [this._placesOf, this._places] = [this.story, new Map(this.story.places.map((place) => [place.id, place]))];
      return this._places;
    }

    document({ document }) { return this.story.documents.find((d) => d.id === document); }

    /* The path of a mention's article: its id may change when an article is added. */
    pathOf(mention) {
      if (!this._paths.has(mention)) this._paths.set(mention, this.document(mention).path);
      return this._paths.get(mention);
    }

    say(words) { $("#live").textContent = words; }

    tell(words) {
      if (!words) return;
      this._error.textContent = "";
      this._counts.textContent = words;
      this.say(words);
    }

    /* Says what is wrong, and leads to where it is mended. */
    fail(words, node) {
      this._error.textContent = words;
      if (node) node.focus();
    }

    _addButton() {
      const nav = $(".masthead nav");
      if (!$("#correct")) nav.append(Geomap.button("Correct", () => this.toggle(!this.on), { id: "correct", class: "fix-open", "aria-keyshortcuts": "e" }));
      $("#correct").setAttribute("aria-expanded", String(this.on));
    }

    toggle(on, { focus = true } = {}) {
      if (on === this.on) return;
      this.panel.hidden = !on;
      document.documentElement.toggleAttribute("data-correcting", on);
      $("#correct").setAttribute("aria-expanded", String(on));
      if (!on) {
        this._view = null;
        this._leave();
        this.say("Correcting is closed");
        return;
      }
      this._back = Geomap.nodeKey(document.activeElement);
      Geomap.view.putPopupAway();
      if (!this._view) this.show("start", {}, { focus });
    }

    /* Puts the focus back to where it came from. */
    _leave() {
      const node = Geomap.nodeOf(this._back) || $("#correct");
      node.focus();
    }

    /* Shows a view of something; the focus goes to its heading, or to a button that is named by its key. */
    show(name, subject, { focus = true, key = null } = {}) {
      if (this.panel.hidden) this.toggle(true, { focus: false });
      if (focus && !this.panel.contains(document.activeElement)) this._back = Geomap.nodeKey(document.activeElement) || this._back;
      if (name === "name") this.pathOf(subject);
      this._view = { name, subject };
      this._render();
      this.panel.scrollTop = 0;
      if (focus) (this._find(key) || this._heading).focus({ preventScroll: true });
      if (name === "review") this._showItem(subject.item);
    }

    _find(key) {
      return key && Array.from(this.panel.querySelectorAll("[data-key]")).find((node) => node.dataset.key === key);
    }

    _render() {
      const { name, subject } = this._view;
      const folds = Array.from(this._body.querySelectorAll("details[open]"), (fold) => fold.dataset.fold);
      const open = new Set(folds.filter((fold) => this._shown === subject || ["why", "bulk"].includes(fold)));
      this._shown = subject;
      const view = this._views[name];
      this._heading.replaceChildren(...(view ? view.title(this, subject) : ["Correcting"]));
      const nodes = view ? view.body(this, subject) : this._start();
      this._body.replaceChildren(...nodes.flat().filter(Boolean));
      for (const fold of this._body.querySelectorAll("details[data-fold]")) if (open.has(fold.dataset.fold)) fold.open = true;
      for (const node of this.panel.querySelectorAll("[data-tab]")) node.setAttribute("aria-pressed", String(node.dataset.tab === name));
      this._state();
    }

    _state() {
      const entries = this.store.entries();
      const { busy } = this._turns;
      this._undo.hidden = !busy && !this.store.last().length;
      if (this._save) this._save.hidden = !entries.length;
      const n = mode === "file" ? this.store.pending.length : entries.length;
      this._counts.textContent = busy ? "Saving …" : n ? `${n} ${mode === "file" ? "pending" : "made"}` : "";
    }

    _start() {
      const { items } = Geomap.queueOf(this.story);
      return [
        el("p", {}, "Choose a name in an article, a stop, a leg or a place: here it can be corrected. Select words that were missed."),
        el("p", { class: "fix-buttons" }, Geomap.button(`Review ${items.length} that nobody has checked`, () => this.show("review", { at: 0 }), { "data-key": "start-review", class: "fix-main", hidden: !items.length })),
        mode === "file" ? el("p", { class: "minor" }, "The story is built already: corrections are kept in this tab until you save them. geomap reads what you saved with --corrections, or when you drop it on the page of the served articles.") : null,
        el("p", { class: "minor" }, el("kbd", {}, "e"), " opens and closes this, ", el("kbd", {}, "Ctrl"), " ", el("kbd", {}, "Z"), " undoes, ", el("kbd", {}, "Escape"), " leads back to the text."),
      ];
    }

    /* One correction in a list: what it says, what became of it, a button that takes it back. */
    entry(entry) {
      const { record, state, why, id } = entry;
      const words = R.words(record);
      const note = record.note && record.action !== "note" ? [" – ", Geomap.name(Geomap.bounded(record.note, 300))] : [];
      const mention = (entry.mentions || []).length ? this.story.mentions.find((m) => m.id === entry.mentions[0]) : null;
      const link = mention ? [" ", el("a", { href: `#at=${mention.document}.${mention.start}.${mention.end}`, "aria-label": `Show “${Geomap.bounded(mention.text)}” in the text` }, "Show")] : [];
      const by = [record.by && [" by ", Geomap.name(record.by)], record.made && ` on ${Geomap.dateInWords(record.made.slice(0, 10))}`].flat().filter(Boolean);
      return el("li", { class: `fix-entry fix-${state}`, "data-correction": id },
        el("p", {}, words, note),
        el("p", { class: "minor" }, el("span", { class: "fix-state" }, STATES[state] || state), why ? `: ${Geomap.bounded(why, 300)}` : "", by,
          link, " ", Geomap.button("Undo", () => this.undo([id]), { "data-key": `undo ${id}`, "aria-label": `Undo: ${words.map((w) => (typeof w === "string" ? w : w.textContent)).join("")}` })));
    }

    /* Runs something that may fail; what went wrong is said in the panel. */
    async attempt(act) {
      this._error.textContent = "";
      this.panel.setAttribute("aria-busy", "true");
      try {
        return await act();
      } catch (error) {
        this._error.textContent = error.message;
        return null;
      } finally {
        this.panel.removeAttribute("aria-busy");
      }
    }

    /* Writes records, shows the story as it stands then, and stays at what was being corrected; a review goes on at once. */
    write(records, words) {
      const { by } = this;
      this.unsaved.push(...records);
      const done = this._turns.take({ records: by ? records.map((record) => ({ ...record, by })) : records, words });
      if (this._view && this._view.name === "review") this._follow();
      return done;
    }

    undo(ids = null) {
      if (!ids && !this._turns.busy && !this.store.last().length) return;
      this.run(async () => {
        const wanted = ids ? this.store.entries().map(({ id }) => id).filter((id) => ids.includes(id)) : this.store.last();
        if (!wanted.length) return "Nothing to undo";
        await this.store.withdraw(wanted);
        return wanted.length > 1 ? `${wanted.length} corrections undone` : "Undone";
      });
    }

    /* Does something else that changes the story, in its turn; gives what it says. */
    async run(act) {
      const job = { act };
      await this._turns.take(job);
      return job.words;
    }

    /* All is stored, or something failed: shows what there is, and says so. */
    _settle(said, failed) {
      this.unsaved = [];
      if (said.length || (this._view && this._view.name === "review")) this._follow(said.length > 1 ? `${said.length} changes saved: ${said.pop()}` : said[0]);
      if (!failed) return;
      this._error.textContent = failed;
      this._state();
    }

    /* The view again, over the story as it is now, the focus where it was or on the heading. */
    _follow(words) {
      const inside = this.panel.contains(document.activeElement) || document.activeElement === document.body;
      const key = document.activeElement.dataset && document.activeElement.dataset.key;
      if (this._view) {
        const { name, subject } = this._view;
        const view = this._views[name];
        const again = view ? view.again(this, subject) : subject;
        if (again === null) this._view = { name: "start", subject: {} }; // rejected, or taken out
        else if (name === "missed" && again !== subject) this._view = { name: "name", subject: again };
        else this._view = { name, subject: again };
        if (this._view.name === "name") this.pathOf(this._view.subject);
        this._shown = this._view.subject;
        this._render();
        const stays = name === "review" ? ["accept", "reject"].includes(key) : /^(undo|fix-)/.test(key);
        const next = this._find(again === null ? "undo" : stays ? key : null);
        if (inside && this.on) (next || this._heading).focus({ preventScroll: true });
        if (!next) this.panel.scrollTop = 0;
        if (name === "review") this._showItem(subject.item);
        const entry = name === "stop" && this.moved && $(".way [data-stop][aria-current]");
        if (entry) entry.scrollIntoView({ block: "nearest" });
      }
      this.tell(words);
    }

    accept(mentions) {
      const records = mentions.map((m) => R.record("accept", R.mention(this.document(m), m, "here"),
        { role: m.role, place: m.place ? R.place(this.places().get(m.place)) : null }));
      const words = mentions.length > 1 ? `${mentions.length} names accepted` : `“${mentions[0].text}” accepted`;
      return this.write(records, words);
    }

    /* Shows what is under review on the map and in its article; the panel keeps the focus. */
    _showItem(item) {
      if (!item) return;
      if (item.kind === "stop") Geomap.page.choose("place", item.stop.place, "review");
      else {
        const [m] = item.mentions;
        if (m.place && Geomap.view.places.has(m.place)) Geomap.view.choose("place", m.place, { quiet: true, popup: false });
        Geomap.page.showRange(m.document, m.start, m.end);
      }
    }

    /* What is chosen on the map or in the lists while correcting is what the panel shows. */
    _onChosen({ kind, id, origin }) {
      if (!this.on || origin === "review" || origin === "text" || origin === "address") return;
      if (this._view && this._view.name === "review") return;
      const focus = origin === "list" || Boolean(Geomap.nodeKey(document.activeElement) && document.activeElement.closest(".geomap-map"));
      if (kind === "place") {
        const li = origin === "list" && this._clicked && this._clicked.closest("[data-stop]");
        const stop = li && this._stopOf(li);
        if (stop) this.show("stop", stop, { focus });
        else if (Geomap.view.places.has(id)) this.show("place", id, { focus });
      } else if (kind === "leg") {
        const drawn = Geomap.view.legs.get(id);
        const journey = drawn && this.story.journeys.find((j) => j.id === drawn.journey);
        const leg = journey && journey.legs[id - 1 - this.story.journeys.slice(0, this.story.journeys.indexOf(journey)).reduce((n, j) => n + j.legs.length, 0)];
        if (leg) this.show("leg", { traveller: journey.traveller, from: leg.from, to: leg.to, leg }, { focus });
      } else if (kind === "doc") {
        const found = this.story.documents.find((d) => d.id === id);
        if (found) this.show("articles", found.path, { focus: false });
      }
    }

    /* The stop that an entry of the lists stands for. */
    _stopOf(li) {
      const box = li.closest("[data-journey]");
      const journey = box && this.story.journeys.find((j) => j.id === box.dataset.journey);
      if (!journey) return null;
      const place = li.dataset.stop;
      const like = Array.from((li === box ? li.parentElement : box).querySelectorAll("[data-stop]")).filter((node) => node.dataset.stop === place && node.closest("[data-journey]").dataset.journey === journey.id);
      const all = journey.stops.map((stop, i) => ({ stop, i })).filter(({ stop }) => stop.place === place);
      const found = all[like.indexOf(li)] || all[0];
      return found ? { traveller: journey.traveller, place, journey, ...found } : null;
    }

    _onClick(event) {
      if (!this.on || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const node = event.target.closest("#articles [data-mention]");
      if (node && node.dataset.mention) {
        if (!String(window.getSelection()).trim()) this._showMention(node.dataset.mention);
        return;
      }
      const link = event.target.closest("#left-out a[href^='#at=']");
      if (!link) return;
      const [id, start, end] = link.getAttribute("href").slice(4).split(".");
      const mention = this.story.mentions.find((m) => m.document === id && m.start === Number(start) && m.end === Number(end));
      if (mention) this.show("name", mention);
    }

    _showMention(id) {
      const mention = this.story.mentions.find((m) => m.id === id);
      if (mention) this.show("name", mention);
    }

    _onKey(event) {
      const { target, key } = event, typing = target.closest(TYPED_IN) && !target.matches("input[type=file]");
      if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && key.toLowerCase() === "z") {
        if (!this.on || typing) return;
        event.preventDefault();
        this.undo();
        return;
      }
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
      if (this.on && key === "Escape" && this.panel.contains(target)) {
        event.preventDefault();
        this._leave();
        return;
      }
      if (typing) return;
      if (key === "e") {
        event.preventDefault();
        const mention = !this.on && target.closest("#articles [data-mention]");
        this.toggle(!this.on);
        if (mention) this._showMention(mention.dataset.mention);
        return;
      }
      if (!this.on || !this.panel.contains(target)) return;
      const node = /^[1-6]$/.test(key) ? this._body.querySelectorAll("ol .fix-choice")[key - 1] : this._find({ a: "accept", x: "reject", n: "next", p: "back" }[key]);
      if (!node) return;
      event.preventDefault();
      node.focus();
      node.click();
    }

    /* Words that a person selects in an article may be a name that was missed. */
    _onSelection() {
      if (!this.on) return;
      clearTimeout(this._selecting);
      this._selecting = setTimeout(() => {
        const found = this.on && Geomap.selectedName(this.story);
        if (!found || (this._view && this._view.name === "missed" && this._view.subject.start === found.start && this._view.subject.document === found.document && this._view.subject.end === found.end)) return;
        this.show("missed", found, { focus: false });
        this.say(`“${found.text}” can be marked as a place name in the panel`);
      }, SELECTED_WAIT_MS);
    }

    /* Files that were dropped or chosen: corrections, or further articles. */
    async take(files) {
      if (!files.length) return;
      if (!this.on) this.toggle(true);
      const { corrections, articles, tooLarge } = await Geomap.sortFiles(files);
      if (tooLarge) {
        this.fail(`${Geomap.bounded(tooLarge)} is larger than 20 MB.`);
        return;
      }
      const acts = corrections.map((text) => () => this.store.merge(text));
      const refused = articles.length && !this.store.takesArticles;
      if (articles.length && !refused) acts.push(() => this.store.files(articles));
      const said = await Promise.all(acts.map((act) => this.run(async () => act())));
      if (corrections.length) this.show("list", {});
      if (refused) this.fail("This page cannot read further articles: serve their folder with geomap serve.");
      else if (!this._error.textContent) this.tell(said.join(" "));
    }
  }

  Geomap.beforeStart = function () {
    const framed = document.documentElement.classList.contains("embedded"); // a map in somebody else's page is to be read
    if (!framed && (mode === "served" || mode === "file")) store = Geomap.makeStore(mode);
  };

  Geomap.startCorrecting = function () {
    if (!store) return;
    store.start();
    Geomap.desk = new Desk();
  };
})();
