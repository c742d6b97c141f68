"""Take off what other languages put on a name: case endings, particles behind it, small words before it.

From a normalised key in Cyrillic, Arabic, Hebrew or Hangul to the keys that it may be a form of, the
likeliest first. In these scripts a name seldom stands bare ("из Пхеньяна", "بموسكو", "평양에서"); keys in
other scripts have no forms here. Whether a form is a name, the gazetteer says.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

SHORTEST: Final = 3
"""Letters that must be left of a name; in Hangul a letter is a syllable, and two will do."""
SHORTEST_HANGUL: Final = 2

_CYRILLIC: Final = (
    ("ом", ("",)), ("ем", ("", "и", "ь")), ("ои", ("а", "ая")), ("еи", ("я",)), ("ью", ("ь",)),
    ("а", ("", "о")), ("у", ("", "а", "о")), ("е", ("", "а", "о", "и", "я")), ("ы", ("а",)),
    ("и", ("я", "ь", "а")), ("ю", ("я", "и", "ь")), ("я", ("и", "ь")), ("і", ("", "а", "ь")),
)  # fmt: skip
"""Endings of cases, and what the bare name has in their stead (й is и in a key)."""
_ARABIC: Final = (
    ("ولل", "ال"), ("لل", "ال"), ("وب", ""), ("ول", ""), ("و", ""), ("ب", ""), ("ل", ""), ("ف", ""),
)  # fmt: skip
"""And, in, to, so, written as one with the word that follows; after "to" an article has lost its letter."""
_HEBREW: Final = ("וב", "ול", "ומ", "שב", "ו", "ב", "ל", "מ", "כ", "ש", "ה")
_HANGUL: Final = (
    "에서는", "으로부터", "에서", "으로", "까지", "부터", "에는", "에게", "에", "로", "을", "를", "은", "는",
    "이", "가", "의", "와", "과", "도",
)  # fmt: skip


def bare_forms(key: str) -> Iterator[str]:
    """Give what a key may be a form of; nothing where its last letter is of another script."""
    last = key[-1:]
    if "\u0400" <= last <= "\u052f":
        for ending, stems in _CYRILLIC:
            if key.endswith(ending) and len(key) - len(ending) >= SHORTEST:
                yield from (key[: -len(ending)] + stem for stem in stems)
    elif "\u0600" <= last <= "\u06ff":
        for prefix, article in _ARABIC:
            if key.startswith(prefix) and len(key) - len(prefix) >= SHORTEST:
                yield article + key[len(prefix) :]
    elif "\u0590" <= last <= "\u05ff":
        yield from (p for x in _HEBREW if key.startswith(x) and len(p := key[len(x) :]) >= SHORTEST)
    elif "\uac00" <= last <= "\ud7a3":
        yield from (s for x in _HANGUL if key.endswith(x) and len(s := key[: -len(x)]) >= SHORTEST_HANGUL)
