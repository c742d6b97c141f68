/* Walks along a journey: back, on, and where one is; arrow keys do the same while the bar has focus. */
"use strict";
(function () {
  const el = (...args) => Geomap.element(...args);

  /* stops: [[place id, n, of, name], …] of one journey in order; choose(id) shows one. */
  Geomap.Stepper = class {
    constructor(stops, choose) {
      this._stops = stops;
      this._choose = choose;
      this._at = -1;
      this._words = el("span", { class: "geomap-step-words" });
      const back = this._button("‹", "Previous stop", -1);
      const on = this._button("›", "Next stop", 1);
      this.node = el("div", { class: "geomap-stepper geomap-over", role: "group", "aria-label": "Along the journey" }, back, this._words, on);
      this.node.addEventListener("keydown", (event) => {
        const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
        if (!by) return;
        event.preventDefault();
        event.stopPropagation();
        this.step(by);
      });
      L.DomEvent.disableClickPropagation(this.node);
      this._show();
    }

    _button(sign, name, by) {
      const button = el("button", { type: "button", "aria-label": name }, sign);
      button.addEventListener("click", () => this.step(by));
      return button;
    }

    step(by) {
      const count = this._stops.length;
      this._at = this._at < 0 ? (by > 0 ? 0 : count - 1) : (this._at + by + count) % count;
      this._show();
      this._choose(this._stops[this._at].id);
    }

    /* Follows what was chosen elsewhere. */
    follow(id) {
      this._at = this._stops.findIndex((stop) => stop.id === id);
      this._show();
    }

    _show() {
      const stop = this._stops[this._at];
      this._words.replaceChildren(...(stop
        ? [el("b", {}, `${this._at + 1} of ${this._stops.length}`), " ", Geomap.name(stop.name)]
        : ["Follow the journey"]));
    }
  };
})();
