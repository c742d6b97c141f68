"""Ask the gazetteer which words of a document are names that it knows.

From runs of tokens to, for each token of a known name, its part in the name and the name's kinds. The
longest name wins, from left to right. What a name may be comes as a bit mask (`Gazetteer.knows`), which
`kinds_of` reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import NamedTuple, Protocol

from geomap.gazetteer import normalise
from geomap.gazetteer.entries import Sort
from geomap.gazetteer.lookup import SIZE_SHIFT
from geomap.model import KINDS, Prose, Token
from geomap.recognise.runs import find_runs

KIND_COUNT = len(KINDS)
KIND_MASK = (1 << KIND_COUNT) - 1
SORT_MASK = (1 << len(Sort)) - 1
SIZE_STEP = 20
"""The gazetteer's steps of prominence in one order of magnitude."""
BIG = 5
"""Orders of magnitude of prominence from which a city's or region's name is taken for it."""
UPPER_SHARE = 0.6
"""Share of a line's long words in capitals that makes it a line in capitals."""
LONG_WORD, LEAST_WORDS = 4, 3
LEAST_UPPER = 2
"""Words in capitals that `LEAST_WORDS` and `UPPER_SHARE` ask for at least."""
SMALL_WORDS = frozenset([
    "in", "at", "of", "to", "on", "by", "for", "and", "the", "a", "an", "as", "is", "it", "he", "his", "her",
    "its", "or", "but", "not", "no", "up", "out", "off", "who", "how", "why", "are", "was", "has", "had",
    "be", "me", "my", "we", "you", "all", "new", "say", "get", "do", "if", "so", "one", "two",
    "six", "ten", "near", "from", "with", "over", "into", "amid", "after", "before", "against", "between",
    "among", "under", "about", "around", "during", "since", "until", "toward", "towards", "across", "along",
    "than", "that", "this", "their", "they", "them", "more", "most", "will", "would", "could", "than", "were",
    "been", "have", "what", "when", "where", "while", "your", "says", "said",
])  # fmt: skip
LONGEST_NAME = 8
"""Words of the longest name that is looked up."""


class Knows(Protocol):
    """What recognising asks of a gazetteer."""

    def knows(self, key: str, /) -> int:
        """Give the kinds of place that a normalised name may be, as a bit mask; 0 if unknown."""
        ...

    def is_prefix(self, key: str, /) -> bool:
        """Say whether a known name of several words begins with these."""
        ...


class Kinds(NamedTuple):
    """What a name may be: its most telling kind, all kinds, how it is known, and how big (tenfold steps)."""

    coarse: str
    kinds: str
    sorts: str
    size: int
    bits: tuple[int, ...]


class Part(NamedTuple):
    """A token's part in a known name (single, begin, inside, last, or outside) and the name's mask."""

    place: str
    mask: int


class Passage(NamedTuple):
    """A sentence that has runs: its tokens, half-open, and the runs in it."""

    first: int
    last: int
    runs: tuple[tuple[int, int], ...]


class Glossed(NamedTuple):
    """A document's words, the sentences that have runs, and each token's part in a known name."""

    words: Sequence[str]
    passages: Sequence[Passage]
    parts: Mapping[int, Part]


OUTSIDE = Part("O", 0)


@lru_cache(maxsize=16_384)
def kinds_of(mask: int) -> Kinds:
    """Read the gazetteer's bit mask."""
    kinds = mask & KIND_MASK
    sorts = (mask >> KIND_COUNT) & SORT_MASK
    size = (mask >> SIZE_SHIFT) // SIZE_STEP
    bits = tuple(i for i in range(KIND_COUNT) if kinds >> i & 1)
    lowest = "D" if sorts == 1 << Sort.DEMONYM else f"{bits[0]}" if bits else "-"
    return Kinds(lowest, f"{kinds:x}", f"{sorts:x}", size, bits)


def is_prominent(mask: int) -> bool:
    """Say whether a name's kinds hold a country, a continent, a region or a big city."""
    seen = kinds_of(mask)
    names = {KINDS[bit] for bit in seen.bits}
    return bool(names & {"country", "continent"}) or (bool(names & {"admin1", "city"}) and seen.size >= BIG)


@lru_cache(maxsize=65_536)
def key_of(word: str) -> str:
    """Give the gazetteer's key of one token."""
    return normalise(word)


def read_words(prose: Prose) -> list[str]:
    """Give the words of a document, a line in capitals as if it were set in title case.

    "BOMB IN BAGHDAD" says nothing by its capitals; as "Bomb in Baghdad" it is a headline like others.
    """
    words = [t.text for t in prose.tokens]
    for sentence in prose.sentences:
        a, b = sentence.first_token, sentence.last_token
        if sum(map(str.isupper, words[a:b])) < LEAST_UPPER:
            continue
        long_words = [w for w in words[a:b] if len(w) >= LONG_WORD and w.isalpha()]
        if len(long_words) >= LEAST_WORDS and sum(w.isupper() for w in long_words) > UPPER_SHARE * len(
            long_words
        ):
            words[a:b] = [_title_case(w) for w in words[a:b]]
    return words


def _title_case(word: str) -> str:
    if not word.isupper() or "." in word:
        return word
    if word.lower() in SMALL_WORDS:
        return word.lower()
    return word if len(word) < LONG_WORD else word.capitalize()


def find_passages(prose: Prose, words: Sequence[str]) -> list[Passage]:
    """Give the sentences that have runs, in order of the text."""
    tokens = prose.tokens
    passages = []
    for sentence in prose.sentences:
        a, b = sentence.first_token, sentence.last_token
        runs = tuple((a + x, a + y) for x, y in find_runs(words[a:b], adjoining=partial(_adjoins, tokens, a)))
        if runs:
            passages.append(Passage(a, b, runs))
    return passages


def _adjoins(tokens: Sequence[Token], first: int, i: int) -> bool:
    return tokens[first + i].start == tokens[first + i - 1].end


def gloss(prose: Prose, gazetteer: Knows) -> Glossed:
    """Look a document up in the gazetteer, once for all that ask."""
    words = read_words(prose)
    passages = find_passages(prose, words)
    return Glossed(words, passages, look_up(words, passages, gazetteer))


def known_names(glossed: Glossed) -> Iterator[tuple[int, int, int]]:
    """Give the longest names in the runs that the gazetteer knows: token range and kinds."""
    parts = glossed.parts
    first = 0
    for i in sorted(parts):
        place, mask = parts[i]
        if place in {"S", "B"}:
            first = i
        if place in {"S", "L"}:
            yield first, i + 1, mask


def look_up(words: Sequence[str], passages: Iterable[Passage], gazetteer: Knows) -> dict[int, Part]:
    """Find the longest known names in the runs, from left to right."""
    parts: dict[int, Part] = {}
    for passage in passages:
        for first, last in passage.runs:
            i = first
            while i < last:
                end, mask = _longest(words, i, last, gazetteer) if words[i][0].isupper() else (i, 0)
                for j in range(i, end):
                    place = "S" if end - i == 1 else "B" if j == i else "L" if j == end - 1 else "I"
                    parts[j] = Part(place, mask)
                i = max(end, i + 1)
    return parts


def _longest(words: Sequence[str], start: int, last: int, gazetteer: Knows) -> tuple[int, int]:
    """Give the end of the longest known name from a word on, and its mask; the word itself for none."""
    key, end, mask = "", start, 0
    for i in range(start, min(last, start + LONGEST_NAME)):
        part = key_of(words[i])
        if not part:
            continue
        key = f"{key} {part}" if key else part
        if words[i][0].isupper() or words[i][0].isdigit():
            kinds = gazetteer.knows(key)
            if kinds:
                end, mask = i + 1, kinds
        if not gazetteer.is_prefix(key):
            break
    return end, mask
