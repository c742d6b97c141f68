/* Builds elements from text. Nothing of a story is ever read as markup: it becomes text nodes and attributes. */
"use strict";
var Geomap = window.Geomap || {};

document.documentElement.classList.replace("no-js", "js"); // before anything is measured

Geomap.LONGEST_NAME = 120; // characters; a longer name is cut on the map, never in the data
Geomap.COLOURS = 4; // journeys that have a colour of their own; further ones share the last

/* element("p", {class: "x", title: t}, "text", child, …): falsy children and attributes are left out. */
Geomap.element = function (tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === true) node.setAttribute(name, "");
    else if (value !== undefined && value !== null && value !== false) node.setAttribute(name, String(value));
  }
  for (const child of children.flat()) {
    if (child || child === 0) node.append(child);
  }
  return node;
};

Geomap.svg = function (tag, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes || {})) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
};

/* "1 time", "2 times" */
Geomap.count = (n, thing) => `${n} ${thing}${n === 1 ? "" : "s"}`;

/* A name, kept apart from the direction of the text around it, and bounded. */
Geomap.name = function (text) {
  return Geomap.element("bdi", {}, Geomap.bounded(text));
};

Geomap.bounded = function (text, longest = Geomap.LONGEST_NAME) {
  return text.length > longest ? Array.from(text).slice(0, longest).join("") + "…" : text;
};

Geomap.readJson = function (id) {
  const node = document.getElementById(id);
  return node ? JSON.parse(node.textContent) : null;
};

Geomap.calm = function () {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
};

/* ISO dates in words, as the page's lists say them. */
Geomap.dateInWords = function (iso) {
  const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December"];
  const one = function (text) {
    const m = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d:\d\d).*)?)?)?$/.exec(text);
    if (!m || (m[2] && !months[m[2] - 1])) return text;
    const day = [m[3] ? String(Number(m[3])) : "", m[2] ? months[m[2] - 1] : "", m[1]].filter(Boolean).join(" ");
    return m[4] ? `${day}, ${m[4]}` : day;
  };
  const [first, last] = iso.split("/");
  if (last === undefined) return one(first);
  if (last === "" || last === "..") return `from ${one(first)}`;
  return first.length === 10 && last.length === 10 && first.slice(0, 7) === last.slice(0, 7)
    ? `${Number(first.slice(8))}–${one(last)}`
    : `${one(first)} – ${one(last)}`;
};

/* What a kind, role or status is called: the words of the lists come with the drawing. */
Geomap.word = (table, key) => Geomap.view.drawing.words[table][key] || key;

window.Geomap = Geomap;
