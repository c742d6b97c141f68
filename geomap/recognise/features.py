"""Describe each word of a run by what the tagger decides on.

From a document's words and what the gazetteer knows of them to columns: for each word that may belong to a
name the words around it, where it stands, and a few small numbers. `geomap.recognise.strings` makes of them
the strings that carry weights. The same code serves training, which wants the strings, and reading, which
never makes them (`geomap.recognise.sums`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from geomap.recognise.chains import Bools, Ints
from geomap.recognise.known import OUTSIDE, Glossed, Part
from geomap.recognise.lexicon import Lexicon
from geomap.recognise.runs import is_capitalised
from geomap.recognise.strings import GLOSSES, GROUPS, KINDS_IN_PLACE, MOST, Situation, gloss_of

TITLE_SHARE = 0.6
"""Share of a line's long words with a capital (or in capitals) that makes it a headline."""
LONG_WORD = 4
LEAST_WORDS = 3
SHORT_LINE = 8


class Described(NamedTuple):
    """The words of a document's runs, one run after another: a column for each word.

    Attributes
    ----------
    runs
        The tokens of each run, half-open.
    words
        Every word of a sentence that has a run, `AROUND` marks before and after each sentence.
    around
        A row for each of `strings.POSITIONS`: which of ``words`` stands there.
    upper
        Whether the word begins with a capital.
    alike
        Equal words with a capital have the same number; -1 for other words.
    parts
        The word's part in a known name.
    glosses
        Numbers of the glosses of two words before, of itself and of two words after.
    from_start, to_end
        Steps to the ends of the run, at most `strings.MOST`.
    codes
        For each of `strings.GROUPS` the word's code.
    """

    runs: list[tuple[int, int]]
    words: list[str]
    around: Ints
    upper: Bools
    alike: Ints
    parts: list[Part]
    glosses: Ints
    from_start: Ints
    to_end: Ints
    codes: dict[str, Ints]

    def situation(self, column: int) -> Situation:
        """Say where one of the words stands."""
        left, gloss, right = (GLOSSES[number] for number in self.glosses[1:4, column].tolist())
        return Situation(
            left, gloss, right, gloss[0],
            int(self.from_start[column]), int(self.to_end[column]), bool(self.upper[column]),
        )  # fmt: skip


TITLES = frozenset([
    "mr", "mrs", "ms", "miss", "dr", "sen", "rep", "gov", "gen", "col", "lt", "sgt", "capt", "maj", "rev",
    "judge", "president", "sheriff", "mayor", "senator", "governor", "coach", "professor", "justice",
    "officer", "detective", "spokesman", "spokeswoman", "director", "chief", "minister", "chancellor", "king",
    "queen", "prince", "princess", "secretary", "commissioner", "congressman", "attorney", "deputy", "sir",
    "lord", "lady", "pastor", "father", "sister", "captain", "colonel", "general", "lieutenant", "sergeant",
])  # fmt: skip
LOCATIVES = frozenset(["in", "near", "outside", "throughout", "downtown", "around", "across"])
SPEECH = frozenset(["said", "says", "told", "added", "asked", "explained", "recalled", "wrote", "noted"])


AROUND: Final = 4
"""Words on either side that are looked at."""
_BEFORE, _AFTER = ["^"] * AROUND, ["$"] * AROUND
_STEPS = np.arange(-AROUND, AROUND + 1)[:, None]
_GLOSS_STEPS = np.arange(5)[:, None]
"""Glosses are looked at of two words on either side; they lie two places further on."""
_OUTSIDE = gloss_of(OUTSIDE)


def observe(glossed: Glossed, lexicon: Lexicon) -> Described | None:
    """Describe the words of a document's runs, in order of the text; None where it has no run."""
    runs = [run for passage in glossed.passages for run in passage.runs]
    if not runs:
        return None
    words, sentences = _lay_out(glossed)
    first, last = np.array(runs).T
    length = last - first
    run = np.repeat(np.arange(len(runs)), length)
    steps = np.arange(len(run)) - (np.cumsum(length) - length)[run]
    token = first[run] + steps
    sentence = np.array(sentences).T[:, run]
    shift, begins, ends = sentence[:3]
    here = token + shift
    to_end = last[run] - 1 - token
    glosses = _glosses(glossed, token)
    own = [words[i] for i in here.tolist()]
    upper = np.array([word[0].isupper() for word in own])
    capital = np.array([*map(is_capitalised, own)])
    at_edge = (steps == 0) + 2 * (to_end == 0)
    size, from_start, to_end = np.minimum([length[run], steps, to_end], MOST)
    chosen = np.flatnonzero(upper)
    inner = (steps > 0) & (token > begins + 1)
    known = (token + 2 < ends) & (glosses[4] != _OUTSIDE)
    uses = _Uses(words, here[chosen].tolist(), glossed.words)
    alike, use = np.full(len(run), -1), np.zeros(len(run), dtype=np.intp)
    alike[chosen] = uses.alike
    use[chosen] = uses.code(inner[chosen].tolist(), known[chosen].tolist(), size[chosen] > 1, lexicon)
    codes = {
        "gl": glosses[1], "gr": glosses[3], "gll": glosses[0], "grr": glosses[4],
        "line": GROUPS["line"].code([*sentence[3:], glosses[2] // KINDS_IN_PLACE, capital]),
        "run": GROUPS["run"].code([size, from_start, to_end, at_edge]),
        "use": use,
    }  # fmt: skip
    start, end = first[run] + shift, last[run] + shift
    return Described(
        runs, words, np.concatenate([here + _STEPS, [start - 1, end, start, end - 1]]), upper, alike,
        [glossed.parts.get(i, OUTSIDE) for i in token.tolist()], glosses, from_start, to_end, codes,
    )  # fmt: skip


def _lay_out(glossed: Glossed) -> tuple[list[str], list[tuple[int, ...]]]:
    """Set marks around each sentence; give for each run how far its words moved, and its sentence.

    A sentence is its first token, the one after its last, and what `_line` says of it.
    """
    words: list[str] = []
    sentences: list[tuple[int, ...]] = []
    for first, last, runs in glossed.passages:
        line = glossed.words[first:last]
        shift = len(words) + AROUND - first
        words += [*_BEFORE, *line, *_AFTER]
        sentences += [(shift, first, last, *_line(line))] * len(runs)
    return words, sentences


def _glosses(glossed: Glossed, token: Ints) -> Ints:
    """Give the glosses of the words around each token, a row for each of five places."""
    parts = glossed.parts
    glosses = np.full(len(glossed.words) + 4, _OUTSIDE)
    glosses[np.fromiter(parts, dtype=np.intp, count=len(parts)) + 2] = [*map(gloss_of, parts.values())]
    around: Ints = glosses[token + _GLOSS_STEPS]
    return around


class _Uses:
    """How a document uses its words with a capital.

    Parameters
    ----------
    words
        The words of its sentences, laid out.
    places
        Where the words with a capital stand that are in a run.
    document
        All its words.

    Attributes
    ----------
    alike
        A number for each of those words: equal words have the same.
    """

    def __init__(self, words: Sequence[str], places: Sequence[int], document: Sequence[str]) -> None:
        lows = " ".join(words).lower().split(" ")  # no token holds a space
        number: dict[str, int] = {}
        self.alike = np.array([number.setdefault(lows[i], len(number)) for i in places], dtype=np.intp)
        present = set(document)
        self._small = np.array([low in present and low.islower() for low in number], dtype=bool)
        self._words, self._lows, self._places = words, lows, places

    def code(self, inner: Sequence[bool], known: Sequence[bool], joined: Ints, lexicon: Lexicon) -> Ints:
        """Give each word's code of the group "use".

        Parameters
        ----------
        inner
            Another word of the run stands before it, which does not open the sentence.
        known
            The word after the next is in a known name.
        joined
            It is not alone in its run.
        """
        words, lows, places = self._words, self._lows, self._places
        before, after = [lows[i - 1] for i in places], [lows[i + 1] for i in places]
        total, joins = np.bincount(self.alike), self._count(joined)
        located = self._count([word in LOCATIVES for word in before])
        person: list[Ints] = [
            self._count([
                word in TITLES or (word == "." and lows[i - 2] in TITLES)
                for i, word in zip(places, before, strict=True)
            ]),
            self._count([
                after_name and words[i - 1][0].isupper() and "g" in lexicon[word].names
                for i, word, after_name in zip(places, before, inner, strict=True)
            ]),
            self._count([word in SPEECH for word in after]),
        ]  # fmt: skip
        before_known = self._count([word == "," and there for word, there in zip(after, known, strict=True)])
        leaning = np.sign(located - sum(person)).astype(np.intp) + 1
        each = GROUPS["use"].code([
            np.minimum(total, MOST - 1), located > 0, *[count > 0 for count in person], before_known > 0,
            leaning, 2 * joins > total, self._small,
        ])  # fmt: skip
        return each[self.alike]

    def _count(self, said: Sequence[bool] | Ints) -> Ints:
        """Count of each word how often something is so."""
        return np.bincount(self.alike, weights=said)


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


def _line(here: Sequence[str]) -> tuple[bool, bool, bool, bool]:
    """Say whether a sentence is set in title case or in capitals, lacks an end, is short."""
    sorts = bytes(map(_SORTS.__getitem__, here))
    upper = sorts.count(_UPPER)
    capital = sorts.count(_CAPITAL) + upper
    count = len(sorts) - sorts.count(_SHORT)
    enough = count >= LEAST_WORDS
    return (
        enough and capital > TITLE_SHARE * count, enough and upper > TITLE_SHARE * count,
        here[-1] not in '.!?"”', len(here) < SHORT_LINE,
    )  # fmt: skip
