"""A person's word on where names are, and what became of each correction of a name.

From the names that hold and a resolver to the same names with their places. What a person chose is certain;
the machine's own choice stays among the alternatives. A place that is settled for every mention of a name is
the only candidate that the resolver sees for it, so that it speaks for the names around it, as far as the
resolver was not sure of them by itself. Which of them moved is said in what became of the correction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from geomap.correct.naming import Named, Word, place_of, role_of
from geomap.correct.plan import Said, alike, disputes_among, later_says
from geomap.geodesy import distance_km
from geomap.model import (
    Alternative,
    Candidate,
    CandidateSource,
    Correction,
    Mention,
    Outcome,
    Place,
    Unplaced,
)
from geomap.model.correction_json import is_pin

PLACE_CHOSEN = "chosen by a person"
FOUND_RIGHT = "found right by a person"
MACHINES_CHOICE = "what geomap chose by itself"
NO_PLACE = "a person says that it is no place that can be shown"
NEAR_KM = 50.0
"""A pin this near to what geomap thought is that place, located better."""
SURE = 0.8
"""A name that the resolver places this surely, once at least, does not follow a person's word on another."""
MOST_MOVED = 5
"""Names that an outcome lists; then the number of the others."""
_NOT_A_NAME = "not a name"


class Resolved(Protocol):
    """What a resolver gives: the mentions in the order in which they were given, and their places."""

    @property
    def mentions(self) -> tuple[Mention, ...]: ...  # noqa: D102 - see the class
    @property
    def places(self) -> dict[str, Place]: ...  # noqa: D102
    @property
    def unplaced(self) -> tuple[Unplaced, ...]: ...  # noqa: D102


class Given:
    """A gazetteer in which some names have the one place that a person gave them."""

    def __init__(self, source: CandidateSource, places: Mapping[str, Place]) -> None:
        self._source = source
        self._places = places

    def candidates(self, name: str) -> Sequence[Candidate]:
        """Give the places that a name may mean."""
        given = self._places.get(alike(name))
        return self._source.candidates(name) if given is None else (Candidate(given, "name"),)


@dataclass(frozen=True)
class Placed:
    """The names that hold, with their places, and what became of each correction."""

    mentions: tuple[Mention, ...]
    places: dict[str, Place]
    unplaced: tuple[Unplaced, ...]
    outcomes: tuple[Outcome, ...]


def settle_places(
    named: Named,
    said: Sequence[Said],
    *,
    candidates: CandidateSource,
    resolve: Callable[[CandidateSource], Resolved],
    known: Callable[[Place], Place],
) -> Placed:
    """Resolve the names, with what a person says about their places.

    Parameters
    ----------
    candidates
        The gazetteer.
    resolve
        Resolves the names with a gazetteer.
    known
        Gives what the gazetteer knows of a place: its own where it still has it, the country of a pin.
    """
    words = {named.ids[span]: word for span, word in named.words.items() if span in named.ids}
    machine = resolve(candidates)
    chosen = {
        m.id: known(_located(word.chosen_place, m, machine.places))
        for m in machine.mentions
        if (word := words.get(m.id)) is not None and word.chosen_place is not None
    }
    given = _settled_names(named.mentions, chosen)
    named_by = {m.id: m.text for m in named.mentions}
    around = resolve(Given(candidates, given)) if given else machine
    places = {**machine.places, **around.places, **{p.id: p for p in chosen.values()}}
    sure = {alike(m.text) for m in machine.mentions if m.place and m.confidence >= SURE}
    why = {u.mention: u for u in machine.unplaced if alike(named_by[u.mention]) in sure}
    why |= {u.mention: u for u in around.unplaced if alike(named_by[u.mention]) not in sure}
    mentions, moved = [], dict[str, str]()
    for mine, helped in zip(machine.mentions, around.mentions, strict=True):
        m = mine if alike(mine.text) in sure else helped
        word = words.get(m.id)
        if m.id not in chosen and m.place != mine.place and (word is None or word.place is None):
            moved.setdefault(alike(m.text), m.text)
        if word is None or not word.holds:
            mentions.append(m)
        elif m.id in chosen:
            mentions.append(_chosen(mine, word, chosen[m.id]))
            why.pop(m.id, None)
        elif word.place is not None:
            mentions.append(_chosen(mine, word, None))
            why[m.id] = Unplaced(m.id, NO_PLACE)
        else:
            mentions.append(replace(m, reviewed=True))
    named_places = {i for m in mentions for i in (m.place, *(a.place for a in m.alternatives)) if i}
    return Placed(
        mentions=tuple(mentions),
        places={i: p for i, p in places.items() if i in named_places},
        unplaced=tuple(why[m.id] for m in mentions if m.id in why),
        outcomes=_outcomes(named, said, _followed(words, named_by, given, tuple(moved.values()))),
    )


def _located(place: Place, machine: Mention, places: Mapping[str, Place]) -> Place:
    """Give a pin the country of the place that it locates better, where it says none."""
    if not is_pin(place.id) or place.country is not None:
        return place
    for i in (machine.place, *(a.place for a in machine.alternatives)):
        other = places[i] if i else None
        if other and other.country and distance_km((place.lat, place.lon), (other.lat, other.lon)) <= NEAR_KM:
            return replace(place, country=other.country, admin1=place.admin1 or other.admin1)
    return place


def _settled_names(mentions: Sequence[Mention], chosen: Mapping[str, Place]) -> dict[str, Place]:
    """Give the names of which a person has put every mention at one place."""
    by_name: dict[str, set[Place | None]] = {}
    for m in mentions:
        by_name.setdefault(alike(m.text), set()).add(chosen.get(m.id))
    return {name: place for name, found in by_name.items() for place in found if place and len(found) == 1}


def _chosen(machine: Mention, word: Word, place: Place | None) -> Mention:
    """Put a name where a person has put it, if anywhere; keep what the machine thought."""
    record = word.place
    notes = (record.note,) if record is not None and record.note else ()
    alternatives = tuple(a for a in machine.alternatives if place is None or a.place != place.id)
    if place is not None and machine.place == place.id:
        accepted = record is not None and record.action == "accept"
        reasons = (FOUND_RIGHT if accepted else PLACE_CHOSEN, *notes, *machine.reasons)
    else:
        reasons = (PLACE_CHOSEN, *notes) if place is not None else ()
        if machine.place is not None:
            own = Alternative(machine.place, machine.confidence, MACHINES_CHOICE)
            alternatives = (own, *(a for a in alternatives if a.place != machine.place))
    return replace(
        machine, place=place.id if place else None, confidence=1.0, reasons=reasons,
        alternatives=alternatives, approximate=False, reviewed=True,
    )  # fmt: skip


def _followed(
    words: Mapping[str, Word], names: Mapping[str, str], given: Mapping[str, Place], moved: Sequence[str]
) -> dict[str, str]:
    """Say by record which other names moved with it."""
    if not moved:
        return {}
    more = f" and {len(moved) - MOST_MOVED} more" if len(moved) > MOST_MOVED else ""
    one = "it" if len(given) == 1 else "it or with another name placed here"
    told = f"moved with {one}: {', '.join(' '.join(name.split()) for name in moved[:MOST_MOVED])}{more}"
    return {
        word.place.id: told
        for i, word in words.items()
        if word.place and word.holds and alike(names[i]) in given
    }


def _outcomes(named: Named, said: Sequence[Said], followed: Mapping[str, str]) -> tuple[Outcome, ...]:
    """Say what became of each correction in this document."""
    disputed: dict[str, str] = {}
    for word in named.words.values():
        for field in _statements(word.said):
            disputed |= disputes_among(field)
    applied: dict[str, list[str]] = {}
    overruled: dict[str, str] = {}
    for span, word in named.words.items():
        for record in word.said:
            by = named.overruled.get(span) or _overruling(record, word)
            if by is None:
                applied.setdefault(record.id, []).extend([named.ids[span]] if span in named.ids else [])
            else:
                overruled[record.id] = later_says(by)
    out: list[Outcome] = []
    for record in {s.record.id: s.record for s in said}.values():
        mentions = tuple(applied.get(record.id, ()))
        if record.id in disputed:
            out.append(Outcome(record, "disputed", disputed[record.id], mentions))
        elif record.id in named.lost and not mentions:
            out.append(Outcome(record, "lost", named.lost[record.id]))
        elif record.id in applied:
            out.append(Outcome(record, "applied", followed.get(record.id, ""), mentions))
        elif record.id in overruled:
            out.append(Outcome(record, "overruled", overruled[record.id]))
        else:
            out.append(Outcome(record, "lost", "no name that is written like this is found any more"))
    return tuple(out)


def _statements(said: Sequence[Correction]) -> Iterator[list[tuple[Correction, object]]]:
    """Give what is said about a name's place, and what about its role."""
    yield [
        (r, _NOT_A_NAME if r.action == "reject" else (place.id if (place := place_of(r)) else None))
        for r in said
        if r.action in {"place", "accept", "reject"} or place_of(r)
    ]
    yield [
        (r, _NOT_A_NAME if r.action == "reject" else role_of(r))
        for r in said
        if r.action == "reject" or role_of(r)
    ]


def _overruling(record: Correction, word: Word) -> Correction | None:
    """Give the correction that counts instead of one, None if what it says holds."""
    if record.action == "note":
        return None
    if record.action == "reject":
        return (
            None if word.rejected is not None else next(r for r in reversed(word.said) if r.action != "note")
        )
    if word.rejected is not None:
        return word.rejected
    if record.action == "add":
        return None
    place, role = place_of(record), role_of(record)
    if role is not None and role == word.chosen_role:
        return None
    if record.action in {"place", "accept"} and place == word.chosen_place:
        return None
    return word.role if record.action == "role" else word.place
