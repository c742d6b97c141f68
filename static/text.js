/* Texts counted in code points, as every offset of a story is; JavaScript's own strings count UTF-16 units. */
"use strict";
(function () {
  const ASTRAL = /[\ud800-\udbff][\udc00-\udfff]/;

  Geomap.Text = class {
    constructor(text) {
      this._text = text;
      this._points = ASTRAL.test(text) ? Array.from(text) : null;
      this.length = this._points ? this._points.length : text.length;
    }

    slice(start, end) {
      return this._points ? this._points.slice(start, end).join("") : this._text.slice(start, end);
    }
  };

  /* Cuts [0, length) at every edge of the ranges: sorted [start, end) pieces, none empty. */
  Geomap.pieces = function (start, end, ranges) {
    const edges = new Set([start, end]);
    for (const [a, b] of ranges) {
      if (a > start && a < end) edges.add(a);
      if (b > start && b < end) edges.add(b);
    }
    const sorted = [...edges].sort((a, b) => a - b);
    return sorted.slice(1).map((edge, i) => [sorted[i], edge]);
  };

  /* Paragraphs as ranges: split at line ends, but where a line is only wrapped amid a sentence; none is white space alone. */
  Geomap.paragraphs = function (text, start, end, sentences = []) {
    const out = [];
    let begin = start;
    let at = 0;
    for (let i = start; i <= end; i++) {
      const c = i < end ? text.slice(i, i + 1) : "\n";
      if (c !== "\n" && c !== "\r") continue;
      while (at < sentences.length && sentences[at][1] <= i) at++;
      if (at < sentences.length && sentences[at][0] < i) continue;
      if (text.slice(begin, i).trim()) out.push([begin, i]);
      begin = i + 1;
    }
    return out;
  };
})();
