/* The part of a leg that may be drawn where an end is an area: nobody was at a country's middle.
   From the end that is a point a short stub leads towards the area and says its name; between two areas the
   line keeps away from both. */
"use strict";
(function () {
  const STUB_PX = 62;
  const AWAY_PX = 46; // from the middle of an area, where both ends are areas
  const NEAR_PX = 13; // nearer to another leg or mark a stub would be taken for it
  const TURNS = [0, 0.35, -0.35, 0.7, -0.7]; // radians off the bearing, the least that is clear wins
  const MOST_TURNED = 40; // legs; with more of them stubs keep their bearing

  Geomap.lengthOf = function (points) {
    let sum = 0;
    for (let i = 1; i < points.length; i++) sum += points[i].distanceTo(points[i - 1]);
    return sum;
  };

  /* The point at a distance along a line, and the line's direction there. */
  Geomap.alongLine = function (points, distance) {
    let rest = distance;
    for (let i = 1; i < points.length; i++) {
      const [a, b] = [points[i - 1], points[i]];
      const length = a.distanceTo(b);
      if (rest <= length && length > 0) {
        const share = rest / length;
        const point = L.point(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share);
        return { point, angle: Math.atan2(b.y - a.y, b.x - a.x) };
      }
      rest -= length;
    }
    const [a, b] = [points[Math.max(0, points.length - 2)], points[points.length - 1]];
    return { point: b, angle: Math.atan2(b.y - a.y, b.x - a.x) };
  };

  function between(points, from, to) {
    const out = [];
    for (let i = 0; i <= 12; i++) out.push(Geomap.alongLine(points, from + (to - from) * i / 12).point);
    return out;
  }

  /* Points along the other legs and at their ends, near a point. */
  function others(map, leg, legs, at) {
    const out = [];
    for (const other of legs) {
      if (other === leg || other.open) continue;
      const points = other.path.map((p) => map.project(p));
      for (let i = 1; i < points.length; i++) {
        const [a, b] = [points[i - 1], points[i]];
        const steps = Math.min(200, Math.ceil(a.distanceTo(b) / 8));
        for (let k = 0; k <= steps; k++) {
          const p = L.point(a.x + (b.x - a.x) * k / steps, a.y + (b.y - a.y) * k / steps);
          if (p.distanceTo(at) < 3 * STUB_PX) out.push(p);
        }
      }
    }
    return out;
  }

  function turned(start, angle, length, taken) {
    const end = (turn) => L.point(start.x + length * Math.cos(angle + turn), start.y + length * Math.sin(angle + turn));
    const hits = (turn) => {
      const tip = end(turn);
      let count = 0;
      for (let d = 0.35; d <= 1.35; d += 0.1) {
        const p = L.point(start.x + (tip.x - start.x) * d, start.y + (tip.y - start.y) * d);
        if (taken.some((o) => o.distanceTo(p) < NEAR_PX)) count++;
      }
      return count;
    };
    const best = TURNS.map((turn) => [hits(turn), turn]).reduce((a, b) => (b[0] < a[0] ? b : a));
    return [start, end(best[1])];
  }

  /* What is drawn of a leg at the map's zoom, as coordinates. */
  Geomap.shownPath = function (map, leg, legs) {
    if (!leg.open) return leg.path;
    let points = leg.path.map((p) => map.project(p));
    const total = Geomap.lengthOf(points);
    if (leg.open === "both") {
      const away = Math.min(AWAY_PX, total / 4);
      return between(points, away, total - away).map((p) => map.unproject(p));
    }
    if (leg.open === "from") points = points.reverse();
    const { angle } = Geomap.alongLine(points, Math.min(1, total));
    const taken = legs.length > MOST_TURNED ? [] : others(map, leg, legs, points[0]);
    const stub = turned(points[0], angle, Math.min(STUB_PX, 0.6 * total), taken);
    if (leg.open === "from") stub.reverse();
    return stub.map((p) => map.unproject(p));
  };
})();
