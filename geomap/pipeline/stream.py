"""The stream form: one record in, one record out, stages 1 to 4 on its text.

For large corpora and for measuring. It stops after resolving, and a person's corrections have no part in it.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from geomap.errors import SourceError
from geomap.gazetteer import Gazetteer
from geomap.language import read_prose
from geomap.model import Mention, Place, Span
from geomap.read import read_text
from geomap.recognise import given, recognise
from geomap.resolve import Homes, resolve


def parse_record(
    record: dict[str, Any],
    *,
    gazetteer: Gazetteer,
    given_spans: bool = False,
    homes: Homes | None = None,
) -> dict[str, Any]:
    """Read one record of the stream: stages 1 to 4 on its text.

    Parameters
    ----------
    record
        ``{"id", "text", "title"?, "date"?, "url"?}``; with ``given_spans`` also ``"mentions"``, of
        which only ``start`` and ``end`` are read.
    given_spans
        Resolve exactly these spans instead of recognising names.
    homes
        What the outlets (by the host of ``url``) wrote about in the stream so far; learns from this record.

    Returns
    -------
    dict
        ``{"id", "mentions": [{"start", "end", "text", "role", "confidence", "place"}]}``.

    Raises
    ------
    SourceError
        The record lacks something or a span lies outside its text.
    """
    text = _field(record, "text")
    document = read_text(
        text, document_id="d1", title=_optional(record, "title"), published=_day(_optional(record, "date"))
    )
    prose = read_prose(document)
    if given_spans:
        mentions = given(prose, _spans(record, text), explain=False)
    else:
        mentions = recognise(prose, gazetteer=gazetteer, explain=False)
    source = _optional(record, "url")
    home = homes.of(source) if homes is not None else None
    resolution = resolve(prose, mentions, candidates=gazetteer, home=home, explain=False)
    if homes is not None:
        homes.learn(source, resolution)
    return {
        "id": record["id"],
        "mentions": [_mention_record(m, resolution.places) for m in resolution.mentions],
    }


def _field(record: object, name: str) -> str:
    if not isinstance(record, dict) or "id" not in record:
        raise SourceError("line", 'is no document: it must be an object with "id" and "text"')
    value = record.get(name)
    if not isinstance(value, str):
        raise SourceError(f"document {record['id']}", f'has no "{name}" that is a string')
    return value


def _optional(record: dict[str, Any], name: str) -> str | None:
    value = record.get(name)
    return value if isinstance(value, str) and value.strip() else None


def _day(date: str | None) -> str | None:
    """Give the day of an ISO date or time, or None where there is none."""
    try:
        return dt.datetime.fromisoformat(date).date().isoformat() if date else None
    except ValueError:
        return None


def _spans(record: dict[str, Any], text: str) -> list[Span]:
    name = f"document {record['id']}"
    try:
        pairs = [(m["start"], m["end"]) for m in record["mentions"]]
    except (KeyError, TypeError) as error:
        raise SourceError(name, 'has no "mentions" with "start" and "end", which --given needs') from error
    for start, end in pairs:
        if not (type(start) is type(end) is int and 0 <= start < end <= len(text)):
            raise SourceError(name, f"has the span {start}–{end}, which does not lie in its text")
    return [Span(start, end) for start, end in pairs]


def _mention_record(mention: Mention, places: dict[str, Place]) -> dict[str, Any]:
    place = places[mention.place] if mention.place else None
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "role": mention.role,
        "confidence": mention.confidence,
        "place": place
        and {
            "id": place.id,
            "name": place.name,
            "kind": place.kind,
            "lat": place.lat,
            "lon": place.lon,
            "country": place.country,
            "geonameid": place.geonameid,
        },
    }
