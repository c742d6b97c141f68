/* What a mark or a leg says of itself: name, kind, where, when, and the sentences it comes from. */
"use strict";
(function () {
  const el = (...args) => Geomap.element(...args);

  function quotes(entry, most, onQuote) {
    return entry.quotes.slice(0, most).map((quote) => {
      const [before, marked, after] = quote.text;
      const source = quote.source && quote.source !== quote.title ? `${quote.source}: ` : "";
      const link = onQuote
        ? el("a", { href: `#at=${quote.doc}.${quote.start}.${quote.end}`, class: "geomap-source" }, source, Geomap.name(quote.title))
        : el("span", { class: "geomap-source" }, source, Geomap.name(quote.title));
      if (onQuote) {
        link.addEventListener("click", (event) => {
          event.preventDefault();
          onQuote(quote.doc, quote.start, quote.end);
        });
      }
      return el("figure", { class: "geomap-quote" },
        el("blockquote", { dir: "auto" }, before, el("mark", {}, marked), after), el("figcaption", {}, link));
    });
  }

  function more(entry, most) {
    const rest = Math.max(0, (entry.quotes || []).length - most) + (entry.more || 0);
    return rest ? el("p", { class: "geomap-more" }, `and ${Geomap.count(rest, "more sentence")}${entry.wider ? `, most of them ${entry.wider}` : ""}`) : null;
  }

  function dates(stop) {
    if (!stop.date) return null;
    const stated = stop.date_basis === "stated";
    return el("span", { class: stated ? "geomap-date" : "geomap-date geomap-inferred-date" },
      Geomap.dateInWords(stop.date), stated ? null : el("small", {}, ` (${stop.date_basis === "relative" ? "reckoned" : "inferred"})`));
  }

  Geomap.placeContent = function (place, most, onQuote) {
    const stops = (place.stops || []).map((stop) => el("p", { class: "geomap-fact" },
      el("strong", {}, `Stop ${stop.n} of ${stop.of}`), ` · ${Geomap.word("status", stop.status)}${stop.inferred ? ", inferred" : ""}`,
      stop.date ? " · " : null, dates(stop)));
    const certainty = place.approximate
      ? "Only about here: the name is in no gazetteer."
      : place.sure && place.sure !== "sure" ? `Placing: ${place.sure}. ` : "";
    const listed = (reasons) => el("ul", {}, reasons.map((reason) => el("li", {}, Geomap.bounded(reason, 300))));
    const others = place.alternatives || [];
    const why = (place.reasons || []).length
      ? el("details", { class: "geomap-why" }, el("summary", {}, `Why here? (${place.sure})`), listed(place.reasons),
        others.length ? el("p", {}, "The name may also mean:") : null, others.length ? listed(others) : null)
      : null;
    return el("div", { class: "geomap-popup", role: "group", "aria-label": Geomap.bounded(place.name) },
      el("h3", {}, Geomap.name(place.name)),
      el("p", { class: "geomap-where" }, place.kind, place.where ? ` · ${place.where}` : null),
      stops, certainty ? el("p", { class: "geomap-fact" }, certainty) : null,
      quotes({ quotes: place.quotes || [] }, most, onQuote),
      more(place, most),
      why, el("p", { class: "geomap-coordinates" }, place.coordinates));
  };

  Geomap.legContent = function (leg, most, onQuote) {
    return el("div", { class: "geomap-popup", role: "group", "aria-label": `Leg ${leg.n}` },
      el("h3", {}, Geomap.name(leg.from_name), " → ", Geomap.name(leg.to_name)),
      leg.name ? el("p", { class: "geomap-fact" }, el("em", {}, Geomap.name(leg.name))) : null,
      el("p", { class: "geomap-where" }, Geomap.name(leg.traveller), leg.mode ? ` · ${leg.mode}` : null),
      el("p", { class: "geomap-fact" }, el("strong", {}, Geomap.word("status", leg.status)), leg.inferred ? ", inferred" : null,
        ` · ${leg.length}, heading ${leg.direction}`),
      el("p", { class: "geomap-fact geomap-basis" }, `Line: ${leg.basis}.`),
      quotes(leg, most, onQuote),
      more(leg, most));
  };
})();
