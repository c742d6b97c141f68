/* Long lists: the first entries stand in the page, further ones in a <template> until somebody asks. */
"use strict";
(function () {
  const el = (...args) => Geomap.element(...args);
  const AT_ONCE = 100;

  const button = (act) => {
    const node = el("button", { type: "button", class: "more-button" });
    node.addEventListener("click", act);
    return node;
  };

  /* Lists that are only shown further: journeys, figures, names without a place, articles. */
  Geomap.More = class {
    constructor(root) {
      this._parts = Array.from(root.querySelectorAll("template.more:not([data-list])"), (template) => {
        const part = { template, button: button(() => this._show(part)) };
        const list = template.parentElement;
        if (list.matches("ul, ol")) list.after(part.button);
        else template.after(part.button);
        this._name(part);
        return part;
      });
    }

    _name({ template, button: node }) {
      const left = template.content.childElementCount;
      node.hidden = !left;
      node.textContent = `Show ${Math.min(left, AT_ONCE)} of ${left} more`;
    }

    _show(part) {
      part.template.before(...Array.from(part.template.content.children).slice(0, AT_ONCE));
      this._name(part);
    }

    /* Puts the entry that holds the first node that a test accepts into the page. */
    reveal(selector, accepts) {
      for (const part of this._parts) {
        const node = Array.from(part.template.content.querySelectorAll(selector)).find(accepts);
        if (!node) continue;
        let entry = node;
        while (entry.parentNode !== part.template.content) entry = entry.parentNode;
        part.template.before(entry);
        this._name(part);
        return node;
      }
      return null;
    }
  };

  const ORDERS = {
    // none: as the page was written, the stops of the journey, then the most often named
    count: (a, b) => b.dataset.count - a.dataset.count,
    name: (a, b) => a.dataset.name.localeCompare(b.dataset.name, "en"),
  };

  /* A list of places: sorted, filtered, and no longer than somebody wants to see. */
  Geomap.PlaceList = class {
    constructor(list, rank) {
      this._list = list;
      const template = list.querySelector("template");
      const shown = Array.from(list.querySelectorAll(":scope > li"));
      this._nodes = [...shown, ...(template ? Array.from(template.content.children) : [])];
      if (template) template.remove();
      this._byId = new Map(this._nodes.map((node) => [node.dataset.place, node]));
      this._rank = rank;
      this._least = this._limit = shown.length;
      this._button = button(() => { this._limit += AT_ONCE; this.show(this._order, this._passes); });
      list.after(this._button);
      this._order = "";
      this._passes = () => true;
      this._name(this._nodes.length);
    }

    /* Shows what passes in an order; gives how many pass. */
    show(order, passes) {
      if (order !== this._order || passes !== this._passes) this._limit = Math.max(this._least, Math.min(this._limit, AT_ONCE));
      [this._order, this._passes] = [order, passes];
      const wanted = this._nodes.filter((node) => passes(node.dataset.place));
      if (order === "text") wanted.sort((a, b) => this._rank(a.dataset.place) - this._rank(b.dataset.place));
      else if (ORDERS[order]) wanted.sort(ORDERS[order]);
      this._list.replaceChildren(...wanted.slice(0, this._limit));
      this._name(wanted.length);
      return wanted.length;
    }

    _name(count) {
      const left = Math.max(0, count - this._limit);
      this._button.hidden = !left;
      this._button.textContent = `Show ${Math.min(left, AT_ONCE)} of ${left} more`;
    }

    reveal(id) {
      const node = this._byId.get(id);
      if (node && !node.isConnected && this._passes(id)) this._list.append(node);
    }
  };
})();
