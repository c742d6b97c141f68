/* The map as a whole: base map, legs, marks, names, key, and what is chosen. */
"use strict";
(function () {
  const MARK_WEIGHT = 20; // the key rather hides so many pieces of a line than one mark
  const el = (...args) => Geomap.element(...args);
  const PIN = "data:image/svg+xml," + encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 25 41"><path d="M12.5 40C9 30 2 22 2 12.5a10.5 10.5 0 0 1 21 0C23 22 16 30 12.5 40Z" fill="#0072B2" stroke="#fff" stroke-width="2"/></svg>');

  Geomap.createMap = function (id, options) {
    // plugins' stock markers: Leaflet would look for image files beside the page
    delete L.Icon.Default.prototype._getIconUrl;
    L.Icon.Default.mergeOptions({ iconUrl: PIN, iconRetinaUrl: PIN, shadowUrl: "", shadowRetinaUrl: "" });
    const calm = Geomap.calm();
    const map = L.map(id, {
      zoomSnap: 0.25, zoomDelta: 1, wheelPxPerZoomLevel: 90, attributionControl: false, zoomControl: false,
      zoomAnimation: !calm, fadeAnimation: !calm, markerZoomAnimation: !calm, inertia: !calm,
      maxBoundsViscosity: 1, ...options,
    });
    map.getContainer().setAttribute("role", "region");
    map.getContainer().setAttribute("aria-label", "Map; its marks are buttons");
    map.setView(options.center || [20, 0], options.zoom || 2);
    map.setMaxBounds([[-85, -100000], [85, 100000]]);
    return map;
  };

  Geomap.draw = function (map) {
    Geomap.view = new StoryView(map, Geomap.readJson("geomap-drawing"));
    return Geomap.view;
  };

  class StoryView {
    constructor(map, drawing) {
      this.map = map;
      this.onChoose = null; // (kind, id) => …: set by the page around the map
      this.onQuote = null; // (document, start, end) => …: set by the page, makes sources links
      this._addControls(drawing);
      this._draw(drawing, true);
      map.on("popupopen popupclose", (event) => {
        map.getContainer().classList.toggle("geomap-reading", event.type === "popupopen");
      });
      map.on("popupclose", () => { if (!this._opening) this._let(); });
      map.getContainer().addEventListener("keydown", (event) => { if (event.key === "Escape") map.closePopup(); });
      window.addEventListener("beforeprint", () => this._forPrint(true));
      window.addEventListener("afterprint", () => this._forPrint(false));
      window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => map.fire("viewreset"));
    }

    _draw(drawing, home) {
      const { map } = this;
      this.drawing = drawing;
      this.places = new Map([...drawing.others, ...drawing.places].map((place) => [place.id, place]));
      this.legs = new Map(drawing.legs.map((leg) => [leg.n, leg]));
      this.chosen = null;
      const journeys = drawing.journeys.map((journey) => journey.id);
      const colour = (id) => `journey${Math.min(journeys.indexOf(id), Geomap.COLOURS - 1)}`;
      const key = Geomap.keyTo(drawing); // made once: a control that changes its corner is added anew
      const Key = L.Control.extend({ onAdd: () => key });
      this._key = new Key({ position: "topleft" }).addTo(map);
      this.base = new Geomap.BaseMap(drawing.base).addTo(map);
      this.marks = new Geomap.Marks(drawing.places, (place) => colour(place.stops[0].journey), (id) => this.choose("place", id));
      this.legLayer = new Geomap.Legs(drawing.legs, (leg) => colour(leg.journey), (n, at) => this.choose("leg", n, { at }));
      if (home) this.home(false);
      this.legLayer.addTo(map);
      this.marks.obstacles = () => { // as points of the layers, which move with the map
        const shift = map.containerPointToLayerPoint([0, 0]);
        const move = ([a, b, c, d]) => [a + shift.x, b + shift.y, c + shift.x, d + shift.y];
        return { controls: Geomap.controlBoxes(map).map(move), lines: this.legLayer.boxes().map(move) };
      };
      this.marks.addTo(map);
      this.labels = new Geomap.Labels(drawing.labels, this.marks, this.legLayer).addTo(map);
      this.globe = new Geomap.Globe(this.base, this.marks).addTo(map);
      this._addStepper();
      this._placeKey();
      map.fire("viewreset"); // areas and names make way for the key
      this.labels.place();
    }

    /* Draws another state of the story; what is seen of the map stays as it is. */
    replace(drawing) {
      this.putPopupAway();
      this._showExtent(null);
      for (const layer of [this.labels, this.marks, this.legLayer, this.base, this.globe, this._key]) layer.remove();
      if (this.stepper) {
        this.stepper.pause();
        this.stepper.node.remove();
        this.stepper = null;
      }
      this._draw(drawing, false);
    }

    _addControls(drawing) {
      const map = this.map;
      L.control.zoom({ position: "topright", zoomInTitle: "Zoom in", zoomOutTitle: "Zoom out" }).addTo(map);
      const Home = L.Control.extend({ onAdd: () => {
        const button = el("button", { type: "button", class: "geomap-home", title: "Show the whole story", "aria-label": "Show the whole story" },
          Geomap.svg("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" },
            Geomap.svg("path", { d: "M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4", fill: "none", stroke: "currentColor", "stroke-width": 1.8 })));
        L.DomEvent.disableClickPropagation(button);
        button.addEventListener("click", () => { this.map.closePopup(); this.home(true); });
        return el("div", { class: "leaflet-bar geomap-bar" }, button);
      } });
      new Home({ position: "topright" }).addTo(map);
      L.control.scale({ position: "bottomleft", maxWidth: 110 }).addTo(map);
      const Credit = L.Control.extend({ onAdd: () => el("p", { class: "geomap-credit" }, drawing.credit, " · ", drawing.note) });
      new Credit({ position: "bottomright" }).addTo(map);
    }

    /* Puts the key into the corner where it hides least of the story. */
    _placeKey() {
      const box = this._key.getContainer();
      const origin = this.map.getContainer().getBoundingClientRect();
      const marks = this.marks.boxes({ areas: false });
      const legs = this.legLayer.boxes();
      const bar = this.stepper && this.stepper.node.getBoundingClientRect();
      if (bar && bar.width) marks.push([bar.left - origin.left, bar.top - origin.top, bar.right - origin.left, bar.bottom - origin.top]);
      const hidden = (corner) => {
        this._key.setPosition(corner);
        const r = box.getBoundingClientRect();
        const [left, top, right, bottom] = [r.left - origin.left, r.top - origin.top, r.right - origin.left, r.bottom - origin.top];
        const under = (boxes) => boxes.filter((b) => left < b[2] && right > b[0] && top < b[3] && bottom > b[1]).length;
        return MARK_WEIGHT * under(marks) + under(legs);
      };
      const corners = ["topleft", "bottomleft", "bottomright"].map((corner) => [hidden(corner), corner]);
      const [, best] = corners.reduce((a, b) => b[0] < a[0] ? b : a);
      this._key.setPosition(best);
    }

    /* Along the first journey; the lists lead along the others. */
    _addStepper() {
      const journey = this.drawing.journeys[0];
      if (!journey) return;
      const stops = this.drawing.places.flatMap((place) => place.stops
        .filter((stop) => stop.journey === journey.id)
        .map((stop) => ({ id: place.id, name: place.name, n: stop.n }))).sort((a, b) => a.n - b.n);
      if (stops.length < 2) return;
      this.stepper = new Geomap.Stepper(stops, (id) => this.choose("place", id));
      this.map.getContainer().append(this.stepper.node);
    }

    /* Shows what the story opens with. */
    home(animate) {
      const [south, west, north, east] = this.drawing.view;
      const size = this.map.getSize();
      const small = Math.min(size.x, size.y) < 520;
      this.map.fitBounds([[south, west], [north, east]], {
        paddingTopLeft: small ? [52, size.y > 520 ? 64 : 34] : [80, 60], paddingBottomRight: small ? [60, 88] : [100, 92],
        maxZoom: 12, animate: animate && !Geomap.calm(),
      });
    }

    /* Chooses a place, a leg or (null) nothing; `quiet` leaves the page around the map alone, `still` the map's view. */
    choose(kind, id, { quiet = false, at = null, popup = true, still = false } = {}) {
      const entry = kind === "place" ? this.places.get(id) : kind === "leg" ? this.legs.get(id) : null;
      this.chosen = entry ? { kind, id } : null;
      this.marks.choose(kind === "place" ? id : null);
      this.legLayer.choose(kind === "leg" ? id : null);
      this.labels.place();
      this._showExtent(kind === "place" ? entry : null);
      if (this.stepper && kind !== "leg") this.stepper.follow(id);
      if (entry) {
        if (!still) this._goTo(kind, entry);
        const desk = document.documentElement.hasAttribute("data-correcting"); // whose panel says it, and the map stays in sight
        if (popup && !desk) this._openPopup(kind, entry, at, !still);
      } else if (!this._opening) this.map.closePopup();
      if (!quiet && this.onChoose) this.onChoose(kind, id);
    }

    /* Shows only what passes: places(id) and legs(number) say so. */
    filter(places, legs) {
      this.marks.filter(places);
      this.legLayer.filter((leg) => !legs(leg.n));
      this.labels.place();
    }

    /* What follows when the popup was closed: nothing is chosen any more. */
    _let() {
      this._opening = true; // the popup that is closing would be closed again
      this.choose(null);
      this._opening = false;
    }

    /* Closes a popup; what is chosen stays so. */
    putPopupAway() {
      this._opening = true;
      this.map.closePopup();
      this._opening = false;
    }

    _openPopup(kind, entry, at, autoPan) {
      const size = this.map.getSize();
      const quotes = size.y < 480 ? 1 : 2;
      const content = kind === "place" ? Geomap.placeContent(entry, quotes, this.onQuote) : Geomap.legContent(entry, quotes, this.onQuote);
      const popup = L.popup({
        maxWidth: Math.min(size.x < 700 ? 290 : 330, size.x - 50), minWidth: Math.min(230, size.x - 60), maxHeight: Math.max(120, size.y * 0.55),
        offset: kind === "place" && entry.stops ? [0, -9] : [0, -2], autoPanPaddingTopLeft: [12, 12], autoPanPaddingBottomRight: [52, 30],
        className: "geomap-popup-frame", autoPan,
      }).setLatLng(kind === "place" ? this._standing(entry) : at || this.legLayer.middle(entry)).setContent(content);
      const from = document.activeElement;
      this._opening = true;
      popup.openOn(this.map);
      this._opening = false;
      if (from && from.matches("[data-mark], path[data-leg]")) this._lendFocus(popup, content, from);
    }

    /* Focus goes from a mark into its popup, and back when that closes. */
    _lendFocus(popup, content, from) {
      content.tabIndex = -1;
      content.focus({ preventScroll: true });
      popup.once("remove", () => {
        const lost = document.activeElement === document.body || content.contains(document.activeElement);
        if (lost && from.isConnected) from.focus({ preventScroll: true });
      });
    }

    /* Where a mark stands on the screen, which for crowded stops is beside the place itself. */
    _standing(place) {
      const mark = this.marks._marks.find((m) => m.place.id === place.id);
      const point = this.map.latLngToLayerPoint([place.lat, place.x]);
      return this.map.layerPointToLatLng(mark ? point.add(mark.offset) : point);
    }

    /* Moves only as far as needed: to bring the place or leg into view, never out of a zoom that shows it. */
    _goTo(kind, entry) {
      const map = this.map;
      const animate = !Geomap.calm();
      if (kind === "leg") {
        const bounds = L.latLngBounds(entry.shown);
        if (!map.getBounds().contains(bounds)) map.fitBounds(bounds, { padding: [60, 60], maxZoom: 9, animate });
        return;
      }
      const target = [entry.lat, entry.x];
      const inner = map.getBounds().pad(-0.12);
      if (entry.bounds && entry.shape === "area") {
        const [south, west, north, east] = entry.bounds;
        const bounds = L.latLngBounds([[south, west], [north, east]]);
        if (!map.getBounds().contains(bounds)) map.fitBounds(bounds, { padding: [30, 30], maxZoom: 7, animate });
      } else if (!inner.contains(target)) map.setView(target, Math.max(4, Math.min(map.getZoom(), 7)), { animate });
    }

    /* An area's extent, and a ring around a place that is only named, as long as it is chosen. */
    _showExtent(place) {
      if (this._extent) this._extent.remove();
      this._extent = null;
      if (!place) return;
      const style = { className: "geomap-extent", interactive: false, weight: 2, dashArray: "5 5", fillOpacity: 0.08 };
      if (place.shape === "area" && place.bounds) {
        const [south, west, north, east] = place.bounds;
        this._extent = L.rectangle([[south, west], [north, east]], style);
      } else if (!place.stops) this._extent = L.circleMarker([place.lat, place.x], { ...style, radius: 12 });
      if (this._extent) this._extent.addTo(this.map);
    }

    /* On paper the map has a fixed size, the key below it, the colours of the light scheme, and shows the whole story. */
    _forPrint(on) {
      this.map.getContainer().classList.toggle("geomap-print", on);
      this.map.closePopup();
      this.map.invalidateSize({ animate: false });
      this.home(false);
      const key = this._key.getContainer();
      const fold = key.querySelector("details");
      if (!fold) return;
      if (on) this._keyWasOpen = fold.open;
      fold.open = on || this._keyWasOpen;
      if (on) this.map.getContainer().after(key); // below the map it hides nothing
      else this._placeKey();
      this.map.fire("viewreset"); // areas and names make way for the key
    }
  }
})();
