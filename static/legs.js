/* Legs of the journeys: a line with a halo and arrows, its style the leg's status. */
"use strict";
(function () {
  /* Width and dashes of each status. An inferred leg is thin, and dots stand in what is else a solid line. */
  const STYLES = {
    happened: { weight: 4.5 },
    reported: { weight: 4.5, core: true },
    planned: { weight: 4, dashArray: "11 8" },
    possible: { weight: 4, dashArray: "0.1 9", round: true },
    past: { weight: 2.5, faded: true },
    cancelled: { weight: 2.5, faded: true, crossed: true },
  };
  const DOTS = "0.1 6";
  const INFERRED = { planned: "9 6 0.1 6", possible: "0.1 10" };
  const ARROW_PX = 9;
  const ARROW_EVERY_PX = 170;
  const BOX_PX = 9;
  const NAMED_PX = 40; // a shorter stub stands so near to the area's own name that it needs none

  const MOST_NODES = 60; // legs; more of them are drawn on a canvas, and the lists reach them by keyboard

  Geomap.legStyle = function (leg) {
    const style = STYLES[leg.status] || STYLES.possible;
    if (!leg.inferred) return style;
    return { ...style, weight: 3.2, core: false, dashArray: INFERRED[leg.status] || DOTS, round: true };
  };

  Geomap.Legs = L.Layer.extend({
    initialize(legs, colourOf, onChoose) {
      this._legs = legs;
      this._colourOf = colourOf;
      this._onChoose = onChoose;
      this._chosen = null;
    },

    onAdd(map) {
      const pane = map.getPane("geomap-legs") || map.createPane("geomap-legs");
      pane.style.zIndex = 420;
      this._many = this._legs.length > MOST_NODES;
      this._renderer = this._many ? L.canvas({ pane: "geomap-legs", padding: 0.5, tolerance: 6 })
        : L.svg({ pane: "geomap-legs", padding: 0.5 });
      this._group = L.layerGroup().addTo(map);
      this._arrows = L.layerGroup().addTo(map);
      this._lines = new Map();
      for (const leg of this._legs) this._draw(leg);
      this._drawArrows();
    },

    onRemove() {
      this._group.remove();
      this._arrows.remove();
      const renderer = this._renderer;
      requestAnimationFrame(() => renderer.remove()); // Leaflet may have a redraw of it waiting for this frame
    },

    getEvents() {
      return { zoomend: this._onZoom };
    },

    /* Legs that end in an area are drawn anew at each zoom: their stubs have a length on the screen. */
    _onZoom() {
      for (const { leg, lines } of this._lines.values()) {
        if (!leg.open) continue;
        leg.shown = Geomap.shownPath(this._map, leg, this._legs);
        for (const line of lines) line.setLatLngs(leg.shown);
      }
      this._drawArrows();
    },

    _line(path, options, into) {
      return L.polyline(path, {
        renderer: this._renderer, interactive: false, lineCap: "butt",
        lineJoin: "round", opacity: 1, smoothFactor: 0.5, ...options,
      }).addTo(into || this._group);
    },

    /* The colour of a class, which a canvas does not know. */
    _colour(className) {
      const name = /journey\d/.exec(className);
      return getComputedStyle(this._map.getContainer()).getPropertyValue(name ? `--${name[0]}` : "--map-name-halo").trim();
    },

    /* One line on the canvas, which is its own target. */
    _paint(leg, style, kind) {
      const line = this._line(leg.shown, { weight: style.weight, dashArray: style.dashArray, interactive: true,
        color: this._colour(kind), opacity: style.faded ? 0.55 : 1 });
      line.on("click", (event) => {
        L.DomEvent.stop(event);
        this._onChoose(leg.n, event.latlng);
      });
      this._lines.set(leg.n, { leg, lines: [line], weight: style.weight });
    },

    _draw(leg) {
      leg.shown = Geomap.shownPath(this._map, leg, this._legs);
      const style = Geomap.legStyle(leg);
      const kind = `geomap-leg geomap-leg-${this._colourOf(leg)}${style.faded ? " geomap-faded" : ""}`;
      if (this._many) {
        this._paint(leg, style, kind);
        return;
      }
      const halo = this._line(leg.shown, { weight: style.weight + 4, className: "geomap-leg-halo", lineCap: "round" });
      const line = this._line(leg.shown, { weight: style.weight, dashArray: style.dashArray, className: kind,
        lineCap: style.round ? "round" : "butt" });
      const core = style.core
        ? this._line(leg.shown, { weight: 1.6, className: "geomap-leg-core" })
        : null;
      const target = this._line(leg.shown, { weight: 22, interactive: true, className: "geomap-leg-target" });
      const node = target.getElement();
      node.setAttribute("tabindex", "0");
      node.setAttribute("role", "button");
      node.setAttribute("aria-label", `Leg ${leg.n}, ${leg.from_name} to ${leg.to_name}, ${leg.status}`);
      node.setAttribute("data-leg", leg.n);
      target.on("click", (event) => {
        L.DomEvent.stop(event);
        this._onChoose(leg.n, event.latlng);
      });
      L.DomEvent.on(node, "keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        L.DomEvent.stop(event);
        this._onChoose(leg.n, this.middle(leg));
      });
      this._lines.set(leg.n, { leg, halo, lines: [halo, line, core, target].filter(Boolean) });
    },

    choose(number) {
      this._chosen = number;
      for (const [n, { halo, lines, weight }] of this._lines) {
        if (this._many) {
          const wanted = n === number ? weight + 4 : weight;
          if (lines[0].options.weight !== wanted) lines[0].setStyle({ weight: wanted });
          continue;
        }
        const node = halo.getElement();
        if (node) node.classList.toggle("geomap-chosen", n === number);
      }
    },

    /* The point half-way along a leg, as it is drawn. */
    middle(leg) {
      const map = this._map;
      const points = leg.shown.map((p) => map.project(p));
      const spot = Geomap.alongLine(points, Geomap.lengthOf(points) / 2);
      return map.unproject(spot.point);
    },

    _drawArrows() {
      const map = this._map;
      this._arrows.clearLayers();
      for (const leg of this._visible()) {
        const style = Geomap.legStyle(leg);
        const points = leg.shown.map((p) => map.project(p));
        const total = Geomap.lengthOf(points);
        if (total < 46) continue; // no room between its two marks
        const count = leg.open ? 1 : Math.max(1, Math.round(total / ARROW_EVERY_PX));
        for (let i = 0; i < count; i++) {
          const share = leg.open === "to" ? 0.94 : (i + 0.55) / count;
          const spot = Geomap.alongLine(points, total * share);
          this._arrow(spot, style, this._colourOf(leg));
        }
      }
    },

    _arrow({ point, angle }, style, colour) {
      const map = this._map;
      const at = (length, turn) => map.unproject(L.point(
        point.x + length * Math.cos(angle + turn), point.y + length * Math.sin(angle + turn)));
      const options = { renderer: this._renderer, interactive: false, weight: 1.5, smoothFactor: 0 };
      if (style.crossed) {
        for (const turn of [Math.PI / 4, -Math.PI / 4]) {
          this._line([at(8, turn), at(-8, turn)], { weight: 2.5, className: `geomap-leg geomap-leg-${colour}` }, this._arrows);
        }
        return;
      }
      L.polygon([at(ARROW_PX, 0), at(ARROW_PX, 2.45), at(ARROW_PX * 0.35, Math.PI), at(ARROW_PX, -2.45)], {
        ...options, fillOpacity: 1, ...(this._many ? { color: this._colour(colour), stroke: false, fillColor: this._colour(colour) } : {}), className: `geomap-arrow geomap-arrow-${colour}${style.faded ? " geomap-faded" : ""}`,
      }).addTo(this._arrows);
    },

    /* What stands at the end of a stub: "to North Korea", "from China". */
    names() {
      const long = (leg) => Geomap.lengthOf(leg.shown.map((p) => this._map.project(p))) >= NAMED_PX;
      return this._visible().filter((leg) => (leg.open === "to" || leg.open === "from") && long(leg)).map((leg) => {
        const to = leg.open === "to";
        return { text: `${leg.open} ${Geomap.bounded(to ? leg.to_name : leg.from_name, 40)}`,
          point: this._map.latLngToContainerPoint(leg.shown[to ? leg.shown.length - 1 : 0]), colour: this._colourOf(leg) };
      });
    },

    _visible() {
      return this._legs.filter((leg) => !this._hidden || !this._hidden(leg));
    },

    /* Draws only the legs that pass: hidden(leg) says which do not. */
    filter(hidden) {
      this._hidden = hidden;
      for (const { leg, lines } of this._lines.values()) {
        for (const line of lines) {
          if (!this._many) line.getElement().classList.toggle("geomap-out", hidden(leg));
          else if (hidden(leg)) this._group.removeLayer(line);
          else line.addTo(this._group);
        }
      }
      this._drawArrows();
    },

    /* Small boxes along every leg that names keep clear of, in pixels of the container. */
    boxes() {
      const map = this._map;
      const size = map.getSize();
      const out = [];
      for (const leg of this._visible()) {
        const points = leg.shown.map((p) => map.latLngToContainerPoint(p));
        const total = Geomap.lengthOf(points);
        const step = Math.max(BOX_PX, total / 2000);
        for (let d = 0; d <= total; d += step) {
          const { point } = Geomap.alongLine(points, d);
          if (point.x < -20 || point.y < -20 || point.x > size.x + 20 || point.y > size.y + 20) continue;
          out.push([point.x - 5, point.y - 5, point.x + 5, point.y + 5]);
        }
      }
      return out;
    },
  });
})();
