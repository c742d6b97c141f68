/* A small globe that says where on Earth the map is: land, and the map's extent as a frame or a dot. */
"use strict";
(function () {
  const SIZE = 92;
  const RADIUS = SIZE / 2 - 2;
  const FINEST = 0.0035; // of the world's width: smaller islands and nearer points are left out
  const SMALLEST_FRAME_PX = 7; // a smaller extent is a dot
  const WIDEST_DEG = 150; // a map that shows more of the world needs no globe

  const vector = function (lon, lat) {
    const [a, b] = [lon * Math.PI / 180, lat * Math.PI / 180];
    return [Math.cos(b) * Math.cos(a), Math.cos(b) * Math.sin(a), Math.sin(b)];
  };

  /* Rings of land as directions from the middle of the Earth, coarse. */
  function coarse(rings) {
    return rings.filter(({ box }) => box[2] - box[0] > FINEST || box[3] - box[1] > FINEST).map(({ points }) => {
      const out = [];
      let [px, py] = [Infinity, Infinity];
      for (let i = 0; i < points.length; i += 2) {
        const [x, y] = [points[i], points[i + 1]];
        if (Math.abs(x - px) + Math.abs(y - py) < FINEST) continue;
        out.push(vector(x * 360 - 180, Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180 / Math.PI));
        [px, py] = [x, y];
      }
      return out;
    }).filter((ring) => ring.length > 2);
  }

  Geomap.Globe = L.Control.extend({
    options: { position: "bottomright" },

    /* `marks` are what the globe makes way for: it is only an aid, so it never stands on them. */
    initialize(baseMap, marks, options) {
      L.setOptions(this, options);
      this._rings = coarse(baseMap.land());
      this._marks = marks;
    },

    onAdd(map) {
      this._canvas = Geomap.element("canvas", { class: "geomap-globe", width: SIZE * 2, height: SIZE * 2, "aria-hidden": "true" });
      this._onMove = () => this._draw();
      map.on("moveend viewreset resize", this._onMove);
      this._map = map;
      this._draw();
      return this._canvas;
    },

    onRemove(map) {
      map.off("moveend viewreset resize", this._onMove);
    },

    _draw() {
      const map = this._map;
      const size = map.getSize();
      const bounds = map.getBounds();
      const shown = size.x > 560 && size.y > 440 && bounds.getEast() - bounds.getWest() < WIDEST_DEG;
      this._canvas.hidden = !shown;
      if (!shown) return;
      if (this._onMarks()) {
        this._canvas.hidden = true;
        return;
      }
      const style = getComputedStyle(map.getContainer());
      const colour = (name) => style.getPropertyValue(name).trim();
      const context = this._canvas.getContext("2d");
      context.setTransform(2, 0, 0, 2, 0, 0);
      context.clearRect(0, 0, SIZE, SIZE);
      context.translate(SIZE / 2, SIZE / 2);
      const center = map.getCenter();
      const project = this._projection(center.lng, Math.max(-60, Math.min(60, center.lat)));
      context.beginPath();
      context.arc(0, 0, RADIUS, 0, 7);
      context.fillStyle = colour("--map-sea");
      context.fill();
      context.beginPath();
      for (const ring of this._rings) this._ring(context, ring, project);
      context.fillStyle = colour("--map-globe-land");
      context.fill("evenodd");
      context.beginPath();
      context.arc(0, 0, RADIUS, 0, 7);
      context.strokeStyle = colour("--map-coast");
      context.lineWidth = 1;
      context.stroke();
      this._frame(context, bounds, project, colour("--journey0"));
    },

    _onMarks() {
      if (!this._marks || !this._canvas.isConnected) return false;
      const origin = this._map.getContainer().getBoundingClientRect();
      const box = this._canvas.getBoundingClientRect();
      const [left, top, right, bottom] = [box.left - origin.left, box.top - origin.top, box.right - origin.left, box.bottom - origin.top];
      return this._marks.boxes({ areas: false }).some((b) => left < b[2] && right > b[0] && top < b[3] && bottom > b[1]);
    },

    /* Gives (x, y, whether it is on the near side) of a direction, seen from above a point. */
    _projection(lon, lat) {
      const up = vector(lon, lat + 90), out = vector(lon, lat), east = vector(lon + 90, 0);
      const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
      return (v) => [dot(v, east) * RADIUS, -dot(v, up) * RADIUS, dot(v, out) > 0];
    },

    /* Points on the far side are moved to the edge, so that a ring that goes round it stays closed. */
    _ring(context, ring, project) {
      const points = ring.map(project);
      if (!points.some((p) => p[2])) return;
      points.forEach(([x, y, near], i) => {
        const length = near ? 1 : RADIUS / (Math.hypot(x, y) || 1);
        if (i) context.lineTo(x * length, y * length);
        else context.moveTo(x * length, y * length);
      });
      context.closePath();
    },

    _frame(context, bounds, project, colour) {
      const [south, north] = [Math.max(-85, bounds.getSouth()), Math.min(85, bounds.getNorth())];
      const [west, east] = [bounds.getWest(), bounds.getEast()];
      const corners = [];
      for (let i = 0; i <= 12; i++) corners.push([west + (east - west) * i / 12, north]);
      for (let i = 0; i <= 12; i++) corners.push([east - (east - west) * i / 12, south]);
      const points = corners.map(([lon, lat]) => project(vector(lon, lat)));
      const wide = Math.max(...points.map((p) => p[0])) - Math.min(...points.map((p) => p[0]));
      context.beginPath();
      if (wide < SMALLEST_FRAME_PX) {
        const [x, y] = project(vector((west + east) / 2, (south + north) / 2));
        context.arc(x, y, 3.5, 0, 7);
        context.fillStyle = colour;
        context.fill();
        return;
      }
      points.forEach(([x, y], i) => (i ? context.lineTo(x, y) : context.moveTo(x, y)));
      context.closePath();
      context.strokeStyle = colour;
      context.lineWidth = 1.8;
      context.stroke();
    },
  });
})();
