/* The key: explains what is on this map, and nothing that is not. */
"use strict";
(function () {
  const el = (...args) => Geomap.element(...args);
  const LEGS = {
    happened: "Way taken, as stated", reported: "Reported", planned: "Planned", possible: "Possible",
    past: "Earlier trip", cancelled: "Cancelled",
  };
  const INFERRED = [
    ["Way inferred from others", ["happened", "reported", "past", "cancelled"]], ["Planned, way inferred", ["planned"]],
    ["Possible, way inferred", ["possible"]],
  ];
  const SHAPES = {
    circle: "Town or village", square: "Building, station, port", diamond: "Bridge or crossing", triangle: "Mountain or cape",
    area: "Country, region, sea (an area)",
  };

  function line(leg) {
    const style = Geomap.legStyle(leg);
    const attributes = { x1: 2, x2: 34, y1: 7, y2: 7, "stroke-width": Math.min(4, style.weight) };
    if (style.dashArray) attributes["stroke-dasharray"] = style.dashArray;
    if (style.round) attributes["stroke-linecap"] = "round";
    const nodes = [Geomap.svg("line", { ...attributes, class: `geomap-leg geomap-leg-journey0${style.faded ? " geomap-faded" : ""}` })];
    if (style.core) nodes.push(Geomap.svg("line", { ...attributes, "stroke-width": 1.5, class: "geomap-leg-core" }));
    if (style.crossed) nodes.push(Geomap.svg("path", { d: "M14 3l8 8M22 3l-8 8", class: "geomap-leg geomap-leg-journey0", "stroke-width": 2 }));
    return Geomap.svg("svg", { width: 36, height: 14, "aria-hidden": "true" }, ...nodes);
  }

  Geomap.keyTo = function (drawing) {
    const rows = [];
    const row = (picture, words) => rows.push(el("li", {}, el("span", { class: "geomap-key-picture" }, picture), words));
    const stops = drawing.places.flatMap((place) => place.stops);
    const hollow = (stop) => ["planned", "possible", "cancelled"].includes(stop.status);
    const glyph = (shape, options) => Geomap.glyph(shape, { radius: 7, kind: "journey0", ...options });
    if (stops.some((s) => !hollow(s))) row(glyph("circle", {}), "Stop, in order");
    if (stops.some(hollow)) row(glyph("circle", { hollow: true }), "Stop planned or possible");
    if (stops.some((s) => s.inferred)) row(glyph("circle", { dashed: true, hollow: true }), "Stop inferred from others");
    for (const status of Object.keys(LEGS)) {
      const leg = drawing.legs.find((l) => l.status === status && !l.inferred);
      if (leg) row(line(leg), LEGS[status]);
    }
    for (const [words, statuses] of INFERRED) {
      const leg = drawing.legs.find((l) => statuses.includes(l.status) && l.inferred);
      if (leg) row(line(leg), words);
    }
    const plain = drawing.places.filter((place) => !place.stops.length);
    for (const shape of Object.keys(SHAPES)) {
      if (plain.some((place) => place.shape === shape)) row(glyph(shape, { radius: 5, kind: "place" }), SHAPES[shape]);
    }
    if (plain.some((place) => place.shape !== "area" && (place.sure === "doubtful" || place.approximate))) {
      row(glyph("circle", { radius: 5, kind: "place", hollow: true }), "Placing doubtful");
    }
    if (!rows.length) return el("div", { class: "geomap-nothing" });
    const bases = [...new Set(drawing.legs.map((leg) => leg.basis))];
    const note = bases.length ? el("p", {}, `Lines: ${bases.join("; ")}.`) : null;
    const wide = window.innerWidth >= 900;
    const box = el("details", { class: "geomap-key", open: wide }, el("summary", {}, "Key"), el("ul", {}, rows), note);
    L.DomEvent.disableClickPropagation(box);
    L.DomEvent.disableScrollPropagation(box);
    box.addEventListener("toggle", () => Geomap.view && Geomap.view.labels && Geomap.view.labels.place());
    return box;
  };
})();
