"""Which documents are copies of one story, so that what they say counts once.

From documents to the original of each copy: two texts are one story where most runs of five words of the
shorter stand in the longer. The original is the one published first, then the longest, then the first in
order. A statement or figure of a copy that its original has too is no second source; what only the copy
says stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol, TypeVar

from geomap.model import Claim, Document, Movement

SHINGLE_WORDS = 5
SHARED_SHARE = 0.7
"""Share of the shorter text's runs of words that the longer one must have."""
FEWEST_SHINGLES = 20
"""A text with fewer runs of words is too short to tell."""
MOST_COMMON = 50
"""A run of words in more documents than this is a formula, not a sign of copying."""
_WORD = re.compile(r"\w+")


class _Told(Protocol):
    @property
    def document(self) -> str: ...


T = TypeVar("T", bound=_Told)


def find_copies(documents: Sequence[Document]) -> Mapping[str, str]:
    """Give for each copy the id of its original."""
    if not documents[1:]:
        return {}
    shingles = {d.id: set(_shingles(d)) for d in documents}
    holders: dict[tuple[str, ...], list[str]] = {}
    for d in documents:
        for shingle in shingles[d.id]:
            holders.setdefault(shingle, []).append(d.id)
    shared: Counter[tuple[str, str]] = Counter()
    for ids in holders.values():
        if 1 < len(ids) <= MOST_COMMON:
            shared.update((a, b) for n, a in enumerate(ids) for b in ids[n + 1 :])
    alike: dict[str, list[str]] = {}
    for (a, b), n in shared.items():
        least = min(len(shingles[a]), len(shingles[b]))
        if least >= FEWEST_SHINGLES and n >= SHARED_SHARE * least:
            alike.setdefault(a, []).append(b)
            alike.setdefault(b, []).append(a)
    order = {d.id: n for n, d in enumerate(documents)}
    first = sorted(documents, key=lambda d: (d.published or "9999", -len(shingles[d.id]), order[d.id]))
    originals: dict[str, int] = {}
    copies: dict[str, str] = {}
    for n, d in enumerate(first):
        before = [i for i in alike.get(d.id, ()) if i in originals]
        if before:
            copies[d.id] = min(before, key=originals.__getitem__)
        else:
            originals[d.id] = n
    return copies


def _shingles(document: Document) -> Iterator[tuple[str, ...]]:
    words: list[str] = []
    at = 0
    for start, end in (*document.furniture, (len(document.text), len(document.text))):
        words += _WORD.findall(document.text[at:start].casefold())
        at = max(at, end)
    return (tuple(words[i : i + SHINGLE_WORDS]) for i in range(len(words) - SHINGLE_WORDS + 1))


def movements_once(
    movements: Sequence[Movement], copies: Mapping[str, str], texts: Mapping[str, str]
) -> list[Movement]:
    """Leave out what a copy only repeats: the same words about the same ends."""
    return _once(
        movements,
        copies,
        [(m.origin, m.via, m.destination, _plain(texts[m.document][m.start : m.end])) for m in movements],
    )


def claims_once(claims: Sequence[Claim], copies: Mapping[str, str]) -> list[Claim]:
    """Leave out figures that a copy only repeats."""
    return _once(claims, copies, [(c.type, c.value, c.unit, c.origin, c.destination) for c in claims])


def _once(told: Sequence[T], copies: Mapping[str, str], keys: Sequence[tuple[object, ...]]) -> list[T]:
    said = {(t.document, key) for t, key in zip(told, keys, strict=True)}
    return [t for t, key in zip(told, keys, strict=True) if (copies.get(t.document), key) not in said]


def _plain(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))
