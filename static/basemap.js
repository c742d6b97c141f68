/* The base map on one canvas: sea, land, rivers, lakes, borders and a graticule, in as many worlds as are seen.
   Cells of integer deltas (geomap/assets/cells.py) are decoded once into Mercator coordinates from 0 to 1. */
"use strict";
(function () {
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const VALUE = new Uint8Array(128);
  Array.from(DIGITS).forEach((digit, i) => { VALUE[digit.charCodeAt(0)] = i; });
  const WORLD_PX = 256;
  const PADDING = 0.3; // of the view, drawn beyond each edge so that a short drag shows no gap
  const CLOSEST_PX = 0.6; // nearer points of a line are left out

  /* Lines of one kind in a cell, as arrays [x0, y0, x1, y1, …] in units from its south-west corner. */
  function unpack(packed) {
    const lines = [];
    for (const text of packed.split(".")) {
      if (!text) continue;
      const out = [];
      let value = 0, shift = 0, x = 0, y = 0, isY = false;
      for (let i = 0; i < text.length; i++) {
        const digit = VALUE[text.charCodeAt(i)];
        value |= (digit & 31) << shift;
        shift += 5;
        if (digit > 31) continue;
        const step = value & 1 ? -((value + 1) >> 1) : value >> 1;
        value = shift = 0;
        if (isY) { y += step; out.push(x, y); } else x += step;
        isY = !isY;
      }
      lines.push(out);
    }
    return lines;
  }

  /* The parts of a ring that are shore: not the sides along the cell's own edge, where it was cut. */
  function shores(ring, size) {
    const out = [];
    const n = ring.length;
    let line = null;
    for (let i = 0; i < n; i += 2) {
      const j = (i + 2) % n;
      const cut = (ring[i] === ring[j] && (ring[i] === 0 || ring[i] === size)) ||
        (ring[i + 1] === ring[j + 1] && (ring[i + 1] === 0 || ring[i + 1] === size));
      if (cut) line = null;
      else if (line) line.push(ring[j], ring[j + 1]);
      else out.push(line = [ring[i], ring[i + 1], ring[j], ring[j + 1]]);
    }
    return out;
  }

  const mercatorY = function (lat) {
    const sine = Math.sin(Math.max(-85.06, Math.min(85.06, lat)) * Math.PI / 180);
    return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  };

  /* A line in Mercator coordinates with its box, so that what is out of sight is skipped. */
  function project(cell, line) {
    const points = new Float64Array(line.length);
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < line.length; i += 2) {
      const x = (cell.w + line[i] / cell.k + 180) / 360;
      const y = mercatorY(cell.s + line[i + 1] / cell.k);
      points[i] = x;
      points[i + 1] = y;
      box[0] = Math.min(box[0], x); box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x); box[3] = Math.max(box[3], y);
    }
    return { points, box };
  }

  function decode(base) {
    const shapes = { land: [], coast: [], lakes: [], lakeshore: [], rivers: [], border: [], disputed: [] };
    for (const cell of base.cells) {
      const size = Math.round(cell.d * cell.k);
      for (const [kind, shore] of [["land", "coast"], ["lakes", "lakeshore"]]) {
        for (const ring of unpack(cell[kind] || "")) {
          shapes[kind].push(project(cell, ring));
          for (const line of shores(ring, size)) shapes[shore].push(project(cell, line));
        }
      }
      for (const kind of ["rivers", "border", "disputed"]) {
        for (const line of unpack(cell[kind] || "")) shapes[kind].push(project(cell, line));
      }
    }
    return shapes;
  }

  Geomap.BaseMap = L.Layer.extend({
    options: { pane: "geomap-base" },

    initialize(base) {
      this._shapes = decode(base);
    },

    /* The rings of land, as {points, box} in Mercator coordinates. */
    land() {
      return this._shapes.land;
    },

    onAdd(map) {
      const pane = map.getPane(this.options.pane) || map.createPane(this.options.pane);
      pane.style.zIndex = 150;
      pane.style.pointerEvents = "none";
      this._canvas = L.DomUtil.create("canvas", "leaflet-zoom-animated geomap-base", pane);
      this._canvas.setAttribute("aria-hidden", "true");
      this.redraw();
    },

    onRemove() {
      this._canvas.remove();
    },

    getEvents() {
      return { moveend: this.redraw, resize: this.redraw, zoomanim: this._onZoomAnimation, viewreset: this.redraw,
        zoom: this._onZoom };
    },

    _onZoomAnimation(event) {
      this._place(event.center, event.zoom);
    },

    _onZoom() {
      this._place(this._map.getCenter(), this._map.getZoom());
    },

    /* Scales the canvas that was drawn to another zoom while the map moves there. */
    _place(center, zoom) {
      const map = this._map;
      const scale = map.getZoomScale(zoom, this._zoom);
      const corner = this._corner.multiplyBy(scale).subtract(map._getNewPixelOrigin(center, zoom));
      L.DomUtil.setTransform(this._canvas, corner, scale);
    },

    redraw() {
      const map = this._map;
      if (!map) return;
      const size = map.getSize();
      const margin = size.multiplyBy(PADDING).round();
      const full = size.add(margin.multiplyBy(2));
      const ratio = Math.min(window.devicePixelRatio || 1, 2);
      const canvas = this._canvas;
      canvas.width = full.x * ratio;
      canvas.height = full.y * ratio;
      canvas.style.width = `${full.x}px`;
      canvas.style.height = `${full.y}px`;
      this._zoom = map.getZoom();
      this._corner = map.getPixelBounds().min.subtract(margin);
      this._place(map.getCenter(), this._zoom);
      const context = canvas.getContext("2d");
      context.scale(ratio, ratio);
      const scale = WORLD_PX * 2 ** this._zoom;
      const view = { scale, x: this._corner.x / scale, y: this._corner.y / scale,
        right: (this._corner.x + full.x) / scale, bottom: (this._corner.y + full.y) / scale };
      this._paint(context, view, full);
    },

    _paint(context, view, full) {
      const style = getComputedStyle(this._map.getContainer());
      const colour = (name) => style.getPropertyValue(`--map-${name}`).trim();
      const zoom = this._zoom;
      const wide = Math.max(0.7, Math.min(1.6, zoom / 5));
      context.fillStyle = colour("sea");
      context.fillRect(0, 0, full.x, full.y);
      context.lineJoin = context.lineCap = "round";
      this._graticule(context, view, full, colour("grid"));
      for (const [width, opacity] of [[7 * wide, 0.35], [3.5 * wide, 0.5]]) {
        this._lines(context, view, ["coast"], colour("shallow"), width, opacity);
      }
      this._fill(context, view, "land", colour("land"));
      this._lines(context, view, ["rivers"], colour("river"), zoom < 4 ? 0.5 : 0.9, 1);
      this._fill(context, view, "lakes", colour("sea"));
      this._lines(context, view, ["lakeshore"], colour("coast"), 0.6, 0.8);
      this._lines(context, view, ["border", "disputed"], colour("halo"), 4.5 * wide, zoom < 3 ? 0.4 : 0.8);
      this._lines(context, view, ["border"], colour("border"), zoom < 4 ? 0.7 : 1.1, 1);
      this._lines(context, view, ["disputed"], colour("border"), zoom < 4 ? 0.8 : 1.2, 1, [4, 3]);
      this._lines(context, view, ["coast"], colour("coast"), zoom < 4 ? 0.6 : 0.9, 1);
    },

    /* Adds every line of a kind that can be seen to the current path. */
    _trace(context, view, kind, closed) {
      const { scale } = view;
      for (let world = Math.floor(view.x); world <= Math.floor(view.right); world++) {
        for (const { points, box } of this._shapes[kind]) {
          if (box[0] + world > view.right || box[2] + world < view.x ||
            box[1] > view.bottom || box[3] < view.y) continue;
          const dx = world - view.x;
          let px = (points[0] + dx) * scale, py = (points[1] - view.y) * scale;
          context.moveTo(px, py);
          const last = points.length - 2;
          for (let i = 2; i <= last; i += 2) {
            const x = (points[i] + dx) * scale, y = (points[i + 1] - view.y) * scale;
            if (i < last && Math.abs(x - px) < CLOSEST_PX && Math.abs(y - py) < CLOSEST_PX) continue;
            context.lineTo(px = x, py = y);
          }
          if (closed) context.closePath();
        }
      }
    },

    _fill(context, view, kind, colour) {
      context.beginPath();
      this._trace(context, view, kind, true);
      context.fillStyle = context.strokeStyle = colour;
      context.globalAlpha = 1;
      context.fill("evenodd");
      context.lineWidth = 0.8; // closes the hairlines between cells
      context.stroke();
    },

    _lines(context, view, kinds, colour, width, opacity, dash) {
      context.beginPath();
      for (const kind of kinds) this._trace(context, view, kind, false);
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.globalAlpha = opacity;
      context.setLineDash(dash || []);
      context.stroke();
      context.setLineDash([]);
      context.globalAlpha = 1;
    },

    _graticule(context, view, full, colour) {
      const zoom = this._zoom;
      const step = zoom >= 9 ? 0.5 : zoom >= 8 ? 1 : zoom >= 6.5 ? 2 : zoom >= 5 ? 5 : zoom >= 3 ? 10 : 30;
      context.beginPath();
      const west = Math.ceil((view.x * 360 - 180) / step) * step;
      for (let lon = west; lon <= view.right * 360 - 180; lon += step) {
        const x = Math.round(((lon + 180) / 360 - view.x) * view.scale) + 0.5;
        context.moveTo(x, 0);
        context.lineTo(x, full.y);
      }
      for (let lat = -90 + step; lat < 90; lat += step) {
        const y = Math.round((mercatorY(lat) - view.y) * view.scale) + 0.5;
        if (y < 0 || y > full.y || Math.abs(lat) > 85) continue;
        context.moveTo(0, y);
        context.lineTo(full.x, y);
      }
      context.strokeStyle = colour;
      context.lineWidth = 1;
      context.stroke();
    },
  });
})();
