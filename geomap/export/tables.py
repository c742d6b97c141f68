"""A story as tables (CSV): one of its places, one of its mentions, one of its legs.

UTF-8 with a byte order mark, because Excel takes a file without one for the machine's old code page and
spoils every name outside it, while pandas, R, GDAL and LibreOffice skip the mark. Text stands in quotes,
numbers stand bare, an unknown value is empty. A text that a spreadsheet would execute gets an apostrophe
in front; line ends in it become spaces, so that one line is one row.
"""

from __future__ import annotations

import uuid
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from geomap.draw.quotes import Quote
from geomap.export.contents import StoryIndex, Way, confidence, path_of, position, uri_of, words_of
from geomap.export.text import one_line
from geomap.geodesy import split_at_antimeridian
from geomap.model import Document, Mention, Place, Story

Cell = str | int | float | bool | None

FORMULA_STARTS = tuple("=+-@\t\r＝＋－＠")
"""What begins a formula in some spreadsheet (OWASP, "CSV Injection"), the full-width forms included."""

RECOGITO = (
    "UUID", "FILE", "QUOTE_TRANSCRIPTION", "ANCHOR", "TYPE", "URI", "VOCAB_LABEL", "LAT", "LNG",
    "PLACE_TYPE", "VERIFICATION_STATUS", "TAGS", "COMMENTS",
)  # fmt: skip
"""The columns of Recogito's own download, in its order; ours follow in lower case."""

_BETWEEN = " | "


def places_csv(story: Story) -> bytes:
    """Write one row for each place."""
    header = (
        "id", "name", "kind", "country", "admin1", "admin2", "lat", "lon", "geonameid", "uri", "population",
        "south", "west", "north", "east", "mentions", "articles", "confidence", "approximate", "article",
        "sentence",
    )  # fmt: skip
    contents = StoryIndex(story)
    return _table(header, (_place_row(contents, place) for place in contents.places))


def mentions_csv(story: Story) -> bytes:
    """Write one row for each mention, also those without a place and those that are no location."""
    ours = ("id", "start", "end", "role", "place", "country", "confidence", "approximate", "furniture",
            "sentence")  # fmt: skip
    contents = StoryIndex(story)
    why = {u.mention: u.why for u in story.unplaced}
    astral = {d.id: [i for i, c in enumerate(d.text) if ord(c) > 0xFFFF] for d in story.documents}  # noqa: PLR2004
    rows = (_mention_row(contents, m, why.get(m.id, ""), astral[m.document]) for m in story.mentions)
    return _table((*RECOGITO, *ours), rows)


def legs_csv(story: Story) -> bytes:
    """Write one row for each leg of each journey, its line as well-known text."""
    header = (
        "id", "journey", "traveller", "leg", "from_id", "from", "from_lat", "from_lon", "to_id", "to",
        "to_lat", "to_lon", "status", "inferred", "mode", "arrival", "arrival_basis", "geodesic_km",
        "bearing_deg", "path_km", "path_basis", "articles", "sentences", "wkt",
    )  # fmt: skip
    contents = StoryIndex(story)
    return _table(header, (_leg_row(contents, way) for way in contents.ways))


def _place_row(contents: StoryIndex, place: Place) -> Sequence[Cell]:
    mentions = contents.mentions(place)
    lon, lat = position(place.lat, place.lon)
    quotes = contents.quotes_of_place(place)[:1]
    return (
        place.id, place.name, place.kind, place.country, place.admin1, place.admin2, lat, lon,
        place.geonameid, uri_of(place), place.population or None, *(place.bounds or (None,) * 4),
        len(mentions), len({m.document for m in mentions}), confidence(mentions),
        any(m.approximate for m in mentions), _titles(contents, quotes), _BETWEEN.join(map(words_of, quotes)),
    )  # fmt: skip


def _mention_row(contents: StoryIndex, m: Mention, why: str, astral: Sequence[int]) -> Sequence[Cell]:
    document = contents.story.documents_by_id[m.document]
    place = contents.place(m.place) if m.place else None
    lon, lat = position(place.lat, place.lon) if place else (None, None)
    anchor = m.start + bisect_left(astral, m.start)  # Recogito counts UTF-16 units, as JavaScript does
    tags = [m.role, *(["furniture"] if m.furniture else [])]
    return (
        _uuid(document, m), document.path, m.text, f"char-offset:{anchor}", "PLACE",
        uri_of(place) if place else None, place.name if place else None, lat, lon,
        place.kind if place else None, "UNVERIFIED", "|".join(tags), "; ".join(m.reasons) or why,
        m.id, m.start, m.end, m.role, m.place, place.country if place else None, m.confidence,
        m.approximate, m.furniture, words_of(contents.quote(m.document, m.start, m.end)),
    )  # fmt: skip


def _uuid(document: Document, mention: Mention) -> str:
    """Name a mention by its document's bytes and its place in them: the same in each build."""
    key = f"{document.sha256}/{document.path}/{mention.start}-{mention.end}"
    return str(uuid.uuid5(uuid.NAMESPACE_OID, one_line(key)))


def _leg_row(contents: StoryIndex, way: Way) -> Sequence[Cell]:
    leg = way.leg
    origin, destination = contents.place(leg.origin), contents.place(leg.destination)
    when = way.arrival.when if way.arrival else None
    quotes = contents.quotes_of_movements(leg.evidence)
    return (
        way.id, way.journey.id, way.journey.traveller, way.number,
        origin.id, origin.name, *reversed(position(origin.lat, origin.lon)),
        destination.id, destination.name, *reversed(position(destination.lat, destination.lon)),
        leg.status, leg.inferred, leg.mode, when.iso if when else None, when.basis if when else None,
        round(leg.geodesic_km, 1), round(leg.bearing_deg, 1),
        None if leg.path_km is None else round(leg.path_km, 1), leg.path_basis,
        _titles(contents, quotes), _BETWEEN.join(map(words_of, quotes)), _wkt(way, contents),
    )  # fmt: skip


def _titles(contents: StoryIndex, quotes: Iterable[Quote]) -> str:
    return _BETWEEN.join(dict.fromkeys(contents.title_of(quote) for quote in quotes))


def _wkt(way: Way, contents: StoryIndex) -> str:
    parts = (
        ", ".join("{} {}".format(*position(*point)) for point in part)
        for part in split_at_antimeridian(path_of(way, contents))
    )
    return "MULTILINESTRING (" + ", ".join(f"({part})" for part in parts) + ")"


def _table(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    lines = [",".join(header), *(",".join(map(_cell, row)) for row in rows)]
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig")


def _cell(value: Cell) -> str:
    """Write a cell; text always in quotes, so that no other separator can cut a formula out of it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    text = one_line(value)
    if text.startswith(FORMULA_STARTS):
        text = f"'{text}"
    return '"' + text.replace('"', '""') + '"'
