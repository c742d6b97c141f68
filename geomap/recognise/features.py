"""Describe each word of a run by what the tagger decides on.

From a document's words and what the gazetteer knows of them to columns: for each word that may belong to a
name the words around it, where it stands, and a few small numbers. `geomap.recognise.strings` makes of them
the strings that carry weights. The same code serves training, which wants the strings, and reading, which
never makes them (`geomap.recognise.sums`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Final, NamedTuple

import numpy as np

from geomap.recognise.chains import Bools, Ints
from geomap.recognise.known import OUTSIDE, Glossed, Part
from geomap.recognise.lexicon import Lexicon
from geomap.recognise.met import Met
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
    token
        The word's index in the document.
    words
        Every word of a sentence that has a run, `AROUND` marks before and after each sentence.
    numbers
        The number of each of them, among the words met.
    around
        A row for each of `strings.POSITIONS`: which of ``words`` stands there.
    upper
        Whether the word begins with a capital.
    alike
        Equal words with a capital, of more than one letter, have the same number; -1 for other words.
    parts, part
        Parts in known names, and which of them the word plays.
    glosses
        Numbers of the glosses of two words before, of itself and of two words after.
    from_start, to_end
        Steps to the ends of the run, at most `strings.MOST`.
    codes
        For each of `strings.GROUPS` the word's code.
    """

    runs: list[tuple[int, int]]
    token: Ints
    words: list[str]
    numbers: Ints
    around: Ints
    upper: Bools
    alike: Ints
    parts: list[Part]
    part: Ints
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


MARKS: Final = 12
(
    UPPER, CAPITALISED, SINGLE, LONG, LONG_CAPITAL, LONG_UPPER, LOCATIVE, TITLE, SPEAKING, COMMA, STOP, END,
) = range(MARKS)  # fmt: skip
"""What is marked of a word by itself: begins with a capital; is capitalised as `runs` says; is one letter; is
long, with a capital, in capitals throughout; is a word for a place, a title, a word of speech; is a comma, a
dot, a sign that ends a sentence."""
_BITS = 1 << np.arange(MARKS)
_CAPITAL, _LARGE = (1 << UPPER) + (1 << CAPITALISED), (1 << LONG_CAPITAL) + (1 << LONG_UPPER)
_MARKED: dict[str, int] = {
    **dict.fromkeys(LOCATIVES, 1 << LOCATIVE), **dict.fromkeys(TITLES, 1 << TITLE),
    **dict.fromkeys(SPEECH, 1 << SPEAKING), ",": 1 << COMMA, ".": (1 << STOP) + (1 << END),
    **dict.fromkeys('!?"”', 1 << END),
}  # fmt: skip


def mark_words(words: Sequence[str]) -> Bools:
    """Mark words: a row for each, a column for each mark."""
    bits = np.array([*map(_bits, words)], dtype=np.intp)
    marks: Bools = bits[:, None] & _BITS != 0
    return marks


def _bits(word: str) -> int:
    """Give a word's marks, each as a bit."""
    bits = _MARKED.get(word.lower(), 0)
    upper = word[0].isupper()
    if upper:
        bits += _CAPITAL
    elif is_capitalised(word):
        bits += 1 << CAPITALISED
    if len(word) == 1:
        bits += 1 << SINGLE
    elif len(word) >= LONG_WORD and word[0].isalpha():
        bits += 1 << LONG
        if word.isupper():
            bits += _LARGE
        elif upper:
            bits += 1 << LONG_CAPITAL
    return bits


def observe(glossed: Glossed, met: Met[str], lexicon: Lexicon) -> Described | None:
    """Describe the words of a document's runs, in order of the text; None where it has no run.

    Parameters
    ----------
    met
        The words met so far, with their marks in the first column (`mark_words`).
    """
    runs = [run for passage in glossed.passages for run in passage.runs]
    if not runs:
        return None
    laid_out = ((_BEFORE, glossed.words[a:b], _AFTER) for a, b, _ in glossed.passages)
    words = [*chain.from_iterable(chain.from_iterable(laid_out))]
    numbers = met.number(words)
    marks = met.columns[0].take(numbers, axis=0).T
    first, last = np.array(runs).T
    length = last - first
    run = np.repeat(np.arange(len(runs)), length)
    steps = np.arange(len(run)) - (np.cumsum(length) - length)[run]
    token = first[run] + steps
    sentence = _sentences(glossed, marks)[:, run]
    shift, begins, ends = sentence[:3]
    here = token + shift
    to_end = last[run] - 1 - token
    parts = [OUTSIDE, *glossed.parts.values()]
    known = np.zeros(len(glossed.words) + 4, dtype=np.intp)
    known[np.fromiter(glossed.parts, dtype=np.intp, count=len(parts) - 1) + 2] = range(1, len(parts))
    known = known[token + _GLOSS_STEPS]
    glosses = np.array([*map(gloss_of, parts)])[known]
    at_edge = (steps == 0) + 2 * (to_end == 0)
    size, from_start, to_end = np.minimum([length[run], steps, to_end], MOST)
    own = marks[:, here]
    codes = {
        "gl": glosses[1], "gr": glosses[3], "gll": glosses[0], "grr": glosses[4],
        "line": GROUPS["line"].code(
            [*sentence[3:], glosses[2] // KINDS_IN_PLACE, own[CAPITALISED]]
        ),
        "run": GROUPS["run"].code([size, from_start, to_end, at_edge]),
        "use": np.zeros(len(run), dtype=np.intp),
    }  # fmt: skip
    alike = np.full(len(run), -1)
    chosen = np.flatnonzero(own[UPPER])
    if len(chosen):
        inner = (steps > 0) & (token > begins + 1)
        followed = (token + 2 < ends) & (known[4] > 0)
        alike[chosen], codes["use"][chosen] = _uses(
            words, marks, here[chosen], glossed.words, lexicon,
            np.array([inner, followed, size > 1])[:, chosen],
        )  # fmt: skip
        alike[own[SINGLE]] = -1
    start, end = first[run] + shift, last[run] + shift
    around = np.concatenate([here + _STEPS, [start - 1, end, start, end - 1]])
    return Described(
        runs, token, words, numbers, around, own[UPPER], alike, parts, known[2], glosses, from_start, to_end,
        codes,
    )  # fmt: skip


def _sentences(glossed: Glossed, marks: Bools) -> Ints:
    """Say of each run's sentence how far its words moved when they were laid out, and what it is.

    Returns
    -------
    Ints
        A column for each run: how far, the first token, the one after the last; whether the sentence is set
        in title case, or in capitals, whether it lacks an end, whether it is short.
    """
    first, last, count = np.array([(a, b, len(runs)) for a, b, runs in glossed.passages]).T
    after = np.cumsum(last - first + 2 * AROUND)
    before = after - (last - first + 2 * AROUND)
    sorts = marks[[LONG, LONG_CAPITAL, LONG_UPPER]]
    long, capital, upper = np.add.reduceat(sorts, before, axis=1, dtype=np.intp)
    enough = long >= LEAST_WORDS
    table = np.array([
        before + AROUND - first, first, last,
        enough & (capital > TITLE_SHARE * long), enough & (upper > TITLE_SHARE * long),
        ~marks[END, after - AROUND - 1], last - first < SHORT_LINE,
    ])  # fmt: skip
    return np.repeat(table, count, axis=1)


def _uses(
    words: Sequence[str],
    marks: Bools,
    here: Ints,
    document: Sequence[str],
    lexicon: Lexicon,
    stands: Bools,
) -> tuple[Ints, Ints]:
    """Say how a document uses its words with a capital, wherever they stand.

    Parameters
    ----------
    words, marks, here
        The words of its sentences, their marks, and where those with a capital stand that are in a run.
    document
        All its words.
    stands
        Three rows: whether another word of the run stands before it, which does not open the sentence;
        whether the word after the next is in a known name; whether it is not alone in its run.

    Returns
    -------
    tuple of Ints
        For each of those words a number that equal words share, and its code of the group "use".
    """
    inner, followed, joined = stands
    number: dict[str, int] = {}
    alike = np.array([number.setdefault(words[i].lower(), len(number)) for i in here.tolist()])
    present = set(document)
    small = np.array([low in present and low.islower() for low in number])
    before, after = marks[:, here - 1], marks[:, here + 1]
    named = inner & before[UPPER]
    named[named] = ["g" in lexicon[words[i - 1].lower()].names for i in here[named].tolist()]
    located, titled, named, speaking, followed, joins = (
        np.bincount(alike, weights=said)
        for said in (
            before[LOCATIVE],
            before[TITLE] | (before[STOP] & marks[TITLE, here - 2]),
            named,
            after[SPEAKING],
            followed & after[COMMA],
            joined,
        )
    )
    total = np.bincount(alike)
    leaning = np.sign(located - (titled + named + speaking)).astype(np.intp) + 1
    code = GROUPS["use"].code([
        np.minimum(total, MOST - 1), located > 0, titled > 0, named > 0, speaking > 0, followed > 0,
        leaning, 2 * joins > total, small,
    ])  # fmt: skip
    return alike, code[alike]
