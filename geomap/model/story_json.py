"""A story as JSON and back: the contract of story.json, schema 1.

`dump` writes keys in one order and floats as they are, so that the same story gives the same bytes.
`load` refuses what breaks the contract, and ignores keys that it does not know.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from types import MappingProxyType
from typing import Any, TypeVar

from geomap.errors import StoryError
from geomap.model.correction import Outcome, Rejected
from geomap.model.correction_json import from_record as from_correction_record
from geomap.model.correction_json import to_record as to_correction_record
from geomap.model.document import Document, Excluded
from geomap.model.fields import finite
from geomap.model.journey import Disagreement, Evidence, Journey, Leg, Stop, StopTime
from geomap.model.label import Label
from geomap.model.mention import Alternative, Mention, Unplaced
from geomap.model.movement import Claim, Movement, When
from geomap.model.place import Bounds, Place
from geomap.model.prose import TimeExpression
from geomap.model.provenance import Provenance
from geomap.model.span import Span
from geomap.model.story import Story
from geomap.model.story_check import check_story

SCHEMA = 1

Record = dict[str, Any]
T = TypeVar("T")


def dump(story: Story) -> str:
    """Write a story as JSON text, one line, ending in a newline."""
    return json.dumps(to_record(story), ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n"


def to_record(story: Story) -> Record:
    """Give the story as plain dicts and lists, ready for `json.dumps`."""
    record = {
        "schema": SCHEMA,
        "geomap": story.geomap,
        "title": story.title,
        "options": dict(story.options),
        "gazetteer": {
            "name": story.gazetteer.name,
            "release": story.gazetteer.release,
            "places": story.gazetteer.places,
            "sources": list(story.gazetteer.sources),
        },
        "documents": [_document(d) for d in story.documents],
        "places": [_place(p) for p in story.places],
        "mentions": [_mention(m) for m in story.mentions],
        "movements": [_movement(m) for m in story.movements],
        "journeys": [_journey(j) for j in story.journeys],
        "claims": [_claim(c) for c in story.claims],
        "dates": [_date(document, t) for document, t in story.dates],
        "disagreements": [_disagreement(d) for d in story.disagreements],
        "unplaced": [{"mention": u.mention, "why": u.why} for u in story.unplaced],
        "skipped": [{"path": e.path, "why": e.why} for e in story.skipped],
        "failed": [{"path": e.path, "why": e.why} for e in story.failed],
        "labels": [_label(label) for label in story.labels],
    }
    if story.corrections:
        record["corrections"] = [_outcome(o) for o in story.corrections]
    if story.rejected:
        record["rejected"] = [_rejected(r) for r in story.rejected]
    return record


def _document(d: Document) -> Record:
    return {
        "id": d.id, "path": d.path, "title": d.title,
        "title_span": list(d.title_span) if d.title_span else None,
        "source": d.source, "published": d.published, "published_basis": d.published_basis,
        "sha256": d.sha256, "encoding": d.encoding, "text": d.text,
        "furniture": [list(span) for span in d.furniture],
        "sentences": [list(span) for span in d.sentences],
        "language": d.language, "author": d.author, "url": d.url, "format": d.format,
        "found_in": dict(d.found_in), "copy_of": d.copy_of,
    }  # fmt: skip


def _place(p: Place) -> Record:
    return {
        "id": p.id, "name": p.name, "kind": p.kind, "lat": p.lat, "lon": p.lon,
        "country": p.country, "admin1": p.admin1, "admin2": p.admin2, "geonameid": p.geonameid,
        "bounds": list(p.bounds) if p.bounds else None, "population": p.population,
        "capital": p.capital,
    }  # fmt: skip


def _mention(m: Mention) -> Record:
    record: Record = {
        "id": m.id, "document": m.document, "start": m.start, "end": m.end, "text": m.text,
        "role": m.role, "place": m.place, "furniture": m.furniture, "confidence": m.confidence,
        "reasons": list(m.reasons), "approximate": m.approximate,
        "alternatives": [
            {"place": a.place, "score": a.score, "reason": a.reason} for a in m.alternatives
        ],
    }  # fmt: skip
    return {**record, "reviewed": True} if m.reviewed else record


def _movement(m: Movement) -> Record:
    when = m.when and {"text": m.when.text, "iso": m.when.iso, "basis": m.when.basis}
    return {
        "id": m.id, "document": m.document, "start": m.start, "end": m.end,
        "traveller": m.traveller, "origin": m.origin, "via": list(m.via),
        "destination": m.destination, "mode": m.mode, "when": when, "modality": m.modality,
        "attributed_to": m.attributed_to, "reached": m.reached,
    }  # fmt: skip


def _journey(j: Journey) -> Record:
    return {
        "id": j.id,
        "traveller": j.traveller,
        "stops": [
            {
                "place": s.place, "status": s.status, "inferred": s.inferred,
                "when": s.when and {"iso": s.when.iso, "basis": s.when.basis},
                "evidence": list(s.evidence),
            }
            for s in j.stops
        ],
        "legs": [_leg(leg) for leg in j.legs],
    }  # fmt: skip


def _leg(leg: Leg) -> Record:
    record: Record = {
        "from": leg.origin, "to": leg.destination, "mode": leg.mode, "status": leg.status,
        "inferred": leg.inferred, "geodesic_km": leg.geodesic_km,
        "bearing_deg": leg.bearing_deg, "path_km": leg.path_km,
        "path_basis": leg.path_basis, "path": [list(point) for point in leg.path],
        "evidence": list(leg.evidence),
    }  # fmt: skip
    return record if leg.name is None else {**record, "name": leg.name}


def _claim(c: Claim) -> Record:
    return {
        "id": c.id, "document": c.document, "start": c.start, "end": c.end, "text": c.text,
        "type": c.type, "value": c.value, "unit": c.unit, "subject": c.subject,
        "from": c.origin, "to": c.destination, "computed": c.computed, "verdict": c.verdict,
        "note": c.note,
    }  # fmt: skip


def _date(document: str, t: TimeExpression) -> Record:
    return {
        "document": document, "start": t.start, "end": t.end, "text": t.text, "iso": t.iso,
        "basis": t.basis,
    }  # fmt: skip


def _disagreement(d: Disagreement) -> Record:
    return {
        "topic": d.topic,
        "note": d.note,
        "evidence": [{"document": e.document, "start": e.start, "end": e.end} for e in d.evidence],
    }


def _label(label: Label) -> Record:
    return {
        "text": label.text, "kind": label.kind, "lat": label.lat, "lon": label.lon,
        "rank": label.rank, "min_zoom": label.min_zoom,
        "bounds": list(label.bounds) if label.bounds else None,
    }  # fmt: skip


def _outcome(o: Outcome) -> Record:
    return {
        "record": to_correction_record(o.record), "state": o.state, "why": o.why,
        "mentions": list(o.mentions),
    }  # fmt: skip


def _rejected(r: Rejected) -> Record:
    return {"document": r.document, "start": r.start, "end": r.end, "text": r.text, "record": r.record}


def load(text: str | bytes) -> Story:
    """Read a story from its JSON text.

    Raises
    ------
    StoryError
        The text is no JSON, of another schema, or does not follow the contract; says where.
    """
    try:
        record = json.loads(text, parse_constant=finite)
    except (ValueError, RecursionError) as error:
        raise StoryError(f"not a story.json: {error}") from error
    if not isinstance(record, dict) or "schema" not in record:
        raise StoryError("not a story.json: there is no 'schema' in it")
    if record["schema"] != SCHEMA:
        raise StoryError(
            f"story.json has schema {record['schema']!r}; this geomap reads {SCHEMA}. "
            "Build the story again, or install the geomap that wrote it."
        )
    try:
        story = _story(record)
        check_story(story)
    except StoryError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, RecursionError) as error:
        raise StoryError(f"story.json does not follow the contract: {error!r}") from error
    return story


def _story(r: Record) -> Story:
    gazetteer = r["gazetteer"]
    return Story(
        title=r["title"],
        geomap=r["geomap"],
        options=MappingProxyType(dict(r["options"])),
        gazetteer=Provenance(
            name=gazetteer["name"], release=gazetteer["release"],
            places=gazetteer["places"], sources=tuple(gazetteer["sources"]),
        ),
        documents=_each(r, "documents", _read_document),
        places=_each(r, "places", _read_place),
        mentions=_each(r, "mentions", _read_mention),
        movements=_each(r, "movements", _read_movement),
        journeys=_each(r, "journeys", _read_journey),
        claims=_each(r, "claims", _read_claim),
        dates=_each(r, "dates", lambda d: (d["document"], TimeExpression(
            d["start"], d["end"], d["text"], d["iso"], d["basis"]))),
        disagreements=_each(r, "disagreements", lambda d: Disagreement(
            d["topic"], d["note"],
            tuple(Evidence(e["document"], e["start"], e["end"]) for e in d["evidence"]))),
        unplaced=_each(r, "unplaced", lambda u: Unplaced(u["mention"], u["why"])),
        skipped=_each(r, "skipped", lambda e: Excluded(e["path"], e["why"])),
        failed=_each(r, "failed", lambda e: Excluded(e["path"], e["why"])),
        labels=tuple(_read_label(label) for label in r.get("labels", ())),
        corrections=tuple(_read_outcome(o) for o in r.get("corrections", ())),
        rejected=tuple(
            Rejected(t["document"], t["start"], t["end"], t["text"], t["record"])
            for t in r.get("rejected", ())
        ),
    )  # fmt: skip


def _each(r: Record, key: str, read: Callable[[Record], T]) -> tuple[T, ...]:
    return tuple(read(entry) for entry in r[key])


def _read_document(d: Record) -> Document:
    title_span = d.get("title_span")
    return Document(
        id=d["id"], path=d["path"], title=d["title"], text=d["text"], sha256=d["sha256"],
        source=d["source"], published=d["published"], published_basis=d["published_basis"],
        furniture=tuple(Span(*span) for span in d["furniture"]),
        sentences=tuple(Span(*span) for span in d.get("sentences", ())),
        encoding=d.get("encoding", "utf-8"), title_span=Span(*title_span) if title_span else None,
        language=d.get("language"), author=d.get("author"), url=d.get("url"),
        format=d.get("format", "text"), found_in=dict(d.get("found_in", {})),
        copy_of=d.get("copy_of"),
    )  # fmt: skip


def _read_place(p: Record) -> Place:
    return Place(
        id=p["id"], name=p["name"], kind=p["kind"], lat=_number(p["lat"]), lon=_number(p["lon"]),
        country=p["country"], admin1=p["admin1"], admin2=p.get("admin2"),
        geonameid=p["geonameid"], bounds=Bounds(*p["bounds"]) if p["bounds"] else None,
        population=p.get("population", 0), capital=p.get("capital", False),
    )  # fmt: skip


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise TypeError(f"{value!r} is not a number")
    return value


def _read_mention(m: Record) -> Mention:
    return Mention(
        id=m["id"], document=m["document"], start=m["start"], end=m["end"], text=m["text"],
        role=m["role"], place=m["place"], furniture=m["furniture"], confidence=m["confidence"],
        reasons=tuple(m["reasons"]), approximate=m.get("approximate", False),
        alternatives=tuple(
            Alternative(a["place"], a["score"], a["reason"]) for a in m["alternatives"]
        ),
        reviewed=m.get("reviewed", False),
    )  # fmt: skip


def _read_movement(m: Record) -> Movement:
    when = m["when"]
    return Movement(
        id=m["id"], document=m["document"], start=m["start"], end=m["end"],
        traveller=m["traveller"], modality=m["modality"], origin=m["origin"],
        via=tuple(m["via"]), destination=m["destination"], mode=m["mode"],
        when=When(when["text"], when["iso"], when["basis"]) if when else None,
        attributed_to=m["attributed_to"], reached=m.get("reached", True),
    )  # fmt: skip


def _read_journey(j: Record) -> Journey:
    return Journey(
        id=j["id"],
        traveller=j["traveller"],
        stops=tuple(
            Stop(
                place=s["place"], status=s["status"], inferred=s["inferred"],
                when=StopTime(s["when"]["iso"], s["when"]["basis"]) if s["when"] else None,
                evidence=tuple(s["evidence"]),
            )
            for s in j["stops"]
        ),
        legs=tuple(
            Leg(
                origin=leg["from"], destination=leg["to"], status=leg["status"],
                geodesic_km=leg["geodesic_km"], bearing_deg=leg["bearing_deg"],
                path=tuple((_number(a), _number(b)) for a, b in leg["path"]),
                path_basis=leg["path_basis"], path_km=leg["path_km"], mode=leg["mode"],
                inferred=leg["inferred"], evidence=tuple(leg["evidence"]), name=leg.get("name"),
            )
            for leg in j["legs"]
        ),
    )  # fmt: skip


def _read_claim(c: Record) -> Claim:
    return Claim(
        id=c["id"], document=c["document"], start=c["start"], end=c["end"], text=c["text"],
        type=c["type"], value=c["value"], unit=c["unit"], subject=c["subject"],
        verdict=c["verdict"], note=c["note"], origin=c["from"], destination=c["to"],
        computed=c["computed"],
    )  # fmt: skip


def _read_outcome(o: Record) -> Outcome:
    record = from_correction_record(o["record"], where="a correction", strict=False)
    return Outcome(record, o["state"], o["why"], tuple(o["mentions"]))


def _read_label(label: Record) -> Label:
    bounds = label.get("bounds")
    return Label(
        text=label["text"], kind=label["kind"], lat=_number(label["lat"]), lon=_number(label["lon"]),
        rank=label["rank"], min_zoom=label["min_zoom"], bounds=Bounds(*bounds) if bounds else None,
    )  # fmt: skip
