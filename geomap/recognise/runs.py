"""Find the runs of tokens that may hold a name, so that all else need not be looked at.

From a sentence's tokens to ranges of tokens. A run begins with a capitalised word, goes on over capitalised
words, numbers and the small words and marks that stand inside names ("of", "and", "de", "-", "'s"), and
ends at everything else: commas and ordinary words. Nothing outside a run is ever a name; what inside a run
is one, the tagger decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

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


_OPENING = re.compile(r"[A-Z\x80-\U0010ffff]|[aeu](?=[-–'’])")
"""What a run may begin with: a capital, what may be one, or a prefix's letter before a hyphen."""


def is_capitalised(word: str) -> bool:
    """Say whether a word begins with a capital letter."""
    return word[0].isupper() or word[0].istitle()


def find_runs(
    words: Sequence[str], initials: str, first: int, last: int, *, adjoining: Callable[[int], bool]
) -> Iterator[tuple[int, int]]:
    """Give the runs of a sentence as half-open ranges of a document's words.

    Parameters
    ----------
    initials
        The first character of each word.
    first, last
        The sentence's words, half-open.
    adjoining
        Says of a word's index whether it touches the one before it; asked only where that matters.
    """
    i = first
    while opening := _OPENING.search(initials, i, last):
        start = opening.start()
        i = start + 1
        if not is_capitalised(words[start]):
            if words[start] not in PREFIXES or not (
                start + 2 < last and words[start + 1] in "-–'’"
                and adjoining(start + 1) and adjoining(start + 2) and is_capitalised(words[start + 2])
            ):  # fmt: skip
                continue
            i = start + 3
        end = i
        while i < last:
            word = words[i]
            if is_capitalised(word) or (word[0].isdigit() and i == end):
                end = i = i + 1
            elif word in CONNECTORS and i - end < LONGEST_GAP:
                if word == "." and not (adjoining(i) and len(words[i - 1]) <= LONGEST_ABBREVIATION):
                    break
                i += 1
            else:
                break
        if (
            end < last
            and words[end] == "."
            and adjoining(end)
            and len(words[end - 1]) <= LONGEST_ABBREVIATION
        ):
            end += 1
        yield start, end
        i = end
