"""Whether a story that was read from a file follows the contract, before anybody works with it.

From a story to nothing, or a StoryError that names the field: every value has the type and, where there is
a list of them, one of the words that the model declares; numbers are finite and in range; spans lie in
their text; every reference leads somewhere, and every id stands once.
"""

from __future__ import annotations

import math
import types
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from geomap.errors import StoryError
from geomap.model.place import KINDS, Bounds
from geomap.model.story import Story

MAX_LAT, MAX_LON, ROUND_DEG = 90.0, 180.0, 360.0
MOST = 1e15
"""No figure of a story is larger: inhabitants, kilometres, offsets."""


def check_story(story: Story) -> None:
    """Raise StoryError where a story breaks the contract."""
    _check_fields(story, "story")
    _check_ids(story)
    _check_coordinates(story)
    _check_references(story)
    _check_spans(story)


def _check_fields(value: Any, where: str) -> None:  # noqa: ANN401 - any of the model's values
    """Check every field of a value of the model, and of the values in it, against what is declared."""
    hints = _hints(value.__class__)
    for field in fields(value):
        _check_value(getattr(value, field.name), hints[field.name], f"{where}.{field.name}")


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _check_value(value: Any, hint: Any, where: str) -> None:  # noqa: ANN401, C901, PLR0912 - one case for each form
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        if value is None and type(None) in arguments:
            return
        kinds = [a for a in arguments if a is not type(None)]
        hint = next((k for k in kinds if isinstance(k, type) and isinstance(value, k)), kinds[0])
        origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        _require(
            isinstance(value, str) and value in arguments, where, f"is none of {', '.join(arguments)}", value
        )
    elif origin is tuple and arguments[-1] is Ellipsis:
        _require(isinstance(value, tuple), where, "is no list", value)
        for n, item in enumerate(value):
            _check_value(item, arguments[0], f"{where}[{n}]")
    elif origin is tuple:
        _require(isinstance(value, tuple) and len(value) == len(arguments), where, "is no such list", value)
        for item, kind in zip(value, arguments, strict=True):
            _check_value(item, kind, where)
    elif origin is not None:
        _require(isinstance(value, Mapping), where, "is no object", value)
        for item in (*value.keys(), *value.values()):
            _require(isinstance(item, str), where, "holds what is no text", item)
    elif isinstance(hint, type) and issubclass(hint, tuple):
        _require(isinstance(value, hint), where, "is no such list", value)
        for item, kind in zip(value, _hints(hint).values(), strict=True):
            _check_value(item, kind, where)
    elif isinstance(hint, type) and is_dataclass(hint):
        _require(isinstance(value, hint), where, "is no such object", value)
        _check_fields(value, where)
    elif hint is float:
        number = isinstance(value, int | float) and not isinstance(value, bool)
        _require(number and math.isfinite(value) and abs(value) < MOST, where, "is no number", value)
    elif hint is int:
        whole = isinstance(value, int) and not isinstance(value, bool)
        _require(whole and abs(value) < MOST, where, "is no whole number", value)
    else:
        _require(isinstance(value, hint), where, f"is no {hint.__name__}", value)


def _require(fits: bool, where: str, why: str, value: object) -> None:  # noqa: FBT001 - reads as a sentence
    if not fits:
        raise StoryError(f"story.json: {where} {why}: {repr(value)[:60]}")


def _check_ids(story: Story) -> None:
    tables = (story.documents, story.places, story.mentions, story.movements, story.journeys, story.claims)
    for table in tables:
        seen: set[str] = set()
        for value in table:
            _require(value.id not in seen, "an id", "stands twice", value.id)
            seen.add(value.id)


def _check_coordinates(story: Story) -> None:
    for place in story.places:
        _require(place.kind in KINDS, f"place {place.id}", "has an unknown kind", place.kind)
        _check_point(place.lat, place.lon, f"place {place.id}")
        if place.bounds is not None:
            _check_bounds(place.bounds, f"place {place.id}")
    for label in story.labels:
        _check_point(label.lat, label.lon, f"label {label.text!r}")
        if label.bounds is not None:
            _check_bounds(label.bounds, f"label {label.text!r}")
    for journey in story.journeys:
        for leg in journey.legs:
            _require(len(leg.path) > 1, f"a leg of {journey.id}", "has no path", leg.path)
            for lat, lon in leg.path:
                _check_point(lat, lon, f"a leg of {journey.id}")


def _check_point(lat: float, lon: float, where: str) -> None:
    _require(abs(lat) <= MAX_LAT and abs(lon) <= ROUND_DEG, where, "lies nowhere on Earth", (lat, lon))


def _check_bounds(bounds: Bounds, where: str) -> None:
    fits = (
        -MAX_LAT <= bounds.south <= bounds.north <= MAX_LAT
        and max(abs(bounds.west), abs(bounds.east)) <= MAX_LON
    )
    _require(fits, where, "has an extent that is none", tuple(bounds))


def _check_references(story: Story) -> None:
    places, documents = story.places_by_id, story.documents_by_id
    movements, mentions = story.movements_by_id, {m.id for m in story.mentions}
    for table, what, keys in (
        (documents, "document", _documents_named(story)),
        (places, "place", _places_named(story)),
        (movements, "movement", _movements_named(story)),
        (mentions, "mention", [u.mention for u in story.unplaced]),
        (mentions, "mention", [i for o in story.corrections for i in o.mentions]),
        ({o.record.id for o in story.corrections}, "correction", [r.record for r in story.rejected]),
    ):
        for key in keys:
            if key is not None and key not in table:
                raise StoryError(f"there is no {what} {key!r}, but the story refers to it")


def _documents_named(story: Story) -> Iterator[str | None]:
    for told in (story.mentions, story.movements, story.claims, story.rejected):
        yield from (value.document for value in told)
    yield from (document for document, _ in story.dates)
    yield from (e.document for d in story.disagreements for e in d.evidence)


def _places_named(story: Story) -> Iterator[str | None]:
    for m in story.mentions:
        yield from (m.place, *(a.place for a in m.alternatives))
    for v in story.movements:
        yield from (v.origin, *v.via, v.destination)
    for j in story.journeys:
        yield from (stop.place for stop in j.stops)
        yield from (end for leg in j.legs for end in (leg.origin, leg.destination))
    for c in story.claims:
        yield from (c.origin, c.destination)


def _movements_named(story: Story) -> Iterator[str]:
    for journey in story.journeys:
        yield from (i for stop in journey.stops for i in stop.evidence)
        yield from (i for leg in journey.legs for i in leg.evidence)


def _check_spans(story: Story) -> None:
    documents = story.documents_by_id
    for mention in story.mentions:
        if documents[mention.document].text[mention.start : mention.end] != mention.text:
            where = f"mention {mention.id}: the text at {mention.start}–{mention.end}"
            raise StoryError(f"{where} is not {mention.text!r}")
    for name_of in story.rejected:
        if documents[name_of.document].text[name_of.start : name_of.end] != name_of.text:
            where = f"the rejected name at {name_of.start}–{name_of.end}"
            raise StoryError(f"{where} is not {name_of.text!r}")
    for name, start, end in _spans(story):
        fits = 0 <= start <= end <= len(documents[name].text)
        _require(fits, f"document {name}", "has a span outside its text", (start, end))


def _spans(story: Story) -> Iterator[tuple[str, int, int]]:
    """Give every range of characters that the story names, with its document."""
    for document in story.documents:
        yield from ((document.id, *span) for span in (*document.furniture, *document.sentences))
    for told in (story.mentions, story.movements, story.claims, story.rejected):
        yield from ((value.document, value.start, value.end) for value in told)
    yield from ((name, time.start, time.end) for name, time in story.dates)
    yield from ((e.document, e.start, e.end) for d in story.disagreements for e in d.evidence)
