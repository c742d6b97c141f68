"""Find places in lines written without any capital, as people write to friends.

From a document's sentences to token ranges. Where nothing is capitalised, nothing tells a name from a
word, so only large places are found, after a preposition of place, and only those whose name the corpora do
not also write as a word ("nice", "reading"), or give to people ("jordan").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geomap.gazetteer.entries import Sort
from geomap.model import Prose, Token
from geomap.recognise.known import BIG, Knows, is_prominent, key_of, kinds_of
from geomap.recognise.lexicon import Lexicon

BEFORE = frozenset([
    "in", "near", "to", "from", "at", "across", "through", "outside", "around", "via", "visiting", "leaving",
])  # fmt: skip
FEWEST_WORDS = 4
LONGEST = 4
SHORTEST = 4
"""Letters of the shortest name that is believed."""
NAME = 1 << Sort.NAME


def find_in_small_letters(prose: Prose, gazetteer: Knows, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Give token ranges of large places after a preposition, in sentences that have no capital."""
    tokens = prose.tokens
    for sentence in prose.sentences:
        a, b = sentence.first_token, sentence.last_token
        if b - a < FEWEST_WORDS or not tokens[a].text[0].islower():
            continue
        if any(t.text != t.text.lower() and t.text != "I" for t in tokens[a:b]):
            continue
        i = a + 1
        while i < b:
            end = _longest(tokens, i, b, gazetteer, lexicon) if tokens[i - 1].text in BEFORE else i
            if end > i:
                yield i, end
            i = max(end, i + 1)


def _longest(tokens: Sequence[Token], start: int, last: int, gazetteer: Knows, lexicon: Lexicon) -> int:
    """Give the end of the longest large place from a word on; the word itself for none."""
    key, end = "", start
    for i in range(start, min(last, start + LONGEST)):
        word = tokens[i].text
        if not word.isalpha():
            break
        key = f"{key} {key_of(word)}".strip()
        mask = gazetteer.knows(key)
        alone = i == start
        if (
            mask and len(key) >= SHORTEST and is_prominent(mask)
            and kinds_of(mask).size >= BIG + alone and int(kinds_of(mask).sorts, 16) & NAME
            and not (alone and set("gl") & set(lexicon[word].names))
        ):  # fmt: skip
            end = i + 1
        if not gazetteer.is_prefix(key):
            break
    return end
