"""What is different between the journeys of two stories: travellers, stops, dates, statuses, legs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

from geomap.draw.wording import MODE_WORDS, PATH_WORDS, STATUS_WORDS
from geomap.model import Journey, Leg, Place, Stop, StopTime, Story
from geomap.page.dates import in_words

Told = tuple[Literal["added", "removed", "changed"], str, str]
T = TypeVar("T")

SHARED = 0.5
"""Of the stops of both: journeys of differently named travellers that share so many are one."""

LENGTH_KM = 1.0
"""A leg whose length differs by more has changed."""


@dataclass(frozen=True)
class Kept:
    """Which place of the earlier story is which of the later."""

    same: Mapping[str, str]

    @classmethod
    def of(cls, pairs: Iterable[tuple[Place | None, Place | None]]) -> Kept:
        """Take the pairs of which both are there."""
        return cls({was.id: now.id for was, now in pairs if was and now})

    def key(self, place: str) -> str:
        """Give what an earlier story's place is called in the later."""
        return self.same.get(place, f"gone {place}")


def journey_changes(old: Story, new: Story, kept: Kept) -> Iterator[Told]:
    """Give what is different: whole journeys, then what changed within those that both have."""
    pairs = _paired(old, new, kept)
    known, found = {was.id for was, _ in pairs}, {now.id for _, now in pairs}
    for journey in new.journeys:
        if journey.id not in found:
            yield "added", journey.traveller, _route(journey, new)
    for journey in old.journeys:
        if journey.id not in known:
            yield "removed", journey.traveller, _route(journey, old)
    for was, now in pairs:
        for what, detail in _journey(was, now, old, new, kept):
            yield what, now.traveller, detail


def numbered(pairs: Iterable[tuple[Hashable, T]]) -> dict[tuple[Hashable, int], T]:
    """Tell those with the same key apart by counting them: a way back passes places again."""
    seen: Counter[Hashable] = Counter()
    table: dict[tuple[Hashable, int], T] = {}
    for key, value in pairs:
        table[key, seen[key]] = value
        seen[key] += 1
    return table


def _paired(old: Story, new: Story, kept: Kept) -> list[tuple[Journey, Journey]]:
    """Match the journeys: those of one traveller first, each with the one that shares most stops."""
    stops = {j.id: Counter(kept.key(s.place) for s in j.stops) for j in old.journeys}
    found: dict[str, Journey] = {}
    free = {j.id: j for j in old.journeys}
    for same_name in (True, False):
        at: dict[tuple[str, str], list[Journey]] = defaultdict(list)
        for was in free.values():
            for place in stops[was.id]:
                at[place, _name(was) if same_name else ""].append(was)
        for now in new.journeys:
            if now.id in found:
                continue
            places = Counter(s.place for s in now.stops)
            near = {was.id: was for p in places for was in at[p, _name(now) if same_name else ""]}
            shares = [(_share(places, stops[i]), was) for i, was in near.items() if i in free]
            share, best = max(shares, key=lambda pair: pair[0], default=(0.0, now))
            if share >= (SHARED if not same_name else 0.0) and share:
                found[now.id] = free.pop(best.id)
    return [(found[now.id], now) for now in new.journeys if now.id in found]


def _share(one: Counter[str], other: Counter[str]) -> float:
    return (one & other).total() / max(1, (one | other).total())


def _name(journey: Journey) -> str:
    return journey.traveller.casefold()


def _journey(
    was: Journey, now: Journey, old: Story, new: Story, kept: Kept
) -> Iterator[tuple[Literal["added", "removed", "changed"], str]]:
    if was.traveller != now.traveller:
        yield "changed", f"the traveller is now {now.traveller} (was: {was.traveller})"
    before = numbered((kept.key(s.place), s) for s in was.stops)
    after = numbered((s.place, s) for s in now.stops)
    for key, stop in after.items():
        name = new.places_by_id[stop.place].name
        if key not in before:
            yield "added", f"stop {name} ({_stop(stop)})"
        elif _stop(before[key]) != _stop(stop):
            yield "changed", f"stop {name}: {_stop(stop)} (was: {_stop(before[key])})"
    for key, stop in before.items():
        if key not in after:
            yield "removed", f"stop {old.places_by_id[stop.place].name} ({_stop(stop)})"
    if [key for key in after if key in before] != [key for key in before if key in after]:
        yield "changed", f"order of the stops: {_route(now, new)} (was: {_route(was, old)})"
    yield from _legs(was, now, old, new, kept)


def _legs(
    was: Journey, now: Journey, old: Story, new: Story, kept: Kept
) -> Iterator[tuple[Literal["added", "removed", "changed"], str]]:
    before = numbered((f"{kept.key(g.origin)} {kept.key(g.destination)}", g) for g in was.legs)
    after = numbered((f"{g.origin} {g.destination}", g) for g in now.legs)
    for key, leg in after.items():
        if key not in before:
            yield "added", f"leg {_ends(leg, new)} ({_leg(leg)})"
        elif _differs(before[key], leg):
            yield "changed", f"leg {_ends(leg, new)}: {_leg(leg)} (was: {_leg(before[key])})"
    for key, leg in before.items():
        if key not in after:
            yield "removed", f"leg {_ends(leg, old)} ({_leg(leg)})"


def _differs(was: Leg, now: Leg) -> bool:
    facts = [(g.status, g.inferred, g.mode, g.path_basis) for g in (was, now)]
    return facts[0] != facts[1] or abs(_km(was) - _km(now)) > LENGTH_KM


def _km(leg: Leg) -> float:
    return leg.geodesic_km if leg.path_km is None else leg.path_km


def _leg(leg: Leg) -> str:
    words = [
        STATUS_WORDS[leg.status],
        "inferred" if leg.inferred else "",
        MODE_WORDS.get(leg.mode or "", ""),
        f"{_km(leg):,.0f} km",
        PATH_WORDS[leg.path_basis],
    ]
    return ", ".join(word for word in words if word)


def _ends(leg: Leg, story: Story) -> str:
    return " – ".join(story.places_by_id[end].name for end in (leg.origin, leg.destination))


def _stop(stop: Stop) -> str:
    words = [STATUS_WORDS[stop.status], "inferred" if stop.inferred else "", _date(stop.when)]
    return ", ".join(word for word in words if word)


def _date(when: StopTime | None) -> str:
    return f"{in_words(when.iso)} ({when.basis})" if when else ""


def _route(journey: Journey, story: Story) -> str:
    return " – ".join(story.places_by_id[stop.place].name for stop in journey.stops)
