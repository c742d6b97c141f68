/* Names on the map, placed so that none covers a mark, a leg, a control or another name.
   Those of the story come first, then those of the base map by rank; a name that finds no room is left out. */
"use strict";
(function () {
  const SANS = '"Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif';
  const SERIF = 'Georgia, "Times New Roman", "Liberation Serif", serif';
  /* What the style sheet says of each class, for measuring: font, spacing between letters, height, gap to the dot. */
  const CLASSES = {
    stop: { font: `700 14px ${SANS}`, height: 16, gap: 3 },
    place: { font: `600 12.5px ${SANS}`, height: 14, gap: 2 },
    leg: { font: `italic 600 12px ${SANS}`, height: 14, gap: 8 },
    capital: { font: `500 12px ${SANS}`, height: 13, gap: 8, dot: 5 },
    city: { font: `400 11px ${SANS}`, height: 12, gap: 5, dot: 3 },
    country: { font: `500 12px ${SANS}`, spacing: 3.2, height: 14, upper: true },
    region: { font: `500 10px ${SANS}`, spacing: 2, height: 12, upper: true },
    sea: { font: `italic 400 14px ${SERIF}`, spacing: 0.8, height: 17 },
  };
  const MOST_BASE_LABELS = 70;
  const NEAR_MARK_PX = 13; // a base label this near to a mark would name it twice

  let context;
  const widths = new Map();
  function widthOf(text, style) {
    const key = style.font + text;
    if (!widths.has(key)) {
      context = context || document.createElement("canvas").getContext("2d");
      context.font = style.font;
      widths.set(key, context.measureText(text).width + (style.spacing || 0) * text.length);
    }
    return widths.get(key);
  }

  /* What the controls cover, in pixels of the container. */
  Geomap.controlBoxes = function (map) {
    const container = map.getContainer();
    const origin = container.getBoundingClientRect();
    return Array.from(container.querySelectorAll(".leaflet-control, .geomap-over"), (control) => control.getBoundingClientRect())
      .filter((r) => r.width)
      .map((r) => [r.left - origin.left - 4, r.top - origin.top - 4, r.right - origin.left + 4, r.bottom - origin.top + 4]);
  };

  class Room {
    constructor(size) {
      this.size = size;
      this.boxes = [];
      this.soft = [];
    }

    take(box, soft) { (soft ? this.soft : this.boxes).push(box); }

    free([left, top, right, bottom], overSoft) {
      if (left < 3 || top < 3 || right > this.size.x - 3 || bottom > this.size.y - 3) return false;
      const hits = (b) => left < b[2] && right > b[0] && top < b[3] && bottom > b[1];
      return !this.boxes.some(hits) && (overSoft || !this.soft.some(hits));
    }
  }

  /* Corners where a name may stand, best first, for a point with a radius to keep clear of. */
  function beside(point, radius, width, height) {
    const { x, y } = point;
    const near = radius * 0.75;
    return [
      [x + radius, y - height / 2], [x - radius - width, y - height / 2],
      [x + near, y - near - height], [x + near, y + near],
      [x - near - width, y - near - height], [x - near - width, y + near],
      [x - width / 2, y - radius - height], [x - width / 2, y + radius],
    ];
  }

  function around(point, width, height) {
    // Never far: the next country or sea may begin there.
    return [0, -12, 12].map((dy) => [point.x - width / 2, point.y - height / 2 + dy]);
  }

  Geomap.Labels = L.Layer.extend({
    options: { pane: "geomap-labels" },

    /* marks: a Geomap.Marks; legs: a Geomap.Legs, or nothing. */
    initialize(labels, marks, legs) {
      this._labels = labels
        .map(([text, kind, lat, lon, rank, minZoom, more]) =>
          ({ text, kind, points: [[lat, lon], ...(more || [])], rank, minZoom }))
        .sort((a, b) => a.rank - b.rank);
      this._marks = marks;
      this._legs = legs;
    },

    onAdd(map) {
      const pane = map.getPane(this.options.pane) || map.createPane(this.options.pane);
      pane.style.zIndex = 500;
      pane.style.pointerEvents = "none";
      this._box = L.DomUtil.create("div", "geomap-labels", pane);
      this._box.setAttribute("aria-hidden", "true"); // marks and lists name what matters
      this.place();
    },

    onRemove() {
      this._box.remove();
    },

    getEvents() {
      return { zoomstart: this._hide, moveend: this.place, resize: this.place };
    },

    _hide() {
      this._box.classList.add("geomap-hidden");
    },

    place() {
      const map = this._map;
      if (!map) return;
      this._box.classList.remove("geomap-hidden");
      this._box.textContent = "";
      const room = new Room(map.getSize());
      const named = this._marks.named();
      for (const box of Geomap.controlBoxes(this._map)) room.take(box);
      for (const mark of this._marks.boxes()) room.take(mark);
      for (const dot of this._marks.dots()) room.take(dot, true);
      if (this._legs) for (const box of this._legs.boxes()) room.take(box, true);
      for (const mark of named) {
        const style = CLASSES[mark.style];
        this._try(mark.text, mark.style, beside(mark.point, mark.radius + style.gap,
          widthOf(mark.text, style), style.height), room, [false, true]);
      }
      for (const leg of this._legs ? this._legs.names() : []) {
        const { text, point, colour } = leg;
        const corners = beside(point, CLASSES.leg.gap, widthOf(text, CLASSES.leg), CLASSES.leg.height);
        this._try(text, `leg geomap-label-${colour}`, corners, room, [false, true]);
      }
      this._placeBase(room, named);
    },

    _placeBase(room, named) {
      const map = this._map;
      const zoom = map.getZoom();
      const middle = map.getCenter().lng;
      const drawn = new Set(this._marks.names());
      let count = 0;
      for (const label of this._labels) {
        if (zoom < label.minZoom || count >= MOST_BASE_LABELS) continue;
        if (drawn.has(label.text.toLowerCase())) continue;
        if (label.points.some((place) => this._placeAt(label, place, middle, room, named))) count++;
      }
    },

    /* Puts a name of the base map at one of its points, if that is in view and has room. */
    _placeAt(label, [lat, lonOnEarth], middle, room, named) {
      const style = CLASSES[label.kind];
      const lon = lonOnEarth + 360 * Math.round((middle - lonOnEarth) / 360);
      const point = this._map.latLngToContainerPoint([lat, lon]);
      if (point.x < 0 || point.y < 0 || point.x > room.size.x || point.y > room.size.y) return false;
      if (style.dot && named.some((m) => m.point.distanceTo(point) < NEAR_MARK_PX)) return false;
      const text = style.upper ? label.text.toUpperCase() : label.text;
      const width = widthOf(text, style);
      if (!style.dot) return this._try(text, label.kind, around(point, width, style.height), room, [false]);
      const d = style.dot;
      const dot = [point.x - d, point.y - d, point.x + d, point.y + d];
      if (!room.free(dot, true)) return false; // a town may lie on a leg, its name may not
      // A little further off too: beside a town on a leg there is room once the line is passed.
      const corners = [style.gap, style.gap + 7].flatMap((gap) => beside(point, gap, width, style.height));
      if (!this._try(text, label.kind, corners, room, [false])) return false;
      room.take(dot);
      this._put("i", `geomap-dot geomap-dot-${label.kind}`, point);
      return true;
    },

    /* Puts a name at the first corner that has room. */
    _try(text, kind, corners, room, passes) {
      const style = CLASSES[kind.split(" ")[0]];
      const width = widthOf(text, style);
      for (const overSoft of passes) {
        for (const [left, top] of corners) {
          const box = [left - 2, top - 1, left + width + 2, top + style.height + 1];
          if (!room.free(box, overSoft)) continue;
          room.take(box);
          const node = this._put("span", `geomap-label geomap-label-${kind}`, L.point(left, top));
          node.append(Geomap.name(text));
          return true;
        }
      }
      return false;
    },

    _put(tag, className, point) {
      const node = L.DomUtil.create(tag, className, this._box);
      L.DomUtil.setPosition(node, this._map.containerPointToLayerPoint(point.round()));
      return node;
    },
  });
})();
