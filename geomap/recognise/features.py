"""Describe each word of a run by what the tagger decides on.

From a document's words and what the gazetteer knows of them to one `Described` for each word that may
belong to a name, in three parts, from which `geomap.recognise.strings` makes the strings that carry weights:
the words around, where it stands, and groups, small hashable tuples for situations that come again and
again. The same code serves training, which wants the strings, and reading, which never makes them
(`geomap.recognise.sums`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from geomap.recognise.known import OUTSIDE, Glossed, Part, Passage, kinds_of
from geomap.recognise.lexicon import Lexicon
from geomap.recognise.runs import is_capitalised
from geomap.recognise.strings import Group, Situation

TITLE_SHARE = 0.6
"""Share of a line's long words with a capital (or in capitals) that makes it a headline."""
LONG_WORD = 4
LEAST_WORDS = 3
SHORT_LINE = 8
MOST = 4
"""Counts above are one."""


class Described(NamedTuple):
    """A word of a run: the words in `strings.POSITIONS`, where it stands, and its groups."""

    words: list[str]
    situation: Situation
    groups: list[Group]


class Run(NamedTuple):
    """A run of tokens that may hold names: the first token's index, and what each token is."""

    first: int
    tokens: list[Described]


TITLES = frozenset([
    "mr", "mrs", "ms", "miss", "dr", "sen", "rep", "gov", "gen", "col", "lt", "sgt", "capt", "maj", "rev",
    "judge", "president", "sheriff", "mayor", "senator", "governor", "coach", "professor", "justice",
    "officer", "detective", "spokesman", "spokeswoman", "director", "chief", "minister", "chancellor", "king",
    "queen", "prince", "princess", "secretary", "commissioner", "congressman", "attorney", "deputy", "sir",
    "lord", "lady", "pastor", "father", "sister", "captain", "colonel", "general", "lieutenant", "sergeant",
])  # fmt: skip
LOCATIVES = frozenset(["in", "near", "outside", "throughout", "downtown", "around", "across"])
SPEECH = frozenset(["said", "says", "told", "added", "asked", "explained", "recalled", "wrote", "noted"])


@dataclass(slots=True)
class _Use:
    """How often a document uses a word with a capital, and in which situations."""

    total: int = 0
    located: int = 0
    titled: int = 0
    after_given_name: int = 0
    speaking: int = 0
    before_known: int = 0
    joined: int = 0

    def group(self, *, small: bool) -> Group:
        person = self.titled + self.after_given_name + self.speaking
        return (
            "document", min(self.total, MOST - 1), self.located > 0, self.titled > 0,
            self.after_given_name > 0,
            self.speaking > 0, self.before_known > 0, (self.located > person) - (person > self.located),
            2 * self.joined > self.total, small,
        )  # fmt: skip


AROUND = 4
"""Words on either side that are looked at."""


def observe(glossed: Glossed, lexicon: Lexicon) -> Iterator[Run]:
    """Give the runs of a document with what their tokens are, in order of the text."""
    words, passages, parts = glossed
    lowers = " ".join(words).lower().split(" ")  # no token holds a space
    uses = _gather(words, lowers, passages, lexicon, parts)
    kinds = {i: part.place + kinds_of(part.mask).coarse for i, part in parts.items()}
    for passage in passages:
        a, b = passage.first, passage.last
        here = _Here(
            words, parts, kinds, uses, passage, _line(words[a:b]),
            [*_BEFORE, *words[a:b], *_AFTER], [*_BEFORE, *lowers[a:b], *_AFTER],
        )  # fmt: skip
        for run in passage.runs:
            yield Run(run[0], [_describe(here, run, i) for i in range(*run)])


_BEFORE, _AFTER = ["^"] * AROUND, ["$"] * AROUND
_NO_KIND = OUTSIDE.place + kinds_of(OUTSIDE.mask).coarse


class _Here(NamedTuple):
    """A sentence as the description needs it; ``padded`` and ``lowers`` begin `AROUND` words before it."""

    words: Sequence[str]
    parts: Mapping[int, Part]
    kinds: Mapping[int, str]
    uses: Mapping[str, Group]
    passage: Passage
    line: Group
    padded: list[str]
    lowers: list[str]


def _gather(
    words: Sequence[str],
    lowers: Sequence[str],
    passages: Iterable[Passage],
    lexicon: Lexicon,
    parts: Mapping[int, Part],
) -> dict[str, Group]:
    """Count over the document how each word is used."""
    uses: dict[str, _Use] = defaultdict(_Use)
    for a, b, runs in passages:
        for first, last in runs:
            for i in range(first, last):
                if not words[i][0].isupper():
                    continue
                use = uses[lowers[i]]
                use.total += 1
                before = lowers[i - 1] if i > a else ""
                after = lowers[i + 1] if i + 1 < b else ""
                use.located += before in LOCATIVES
                use.titled += before in TITLES or (before == "." and i > a + 1 and lowers[i - 2] in TITLES)
                use.after_given_name += (
                    i > max(first, a + 1) and words[i - 1][0].isupper() and "g" in lexicon[before].names
                )
                use.speaking += after in SPEECH
                use.before_known += after == "," and i + 2 < b and i + 2 in parts
                use.joined += i > first or i + 1 < last
    small = {w for w in uses.keys() & set(words) if w.islower()}
    return {word: use.group(small=word in small) for word, use in uses.items()}


_SHORT, _SMALL, _CAPITAL, _UPPER = range(4)


class _Sorts(dict[str, int]):
    """How words are written: too short to tell anything, in small letters, with a capital, in capitals."""

    def __missing__(self, word: str) -> int:
        if len(self) > MOST_WORDS:
            self.clear()
        long = len(word) >= LONG_WORD and word[0].isalpha()
        sort = _SHORT if not long else _UPPER if word.isupper() else _CAPITAL if word[0].isupper() else _SMALL
        self[word] = sort
        return sort


MOST_WORDS = 50_000
_SORTS = _Sorts()


def _line(here: Sequence[str]) -> Group:
    """Describe the sentence: set in title case or in capitals, short."""
    sorts = [*map(_SORTS.__getitem__, here)]
    upper = sorts.count(_UPPER)
    capital = sorts.count(_CAPITAL) + upper
    count = len(sorts) - sorts.count(_SHORT)
    enough = count >= LEAST_WORDS
    return (
        "line", enough and capital > TITLE_SHARE * count, enough and upper > TITLE_SHARE * count,
        here[-1] not in '.!?"”', len(here) < SHORT_LINE,
    )  # fmt: skip


def _describe(here: _Here, run: tuple[int, int], i: int) -> Described:
    """Describe one token."""
    _, parts, kinds, uses, passage, line, padded, lowers = here
    shift = AROUND - passage.first
    first, last, at = run[0] + shift, run[1] + shift, i + shift
    word, low = padded[at], lowers[at]
    part = parts.get(i, OUTSIDE)
    kind = kinds.get(i, _NO_KIND)
    lead, trail, opens = lowers[first - 1], lowers[last], lowers[first]
    from_start, to_end, length = at - first, last - 1 - at, last - first
    ends = (not from_start) + 2 * (not to_end)
    if length > MOST:
        length, from_start, to_end = MOST, min(MOST, from_start), min(MOST, to_end)
    groups: list[Group] = [
        ("part", part),
        ("kinds", kinds.get(i - 1, _NO_KIND), kind, kinds.get(i + 1, _NO_KIND)),
        ("kinds2", kinds.get(i - 2, _NO_KIND), kinds.get(i + 2, _NO_KIND)),
        (*line, part.place, is_capitalised(word)),
        ("run", length, from_start, to_end, ends),
    ]
    upper = word[0].isupper()
    if upper:
        groups.append(uses[low])
    words = [*padded[at - AROUND : at + AROUND + 1], lead, trail, opens, lowers[last - 1]]
    return Described(words, Situation(kind, part.place, from_start, to_end, upper), groups)
