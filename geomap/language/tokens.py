"""Cut a text into tokens: words, numbers and marks, with exact offsets.

From a stretch of text to tokens. A possessive ``'s`` and each part of a hyphenated word are tokens of
their own, so that the place in "Iraq's" and "London-based" has edges of its own; "U.S." and "don't" stay
whole. Combining marks, soft hyphens and joiners belong to the word they stand in. White space gives no
token, everything else does; nothing is normalised.
"""

from __future__ import annotations

import re
from functools import lru_cache

from geomap.model import Token

MARKS = "\u0300-\u036f\u00ad\u200b-\u200d\u2060"
"""Combining marks and invisible characters that may stand inside a word."""

# In this order: initials ("U.S."), words with inner apostrophes, possessives, any other character.
# Each alternative eats what it can and is never re-tried on the same characters, so time is linear.
PATTERN = re.compile(
    r"(?:[^\W\d_]\.){2,}"
    rf"|[^\W_]+(?:(?:['’](?![sS]\b)|[{MARKS}]+)[^\W_]+)*[{MARKS}]*"
    r"|['’][sS]\b"
    r"|[^\w\s]|_"
)  # fmt: skip


LONGEST_KEPT = 30
"""Characters of a piece between spaces whose tokens are remembered: the words of a language."""


def tokenise(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Give the tokens of ``text[start:end]`` in order, with offsets into the whole text."""
    tokens = []
    at = start
    new = tuple.__new__  # past the named constructor, which takes twice as long
    for piece in text[start:end].split(" "):
        size = len(piece)
        if piece.isalpha():  # four of five are nothing but a word
            tokens.append(new(Token, (at, at + size, piece)))
        else:
            # No token holds white space or asks what lies beyond it, so equal pieces have equal tokens.
            for first, last, word in (_kept if size <= LONGEST_KEPT else _cut)(piece):
                tokens.append(new(Token, (at + first, at + last, word)))
        at += size + 1
    return tokens


def _cut(piece: str) -> tuple[tuple[int, int, str], ...]:
    return tuple((match.start(), match.end(), match[0]) for match in PATTERN.finditer(piece))


_kept = lru_cache(maxsize=32_768)(_cut)
