"""Describe each word of a run by what the tagger decides on.

From a document's prose and a gazetteer to, for each word that may belong to a name, a tuple of groups. A
group is a small hashable tuple (its kind and the few values that matter), and `expand` turns it into the
strings that carry weights (`geomap.recognise.strings`). The tagger therefore sums a group's weights
once and looks the sum up ever after: most words, neighbours and situations repeat. The same code serves
training and reading.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from geomap.recognise.known import OUTSIDE, Glossed, Part, Passage, kinds_of
from geomap.recognise.lexicon import UNKNOWN, Lexicon
from geomap.recognise.runs import is_capitalised

Group = tuple[object, ...]
TITLE_SHARE = 0.6
"""Share of a line's long words with a capital (or in capitals) that makes it a headline."""
LONG_WORD = 4
LEAST_WORDS = 3
SHORT_LINE = 8
MOST = 4
"""Counts above are one."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of tokens that may hold names: the first token's index, and each token's groups."""

    first: int
    groups: tuple[tuple[Group, ...], ...]


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


@dataclass(frozen=True, slots=True)
class _View:
    """A document as the description needs it."""

    words: Sequence[str]
    lowers: Sequence[str]
    parts: Mapping[int, Part]
    uses: Mapping[str, Group]


def observe(glossed: Glossed, lexicon: Lexicon) -> Iterator[Run]:
    """Give the runs of a document with the groups of their tokens, in order of the text."""
    words, passages, parts = glossed
    lowers = [w.lower() for w in words]
    view = _View(words, lowers, parts, _gather(words, lowers, passages, lexicon, parts))
    for passage in passages:
        line = _line(words[passage.first : passage.last])
        for run in passage.runs:
            yield Run(run[0], tuple(_describe(view, passage, run, i, line) for i in range(*run)))


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
                    i > max(first, a + 1)
                    and words[i - 1][0].isupper()
                    and "g" in lexicon.get(before, UNKNOWN).names
                )
                use.speaking += after in SPEECH
                use.before_known += after == "," and i + 2 < b and i + 2 in parts
                use.joined += i > first or i + 1 < last
    small = {w for w in words if w.islower()} & uses.keys()
    return {word: use.group(small=word in small) for word, use in uses.items()}


def _line(here: Sequence[str]) -> Group:
    """Describe the sentence: set in title case or in capitals, short."""
    long_words = [w for w in here if len(w) >= LONG_WORD and w[0].isalpha()]
    capital = sum(w[0].isupper() for w in long_words)
    upper = sum(w.isupper() for w in long_words)
    count = len(long_words)
    enough = count >= LEAST_WORDS
    return (
        "line", enough and capital > TITLE_SHARE * count, enough and upper > TITLE_SHARE * count,
        here[-1] not in '.!?"”', len(here) < SHORT_LINE,
    )  # fmt: skip


def _describe(view: _View, passage: Passage, run: tuple[int, int], i: int, line: Group) -> tuple[Group, ...]:
    """Give the groups of one token."""
    words, lowers, parts = view.words, view.lowers, view.parts
    a, b = passage.first, passage.last
    first, last = run
    word = words[i]
    before, after = words[i - 1] if i > a else "^", words[i + 1] if i + 1 < b else "$"
    here = parts.get(i, OUTSIDE)
    place = here.place
    kind = place + kinds_of(here.mask).coarse
    groups: list[Group] = [
        ("own", word),
        ("near", -1, before), ("near", 1, after),
        ("near", -2, words[i - 2] if i - 1 > a else "^"), ("near", 2, words[i + 2] if i + 2 < b else "$"),
        ("far", "L", lowers[i - 3] if i - 2 > a else "^"), ("far", "R", lowers[i + 3] if i + 3 < b else "$"),
        ("far", "L", lowers[i - 4] if i - 3 > a else "^"), ("far", "R", lowers[i + 4] if i + 4 < b else "$"),
        ("pair", -1, before, word, kind), ("pair", 1, word, after, kind),
        ("known", parts.get(i - 1, OUTSIDE), here, parts.get(i + 1, OUTSIDE)),
        ("known2", parts.get(i - 2, OUTSIDE), parts.get(i + 2, OUTSIDE)),
        (*line, place, is_capitalised(word)),
        ("edge", lowers[first - 1] if first > a else "^", lowers[last] if last < b else "$", place),
        (
            "run", lowers[first], lowers[last - 1], min(MOST, last - first), min(MOST, i - first),
            min(MOST, last - 1 - i),
        ),
    ]  # fmt: skip
    if i in (first, last - 1):
        groups.append(("end", i == first, i == last - 1))
    if word[0].isupper():
        groups.append(view.uses[lowers[i]])
        groups.append(("around", before.lower(), place, after.lower()))
    return tuple(groups)
