"""A correction as JSON and back: the form of a record, strict where a person's file is read.

From plain dicts to a `Correction`, or a ValueError that says in words which field is wrong. A file that a
person may have written by hand is read strictly: an unknown field is a slip of the pen. A story that a
later geomap wrote is read leniently.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal, get_args

from geomap.model.correction import (
    CONTEXT_CHARS,
    Action,
    Anchor,
    Chosen,
    Correction,
    OfDocument,
    OfLeg,
    OfMention,
    OfStop,
    Scope,
    Target,
)
from geomap.model.fields import Fields, degrees, shown
from geomap.model.mention import Role
from geomap.model.place import KINDS, Bounds, Place

Record = dict[str, Any]
Takes = Literal["nothing", "place", "role", "chosen", "day", "text"]

ACTIONS: Mapping[tuple[Action, str], Takes] = {
    ("place", "mention"): "place",
    ("reject", "mention"): "nothing",
    ("role", "mention"): "role",
    ("add", "mention"): "chosen",
    ("accept", "mention"): "chosen",
    ("note", "mention"): "text",
    ("leave_out", "document"): "nothing",
    ("date", "document"): "day",
    ("note", "document"): "text",
    ("confirm", "stop"): "nothing",
    ("reject", "stop"): "nothing",
    ("date", "stop"): "day",
    ("note", "stop"): "text",
    ("confirm", "leg"): "nothing",
    ("reject", "leg"): "nothing",
    ("name", "leg"): "text",
    ("note", "leg"): "text",
}
"""What may be done to what, and what value it takes."""


MOST_ANCHORS = 1_000
MOST_CONTEXT = 4 * CONTEXT_CHARS
LONGEST_ID = 120
ID_DIGITS = 12
MAX_LAT, MAX_LON = 90.0, 180.0

_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False)
_PLACE_ID = re.compile(r"\A[A-Za-z0-9-]+\Z")
_KINDS_OF_TARGET = {OfMention: "mention", OfDocument: "document", OfStop: "stop", OfLeg: "leg"}


def to_record(correction: Correction) -> Record:
    """Give a correction as plain dicts and lists, ready for `json.dumps`."""
    return {
        "id": correction.id,
        "action": correction.action,
        "target": _target(correction.target),
        "value": _value(correction.value),
        "note": correction.note,
        "by": correction.by,
        "made": correction.made,
    }


def id_of(correction: Correction) -> str:
    """Derive the id: what two people say in the same words at the same time is one correction."""
    record = {k: v for k, v in to_record(correction).items() if k not in {"id", "by"}}
    text = _CANONICAL.encode(_without_nulls(record))
    return "c" + hashlib.sha256(text.encode("ascii")).hexdigest()[:ID_DIGITS]


def as_kept(value: Any) -> Any:  # noqa: ANN401 - a value or target of a correction, and the same is given back
    """Give a value or target with its places as the file keeps them."""
    if isinstance(value, Place):
        return _read_place(Fields(place_to_record(value), "the place", strict=True))
    if isinstance(value, Chosen) and value.place is not None:
        return replace(value, place=as_kept(value.place))
    if isinstance(value, OfStop):
        return replace(value, place=as_kept(value.place))
    if isinstance(value, OfLeg):
        return replace(value, origin=as_kept(value.origin), destination=as_kept(value.destination))
    return value


def _without_nulls(value: Any) -> Any:  # noqa: ANN401 - a JSON object or list
    """Leave out what is not said, so that a field added later changes no id."""
    if isinstance(value, dict):
        return {
            k: _without_nulls(v) if isinstance(v, dict | list) else v
            for k, v in value.items()
            if v is not None
        }
    return [_without_nulls(v) if isinstance(v, dict) else v for v in value]


def kind_of(target: Target) -> str:
    """Give the word for what a correction is about: mention, document, stop or leg."""
    return _KINDS_OF_TARGET[type(target)]


def _target(target: Target) -> Record:
    kind = {"kind": kind_of(target)}
    if isinstance(target, OfMention):
        return {**kind, "anchor": anchor_to_record(target.anchor), "scope": target.scope}
    if isinstance(target, OfDocument):
        return {**kind, "document": target.document, "sha256": target.sha256}
    anchors = [anchor_to_record(a) for a in target.anchors]
    if isinstance(target, OfStop):
        return {**kind, "traveller": target.traveller, "place": place_to_record(target.place),
                "anchors": anchors}  # fmt: skip
    return {
        **kind,
        "traveller": target.traveller,
        "from": place_to_record(target.origin),
        "to": place_to_record(target.destination),
        "anchors": anchors,
    }


def _value(value: Place | Chosen | str | None) -> Record | str | None:
    if isinstance(value, Place):
        return place_to_record(value)
    if isinstance(value, Chosen):
        return {"role": value.role, "place": value.place and place_to_record(value.place)}
    return value


def anchor_to_record(a: Anchor) -> Record:
    """Give an anchor as a plain dict."""
    return {
        "document": a.document, "sha256": a.sha256, "start": a.start, "end": a.end, "quote": a.quote,
        "before": a.before, "after": a.after,
    }  # fmt: skip


def place_to_record(p: Place) -> Record:
    """Give a place as a correction carries it: whole, so that it holds where the gazetteer changes."""
    return {
        "id": None if is_pin(p.id) else p.id, "name": p.name, "kind": p.kind,
        "lat": float(p.lat), "lon": float(p.lon), "country": p.country, "admin1": p.admin1,
        "geonameid": p.geonameid, "bounds": [float(b) for b in p.bounds] if p.bounds else None,
    }  # fmt: skip


def is_pin(place_id: str) -> bool:
    """Say whether a place is a pin that a person dropped, by its id."""
    return place_id.startswith("pin-")


def _pin_id(name: str, kind: str, lat: float, lon: float) -> str:
    """Make the id of a pin: safe in an address, the same for the same name at the same point."""
    key = json.dumps([name, kind, round(lat, 5), round(lon, 5)])
    return "pin-" + hashlib.sha256(key.encode("ascii")).hexdigest()[:ID_DIGITS]


def from_record(record: object, *, where: str = "the record", strict: bool = True) -> Correction:
    """Read a correction from plain JSON values.

    Parameters
    ----------
    where
        What the record is called in a message.
    strict
        Refuse fields that are unknown and an id that is not the record's own.

    Raises
    ------
    ValueError
        It does not follow the form; says which field and why.
    """
    r = Fields(record, where, strict=strict)
    action: Action = r.word("action", get_args(Action))
    target = _read_target(r.inner("target"))
    takes = ACTIONS.get((action, kind_of(target)))
    if takes is None:
        raise ValueError(f"{where}: {action!r} cannot be done to a {kind_of(target)}")
    if action == "add" and isinstance(target, OfMention) and target.scope != "here":
        raise ValueError(f"{where}: 'add' marks one span; its scope can only be 'here'")
    value = _read_value(r, takes)
    read = Correction(
        action, target, value, note=r.text_or_none("note"), by=r.text_or_none("by", most=LONGEST_ID),
        made=_moment(r),
    )  # fmt: skip
    given = r.raw("id", needed=False)
    r.close()
    if given is None or given == read.id:
        return read
    if strict or not isinstance(given, str):
        raise ValueError(
            f"{where}: the id {shown(given)} is not that of its content, {read.id}: leave the id out where "
            "the record was changed by hand"
        )
    return Correction(action, target, value, read.note, read.by, read.made, given)


def _moment(r: Fields) -> str | None:
    value = r.text_or_none("made", most=40)
    if value is None:
        return None
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise r.refuse("made", "is no time with its offset, such as 2026-11-21T18:30:00Z")
    return value


def _read_value(r: Fields, takes: Takes) -> Place | Chosen | str | None:
    if takes == "nothing":
        if r.raw("value", needed=False) is not None:
            raise r.refuse("value", "is not empty, but the action takes none")
        return None
    if takes == "place":
        return _read_place(r.inner("value"))
    if takes == "chosen":
        chosen = r.inner("value")
        role: Role = chosen.word("role", get_args(Role))
        place = _read_place(chosen.inner("place")) if chosen.raw("place", needed=False) is not None else None
        chosen.close()
        return Chosen(role, place)
    if takes == "role":
        return str(r.word("value", get_args(Role)))
    if takes == "day":
        return _day(r)
    return r.text("value", least=1)


def _day(r: Fields) -> str:
    value = r.text("value", most=10)
    try:
        if dt.date.fromisoformat(value).isoformat() == value:
            return value
    except ValueError:
        pass
    raise r.refuse("value", "is no day (write it as YYYY-MM-DD)")


def _read_target(r: Fields) -> Target:
    kind = r.word("kind", tuple(_KINDS_OF_TARGET.values()))
    target: Target
    if kind == "mention":
        scope: Scope = "here" if r.raw("scope", needed=False) is None else r.word("scope", get_args(Scope))
        target = OfMention(_read_anchor(r.inner("anchor")), scope)
    elif kind == "document":
        target = OfDocument(r.text("document", least=1), r.text_or_none("sha256", most=64))
    elif kind == "stop":
        target = OfStop(r.text("traveller"), _read_place(r.inner("place")), _read_anchors(r))
    else:
        target = OfLeg(
            r.text("traveller"), _read_place(r.inner("from")), _read_place(r.inner("to")), _read_anchors(r)
        )
    r.close()
    return target


def _read_anchors(r: Fields) -> tuple[Anchor, ...]:
    anchors = r.raw("anchors", needed=False)
    if anchors is None:
        return ()
    if not isinstance(anchors, list) or len(anchors) > MOST_ANCHORS:
        raise r.refuse("anchors", f"is no list of at most {MOST_ANCHORS}")
    return tuple(
        _read_anchor(Fields(a, f"{r.where}.anchors[{n}]", strict=r.strict)) for n, a in enumerate(anchors)
    )


def _read_anchor(r: Fields) -> Anchor:
    start, end, quote = r.whole("start"), r.whole("end"), r.text("quote", least=1)
    if end - start != len(quote):
        raise r.refuse("end", f"is not 'start' and the length of the quote, {start + len(quote)}")
    anchor = Anchor(
        r.text("document", least=1), r.text("sha256", most=64), start, end, quote,
        before=r.text("before", most=MOST_CONTEXT), after=r.text("after", most=MOST_CONTEXT),
    )  # fmt: skip
    r.close()
    return anchor


def place_from_record(record: object, *, where: str = "the place", strict: bool = True) -> Place:
    """Read a place as a correction carries it; one without id is a pin and gets the id of one.

    Raises
    ------
    ValueError
        It does not follow the form; says which field and why.
    """
    return _read_place(Fields(record, where, strict=strict))


def _read_place(r: Fields) -> Place:
    name, kind = r.text("name", least=1, most=500), r.word("kind", KINDS)
    lat, lon = r.degrees("lat", MAX_LAT), r.degrees("lon", MAX_LON)
    given = r.text_or_none("id", most=LONGEST_ID)
    if given is not None and not _PLACE_ID.match(given):
        raise r.refuse("id", "is no id of a place (letters, digits, hyphens; null for a pin)")
    geonameid = None if r.raw("geonameid", needed=False) is None else r.whole("geonameid")
    place = Place(
        id=given if given and not is_pin(given) else _pin_id(name, kind, lat, lon),
        name=name, kind=kind, lat=lat, lon=lon,
        country=r.text_or_none("country", most=20), admin1=r.text_or_none("admin1", most=500),
        geonameid=geonameid, bounds=_bounds(r),
    )  # fmt: skip
    r.close()
    return place


def _bounds(r: Fields) -> Bounds | None:
    value = r.raw("bounds", needed=False)
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != len(Bounds._fields):
        raise r.refuse("bounds", "is no [south, west, north, east]")
    limits = (MAX_LAT, MAX_LON, MAX_LAT, MAX_LON)
    south, west, north, east = (
        degrees(v, most, f"{r.where}.bounds") for v, most in zip(value, limits, strict=True)
    )
    if south > north:
        raise r.refuse("bounds", "has its south above its north")
    return Bounds(south, west, north, east)
