"""The file of corrections: reading, writing, adding, undoing, merging.

From JSON text to `Corrections` and back. The order of the records is the order in which they were made.
What was undone is remembered by its id, so that a merge does not bring it back. Merging keeps the order of
each file and puts the earlier first; what two people say about one thing is kept on both sides.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from geomap.errors import CorrectionsError
from geomap.model import Correction, OfDocument, OfMention, OfStop
from geomap.model.correction_json import from_record, to_record
from geomap.model.fields import finite

MARKER = "geomap_corrections"
"""The key that tells such a file from an article; its value is the version of the form."""

VERSION = 1
MOST_RECORDS = 200_000

_BEFORE_ALL = dt.timedelta.min
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two people say different things about one thing."""

    earlier: Correction
    later: Correction


@dataclass(frozen=True, slots=True)
class Corrections:
    """All corrections of a story.

    Attributes
    ----------
    records
        In the order in which they were made; none is withdrawn, none stands twice.
    withdrawn
        Ids of what was undone, sorted.
    title
        Of the story that they were made for; nobody depends on it.
    """

    records: tuple[Correction, ...] = ()
    withdrawn: tuple[str, ...] = ()
    title: str = ""

    @classmethod
    def from_json(cls, text: str | bytes, *, name: str = "the corrections") -> Corrections:
        """Read a file's content.

        Parameters
        ----------
        name
            What the file is called in a message.

        Raises
        ------
        CorrectionsError
            It is no JSON, of another version, or a record does not follow the form; says which and why.
        """
        try:
            content = json.loads(text, parse_constant=finite)
        except (ValueError, RecursionError) as error:
            raise CorrectionsError(name, f"is no JSON ({error}); it is left as it is") from error
        try:
            return _read(content)
        except ValueError as error:
            raise CorrectionsError(name, f"{error}; the file is left as it is") from error

    def to_json(self) -> str:
        """Give the file's content, one record on a line; the same corrections give the same text."""
        return "".join(
            [
                "{\n",
                f'"{MARKER}": {VERSION},\n',
                f'"story": {_line(self.title)},\n',
                '"records": [',
                ",".join(f"\n{_line(to_record(r))}" for r in self.records),
                "\n],\n",
                f'"withdrawn": {_line(list(self.withdrawn))}\n',
                "}\n",
            ]
        )

    def with_records(self, records: Iterable[Correction]) -> Corrections:
        """Add corrections at the end; one that is there already stays where it is."""
        known = {r.id: r for r in self.records}
        for record in records:
            known.setdefault(record.id, record)
        return replace(
            self,
            records=tuple(known.values()),
            withdrawn=tuple(i for i in self.withdrawn if i not in known),
        )

    def without(self, record_id: str) -> Corrections:
        """Undo a correction.

        Raises
        ------
        KeyError
            There is none with this id.
        """
        kept = tuple(r for r in self.records if r.id != record_id)
        if len(kept) == len(self.records):
            raise KeyError(record_id)
        return replace(self, records=kept, withdrawn=tuple(sorted({*self.withdrawn, record_id})))

    def merge(self, other: Corrections, *, by: str | None = None, ours_by: str | None = None) -> Corrections:
        """Join another's corrections to these; what either has undone stays undone.

        Parameters
        ----------
        by
            Who made those of the other that say nothing of it and that are not here too.
        ours_by
            Who made those of ours that say nothing of it, where the other says something different.
        """
        if ours_by is not None:
            return self._signed(ours_by, against=self.merge(other, by=by)).merge(other, by=by)
        gone = {*self.withdrawn, *other.withdrawn}
        here = {r.id for r in self.records}
        theirs = [r if r.by or r.id in here else replace(r, by=by, id=r.id) for r in other.records]
        ours = {r.id: r for r in self.records}
        kept: dict[str, Correction] = {}
        for record in _in_order(_timed(self.records), _timed(theirs)):
            if record.id not in gone:
                kept.setdefault(record.id, ours.get(record.id, record))
        return Corrections(
            records=tuple(kept.values()),
            withdrawn=tuple(sorted(gone)),
            title=self.title or other.title,
        )

    def _signed(self, by: str, *, against: Corrections) -> Corrections:
        """Give a name to those of ours that have none and that others contradict in what was joined."""
        here = {r.id for r in self.records}
        named = [r if r.by or r.id not in here else replace(r, by=by, id=r.id) for r in against.records]
        pairs = [(d.earlier, d.later) for d in Corrections(tuple(named)).disputes()]
        contested = {r.id for pair in pairs for r in pair if not all(p.id in here for p in pair)}
        return replace(
            self,
            records=tuple(
                replace(r, by=by, id=r.id) if not r.by and r.id in contested else r for r in self.records
            ),
        )

    def disputes(self) -> tuple[Dispute, ...]:
        """Give what two people say differently about the same words, article, stop or leg.

        Only who gives a name is told from others.
        """
        last: dict[tuple[object, ...], dict[str | None, Correction]] = {}
        for record in self.records:
            for key in _subjects(record):
                said = last.setdefault(key, {})
                said.pop(record.by, None)
                said[record.by] = record
        pairs: dict[tuple[str, str], Dispute] = {}
        for said in last.values():
            *earlier, latest = sorted(said.values(), key=lambda r: made_at(r) or _BEFORE_ALL)
            for record in earlier:
                differ = (record.action, record.value) != (latest.action, latest.value)
                if differ and record.by and latest.by:
                    pairs.setdefault((record.id, latest.id), Dispute(record, latest))
        return tuple(pairs.values())


def made_at(record: Correction) -> dt.timedelta | None:
    """Give when a correction was made, as time since 1970, or None."""
    if record.made is None:
        return None
    moment = dt.datetime.fromisoformat(record.made)
    return moment - _EPOCH


def sets(record: Correction) -> frozenset[str]:
    """Give what a correction decides about its target; a later one that decides the same overrules it."""
    if isinstance(record.target, OfMention):
        return {
            "place": frozenset({"place"}),
            "role": frozenset({"role"}),
            "accept": frozenset({"role", "place"}),
            "add": frozenset({"name"}),
            "reject": frozenset({"name"}),
        }.get(record.action, frozenset())
    if record.action in {"reject", "confirm"}:
        return frozenset({"exists"})
    return frozenset() if record.action == "note" else frozenset({record.action})


def _subjects(record: Correction) -> list[tuple[object, ...]]:
    """Give what a correction speaks of: its target without offsets, and what it decides about it."""
    target = record.target
    about: tuple[object, ...]
    if isinstance(target, OfMention):
        a = target.anchor
        about = ("mention", a.document, a.quote, a.before, a.after)
    elif isinstance(target, OfDocument):
        about = ("document", target.document)
    elif isinstance(target, OfStop):
        about = ("stop", target.traveller, target.place.id, _quotes(target.anchors))
    else:
        about = ("leg", target.traveller, target.origin.id, target.destination.id, _quotes(target.anchors))
    decides = sets(record)
    if isinstance(target, OfMention) and decides == {"name"}:
        decides = frozenset({"role", "place"})  # what is no name has neither
    return [(*about, what) for what in sorted(decides)]


def _quotes(anchors: Sequence[Any]) -> frozenset[str]:
    return frozenset(a.quote for a in anchors)


def _timed(records: Sequence[Correction]) -> list[tuple[dt.timedelta, Correction]]:
    """Give each record the time by which it was made: its own, or that of the one before it."""
    now = _BEFORE_ALL
    out = []
    for record in records:
        now = max(now, made_at(record) or _BEFORE_ALL)
        out.append((now, record))
    return out


def _in_order(
    a: list[tuple[dt.timedelta, Correction]], b: list[tuple[dt.timedelta, Correction]]
) -> list[Correction]:
    """Join two lists into one, the earlier first, each in its own order."""
    out: list[Correction] = []
    i = j = 0
    while i < len(a) or j < len(b):
        take_a = j == len(b) or (i < len(a) and (a[i][0], a[i][1].id) <= (b[j][0], b[j][1].id))
        if take_a:
            out.append(a[i][1])
            i += 1
        else:
            out.append(b[j][1])
            j += 1
    return out


def _line(value: Any) -> str:  # noqa: ANN401 - any JSON value
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _read(content: object) -> Corrections:
    if not isinstance(content, dict) or MARKER not in content:
        raise ValueError(f"is no file of corrections: there is no {MARKER!r} in it")
    version = content[MARKER]
    if type(version) is not int or version != VERSION:
        shown = ascii(version)[:20]
        raise ValueError(f"is of version {shown}, this geomap reads {VERSION}: install a newer one")
    records, withdrawn = content.get("records", []), content.get("withdrawn", [])
    title = content.get("story")
    unknown = sorted(set(content) - {MARKER, "story", "records", "withdrawn"})
    if unknown:
        raise ValueError(f"has an unknown field: {ascii(unknown[0])[:60]}")
    if not isinstance(records, list) or len(records) > MOST_RECORDS:
        raise ValueError(f"'records' is no list of at most {MOST_RECORDS}")
    if not isinstance(withdrawn, list) or not all(isinstance(i, str) and i.isascii() for i in withdrawn):
        raise ValueError("'withdrawn' is no list of ids")
    if title is not None and not isinstance(title, str):
        raise ValueError("'story' is no text")
    read = (from_record(r, where=f"record {n}") for n, r in enumerate(records, 1))
    gone = set(withdrawn)
    return Corrections(
        tuple({r.id: r for r in read if r.id not in gone}.values()),
        tuple(sorted(gone)),
        (title or "").encode("utf-8", "replace").decode("utf-8"),
    )
