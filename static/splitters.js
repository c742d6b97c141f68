/* The two bars between the columns: dragged, or moved with the arrow keys. */
"use strict";
(function () {
  const $ = (selector) => document.querySelector(selector);

  Geomap.startSplitters = function () {
    const desk = $("#desk");
    for (const bar of document.querySelectorAll(".splitter")) {
      const name = bar.dataset.column;
      const direction = name === "lists" ? 1 : -1;
      const set = (width) => {
        const bounded = Math.round(Math.max(240, Math.min(width, desk.clientWidth * 0.42)));
        desk.style.setProperty(`--${name}-width`, `${bounded}px`);
        bar.setAttribute("aria-valuenow", String(bounded));
      };
      const width = () => $(`#${name}`).getBoundingClientRect().width;
      bar.addEventListener("pointerdown", (event) => {
        const from = event.clientX;
        const start = width();
        bar.setPointerCapture(event.pointerId);
        const move = (e) => set(start + direction * (e.clientX - from));
        bar.addEventListener("pointermove", move);
        bar.addEventListener("pointerup", () => bar.removeEventListener("pointermove", move), { once: true });
      });
      bar.addEventListener("keydown", (event) => {
        const by = { ArrowLeft: -24, ArrowRight: 24 }[event.key];
        if (!by) return;
        event.preventDefault();
        set(width() + direction * by);
      });
    }
  };
})();
