/* The articles: their text, every name in it marked by its role, page furniture folded away.
   A text is rendered when it is first needed; every piece knows the characters that it shows. */
"use strict";
(function () {
  const el = (...args) => Geomap.element(...args);
  const RENDERED_AT_ONCE = 60000; // characters of all articles together; further ones wait until they are needed

  const MANY = 60;
  const RENDERED_OF_MANY = 6000; // characters: a big story opens with few nodes
  const SHOWN_MORE = 20;
  const RENDERED_FOR_A_CHOICE = 12; // articles; a country may be named in thousands

  const byStart = (a, b) => a.start - b.start || b.end - a.end;

  function group(entries) {
    const table = new Map();
    for (const entry of entries) {
      if (!table.has(entry.document)) table.set(entry.document, []);
      table.get(entry.document).push(entry);
    }
    return table;
  }

  Geomap.Articles = class {
    /* root: the element that holds an <article data-document> for each document;
       sentences: further {document, start, end} that will be marked. */
    constructor(root, story, sentences) {
      this.root = root;
      this.documents = new Map(story.documents.map((document) => [document.id, document]));
      this._mentions = group(story.mentions);
      this._claims = group(story.claims);
      const evidence = story.disagreements.flatMap((d) => d.evidence);
      this._edges = group([...story.mentions, ...story.movements, ...story.claims, ...story.dates, ...evidence, ...sentences]);
      this._placeName = new Map(story.places.map((place) => [place.id, place.name]));
      this._rendered = new Set();
      this._passes = () => true;
      const template = root.querySelector("template[data-list=articles]");
      const nodes = [...root.querySelectorAll("article[data-document]"), ...(template ? template.content.children : [])];
      this._nodes = new Map(nodes.map((node) => [node.dataset.document, node]));
      this._order = [...this._nodes.keys()];
      this._end = template || root.appendChild(document.createComment("articles"));
      this._more = root.appendChild(el("button", { type: "button", class: "more-button" }));
      this._more.addEventListener("click", () => this._showMore());
      let budget = nodes.length > MANY ? RENDERED_OF_MANY : RENDERED_AT_ONCE;
      for (const document of story.documents) {
        budget -= document.text.length;
        if (budget > 0 || !this._rendered.size) this.render(document.id);
        else this._waiting(document.id);
      }
      this._nameMore();
      this._ready = true;
    }

    article(id) {
      return this._nodes.get(id);
    }

    /* Shows only articles that pass, in the page those that stood there and those that are asked for. */
    filter(passes) {
      this._passes = passes;
      for (const [id, node] of this._nodes) node.hidden = !passes(id);
      const shown = this._order.filter((id) => passes(id) && this._nodes.get(id).isConnected).length;
      if (!shown) this._showMore();
      this._nameMore();
    }

    _hiddenBack() {
      return this._order.filter((id) => this._passes(id) && !this._nodes.get(id).isConnected);
    }

    _showMore() {
      for (const id of this._hiddenBack().slice(0, SHOWN_MORE)) this._attach(id);
      this._nameMore();
    }

    _nameMore() {
      const left = this._hiddenBack().length;
      this._more.hidden = !left;
      this._more.textContent = `Show ${Math.min(left, SHOWN_MORE)} of ${left} more articles`;
    }

    /* Puts an article into the page, in its order. */
    _attach(id) {
      const node = this._nodes.get(id);
      if (!node || node.isConnected) return;
      const next = this._order.slice(this._order.indexOf(id) + 1).find((other) => this._nodes.get(other).isConnected);
      (next ? this._nodes.get(next) : this._end).before(node);
    }

    _waiting(id) {
      const box = this.article(id).querySelector(".article-text");
      const button = el("button", { type: "button", class: "article-open" }, "Show the article");
      button.addEventListener("click", () => this.render(id));
      box.replaceChildren(button);
    }

    /* The paths of the articles whose text is shown; ids change when an article is added. */
    rendered() {
      return Array.from(this._rendered, (id) => this.documents.get(id).path);
    }

    renderPath(path) {
      for (const [id, document] of this.documents) if (document.path === path) this.render(id);
    }

    render(id) {
      if (!this._nodes.has(id)) return;
      if (this._ready) this._attach(id);
      if (this._rendered.has(id)) return;
      this._rendered.add(id);
      const document = this.documents.get(id);
      const text = new Geomap.Text(document.text);
      const article = this.article(id);
      const box = article.querySelector(".article-text");
      box.replaceChildren();
      const ranges = (this._edges.get(id) || []).map((entry) => [entry.start, entry.end]);
      const headline = document.title_span && document.title_span[1] > document.title_span[0] ? document.title_span : null;
      if (headline) {
        article.querySelector(".article-title").replaceChildren(...this._inline(id, text, headline[0], headline[1], ranges));
      }
      let folded = null;
      for (const [start, end] of this._blocks(document, text, headline)) {
        const furniture = document.furniture.some(([a, b]) => a <= start && start < b);
        const paragraph = el("p", { dir: "auto" }, this._inline(id, text, start, end, ranges));
        if (!furniture) {
          folded = null;
          box.append(paragraph);
          continue;
        }
        if (!folded) {
          folded = el("details", { class: "furniture" }, el("summary", {}, "Page furniture, not read as story"));
          box.append(folded);
        }
        folded.append(paragraph);
      }
    }

    /* Paragraphs, cut where furniture begins or ends, without the headline that stands above. */
    _blocks(document, text, headline) {
      const cuts = [...document.furniture, ...(headline ? [headline] : [])];
      return Geomap.paragraphs(text, 0, text.length, document.sentences)
        .flatMap(([start, end]) => Geomap.pieces(start, end, cuts))
        .filter(([start, end]) => !(headline && start >= headline[0] && end <= headline[1]) && text.slice(start, end).trim());
    }

    _inline(id, text, start, end, ranges) {
      const mentions = (this._mentions.get(id) || []).filter((m) => m.start < end && m.end > start).sort(byStart);
      const out = [];
      let at = start;
      for (const mention of mentions) {
        if (mention.start < at || mention.end > end) continue;
        out.push(...this._pieces(id, text, at, mention.start, ranges));
        out.push(this._mention(id, text, mention, ranges));
        at = mention.end;
      }
      out.push(...this._pieces(id, text, at, end, ranges));
      return out;
    }

    _mention(id, text, mention, ranges) {
      const pieces = this._pieces(id, text, mention.start, mention.end, ranges);
      const attributes = {
        class: `mention role-${mention.role}`, "data-mention": mention.id, "data-place": mention.place || null,
        title: mention.place ? Geomap.bounded(this._placeName.get(mention.place)) : "No place was found for this name",
      };
      return mention.place
        ? el("a", { ...attributes, href: `#place=${mention.place}` }, pieces)
        : el("span", { ...attributes, class: `${attributes.class} unplaced` }, pieces);
    }

    _pieces(id, text, start, end, ranges) {
      if (start >= end) return [];
      const claims = this._claims.get(id) || [];
      return Geomap.pieces(start, end, ranges).map(([a, b]) => {
        const claim = claims.find((c) => c.start <= a && b <= c.end);
        return el("span", { "data-start": a, "data-end": b, "data-claim": claim ? claim.id : null,
          class: claim ? `figure verdict-${claim.verdict}` : null }, text.slice(a, b));
      });
    }

    clear() {
      for (const node of this.root.querySelectorAll(".lit, .lit-around, .chosen-mention")) node.classList.remove("lit", "lit-around", "at", "chosen-mention");
    }

    /* Marks the characters [start, end) of a document; gives the first piece that shows them. */
    light(id, start, end, kind = "lit") {
      this.render(id);
      const article = this.article(id);
      if (!article) return null;
      let first = null;
      for (const piece of article.querySelectorAll("[data-start]")) {
        if (Number(piece.dataset.start) < end && Number(piece.dataset.end) > start) {
          piece.classList.add(kind);
          first = first || piece;
        }
      }
      this._unfold(first);
      return first;
    }

    /* Marks every mention of a place, in some articles not yet rendered too; gives them in order. */
    mentionsOf(place) {
      let left = RENDERED_FOR_A_CHOICE;
      for (const [id, mentions] of this._mentions) {
        if (this._rendered.has(id) || !mentions.some((m) => m.place === place && !m.furniture)) continue;
        if (left-- <= 0) break;
        this.render(id);
      }
      const nodes = Array.from(this.root.querySelectorAll("[data-mention]"))
        .filter((node) => node.dataset.place === place && !node.closest(".furniture"));
      nodes.forEach((node) => node.classList.add("chosen-mention"));
      return nodes;
    }

    /* How often a place is named in all articles, rendered or not. */
    count(place) {
      let sum = 0;
      for (const mentions of this._mentions.values()) {
        sum += mentions.filter((m) => m.place === place && !m.furniture).length;
      }
      return sum;
    }

    _unfold(node) {
      for (let fold = node && node.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    }
  };
})();
