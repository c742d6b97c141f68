/* Giving the map away: buttons that copy, the page's own address in the code, and the page as a frame shows it. */
"use strict";
(function () {
  const EMBEDDED = new URLSearchParams(location.search).has("embed");
  if (EMBEDDED) document.documentElement.classList.add("embedded"); // before the map takes its size
  const HERE = /^(localhost|127\.|\[::1\])/; // an address that nobody else can open

  /* The code names this page where it stands on the web; the exported file's name is in it otherwise. */
  function address() {
    const frame = document.getElementById("share-frame");
    if (!frame || !/^https?:$/.test(location.protocol) || HERE.test(location.hostname)) return;
    const here = new URL(location.href);
    here.search = "?embed";
    here.hash = "";
    const src = here.href.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
    frame.value = frame.value.replace(/src="[^"]*"/, () => `src="${src}"`);
  }

  const say = (words) => { document.getElementById("live").textContent = words; };

  async function copy(button) {
    const box = document.getElementById(button.dataset.copy);
    box.select();
    let done = false;
    try {
      await navigator.clipboard.writeText(box.value);
      done = true;
    } catch { // not allowed in this frame, or no clipboard: the old way, else the reader's own keys
      done = document.execCommand("copy");
    }
    say(done ? "Copied" : "Selected; copy it with your keyboard");
    button.classList.toggle("share-done", done);
    setTimeout(() => button.classList.remove("share-done"), 2000);
  }

  function show() { // also after a correction made the lists anew
    for (const button of document.querySelectorAll(".share-copy")) button.hidden = false;
    address();
    if (EMBEDDED) embed();
  }

  /* As a frame shows it: the map alone; sources open in the whole page, in a window of its own. */
  function embed() {
    const whole = (fragment) => `${location.pathname}${fragment}`;
    const link = Geomap.element("a", { href: whole(""), target: "_blank", rel: "noopener", class: "embed-whole" }, "Open with all articles");
    document.querySelector(".masthead").append(link);
    if (!document.querySelector("#map > h2")) document.querySelector("#map").prepend(Geomap.element("h2", { class: "for-readers" }, "Map"));
    Geomap.view.onQuote = (document, start, end) => window.open(whole(`#at=${document}.${start}.${end}`), "_blank", "noopener");
  }

  Geomap.startSharing = function () {
    document.addEventListener("click", (event) => {
      const button = event.target.closest(".share-copy");
      if (button) copy(button);
    });
    document.addEventListener("geomap-renewed", show);
    show();
  };
})();
