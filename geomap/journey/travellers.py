"""One name for each traveller over all documents.

From the names that documents use to one name for each person: "Kim Jong-un" and "Kim Jong Un" are one,
a bare surname is the one person of the story who has it, "Zelenskyj" is a spelling of "Zelenskyy". Two
people who only share a surname stay two.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

MOST_EDITS = 2
SHORTEST_SPELLING = 7
"""Letters that a surname needs before one or two other letters may be a matter of spelling."""


def fold(name: str) -> tuple[str, ...]:
    """Give a name's words without case, diacritics, hyphens and possessives."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("’s", "").replace("'s", ""))
    kept = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return tuple(w for w in kept.split() if w not in {"mr", "mrs", "ms", "dr", "president", "the"})


def merge_names(names: Iterable[str]) -> Mapping[str, str]:
    """Give for each name the one that stands for its bearer: the fullest, the most frequent of these."""
    counts = Counter(names)
    groups: dict[tuple[str, ...], list[str]] = {}
    for name in sorted(counts):
        groups.setdefault(fold(name), []).append(name)
    full = sorted((key for key in groups if len(key) > 1), key=lambda k: (-len(k), k))
    stands: dict[tuple[str, ...], tuple[str, ...]] = {}
    for key in sorted(groups, key=lambda k: (-len(k), k)):
        stands[key] = _bearer(key, full)
    best = {
        key: max((n for k in groups if stands[k] == key for n in groups[k] if k == key or n),
                 key=lambda n: (len(fold(n)), counts[n], n))
        for key in set(stands.values())
    }  # fmt: skip
    return {name: best[stands[fold(name)]] for name in counts}


def _bearer(key: tuple[str, ...], full: list[tuple[str, ...]]) -> tuple[str, ...]:
    if not key:
        return key
    if len(key) == 1:
        holders = [f for f in full if key[0] in {f[0], f[-1]}]
        if len(holders) == 1:
            return holders[0]
        spelt = [f for f in full if _same_spelling(key[0], f[-1])]
        return spelt[0] if not holders and len(spelt) == 1 else key
    around = [f for f in full if len(f) > len(key) and (f[-len(key) :] == key or f[: len(key)] == key)]
    if len(around) == 1:
        return around[0]
    for other in full:
        if other == key:
            break
        if len(other) == len(key) and other[:-1] == key[:-1] and _same_spelling(other[-1], key[-1]):
            return other
        if len(other) > len(key) and other[0] == key[0] and other[-1] == key[-1]:
            return other
    return key


def _same_spelling(a: str, b: str) -> bool:
    if min(len(a), len(b)) < SHORTEST_SPELLING or a[:4] != b[:4]:
        return a == b
    return _edits(a, b) <= MOST_EDITS


def _edits(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        above, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (x != y))
    return row[-1]
