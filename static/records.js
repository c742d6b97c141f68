/* Corrections as records: what they are about, anchored by the words around it, and how they are said.
   The form is that of the corrections file (docs/correcting.md). */
"use strict";
(function () {
  const AROUND = 40; // characters kept on each side of a quote
  const GAP = "[…]"; // stands in an export of excerpts for what was left out
  const SCOPES = { here: "", article: "all alike in the article", everywhere: "all alike everywhere" };

  const texts = new WeakMap();
  const textOf = (document) => {
    if (!texts.has(document)) texts.set(document, new Geomap.Text(document.text));
    return texts.get(document);
  };

  let names;
  const countries = (codes) => {
    names = names || new Intl.DisplayNames(["en"], { type: "region", fallback: "code" });
    return codes.split("/").map((code) => {
      try { return names.of(code); } catch { return code; }
    }).join(" / ");
  };

  Geomap.Records = {
    fold: (text) => text.trim().replace(/\s+/g, " ").toLowerCase(),

    kind: (kind) => Geomap.word("kind", kind),

    /* What a place lies in: region and country. */
    where: (place) => place.where !== undefined ? place.where : [place.admin1 !== place.name && place.admin1,
      place.kind !== "country" && place.country && countries(place.country)].filter(Boolean).join(", "),

    text: textOf,

    anchor(document, start, end) {
      const text = textOf(document);
      return { document: document.path, sha256: document.sha256 || null, start, end, quote: text.slice(start, end),
        before: text.slice(Math.max(0, start - AROUND), start).split(GAP).pop(),
        after: text.slice(end, end + AROUND).split(GAP)[0] };
    },

    /* A place as it stands in a record: whole, so that it can be drawn whatever gazetteer reads it. */
    place({ id, name, kind, lat, lon, country, admin1, geonameid, bounds }) {
      return { id: id && !id.startsWith("pin-") ? id : null, name, kind, lat, lon, country: country || null, admin1: admin1 || null,
        geonameid: geonameid || null, bounds: bounds || null };
    },

    /* A pin has an id only where it is shown. */
    idOf: ({ id, lat, lon }) => id || `pin-${Math.round((lat + 90) * 1e5)}-${Math.round((lon + 180) * 1e5)}`,

    record: (action, target, value = null, note = null) => ({ action, target, value, note: note || null, by: null }),

    document: (document) => ({ kind: "document", document: document.path, sha256: document.sha256 || null }),

    mention: (document, { start, end }, scope) => ({ kind: "mention", anchor: Geomap.Records.anchor(document, start, end), scope }),

    /* Names that mean the same: same words, white space and case folded. What a person has settled otherwise is left out,
       unless it is to be in. */
    alike(story, mention, scope, settled = false) {
      const words = Geomap.Records.fold(mention.text);
      return story.mentions.filter((m) => m.id === mention.id || (scope !== "here" && Geomap.Records.fold(m.text) === words &&
        (scope === "everywhere" || m.document === mention.document) && (settled || !m.reviewed || (mention.reviewed && m.place === mention.place))));
    },

    /* Parts of a sentence that says what a record does: strings and names. */
    words({ action, target, value }) {
      const name = (text) => Geomap.name(text || "?");
      const at = (place) => [name(place.name), Geomap.Records.where(place) ? `, ${Geomap.Records.where(place)}` : ""];
      if (target.kind === "mention") {
        const quote = ["“", name(target.anchor.quote), "”"];
        const alike = SCOPES[target.scope] ? ` (${SCOPES[target.scope]})` : "";
        const said = {
          place: () => [" is ", ...at(value)], reject: () => [" is not a place"], role: () => [` is ${Geomap.word("role", value)}`],
          add: () => [" marked as a place name", ...(value && value.place ? [": ", ...at(value.place)] : [])],
          accept: () => [" is right", ...(value && value.place ? [": ", ...at(value.place)] : [])], note: () => [`: ${Geomap.bounded(value, 300)}`],
        }[action];
        return [...quote, ...(said ? said() : [` ${action}`]), alike];
      }
      if (target.kind === "document") {
        return [name(target.document), { date: `: published on ${value}`, leave_out: ": taken out of the story" }[action] ||
          `: ${Geomap.bounded(String(value), 300)}`];
      }
      const what = target.kind === "stop" ? ["Stop ", name(target.place.name)] : ["Leg ", name(target.from.name), " to ", name(target.to.name)];
      const did = { confirm: " happened", reject: " taken out", date: ` on ${value}`, name: ` is named “${Geomap.bounded(String(value), 200)}”` }[action];
      return [...what, ", ", name(target.traveller), did || `: ${Geomap.bounded(String(value), 300)}`];
    },
  };

  /* The story as it would stand with records that no pipeline has seen yet: names, roles and places only. */
  Geomap.preview = function (story, records) {
    const mentions = story.mentions.slice(); // null: rejected
    const places = new Map(story.places.map((place) => [place.id, place]));
    const paths = new Map(story.documents.map((document) => [document.path, document]));
    const key = (document, start, end) => `${document} ${start} ${end}`;
    const at = new Map(mentions.map((m, i) => [key(m.document, m.start, m.end), i]));
    for (const { action, target, value } of records) {
      const document = target.kind === "mention" && paths.get(target.anchor.document);
      if (!document) continue;
      const { start, end, quote } = target.anchor;
      const words = Geomap.Records.fold(quote);
      const given = action === "place" ? value : value && value.place;
      const place = given && { ...given, id: Geomap.Records.idOf(given) };
      if (place && !places.has(place.id)) places.set(place.id, place);
      if (action === "add" && !at.has(key(document.id, start, end))) {
        mentions.forEach((m, i) => { if (m && m.document === document.id && m.start < end && m.end > start) mentions[i] = null; });
        at.set(key(document.id, start, end), mentions.push({ id: `new${mentions.length}`, document: document.id, start, end, text: quote, role: value.role,
          place: place ? place.id : null, furniture: false, confidence: 1, reasons: ["marked by a person"], alternatives: [], reviewed: true }) - 1);
        continue;
      }
      const here = at.get(key(document.id, start, end));
      const meant = target.scope === "here" ? (here === undefined ? [] : [here]) : mentions.flatMap((m, i) =>
        (m && Geomap.Records.fold(m.text) === words && (target.scope === "everywhere" || m.document === document.id) ? [i] : []));
      for (const i of meant) {
        const m = mentions[i];
        if (!m || action === "reject") { mentions[i] = null; continue; }
        const out = mentions[i] = { ...m, reviewed: m.reviewed || action !== "note" };
        if (action === "role") out.role = value;
        else if (value && value.role) out.role = value.role;
        if (!place) continue;
        const old = m.place && m.place !== place.id ? [{ place: m.place, score: m.confidence, reason: "chosen by the program" }] : [];
        Object.assign(out, { place: place.id, confidence: 1, reasons: ["chosen by a person"],
          alternatives: [...old, ...m.alternatives.filter((a) => a.place !== place.id)] });
      }
    }
    return { ...story, mentions: mentions.filter(Boolean), places: [...places.values()] };
  };
})();
