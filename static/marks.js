/* Marks of places: buttons up to a number, the rest dots on a canvas.
   Shape says the kind of place, fill its certainty; stops of a journey are numbered and never hide each other. */
"use strict";
(function () {
  const MOST_BUTTONS = 150;
  const BUTTONS_OF_MANY = 100; // where there are more than twice as many places as buttons
  const STOP_RADIUS = 12;
  const CLEAR_PX = 25; // distance that stops keep from each other
  const TOUCH_PX = 27; // distance that other marks keep from stops and from each other
  const MOST_MOVED = 80; // with more of them each stays where it is
  const MOST_NUMBERS = 3; // of a place that a journey comes to again and again
  const NUMBER_PX = 6.5; // a figure, or the dot between two
  const FARTHEST_PX = 70; // a stop is moved no further than this from where it is

  const isArea = (place) => place.shape === "area";
  const radiusOf = (place) => place.stops.length ? STOP_RADIUS : Math.min(9, 4.5 + Math.sqrt(place.count));
  const hollowStop = (stop) => ["planned", "possible", "cancelled"].includes(stop.status);

  /* The drawing of a mark: a small picture whose shape says the kind. */
  Geomap.glyph = function (shape, { radius, hollow, dashed, kind, width = 0 }) {
    const size = 2 * radius + 6;
    const c = size / 2;
    const nodes = {
      pill: () => Geomap.svg("rect", { x: c - width / 2, y: c - radius, width, height: 2 * radius, rx: radius }),
      circle: () => Geomap.svg("circle", { cx: c, cy: c, r: radius }),
      square: () => Geomap.svg("rect", { x: c - radius * 0.9, y: c - radius * 0.9, width: radius * 1.8, height: radius * 1.8, rx: 1 }),
      diamond: () => Geomap.svg("path", { d: `M${c} ${c - radius * 1.2}L${c + radius * 1.2} ${c}L${c} ${c + radius * 1.2}L${c - radius * 1.2} ${c}Z` }),
      triangle: () => Geomap.svg("path", { d: `M${c} ${c - radius * 1.1}L${c + radius * 1.1} ${c + radius * 0.9}H${c - radius * 1.1}Z` }),
      area: () => Geomap.svg("rect", { x: 1.5, y: c - radius * 0.8, width: size - 3, height: radius * 1.6, rx: radius * 0.8 }),
    };
    const node = (nodes[shape] || nodes.circle)();
    const classes = ["geomap-glyph", `geomap-glyph-${kind}`, hollow && "geomap-hollow", (dashed || shape === "area") && "geomap-dashed"];
    return Geomap.svg("svg", { width: size, height: size, class: classes.filter(Boolean).join(" "), "aria-hidden": "true" }, node);
  };

  Geomap.Marks = L.Layer.extend({
    /* colourOf(place) gives the class of its journey; onChoose(id) is called for a mark that was chosen. */
    initialize(places, colourOf, onChoose) {
      this._places = places;
      this._colourOf = colourOf;
      this._onChoose = onChoose;
      this._marks = [];
    },

    onAdd(map) {
      this._pane = map.getPane("geomap-marks") || map.createPane("geomap-marks");
      this._pane.style.zIndex = 620;
      this._leaders = Geomap.svg("svg", { class: "geomap-leaders leaflet-zoom-hide", "aria-hidden": "true" });
      this._pane.append(this._leaders);
      const most = this._places.length > 2 * MOST_BUTTONS ? BUTTONS_OF_MANY : MOST_BUTTONS;
      const buttons = this._places.slice(0, most);
      this._every = this._marks = buttons.map((place) => this._button(place));
      if (this._places.length > most) this._scatter(map, this._places.slice(most));
      this._update();
      document.documentElement.dataset.marks = String(this._places.length);
    },

    onRemove() {
      this._every.forEach((mark) => mark.node.remove());
      this._leaders.remove();
      if (this._dots) this._dots.remove();
    },

    getEvents() {
      return { zoomend: this._update, viewreset: this._update, moveend: this._update, resize: this._update, zoomanim: this._onZoomAnimation };
    },

    /* The many: dots on a canvas; the lists reach them by keyboard. */
    _scatter(map, places) {
      const renderer = L.canvas({ padding: 0.3, tolerance: 4 });
      const style = getComputedStyle(map.getContainer());
      const colour = style.getPropertyValue("--map-place").trim();
      this._dotOf = new Map(places.map((place) => [place.id, L.circleMarker([place.lat, place.x], {
        renderer, radius: Math.min(6, radiusOf(place) - 1.5), weight: 1, color: "#fff", fillColor: colour,
        fillOpacity: place.shape === "area" ? 0.25 : 0.9,
      }).on("click", (event) => {
        L.DomEvent.stop(event);
        this._onChoose(place.id);
      })]));
      this._dots = L.layerGroup([...this._dotOf.values()]).addTo(map);
    },

    _button(place) {
      const stop = place.stops[0];
      const kind = stop ? this._colourOf(place) : "place";
      const every = stop ? place.stops.filter((s) => s.journey === stop.journey).map((s) => s.n) : [];
      const numbers = every.slice(0, MOST_NUMBERS).join("·") + (every.length > MOST_NUMBERS ? "…" : "");
      const width = every.length > 1 ? numbers.length * NUMBER_PX + STOP_RADIUS : 0;
      const node = Geomap.element("button", {
        type: "button", class: `geomap-mark leaflet-zoom-animated geomap-mark-${stop && !isArea(place) ? "stop" : place.shape}`,
        "data-mark": place.id, "aria-label": this._nameOf(place), title: Geomap.bounded(place.name),
      });
      if (!isArea(place)) {
        const doubtful = place.sure === "doubtful" || place.approximate;
        node.append(Geomap.glyph(width ? "pill" : place.shape, {
          width, radius: stop ? STOP_RADIUS - 1 : radiusOf(place), hollow: stop ? hollowStop(stop) : doubtful,
          dashed: stop ? stop.inferred : place.approximate, kind,
        }));
        if (stop) {
          node.append(Geomap.element("span", { class: `geomap-number geomap-number-${kind}${hollowStop(stop) ? " geomap-hollow" : ""}` }, numbers));
        }
      } else {
        const badge = stop ? Geomap.element("b", {}, `${numbers} `) : null;
        node.append(Geomap.element("span", { class: `geomap-ring geomap-area-${kind}` }, numbers),
          Geomap.element("span", { class: `geomap-area-name geomap-area-${kind}` }, badge, Geomap.name(place.name)));
      }
      L.DomEvent.disableClickPropagation(node);
      L.DomEvent.on(node, "click", () => this._onChoose(place.id));
      this._pane.append(node);
      return { place, node, offset: L.point(0, 0), half: width ? [width / 2, STOP_RADIUS] : null };
    },

    /* "2 of 5, Khasan, Russia, 3 mentions" */
    _nameOf(place) {
      const stop = place.stops[0];
      return [stop && `${stop.n} of ${stop.of}`, place.name, place.where, stop && stop.status, Geomap.count(place.count, "mention")]
        .filter(Boolean).map((part) => Geomap.bounded(part)).join(", ");
    },

    _onZoomAnimation(event) {
      for (const mark of this._marks) {
        const at = this._map._latLngToNewLayerPoint([mark.place.lat, mark.place.x], event.zoom, event.center);
        L.DomUtil.setPosition(mark.node, at.add(mark.offset).round());
      }
    },

    _update() {
      const map = this._map;
      if (!map) return;
      for (const mark of this._marks) {
        mark.true = map.latLngToLayerPoint([mark.place.lat, mark.place.x]);
        mark.offset = L.point(0, 0);
      }
      this._spread(this._marks.filter((mark) => mark.place.stops.length && !isArea(mark.place)));
      this._makeWay();
      this._compactAreas();
      this._spread(this._marks.filter((m) => m.place.stops.length && (!isArea(m.place) || m.node.classList.contains("geomap-compact"))));
      this._leaders.textContent = "";
      for (const mark of this._marks) {
        const at = mark.true.add(mark.offset).round();
        L.DomUtil.setPosition(mark.node, at);
        mark.node.style.zIndex = String(mark.place.stops.length ? 1000 - mark.place.stops[0].n : 100);
        const named = isArea(mark.place) && !mark.node.classList.contains("geomap-compact");
        if (!named && mark.offset.distanceTo([0, 0]) > 4) {
          this._leaders.append(
            Geomap.svg("line", { x1: mark.true.x, y1: mark.true.y, x2: at.x, y2: at.y }),
            Geomap.svg("circle", { cx: mark.true.x, cy: mark.true.y, r: 2.5 }));
        }
      }
    },

    /* Moves stops that stand too close apart, the same way each time; leader lines show where they are. */
    _spread(stops) {
      for (let round = 0; round < 40; round++) {
        let moved = false;
        for (let i = 0; i < stops.length; i++) {
          for (let j = i + 1; j < stops.length; j++) {
            const a = stops[i].true.add(stops[i].offset), b = stops[j].true.add(stops[j].offset);
            const gap = b.distanceTo(a);
            if (gap >= CLEAR_PX) continue;
            const away = gap > 0.5 ? b.subtract(a).divideBy(gap) : L.point(Math.cos(i + j), Math.sin(i + j));
            const push = away.multiplyBy((CLEAR_PX - gap) / 2 + 0.2);
            stops[i].offset = bounded(stops[i].offset.subtract(push));
            stops[j].offset = bounded(stops[j].offset.add(push));
            moved = true;
          }
        }
        if (!moved) return;
      }
    },

    /* Moves other marks off the stops and off each other, as far as a finger needs to tell them apart. */
    _makeWay() {
      const plain = this._marks.filter((mark) => !mark.place.stops.length && !isArea(mark.place));
      if (plain.length > MOST_MOVED) return;
      const standing = this._marks.filter((mark) => mark.place.stops.length && !isArea(mark.place));
      for (const [i, mark] of plain.entries()) {
        for (let round = 0; round < 24; round++) {
          const at = mark.true.add(mark.offset);
          const apart = (other) => at.subtract(other.true.add(other.offset));
          const gap = (way) => Math.max(Math.abs(way.x), Math.abs(way.y)); // buttons are square
          const near = standing.find((other) => gap(apart(other)) < TOUCH_PX);
          if (!near) break;
          const way = gap(apart(near)) > 0.5 ? apart(near) : L.point(Math.cos(i), Math.sin(i));
          mark.offset = bounded(mark.offset.add(way.multiplyBy((TOUCH_PX + 0.5) / gap(way) - 1)));
        }
        standing.push(mark);
      }
    },

    /* Shows the names of areas as long as there is room near their middles; the rest as rings. */
    _compactAreas() {
      const taken = this._marks.filter((mark) => !isArea(mark.place)).map((mark) => {
        const [p, r] = [mark.true.add(mark.offset), radiusOf(mark.place) + 1];
        return [p.x - r, p.y - r, p.x + r, p.y + r];
      });
      const { controls, lines } = this.obstacles ? this.obstacles() : { controls: [], lines: [] };
      taken.push(...controls);
      const [least, most] = [[0, 0], this._map.getSize()].map((corner) => this._map.containerPointToLayerPoint(corner));
      const whole = ([left, top, right, bottom]) => left >= least.x && top >= least.y && right <= most.x && bottom <= most.y;
      const areas = this._marks.filter((m) => isArea(m.place)).sort((a, b) => (b.place.id === this._chosen) - (a.place.id === this._chosen));
      for (const mark of areas) {
        mark.node.classList.remove("geomap-compact");
        mark.width = mark.width || mark.node.querySelector(".geomap-area-name").offsetWidth;
        const [w, h] = [mark.width / 2 + 2, 11];
        const shifts = [[0, 0], [0, -22], [0, 22], [-w * 0.6, 0], [w * 0.6, 0], [0, -44], [0, 44]]
          .map((s) => L.point(s)).filter((s) => this._inside(mark, s));
        const boxAt = (shift) => around(mark.true.add(shift), w, h);
        const shift = shifts.find((s) => whole(boxAt(s)) && free(boxAt(s), taken) && free(boxAt(s), lines)) ||
          (mark.place.id === this._chosen || (whole(boxAt(shifts[0])) && free(boxAt(shifts[0]), taken)) ? shifts[0] : null);
        mark.node.classList.toggle("geomap-compact", !shift);
        mark.half = shift ? [w, h] : [7, 7];
        mark.offset = shift || L.point(0, 0);
        taken.push(around(mark.true.add(mark.offset), ...mark.half));
      }
    },

    /* Whether an area's name, moved, would still stand in the area's extent. */
    _inside(mark, shift) {
      if (!shift.x && !shift.y) return true;
      if (!mark.place.bounds) return false;
      const [south, west, north, east] = mark.place.bounds;
      const at = this._map.layerPointToLatLng(mark.true.add(shift));
      return at.lat > south && at.lat < north && at.lng > west && at.lng < east;
    },

    /* Shows only the places that pass. */
    filter(passes) {
      this._passes = passes;
      for (const mark of this._every) mark.node.classList.toggle("geomap-out", !passes(mark.place.id));
      this._marks = this._every.filter((mark) => passes(mark.place.id));
      for (const [id, dot] of this._dotOf || []) {
        if (passes(id)) dot.addTo(this._dots);
        else this._dots.removeLayer(dot);
      }
      this._update();
    },

    choose(id) {
      this._chosen = id;
      this._update();
      for (const mark of this._marks) {
        const chosen = mark.place.id === id;
        mark.node.classList.toggle("geomap-chosen", chosen);
        if (chosen) mark.node.setAttribute("aria-current", "true");
        else mark.node.removeAttribute("aria-current");
      }
    },

    focus(id) {
      const mark = this._marks.find((m) => m.place.id === id);
      if (mark) mark.node.focus({ preventScroll: true });
    },

    /* What the labels must name: text, point in the container, radius, and class of the name. */
    named() {
      return this._marks.filter((mark) => !isArea(mark.place)).map((mark) => ({
        text: Geomap.bounded(mark.place.name, 40),
        point: this._map.layerPointToContainerPoint(mark.true.add(mark.offset)),
        radius: (mark.half ? mark.half[0] : radiusOf(mark.place)) + 1,
        style: mark.place.stops.length ? "stop" : "place",
      }));
    },

    /* Names of the marks in view: the base map need not name them again. */
    names() {
      const size = this._map.getSize();
      return this._marks.filter((mark) => {
        const p = this._map.layerPointToContainerPoint(mark.true.add(mark.offset));
        return p.x > 0 && p.y > 0 && p.x < size.x && p.y < size.y;
      }).map((mark) => mark.place.name.toLowerCase());
    },

    /* Boxes that names keep clear of, in pixels of the container. */
    boxes({ areas = true } = {}) {
      return this._marks.filter((mark) => areas || !isArea(mark.place)).map((mark) => {
        const r = radiusOf(mark.place);
        return around(this._map.layerPointToContainerPoint(mark.true.add(mark.offset)), ...(mark.half || [r, r]));
      });
    },

    /* Boxes of the dots, which names keep clear of as long as there is room elsewhere. */
    dots() {
      return this._dots ? this._dots.getLayers().map((dot) => around(this._map.latLngToContainerPoint(dot.getLatLng()), dot.getRadius(), dot.getRadius())) : [];
    },
  });

  const around = (p, w, h) => [p.x - w, p.y - h, p.x + w, p.y + h];
  const free = ([left, top, right, bottom], boxes) =>
    !boxes.some((b) => left < b[2] && right > b[0] && top < b[3] && bottom > b[1]);

  function bounded(offset) {
    const length = offset.distanceTo([0, 0]);
    return length > FARTHEST_PX ? offset.multiplyBy(FARTHEST_PX / length) : offset;
  }

})();
