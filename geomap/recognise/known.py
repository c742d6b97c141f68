"""Ask the gazetteer which words of a document are names that it knows.

From runs of tokens to, for each token of a known name, its part in the name and the name's kinds. The
longest name wins, from left to right. What a name may be comes as a bit mask (`Gazetteer.knows`), which
`kinds_of` reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple, Protocol

from geomap.gazetteer import normalise
from geomap.gazetteer.entries import Sort
from geomap.gazetteer.lookup import SIZE_SHIFT
from geomap.model import KINDS, Prose, Token
from geomap.recognise.runs import find_runs, marks_of_run

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
LONGEST_WORD = 100
"""Characters of a word that are looked at: what is known of words is kept, so none may be of any size."""

_TEXT = itemgetter(Token._fields.index("text"))


class Knows(Protocol):
    """What recognising asks of a gazetteer."""

    def knows(self, key: str, /) -> int:
        """Give the kinds of place that a normalised name may be, as a bit mask; 0 if unknown."""
        ...

    def is_prefix(self, key: str, /) -> bool:
        """Say whether a known name of several words begins with these."""
        ...

    def ask(self, keys: Iterable[str], /) -> Mapping[str, tuple[int, bool]]:
        """Give what the two others say of normalised names, all of them looked up at once."""
        ...


class Kinds(NamedTuple):
    """What a name may be: its most telling kind, all kinds, how it is known, and how big (tenfold steps)."""

    coarse: str
    kinds: str
    sorts: str
    size: int
    bits: tuple[int, ...]
    names: frozenset[str]


class Part(NamedTuple):
    """A token's part in a known name (single, begin, inside, last, or outside) and the name's mask."""

    place: str
    mask: int


class Passage(NamedTuple):
    """A sentence that has runs: its tokens, half-open, and the runs in it."""

    first: int
    last: int
    runs: tuple[tuple[int, int], ...]


class KnownName(NamedTuple):
    """A name that the gazetteer knows: its tokens, half-open, and its mask."""

    first: int
    last: int
    mask: int


class Glossed(NamedTuple):
    """A document's words, its sentences that have runs, the names known in them, tokens' parts in these."""

    words: Sequence[str]
    passages: Sequence[Passage]
    names: Sequence[KnownName]
    parts: Mapping[int, Part]


OUTSIDE = Part("O", 0)
NOTHING_YET = 0, True
"""What is known of a name of which only marks were read so far."""


@lru_cache(maxsize=16_384)
def kinds_of(mask: int) -> Kinds:
    """Read the gazetteer's bit mask."""
    kinds = mask & KIND_MASK
    sorts = (mask >> KIND_COUNT) & SORT_MASK
    size = (mask >> SIZE_SHIFT) // SIZE_STEP
    bits = tuple(i for i in range(KIND_COUNT) if kinds >> i & 1)
    lowest = "D" if sorts == 1 << Sort.DEMONYM else f"{bits[0]}" if bits else "-"
    return Kinds(lowest, f"{kinds:x}", f"{sorts:x}", size, bits, frozenset(KINDS[bit] for bit in bits))


@lru_cache(maxsize=16_384)
def is_prominent(mask: int) -> bool:
    """Say whether a name's kinds hold a country, a continent, a region or a big city."""
    _, _, _, size, _, names = kinds_of(mask)
    return bool(names & {"country", "continent"}) or (bool(names & {"admin1", "city"}) and size >= BIG)


def key_of(word: str) -> str:
    """Give the gazetteer's key of one token; of one too long for a word, that of its beginning."""
    return _key_of(word) if len(word) <= LONGEST_WORD else _key_of(word[:LONGEST_WORD])


_key_of = lru_cache(maxsize=65_536)(normalise)


def read_words(prose: Prose) -> list[str]:
    """Give the words of a document, a line in capitals as if it were set in title case.

    "BOMB IN BAGHDAD" says nothing by its capitals; as "Bomb in Baghdad" it is a headline like others.
    """
    words = [w if len(w) <= LONGEST_WORD else w[:LONGEST_WORD] for w in map(_TEXT, prose.tokens)]
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
    marks = marks_of_run(words, prose.tokens)
    passages = []
    for sentence in prose.sentences:
        a, b = sentence.first_token, sentence.last_token
        runs = tuple(find_runs(marks, a, b))
        if runs:
            passages.append(Passage(a, b, runs))
    return passages


def gloss(prose: Prose, gazetteer: Knows) -> Glossed:
    """Look a document up in the gazetteer, once for all that ask."""
    words = read_words(prose)
    passages = find_passages(prose, words)
    names = look_up(words, passages, gazetteer)
    return Glossed(words, passages, names, _parts(names))


def look_up(words: Sequence[str], passages: Iterable[Passage], gazetteer: Knows) -> list[KnownName]:
    """Find the longest known names in the runs, from left to right."""
    longest = _longest_names(words, passages, gazetteer)
    names: list[KnownName] = []
    for start in sorted(longest):
        if not names or start >= names[-1].last:
            names.append(longest[start])
    return names


def _longest_names(
    words: Sequence[str], passages: Iterable[Passage], gazetteer: Knows
) -> dict[int, KnownName]:
    """Give the longest known name that begins at each word of a run, for those words at which one does.

    All names of one word are asked for at once, then those of two that may be names, and so on.
    """
    longest: dict[int, KnownName] = {}
    begun = [
        (i, i, last, "")
        for passage in passages
        for first, last in passage.runs
        for i in range(first, last)
        if words[i][0].isupper()
    ]
    while begun:
        longer = [(start, i, last, f"{key} {key_of(words[i])}".strip()) for start, i, last, key in begun]
        known = gazetteer.ask([key for _, _, _, key in longer])
        begun = []
        for start, i, last, key in longer:
            mask, goes_on = known[key] if key else NOTHING_YET
            if mask and (words[i][0].isupper() or words[i][0].isdigit()):
                longest[start] = KnownName(start, i + 1, mask)
            if goes_on and i + 1 < min(last, start + LONGEST_NAME):
                begun.append((start, i + 1, last, key))
    return longest


def _parts(names: Iterable[KnownName]) -> dict[int, Part]:
    """Give the part in its name of each token of known names."""
    parts: dict[int, Part] = {}
    for first, last, mask in names:
        if last - first == 1:
            parts[first] = Part("S", mask)
            continue
        parts[first] = Part("B", mask)
        for i in range(first + 1, last - 1):
            parts[i] = Part("I", mask)
        parts[last - 1] = Part("L", mask)
    return parts
