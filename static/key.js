/* The key: explains what is on this map, and nothing that is not. Lines are always explained, signs on demand. */
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

  /* Whose each colour is, where there are several; of one traveller's journeys each says its ends. */
  function journeys(drawing) {
    const all = drawing.journeys;
    if (all.length < 2) return [];
    const rest = all.length - (Geomap.COLOURS - 1);
    const named = all.slice(0, rest > 1 ? Geomap.COLOURS - 1 : Geomap.COLOURS);
    const words = named.map(({ id, traveller }) => {
      const who = Geomap.bounded(traveller.slice(0, 1).toUpperCase() + traveller.slice(1), 60);
      if (named.filter((j) => j.traveller === traveller).length < 2) return who;
      const legs = drawing.legs.filter((leg) => leg.journey === id);
      return `${who}: ${Geomap.bounded(legs[0].from_name, 40)} – ${Geomap.bounded(legs.at(-1).to_name, 40)}`;
    });
    return rest > 1 ? [...words, `${rest} more journeys`] : words;
  }

  Geomap.keyTo = function (drawing) {
    const lines = [];
    const signs = [];
    const row = (rows, picture, words) => rows.push(el("li", {}, el("span", { class: "geomap-key-picture" }, picture), words));
    const stops = drawing.places.flatMap((place) => place.stops);
    const hollow = (stop) => ["planned", "possible", "cancelled"].includes(stop.status);
    const travellers = journeys(drawing);
    travellers.forEach((words, i) => row(lines, Geomap.glyph("circle", { radius: 6, kind: `journey${i}` }), el("span", {}, Geomap.name(words))));
    const glyph = (shape, options) => Geomap.glyph(shape, { radius: 6, kind: "journey0", ...options });
    for (const status of Object.keys(LEGS)) {
      const leg = drawing.legs.find((l) => l.status === status && !l.inferred);
      if (leg) row(lines, line(leg), LEGS[status]);
    }
    for (const [words, statuses] of INFERRED) {
      const leg = drawing.legs.find((l) => statuses.includes(l.status) && l.inferred);
      if (leg) row(lines, line(leg), words);
    }
    if (stops.some((s) => !hollow(s))) row(signs, glyph("circle", {}), "Stop, in order");
    if (stops.some(hollow)) row(signs, glyph("circle", { hollow: true }), "Stop planned or possible");
    if (stops.some((s) => s.inferred)) row(signs, glyph("circle", { dashed: true, hollow: true }), "Stop inferred from others");
    const plain = drawing.places.filter((place) => !place.stops.length);
    for (const shape of Object.keys(SHAPES)) {
      if (plain.some((place) => place.shape === shape)) row(signs, glyph(shape, { radius: 4.5, kind: "place" }), SHAPES[shape]);
    }
    if (plain.some((place) => place.shape !== "area" && (place.sure === "doubtful" || place.approximate))) {
      row(signs, glyph("circle", { radius: 4.5, kind: "place", hollow: true }), "Placing doubtful");
    }
    if (!lines.length && !signs.length) return el("div", { class: "geomap-nothing" });
    const bases = [...new Set(drawing.legs.filter((leg) => !leg.open).map((leg) => leg.basis))];
    const note = bases.length ? el("p", {}, `Lines: ${bases.join("; ")}.`) : null;
    const open = drawing.legs.some((leg) => leg.open)
      ? el("p", {}, "A short arrow leads to a country or region: where in it is not said.") : null;
    const fold = el("details", {}, el("summary", {}, "Key to the signs"), el("ul", {}, signs), note, open);
    const wide = window.innerWidth >= 768; // on a phone the map is small: the lines too are folded away
    const box = el("div", { class: "geomap-key" }, wide && lines.length ? el("ul", { class: "geomap-key-lines" }, lines) : null, fold);
    if (!wide) fold.querySelector("ul").prepend(...lines);
    L.DomEvent.disableClickPropagation(box);
    L.DomEvent.disableScrollPropagation(box);
    fold.addEventListener("toggle", () => Geomap.view && Geomap.view.labels && Geomap.view.labels.place());
    return box;
  };
})();
