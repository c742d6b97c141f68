"""Find the runs of tokens that may hold a name, so that all else need not be looked at.

From a sentence's tokens to ranges of tokens. A run begins with a capitalised word, goes on over capitalised
words, numbers and the small words and marks that stand inside names ("of", "and", "de", "-", "'s"), and
ends at everything else: commas and ordinary words. Nothing outside a run is ever a name; what inside a run
is one, the tagger decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from geomap.model import Token

CONNECTORS = frozenset([
    "of", "and", "the", "&", "de", "la", "del", "du", "des", "da", "do", "dos", "di", "le", "les", "el", "al",
    "ad", "as", "ar", "ash", "az", "upon", "on", "-", "–", "'", "’", "'s", "’s", "'S", "’S", ".", "/", "y",
    "e",
    "van", "von", "der", "den", "sur", "bin", "ibn", "ul", "en", "in", "et", "a", "zu", "am", "ob",
])  # fmt: skip
"""What may stand between two capitalised words of one name."""

PREFIXES = frozenset(["al", "el", "ad", "ar", "as", "ash", "az", "an", "ul"])
"""Articles that a name may begin with in small letters before a hyphen: "al-Hasakah"."""

LONGEST_GAP = 3
"""Connectors in a row: "Isle of the", "St. Mary's-in-the"."""

LONGEST_ABBREVIATION = 5
"""Letters before a dot that belongs to the name: "Calif.", "Mo."."""


_RUN = re.compile(rf"[CPp](?:(?<=C)|.C)(?:d|[cP.]{{0,{LONGEST_GAP}}}C)*\.?")
"""A run in the marks of words (`marks_of_run`)."""
_UNSETTLED = re.compile("[Pp.]")
"""Marks that hang on the words beside."""


def is_capitalised(word: str) -> bool:
    """Say whether a word begins with a capital letter."""
    return word[0].isupper() or word[0].istitle()


@lru_cache(maxsize=65_536)
def _mark(word: str) -> str:
    """Give a word's mark, as far as the word alone tells."""
    if is_capitalised(word):
        return "C"
    if word in PREFIXES:
        return "P" if word in CONNECTORS else "p"
    if word in CONNECTORS:
        return "." if word == "." else "c"
    return "d" if word[0].isdigit() else " "


def marks_of_run(words: Sequence[str], tokens: Sequence[Token]) -> str:
    """Give a mark for each word, so that runs can be found as a pattern.

    ``C`` capitalised, ``d`` number, ``c`` connector, ``.`` dot of an abbreviation, ``P`` or ``p`` a prefix
    before its hyphen (the first may connect, too), a space for all else.
    """
    alone = "".join(map(_mark, words))
    marks = list(alone)
    for unsettled in _UNSETTLED.finditer(alone):
        i = unsettled.start()
        if marks[i] == ".":
            if not (_adjoins(tokens, i) and len(words[i - 1]) <= LONGEST_ABBREVIATION):
                marks[i] = " "
        elif not (
            i + 2 < len(words) and words[i + 1] in "-–'’"
            and _adjoins(tokens, i + 1) and _adjoins(tokens, i + 2)
        ):  # fmt: skip
            marks[i] = "c" if marks[i] == "P" else " "
    return "".join(marks)


def find_runs(marks: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Give the runs among the words of a sentence, whose range is half-open, as half-open ranges."""
    return (run.span() for run in _RUN.finditer(marks, first, last))


def _adjoins(tokens: Sequence[Token], i: int) -> bool:
    return tokens[i].start == tokens[i - 1].end
