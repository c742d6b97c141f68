"""What is known of single words: clusters of like words, given names and surnames.

Compiled by `geomap.train.lexicon` into ``data/lexicon.tsv``; read once. Words are in small letters.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple


class Word(NamedTuple):
    """A word's coarse and fine cluster (empty if in none), and whether it is a given name or surname."""

    coarse: str
    fine: str
    names: str


Lexicon = dict[str, Word]
UNKNOWN = Word("", "", "")


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Read the lexicon that the package carries."""
    text = (files("geomap.recognise") / "data" / "lexicon.tsv").read_text(encoding="ascii")
    return parse_lexicon(text)


def parse_lexicon(text: str) -> Lexicon:
    """Read a lexicon: one word a line with its clusters and marks, separated by tabs."""
    rows = [line.split("\t") for line in text.splitlines()]
    if not rows:
        return {}
    words, coarse, fine, names = zip(*rows, strict=True)
    return dict(zip(words, map(Word, coarse, fine, names), strict=True))
