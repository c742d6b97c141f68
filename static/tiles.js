/* Somebody else's map under the story, where a person started the server with --tiles. Our own base map stays
   below it: where no tile comes, it is seen. Only then are its names of towns and countries drawn as well. */
"use strict";
(function () {
  const CLOSEST_ZOOM = 18;

  /* tiles: what geomap/web/tiles.py says of them. */
  Geomap.layTiles = function (tiles) {
    const { map } = Geomap.view;
    const labels = Geomap.Labels.prototype;
    const ownNames = labels._placeBase;
    const words = document.createElement("span");
    const credit = map.getContainer().querySelector(".geomap-credit");
    const note = credit.lastChild;
    const ownNote = note.data;
    let shown = null;
    labels._placeBase = function (...given) {
      if (!shown) ownNames.apply(this, given);
    };
    credit.prepend(words);
    L.DomEvent.disableClickPropagation(credit);

    const layer = L.tileLayer(tiles.url, {
      ...tiles.layer, maxZoom: CLOSEST_ZOOM, className: tiles.dark ? "geomap-tiles" : "geomap-tiles geomap-bright",
      // what OpenStreetMap asks for: who shows its tiles, not what is read
      referrerPolicy: "strict-origin-when-cross-origin",
    });
    layer.on("tileload load", function () {
      const some = Boolean(layer.getContainer().querySelector(".leaflet-tile-loaded"));
      if (some === shown) return;
      shown = some;
      note.data = some ? "Boundaries as the tiles draw them" : ownNote;
      words.replaceChildren(...(some ? ["Tiles: ", ...tiles.credit.map(link)] : [`No tiles came from ${tiles.from}`]), " · ");
      Geomap.view.labels.place();
    });
    map.setMaxZoom(Math.max(map.getMaxZoom(), Math.min(CLOSEST_ZOOM, tiles.layer.maxNativeZoom || CLOSEST_ZOOM)));
    layer.addTo(map);
  };

  function link([text, href]) {
    return href ? Geomap.element("a", { href, rel: "noopener noreferrer" }, text) : text;
  }
})();
