/* A place of one's own on the map: a click, or a crosshair that the arrow keys move. */
"use strict";
(function () {
  const el = (...args) => Geomap.element(...args);
  const STEP_PX = 12;
  const LONG_STEP_PX = 60;
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  /* "43.1, 131.9", "43.1 N 131.9 E", "43°6'N, 131°54'E": degrees north and east, or null. */
  Geomap.readCoordinates = function (text) {
    const part = /^\s*([NSEW])?\s*([-+]?\d{1,3}(?:\.\d{1,9})?)\s*°?\s*(?:(\d{1,2}(?:\.\d{1,9})?)\s*['′]\s*)?(?:(\d{1,2}(?:\.\d{1,9})?)\s*["″]\s*)?([NSEW])?\s*$/i;
    const trimmed = text.slice(0, 80).replace(/−/g, "-");
    const halves = trimmed.includes(",") ? trimmed.split(",") : trimmed.includes(";") ? trimmed.split(";")
      : /[NS]\s+\S/i.test(trimmed) ? trimmed.split(/(?<=[NS])\s+/i) : trimmed.trim().split(/\s+/);
    if (halves.length !== 2) return null;
    const [lat, lon] = halves.map((half) => {
      const m = part.exec(half);
      if (!m) return NaN;
      const sign = m[2].startsWith("-") || /[SW]/i.test(m[1] || m[5] || "") ? -1 : 1;
      return sign * (Math.abs(Number(m[2])) + Number(m[3] || 0) / 60 + Number(m[4] || 0) / 3600);
    });
    return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? [lat, lon] : null; // NaN is neither
  };

  /* Lets a person choose a point; gives [lat, lon], or null if they leave it. */
  Geomap.choosePoint = function (map, from) {
    return new Promise((resolve) => {
      const container = map.getContainer();
      const cross = el("div", { class: "fix-cross", "aria-hidden": "true" });
      const words = el("p", { class: "fix-cross-words geomap-over" },
        window.matchMedia("(hover: none)").matches ? "Tap the map where it is." : "Click the map, or move the cross with the arrow keys and press Enter. Shift makes long steps, + and − zoom, Escape leaves.");
      const area = el("div", { class: "fix-cross-area", tabindex: 0, role: "application",
        "aria-label": "Cross on the map: arrow keys move it, Enter drops the pin, Escape leaves" }, cross, words);
      const live = document.querySelector("#live");
      map.closePopup();
      let at;
      let spot; // where it is on the earth: the map grows for this on a phone, and may do so late
      const aim = (point) => {
        at = point;
        spot = map.containerPointToLatLng(at);
        place();
      };
      const centre = () => { // in the middle, unless its place is well in sight
        map.invalidateSize({ animate: false });
        if (from && !map.getBounds().pad(-0.15).contains(from)) map.setView(from, map.getZoom(), { animate: false });
        aim(from ? map.latLngToContainerPoint(from) : map.getSize().divideBy(2));
      };
      const place = () => { cross.style.transform = `translate(${Math.round(at.x)}px, ${Math.round(at.y)}px)`; };
      const onResize = () => aim(map.latLngToContainerPoint(spot));
      const point = () => {
        const { lat, lng } = map.containerPointToLatLng(at).wrap();
        return [Math.round(Math.max(-90, Math.min(90, lat)) * 1e5) / 1e5, Math.round(lng * 1e5) / 1e5];
      };
      const onClick = (event) => { // the cross itself lets clicks through, so that the map can be moved
        at = event.containerPoint;
        done(point());
      };
      const done = (answer) => {
        area.remove();
        map.off("click", onClick).off("resize", onResize);
        container.classList.remove("fix-pinning");
        document.removeEventListener("keydown", escape, true);
        resolve(answer);
      };
      const escape = (event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        done(null);
      };
      area.addEventListener("keydown", (event) => {
        const way = ARROWS[event.key];
        const zoom = { "+": 1, "=": 1, "-": -1 }[event.key];
        if (!way && !zoom && event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        event.stopPropagation();
        map.invalidateSize({ animate: false });
        if (zoom) map.setZoomAround(at, map.getZoom() + zoom, { animate: false });
        else if (!way) { done(point()); return; } else {
          const size = map.getSize();
          const next = at.add(L.point(way).multiplyBy(event.shiftKey ? LONG_STEP_PX : STEP_PX));
          at = L.point(Math.max(8, Math.min(size.x - 8, next.x)), Math.max(8, Math.min(size.y - 8, next.y)));
          if (!at.equals(next)) map.panBy(next.subtract(at), { animate: false });
        }
        aim(at);
        live.textContent = point().map((v) => v.toFixed(2)).join(", ");
      });
      container.append(area);
      container.classList.add("fix-pinning");
      centre();
      map.on("click", onClick).on("resize", onResize);
      document.addEventListener("keydown", escape, true);
      area.focus({ preventScroll: true });
    });
  };
})();
