/* Walks along a journey: back, on, play and pause; arrow keys and the space bar do the same on the bar.
   Nothing plays unasked, and playing ends where the journey does. */
"use strict";
(function () {
  const el = (...args) => Geomap.element(...args);
  const PAUSE_MS = 3200; // at a stop, at single speed: time to read a sentence
  const SPEEDS = [1, 2, 0.5];

  /* stops: [{id, name}, …] of one journey in order; choose(id) shows one. */
  Geomap.Stepper = class {
    constructor(stops, choose) {
      this._stops = stops;
      this._choose = choose;
      this._at = -1;
      this._speed = 0;
      this._words = el("span", { class: "geomap-step-words" });
      // the sign stays the same element: Leaflet takes a click on one that is gone for a click on the map
      this._sign = Geomap.svg("path", { fill: "currentColor" });
      this._play = this._button(Geomap.svg("svg", { viewBox: "0 0 12 12", width: 12, height: 12, "aria-hidden": "true" }, this._sign),
        "", () => this.toggle(), "geomap-play");
      this._faster = this._button("", "", () => this._changeSpeed(), "geomap-speed");
      this.node = el("div", { class: "geomap-stepper geomap-over", role: "group", "aria-label": "Along the journey" },
        this._play, this._button("‹", "Previous stop", () => this.step(-1)), this._words,
        this._button("›", "Next stop", () => this.step(1)), this._faster);
      this.node.addEventListener("keydown", (event) => {
        const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
        if (!by) return;
        event.preventDefault();
        event.stopPropagation();
        this.step(by);
      });
      document.addEventListener("visibilitychange", () => { if (document.hidden) this.pause(); });
      L.DomEvent.disableClickPropagation(this.node);
      this._show();
    }

    _button(sign, name, act, className) {
      const button = el("button", { type: "button", "aria-label": name, class: className || null }, sign);
      button.addEventListener("click", act);
      return button;
    }

    step(by) {
      this.pause();
      this._go(by);
    }

    _go(by) {
      const count = this._stops.length;
      this._at = this._at < 0 ? (by > 0 ? 0 : count - 1) : (this._at + by + count) % count;
      this._show();
      this._stepping = true;
      this._choose(this._stops[this._at].id);
      this._stepping = false;
    }

    toggle() {
      if (this._timer) {
        this.pause();
        return;
      }
      if (this._at === this._stops.length - 1) this._at = -1;
      this._timer = true; // until the first stop has been shown
      this._go(1);
      this._wait();
    }

    _wait() {
      if (this._at === this._stops.length - 1) {
        this.pause();
        return;
      }
      this._timer = setTimeout(() => {
        this._go(1);
        this._wait();
      }, PAUSE_MS / SPEEDS[this._speed]);
      this._show();
    }

    pause() {
      clearTimeout(this._timer);
      this._timer = null;
      this._show();
    }

    _changeSpeed() {
      this._speed = (this._speed + 1) % SPEEDS.length;
      if (this._timer) {
        clearTimeout(this._timer);
        this._wait();
      } else this._show();
    }

    /* Follows what was chosen elsewhere, which ends playing. */
    follow(id) {
      if (this._stepping) return;
      if (id !== null && this._timer) this.pause();
      const at = this._stops.findIndex((stop) => stop.id === id);
      if (at >= 0 || !this._timer) this._at = at;
      this._show();
    }

    _show() {
      const stop = this._stops[this._at];
      const playing = Boolean(this._timer);
      this._words.replaceChildren(...(stop
        ? [el("b", {}, `${this._at + 1} of ${this._stops.length}`), " ", Geomap.name(stop.name)]
        : ["Follow the journey"]));
      this._sign.setAttribute("d", playing ? "M2 1h3v10H2zM7 1h3v10H7z" : "M2 .5l9 5.5-9 5.5z");
      this._play.setAttribute("aria-label", playing ? "Pause" : "Play along the journey");
      this._faster.textContent = `${SPEEDS[this._speed]}×`;
      this._faster.setAttribute("aria-label", `Speed ${SPEEDS[this._speed]}, change`);
      this._faster.hidden = !playing;
    }
  };
})();
