"""Which documents are copies of one story, so that what they say counts once.

From documents to the original of each copy: two texts are one story where most runs of five words of the
shorter stand in the longer. The original is the one published first, then the longest, then the first in
order. A statement or figure of a copy that its original has too is no second source; what only the copy
says stays.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import count, pairwise
from typing import Protocol, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from geomap.model import Claim, Document, Movement

RUN_WORDS = 5
SHARED_SHARE = 0.7
"""Share of the shorter text's runs of words that the longer one must have."""
FEWEST_RUNS = 20
"""A text with fewer runs of words is too short to tell."""
MOST_COMMON = 50
"""A run of words in more texts than this is a formula, not a sign of copying; reprints are one text."""
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
"""2**64 over the golden ratio, odd: spreads the numbers of words over all bits (Knuth, TAOCP 6.4)."""
_WORD = re.compile(r"\w+")

Runs: TypeAlias = npt.NDArray[np.uint64]


class _Told(Protocol):
    @property
    def document(self) -> str: ...


T = TypeVar("T", bound=_Told)


def find_copies(documents: Sequence[Document]) -> Mapping[str, str]:
    """Give for each copy the id of its original."""
    if not documents[1:]:
        return {}
    told = _runs_of_words(documents)
    order = sorted(range(len(documents)), key=lambda i: (documents[i].published or "9999", -len(told[i]), i))
    reprints = _reprints(told, order)
    texts = [i for i in order if i not in reprints]
    copy_of: dict[int, int] = {}
    for i, alike in zip(texts, _alike_before([told[i] for i in texts]), strict=True):
        original = next((texts[n] for n in alike if texts[n] not in copy_of), i)
        if original != i:
            copy_of[i] = original
    copy_of |= {i: copy_of.get(first, first) for i, first in reprints.items()}
    return {documents[i].id: documents[original].id for i, original in copy_of.items()}


def _reprints(told: Sequence[Runs], order: Iterable[int]) -> dict[int, int]:
    """Give for each text that repeats another word for word the first that has it."""
    first: dict[bytes, int] = {}
    keys = ((i, blake2b(told[i].tobytes()).digest()) for i in order if len(told[i]) >= FEWEST_RUNS)
    return {i: first[key] for i, key in keys if first.setdefault(key, i) != i}


def _runs_of_words(documents: Iterable[Document]) -> list[Runs]:
    """Give for each document its runs of words, each once, as numbers in ascending order.

    Tuples of words weigh 300 bytes a run, in which ten thousand articles took gigabytes. A number of 64 bits
    stands for two runs about once in a million folders of that size.
    """
    numbers: defaultdict[str, int] = defaultdict(count(1).__next__)
    told = []
    for d in documents:
        words = _story_words(d)
        numbered = np.fromiter(map(numbers.__getitem__, words), np.uint64, len(words))
        runs = np.zeros(max(0, len(words) - RUN_WORDS + 1), np.uint64)
        for n in range(RUN_WORDS if len(runs) else 0):
            runs = runs * _MULTIPLIER + numbered[n : n + len(runs)]
        told.append(np.unique(runs))
    return told


def _story_words(document: Document) -> list[str]:
    words: list[str] = []
    at = 0
    for start, end in (*document.furniture, (len(document.text), len(document.text))):
        words += _WORD.findall(document.text[at:start].casefold())
        at = max(at, end)
    return words


def _alike_before(told: Sequence[Runs]) -> Iterator[list[int]]:
    """Give for each text the earlier ones that tell the same story, in ascending order."""
    lengths = np.array([len(runs) for runs in told])
    runs = np.concatenate(told)
    holders = np.repeat(np.arange(len(told), dtype=np.int32), lengths)
    by_run = np.argsort(runs, kind="stable")
    runs, holders = runs[by_run], holders[by_run]
    opens = np.flatnonzero(np.append(True, runs[1:] != runs[:-1]))
    sizes = np.diff(np.append(opens, len(runs)))
    told_twice = np.repeat((sizes > 1) & (sizes <= MOST_COMMON), sizes)
    at = np.flatnonzero(told_twice)
    earlier = at - np.repeat(opens, sizes)[at]
    by_holder = np.argsort(holders[at], kind="stable")
    at, earlier = at[by_holder], earlier[by_holder]
    ends = np.searchsorted(holders[at], np.arange(len(told)), side="right")
    for n, (start, end) in enumerate(pairwise((0, *ends.tolist()))):
        before = earlier[start:end]
        steps = np.arange(before.sum()) - np.repeat(np.cumsum(before) - before, before)
        others, shared = np.unique(
            holders[np.repeat(at[start:end] - before, before) + steps], return_counts=True
        )
        least = np.minimum(lengths[n], lengths[others])
        yield others[(least >= FEWEST_RUNS) & (shared >= SHARED_SHARE * least)].tolist()


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
