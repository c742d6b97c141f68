"""How a name becomes a key, so that all spellings of one name meet in one row.

From a name as it stands in a text or a table to a key of lower-case words with single spaces. Case,
diacritics, punctuation, kinds of space and invisible characters go; the script stays, so Cyrillic
finds Cyrillic. Nothing is transliterated, and no word is added or taken away (`variants` does that).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Letters that Unicode does not decompose, but that English prints without their stroke.
_UNDECOMPOSED = {
    "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe",
    "þ": "th", "ə": "e", "ŋ": "n", "ƙ": "k", "ɓ": "b", "ɗ": "d", "ĸ": "k", "ʉ": "u", "ɨ": "i",
}  # fmt: skip
COMPASS = frozenset([
    "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "northeast",
    "northwest", "southeast", "southwest", "northeastern", "northwestern", "southeastern", "southwestern",
])  # fmt: skip
"""Words for a part of the land, with which the names of regions begin."""

_APOSTROPHES = "ʻʼʽʾʿˈˊˋ՚ꞌ"
_JOINERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
_VARIATION_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0), range(0x180B, 0x1810))


class _Fold(dict[int, str]):
    """What each character of a decomposed, casefolded name turns into, worked out once."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold(chr(code))
        return folded


def _fold(char: str) -> str:
    category = unicodedata.category(char)
    if char in _JOINERS or category == "Cf" or any(ord(char) in r for r in _VARIATION_SELECTORS):
        return ""
    if char in _APOSTROPHES:
        return " "
    if category[0] == "M":
        return "" if unicodedata.combining(char) else char
    if category[0] not in "LN":
        return " "
    lower = unicodedata.normalize("NFKD", char.casefold())
    if lower != char:
        return "".join(_fold(c) for c in lower)
    return _UNDECOMPOSED.get(char, char)


_FOLD = _Fold()
_ASCII = "".join(chr(c).lower() if chr(c).isalnum() else " " for c in range(128))


@lru_cache(maxsize=65_536)
def normalise(name: str) -> str:
    """Give the key of a name: casefolded, without diacritics, punctuation as single spaces.

    Idempotent, linear in the length, and the same for NFC and NFD, straight and curly apostrophes,
    hyphen and space, no-break and ordinary space, with or without soft hyphens and zero-width marks.
    A name of punctuation alone gives the empty string.
    """
    if name.isascii():
        return " ".join(name.translate(_ASCII).split())
    folded = unicodedata.normalize("NFKD", name.casefold()).translate(_FOLD)
    return " ".join(unicodedata.normalize("NFC", folded).split())


def is_abbreviation(name: str) -> bool:
    """Say whether a name is written as an abbreviation: ``US``, ``U.S.``, ``N.Y.``, ``PRC``."""
    letters = name.replace(".", "").replace(" ", "")
    return letters.isalpha() and letters.isupper()


def has_latin(name: str) -> bool:
    """Say whether the first letter of a name is Latin."""
    for char in name:
        if char.isalpha():
            return char < "\u0250" or "\u1e00" <= char <= "\u1eff"
    return False
