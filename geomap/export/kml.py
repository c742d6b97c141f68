"""A story as KML 2.2, styled for Google Earth, and as KMZ, which brings its own marks.

A folder for each journey with its stops and legs, one for the places, one for the extents of areas (not
shown at first). Legs are cut at the antimeridian. A balloon shows its description alone; that is HTML of
ours in which the sentences of documents are escaped text, so that no markup of a document is live. Plain KML
names no picture, because it would have to be fetched from a server: Google Earth then shows its own pin.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence

from geomap.draw.quotes import Quote
from geomap.draw.shapes import shape
from geomap.draw.wording import (
    MODE_WORDS,
    PATH_WORDS,
    STATUS_WORDS,
    coordinates,
    counted,
    direction,
    kind_words,
    length,
    region_and_country,
)
from geomap.export.contents import (
    INFERRED_WORDS,
    StoryIndex,
    Way,
    confidence,
    path_of,
    places_credit,
    position,
    provenance,
    rings_of,
    uri_of,
)
from geomap.export.icons import icon
from geomap.export.markup import Element, add, document, fragment, root
from geomap.export.text import one_line
from geomap.geodesy import split_at_antimeridian
from geomap.model import Journey, Modality, Place, Stop, Story

NAMESPACE = "http://www.opengis.net/kml/2.2"

QUOTES_SHOWN = 12
"""Sentences in a balloon; a country may have hundreds."""

_SHAPES = ("circle", "square", "diamond", "triangle", "area")

_JOURNEYS = ("bf4e00", "0072b2", "007a59", "a0477a")
"""The colours of journeys on the map (Okabe and Ito's, darkened), red first."""

_LINES: dict[Modality, tuple[str, float]] = {
    "happened": ("ff", 5), "reported": ("ff", 4), "planned": ("c0", 3),
    "possible": ("90", 3), "past": ("80", 2), "cancelled": ("60", 2),
}  # fmt: skip
"""Opacity and width in pixels of a leg; KML has no dashes."""

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest that a ZIP can hold: no clock is read."""


def to_kml(story: Story) -> bytes:
    """Write a story as KML; the same story gives the same bytes."""
    return _kml(story, icons=False)


def to_kmz(story: Story) -> bytes:
    """Write a story as KMZ: the KML and the pictures of its marks in one archive."""
    files = {"doc.kml": _kml(story, icons=True), **{f"icons/{name}.png": icon(name) for name in _SHAPES}}
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as target:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, data)
    return archive.getvalue()


def _kml(story: Story, *, icons: bool) -> bytes:
    contents = StoryIndex(story)
    kml = root("kml", {"xmlns": NAMESPACE})
    whole = add(kml, "Document")
    add(whole, "name", one_line(story.title))
    add(whole, "open", "1")
    add(whole, "Snippet", places_credit(story), maxLines="1")
    _describe(whole, story.title, [provenance(story), places_credit(story)])
    _styles(whole, icons=icons)
    for number, journey in enumerate(journey for journey in story.journeys if journey.stops):
        _journey(whole, contents, journey, number % len(_JOURNEYS))
    places = _folder(whole, "Places")
    stops = {stop.place for journey in story.journeys for stop in journey.stops if journey.legs}
    for place in contents.places:
        _place(places, contents, place, is_stop=place.id in stops)
    extents = _folder(whole, "Extents", shown=False)
    for place in contents.places:
        rings = rings_of(place.bounds) if place.bounds else []
        if rings:
            _extent(extents, place, rings)
    return document(kml)


def _styles(whole: Element, *, icons: bool) -> None:
    for name in _SHAPES:
        for suffix, scale, label in (("", 0.5, 0.8), ("-stop", 0.35, 0)):
            style = _style(whole, f"place-{name}{suffix}")
            _icon(style, "ff33312d", scale, name if icons else "")
            add(add(style, "LabelStyle"), "scale", str(label))
            _balloon(style)
    for number, rgb in enumerate(_JOURNEYS):
        style = _style(whole, f"stop-{number}")
        _icon(style, _colour(rgb), 0.9, "circle" if icons else "")
        add(add(style, "LabelStyle"), "scale", "1")
        _balloon(style)
        for status, (opacity, width) in _LINES.items():
            style = _style(whole, f"leg-{number}-{status}")
            line = add(style, "LineStyle")
            add(line, "color", _colour(rgb, opacity))
            add(line, "width", str(width))
            _balloon(style)
    style = _style(whole, "extent")
    line = add(style, "LineStyle")
    add(line, "color", "ff33312d")
    add(line, "width", "1")
    add(add(style, "PolyStyle"), "color", "2033312d")
    _balloon(style)


def _style(whole: Element, name: str) -> Element:
    return add(whole, "Style", id=name)


def _icon(style: Element, colour: str, scale: float, name: str) -> None:
    mark = add(style, "IconStyle")
    add(mark, "color", colour)
    add(mark, "scale", str(scale))
    if name:
        add(add(mark, "Icon"), "href", f"icons/{name}.png")


def _balloon(style: Element) -> None:
    add(add(style, "BalloonStyle"), "text", "$[description]")


def _colour(rgb: str, opacity: str = "ff") -> str:
    """Write a colour in KML's order: opacity, blue, green, red."""
    return f"{opacity}{rgb[4:6]}{rgb[2:4]}{rgb[0:2]}"


def _folder(parent: Element, name: str, *, shown: bool = True) -> Element:
    folder = add(parent, "Folder")
    add(folder, "name", one_line(name))
    if not shown:
        add(folder, "visibility", "0")
    return folder


def _journey(whole: Element, contents: StoryIndex, journey: Journey, colour: int) -> None:
    folder = _folder(whole, f"{journey.traveller} ({journey.id})")
    for way in contents.ways_of(journey):
        _leg(folder, contents, way, colour)
    for number, stop in enumerate(journey.stops, 1):
        _stop(folder, contents, journey, number, stop, colour)


def _stop(
    folder: Element, contents: StoryIndex, journey: Journey, number: int, stop: Stop, colour: int
) -> None:
    place = contents.place(stop.place)
    facts = [journey.traveller, STATUS_WORDS[stop.status], INFERRED_WORDS if stop.inferred else ""]
    facts += [f"{stop.when.iso} ({stop.when.basis})" if stop.when else "", _where(place)]
    mark = _placemark(folder, f"{number} {place.name}")
    _describe(mark, place.name, facts, contents, contents.quotes_of_movements(stop.evidence))
    add(mark, "styleUrl", f"#stop-{colour}")
    _data(mark, {
        "journey": journey.id, "traveller": journey.traveller, "stop": str(number), "place": place.id,
        "status": stop.status, "inferred": str(stop.inferred).lower(),
        "date": stop.when.iso if stop.when else "",
    })  # fmt: skip
    _point(mark, place)


def _leg(folder: Element, contents: StoryIndex, way: Way, colour: int) -> None:
    leg = way.leg
    name = f"{contents.place(leg.origin).name} – {contents.place(leg.destination).name}"
    facts = [way.journey.traveller, STATUS_WORDS[leg.status], INFERRED_WORDS if leg.inferred else ""]
    facts += [MODE_WORDS.get(leg.mode or "", ""), length(leg), direction(leg), PATH_WORDS[leg.path_basis]]
    mark = _placemark(folder, name)
    _describe(mark, name, facts, contents, contents.quotes_of_movements(leg.evidence))
    add(mark, "styleUrl", f"#leg-{colour}-{leg.status}")
    _data(mark, {
        "journey": way.journey.id, "traveller": way.journey.traveller, "leg": str(way.number),
        "from": leg.origin, "to": leg.destination, "status": leg.status,
        "inferred": str(leg.inferred).lower(), "mode": leg.mode or "",
        "geodesic_km": f"{leg.geodesic_km:.1f}", "path_basis": leg.path_basis,
    })  # fmt: skip
    parts = split_at_antimeridian(path_of(way, contents))
    holder = mark if len(parts) == 1 else add(mark, "MultiGeometry")
    for part in parts:
        line = add(holder, "LineString")
        add(line, "tessellate", "1")
        add(line, "coordinates", _coordinates(position(*point) for point in part))


def _place(folder: Element, contents: StoryIndex, place: Place, *, is_stop: bool) -> None:
    mentions = contents.mentions(place)
    best = confidence(mentions)
    mark = _placemark(folder, place.name)
    facts = [_where(place), coordinates(place), counted(len(mentions), "mention")]
    _describe(mark, place.name, facts, contents, contents.quotes_of_place(place))
    add(mark, "styleUrl", f"#place-{shape(place.kind)}{'-stop' if is_stop else ''}")
    _data(mark, {
        "place": place.id, "kind": place.kind, "country": place.country or "", "uri": uri_of(place),
        "mentions": str(len(mentions)), "confidence": "" if best is None else str(best),
    })  # fmt: skip
    _point(mark, place)


def _extent(folder: Element, place: Place, rings: Iterable[Iterable[tuple[float, float]]]) -> None:
    mark = _placemark(folder, place.name)
    add(mark, "visibility", "0")
    _describe(mark, place.name, [_where(place)])
    add(mark, "styleUrl", "#extent")
    _data(mark, {"place": place.id, "kind": place.kind})
    holder = add(mark, "MultiGeometry")
    for outline in rings:
        polygon = add(holder, "Polygon")
        add(polygon, "tessellate", "1")
        ring = add(add(polygon, "outerBoundaryIs"), "LinearRing")
        add(ring, "coordinates", _coordinates(outline))


def _where(place: Place) -> str:
    return ", ".join(word for word in (kind_words(place.kind), region_and_country(place)) if word)


def _placemark(folder: Element, name: str) -> Element:
    mark = add(folder, "Placemark")
    add(mark, "name", one_line(name))
    return mark


def _describe(
    feature: Element,
    title: str,
    facts: Iterable[str],
    contents: StoryIndex | None = None,
    quotes: Sequence[Quote] = (),
) -> None:
    body = root("div", {})
    add(body, "h3", one_line(title))
    add(body, "p", one_line(" · ".join(fact for fact in facts if fact)))
    for quote in quotes[:QUOTES_SHOWN]:
        told = add(body, "blockquote")
        told.text = f"“{one_line(quote.before)}"
        told.text += " " if quote.before[-1:].isspace() else ""
        marked = add(told, "b", one_line(quote.marked_text))
        marked.tail = (" " if quote.after[:1].isspace() else "") + f"{one_line(quote.after)}” "
        add(told, "i", one_line(contents.title_of(quote)) if contents else "")
    if len(quotes) > QUOTES_SHOWN:
        add(body, "p", f"and {counted(len(quotes) - QUOTES_SHOWN, 'more sentence')}")
    if feature.tag == "Placemark":
        add(feature, "Snippet", maxLines="0")
    add(feature, "description", fragment(body))


def _data(mark: Element, values: dict[str, str]) -> None:
    data = add(mark, "ExtendedData")
    for name, value in values.items():
        add(add(data, "Data", name=name), "value", one_line(value))


def _point(mark: Element, place: Place) -> None:
    add(add(mark, "Point"), "coordinates", _coordinates([position(place.lat, place.lon)]))


def _coordinates(positions: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{lon},{lat}" for lon, lat in positions)
