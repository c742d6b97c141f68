"""Find the runs of tokens that may hold a name, so that all else need not be looked at.

From a sentence's tokens to ranges of tokens. A run begins with a capitalised word, goes on over capitalised
words, numbers and the small words and marks that stand inside names ("of", "and", "de", "-", "'s"), and
ends at everything else: commas and ordinary words. Nothing outside a run is ever a name; what inside a run
is one, the tagger decides.
"""

from __future__ import annotations

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


def is_capitalised(word: str) -> bool:
    """Say whether a word begins with a capital letter."""
    return word[0].isupper() or word[0].istitle()


def find_runs(words: Sequence[str], *, adjoining: Callable[[int], bool]) -> Iterator[tuple[int, int]]:
    """Give the runs of a sentence as half-open ranges of its words.

    Parameters
    ----------
    adjoining
        Says of a word's index whether it touches the one before it; asked only where that matters.
    """
    count, i = len(words), 0
    while i < count:
        start = i
        first = words[i][0]
        if not (first.isupper() or first.istitle()):
            if words[i] not in PREFIXES:
                i += 1
                continue
            if (
                i + 2 < count and words[i + 1] in "-–'’"
                and adjoining(i + 1) and adjoining(i + 2) and is_capitalised(words[i + 2])
            ):  # fmt: skip
                i += 2
            else:
                i += 1
                continue
        end = i = i + 1
        while i < count:
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
            end < count
            and words[end] == "."
            and adjoining(end)
            and len(words[end - 1]) <= LONGEST_ABBREVIATION
        ):
            end += 1
        yield start, end
        i = end
