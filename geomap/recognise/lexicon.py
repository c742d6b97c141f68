"""What is known of single words: clusters of like words, given names and surnames.

Compiled by `geomap.train.lexicon` into ``data/lexicon.tsv``, in order; a word's line is found when the word
is first asked for, because a document asks for few of forty thousand. Words are in small letters.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple


class Word(NamedTuple):
    """A word's coarse and fine cluster (empty if in none), and whether it is a given name or surname."""

    coarse: str
    fine: str
    names: str


UNKNOWN = Word("", "", "")
MOST_MET: Final = 50_000
"""Words whose entries are kept (about 200 bytes each) before they are looked up anew."""


class Lexicon(dict[str, Word]):
    """The entry of every word that was asked for, `UNKNOWN` for a word that the lexicon lacks.

    Ask with ``lexicon[word]``; ``get`` and ``in`` know only what was asked for before.

    Parameters
    ----------
    text
        One word a line with its clusters and marks, separated by tabs, in order.
    """

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._lines = text.splitlines()

    def __missing__(self, word: str) -> Word:
        """Look a word up that was not asked for before."""
        if len(self) >= MOST_MET:
            self.clear()
        start = f"{word}\t"  # a tab comes before all letters: lines stand in the order of their words
        at = bisect_left(self._lines, start)
        found = at < len(self._lines) and self._lines[at].startswith(start)
        entry = self[word] = Word(*self._lines[at].split("\t")[1:]) if found else UNKNOWN
        return entry


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Open the lexicon that the package carries."""
    return Lexicon((Path(__file__).with_name("data") / "lexicon.tsv").read_text(encoding="ascii"))
