"""The stream form: one record in, one record out, stages 1 to 4 on its text.

For large corpora and for measuring. It stops after resolving, and a person's corrections have no part in it.
"""

from __future__ import annotations

from typing import Any

from geomap.errors import SourceError
from geomap.gazetteer import Gazetteer
from geomap.language import read_prose
from geomap.model import Document, Mention, Place, Span
from geomap.read import language_of, lay_out
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
        ``{"id", "text", "url"?}``; with ``given_spans`` also ``"mentions"``, of
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
    prose = read_prose(_document(text))
    if given_spans:
        mentions = given(prose, _spans(record, text), explain=False)
    else:
        mentions = recognise(prose, gazetteer=gazetteer, explain=False)
    source = _source(record)
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


def _source(record: dict[str, Any]) -> str | None:
    value = record.get("url")
    return value if isinstance(value, str) and value.strip() else None


def _document(text: str) -> Document:
    """Read as much of a text as the stages after it ask for: neither day nor source."""
    layout = lay_out(text)
    return Document(
        id="d1",
        path="",
        title="",
        text=text,
        sha256="",
        furniture=layout.furniture,
        title_span=layout.title_span,
        language=language_of(text),
    )


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
