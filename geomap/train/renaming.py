"""More training documents from those that there are: the same articles, set in towns of other names.

The corpora name few towns, and each so often that a tagger learns the names rather than their surroundings. A
copy of each article has every town in it replaced by a random town of the English-speaking world, the same
one throughout; what else is said stays. Names of countries, regions, waters and buildings stay too,
for these are what other articles name as well. The copies are trained on and never scored.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final
from zlib import crc32

from geomap.gazetteer import Gazetteer

TOWNS: Final = frozenset({"city", "town", "village"})
COUNTRIES: Final = frozenset({"US", "CA", "GB", "AU", "IE", "NZ"})
MOST_LOOKED_AT: Final = 120_000
LEAST_PEOPLE: Final = 500
MOST_PEOPLE: Final = 100_000
MOST_WORDS: Final = 2
LONGEST_ABBREVIATION: Final = 3

Record = dict[str, Any]


def towns_of(gazetteer: Gazetteer) -> list[str]:
    """Give the names that articles are set in anew, sorted."""
    places = gazetteer.of_kinds(["town", "village"], limit=MOST_LOOKED_AT)
    return sorted(
        {
            p.name
            for p in places
            if p.country in COUNTRIES
            and LEAST_PEOPLE <= p.population < MOST_PEOPLE
            and p.name.isascii()
            and p.name.replace(" ", "").isalpha()
            and len(p.name.split()) <= MOST_WORDS
        }
    )


def renamed(record: Record, towns: Sequence[str], gazetteer: Gazetteer) -> Record | None:
    """Give a copy of an article with other towns, None if it names none."""
    text, swaps, end = record["text"], [], 0
    marks = [m for m in record["mentions"] if m["kind"] != "demonym" and m.get("toponym", True)]
    for mark in sorted(marks, key=lambda m: m["start"]):
        name = text[mark["start"] : mark["end"]]
        if mark["start"] < end or not _is_town(name, gazetteer):
            continue
        end = mark["end"]
        town = towns[crc32(f"{record['id']} {name.casefold()}".encode()) % len(towns)]
        upper = name.isupper() and len(name) > LONGEST_ABBREVIATION
        swaps.append((mark["start"], end, town.upper() if upper else town))
    if not swaps:
        return None
    parts, last = [], 0
    for start, stop, town in swaps:
        parts += [text[last:start], town]
        last = stop
    mentions = []
    for mark in record["mentions"]:
        start, stop = _moved(mark["start"], swaps), _moved(mark["end"], swaps)
        if start is not None and stop is not None:
            mentions.append({**mark, "start": start, "end": stop})
    return {
        **record,
        "id": f"{record['id']} renamed",
        "text": "".join(parts) + text[last:],
        "mentions": mentions,
    }


def _is_town(name: str, gazetteer: Gazetteer) -> bool:
    """Say whether a marked name is that of a town: so known, or unknown and short."""
    candidates = gazetteer.candidates(name)
    return candidates[0].place.kind in TOWNS if candidates else len(name.split()) <= MOST_WORDS


def _moved(offset: int, swaps: Iterable[tuple[int, int, str]]) -> int | None:
    """Give where an offset lies after the swaps; None within a swapped name."""
    moved = offset
    for start, stop, town in swaps:
        if offset >= stop:
            moved += len(town) - (stop - start)
        elif offset > start:
            return None
    return moved
