/* Files that a person drops on the page or chooses: told apart into corrections and articles. */
"use strict";
(function () {
  const el = (...args) => Geomap.element(...args);
  const MOST_BYTES = 20e6; // what geomap takes of one file

  /* Takes what is dropped anywhere on the page, and shows that it would. */
  Geomap.takeDrops = function (take) {
    const holds = (event) => event.dataTransfer && Array.from(event.dataTransfer.types).includes("Files");
    const cover = el("div", { class: "fix-drop", "aria-hidden": "true", hidden: true }, el("p", {}, "Drop articles, or a corrections file"));
    document.body.append(cover);
    document.addEventListener("dragover", (event) => {
      if (!holds(event)) return;
      event.preventDefault();
      cover.hidden = false;
    });
    document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) cover.hidden = true; });
    document.addEventListener("drop", (event) => {
      if (!holds(event)) return;
      event.preventDefault();
      cover.hidden = true;
      take(event.dataTransfer.files);
    });
  };

  /* Gives the texts of corrections files, the files of articles, and the name of the first that is too large. */
  Geomap.sortFiles = async function (files) {
    const sorted = { corrections: [], articles: [], tooLarge: null };
    for (const file of Array.from(files)) { // the list itself empties while it is waited for
      if (file.size > MOST_BYTES) return { ...sorted, tooLarge: file.name };
      const text = /\.json$/i.test(file.name) ? await file.text() : "";
      if (Geomap.isCorrections(text)) sorted.corrections.push(signed(text, file.name.replace(/\.json$/i, "")));
      else sorted.articles.push(file);
    }
    return sorted;
  };

  /* A colleague's records that say of nobody that they are theirs get the name of the file. */
  function signed(text, name) {
    const file = JSON.parse(text);
    return JSON.stringify({ ...file, records: file.records.map((record) => (record && !record.by ? { ...record, by: name.slice(0, 80) } : record)) });
  }
})();
