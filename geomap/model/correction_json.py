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
from collections.abc import Mapping, Sequence
from typing import Any, Literal, get_args

from geomap.model.correction import (
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

LONGEST_TEXT = 10_000
"""Characters of a note, a quote, a path: nobody writes more, and a file may be hostile."""

MOST_ANCHORS = 1_000
LONGEST_ID = 120
ID_DIGITS = 12
MAX_LAT, MAX_LON = 90.0, 180.0
MOST_CHARACTERS = 10**12
"""No text is longer: a limit for offsets."""

_PLACE_ID = re.compile(r"[A-Za-z0-9-]+\Z")
_HALF = re.compile("[\ud800-\udfff]")
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
    text = json.dumps(_without_nulls(record), sort_keys=True, separators=(",", ":"), allow_nan=False)
    return "c" + hashlib.sha256(text.encode("ascii")).hexdigest()[:ID_DIGITS]


def _without_nulls(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Leave out what is not said, so that a field added later changes no id."""
    if isinstance(value, dict):
        return {k: _without_nulls(v) for k, v in value.items() if v is not None}
    return [_without_nulls(v) for v in value] if isinstance(value, list) else value


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


class _Reader:
    """Reads fields of a record, strictly or not; says where the wrong one stands."""

    def __init__(self, record: object, where: str, *, strict: bool) -> None:
        if not isinstance(record, dict):
            raise ValueError(f"{where} is no object: {_shown(record)}")  # noqa: TRY004 - one kind of error
        self._record = record
        self.where = where
        self.strict = strict
        self._read: set[str] = set()

    def raw(self, key: str, *, needed: bool = True) -> Any:  # noqa: ANN401 - any JSON value
        self._read.add(key)
        if needed and key not in self._record:
            raise ValueError(f"{self.where} has no {key!r}")
        return self._record.get(key)

    def refuse(self, key: str, why: str) -> ValueError:
        return ValueError(f"{self.where}: {key!r} {why}: {_shown(self._record.get(key))}")

    def text(self, key: str, *, least: int = 0, most: int = LONGEST_TEXT) -> str:
        value = self.raw(key)
        if not isinstance(value, str):
            raise self.refuse(key, "is no text")
        if not least <= len(value) <= most:
            raise self.refuse(key, "is empty" if len(value) < least else f"is longer than {most} characters")
        if _HALF.search(value):
            raise self.refuse(key, "holds half a character (a lone surrogate)")
        return value

    def text_or_none(self, key: str, *, most: int = LONGEST_TEXT) -> str | None:
        return None if self.raw(key, needed=False) is None else self.text(key, most=most)

    def whole(self, key: str) -> int:
        value = self.raw(key)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < MOST_CHARACTERS:
            raise self.refuse(key, "is no whole number from 0")
        return value

    def degrees(self, key: str, most: float) -> float:
        return _degrees(self.raw(key), most, f"{self.where}: {key!r}")

    def word(self, key: str, words: Sequence[str]) -> Any:  # noqa: ANN401 - one of the words
        value = self.raw(key)
        if not isinstance(value, str) or value not in words:
            raise self.refuse(key, f"is none of {', '.join(words)}")
        return value

    def inner(self, key: str) -> _Reader:
        return _Reader(self.raw(key), f"{self.where}.{key}", strict=self.strict)

    def close(self) -> None:
        """Refuse fields that nobody asked for."""
        unknown = [k for k in self._record if k not in self._read]
        if self.strict and unknown:
            raise ValueError(f"{self.where} has an unknown field: {_shown(unknown[0])}")


def _shown(value: object) -> str:
    text = ascii(value) if not isinstance(value, str) else ascii(value[:60])
    return text if len(text) <= 80 else text[:80] + "…"  # noqa: PLR2004 - what fits a line


def _degrees(value: object, most: float, where: str) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and -most <= value <= most:
        return float(value)
    raise ValueError(f"{where} is no number from -{most:.0f} to {most:.0f}: {_shown(value)}")


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
    r = _Reader(record, where, strict=strict)
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
            f"{where}: the id {_shown(given)} is not that of its content, {read.id}: leave the id out where "
            "the record was changed by hand"
        )
    return Correction(action, target, value, read.note, read.by, read.made, given)


def _moment(r: _Reader) -> str | None:
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


def _read_value(r: _Reader, takes: Takes) -> Place | Chosen | str | None:
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


def _day(r: _Reader) -> str:
    value = r.text("value", most=10)
    try:
        if dt.date.fromisoformat(value).isoformat() == value:
            return value
    except ValueError:
        pass
    raise r.refuse("value", "is no day (write it as YYYY-MM-DD)")


def _read_target(r: _Reader) -> Target:
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


def _read_anchors(r: _Reader) -> tuple[Anchor, ...]:
    anchors = r.raw("anchors", needed=False)
    if anchors is None:
        return ()
    if not isinstance(anchors, list) or len(anchors) > MOST_ANCHORS:
        raise r.refuse("anchors", f"is no list of at most {MOST_ANCHORS}")
    return tuple(
        _read_anchor(_Reader(a, f"{r.where}.anchors[{n}]", strict=r.strict)) for n, a in enumerate(anchors)
    )


def _read_anchor(r: _Reader) -> Anchor:
    start, end, quote = r.whole("start"), r.whole("end"), r.text("quote", least=1)
    if end - start != len(quote):
        raise r.refuse("end", f"is not 'start' and the length of the quote, {start + len(quote)}")
    anchor = Anchor(
        r.text("document", least=1), r.text("sha256", most=64), start, end, quote,
        before=r.text("before"), after=r.text("after"),
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
    return _read_place(_Reader(record, where, strict=strict))


def _read_place(r: _Reader) -> Place:
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


def _bounds(r: _Reader) -> Bounds | None:
    value = r.raw("bounds", needed=False)
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != len(Bounds._fields):
        raise r.refuse("bounds", "is no [south, west, north, east]")
    limits = (MAX_LAT, MAX_LON, MAX_LAT, MAX_LON)
    south, west, north, east = (
        _degrees(v, most, f"{r.where}.bounds") for v, most in zip(value, limits, strict=True)
    )
    if south > north:
        raise r.refuse("bounds", "has its south above its north")
    return Bounds(south, west, north, east)
