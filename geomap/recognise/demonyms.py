"""Find adjectives and peoples of places: "Russian", "North Koreans", "Western".

From a document's tokens and the gazetteer to spans. A demonym is a capitalised word (or several) that the
gazetteer knows as the adjective or people of a place; a name of a place proper is none, and no part of a
span that was taken already is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from geomap.gazetteer.entries import Sort
from geomap.model import KINDS, Prose
from geomap.recognise.features import Knows, key_of

DEMONYM = 1 << (len(KINDS) + Sort.DEMONYM)
LONGEST = 3


def is_demonym(key: str, gazetteer: Knows) -> bool:
    """Say whether a normalised name is known as an adjective or people of a place."""
    return bool(gazetteer.knows(key) & DEMONYM)


def find_demonyms(prose: Prose, taken: Collection[int], gazetteer: Knows) -> Iterator[tuple[int, int]]:
    """Give token ranges of demonyms outside the tokens already taken, the longest first at each place."""
    tokens = prose.tokens
    for sentence in prose.sentences:
        i = sentence.first_token
        while i < sentence.last_token:
            end = 0
            if i not in taken and tokens[i].text[0].isupper():
                key = ""
                for j in range(i, min(i + LONGEST, sentence.last_token)):
                    word = tokens[j].text
                    if j in taken or not word[0].isalpha():
                        break
                    key = f"{key} {key_of(word)}".strip()
                    if is_demonym(key, gazetteer) and word[0].isupper():
                        end = j + 1
            if end:
                yield i, end
                i = end
            else:
                i += 1
