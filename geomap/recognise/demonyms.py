"""Find adjectives and peoples of places: "Russian", "North Koreans", "Western".

From a document's tokens and the gazetteer to spans. A demonym is a capitalised word (or several) that the
gazetteer knows as the adjective or people of a place; a name of a place proper is none, and no part of a
span that was taken already is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from geomap.gazetteer.entries import Sort
from geomap.model import KINDS, Prose, Token
from geomap.recognise.known import Glossed, Knows, key_of, kinds_of

DEMONYM = 1 << (len(KINDS) + Sort.DEMONYM)
LONGEST = 3
ENDINGS = (
    ("ians", ("ia", "", "y")), ("ian", ("ia", "", "y")), ("eans", ("ea", "e", "")), ("ean", ("ea", "e", "")),
    ("ans", ("a", "")), ("an", ("a", "")), ("ese", ("", "a")), ("ites", ("", "a")), ("ite", ("", "a")),
)  # fmt: skip
"""Endings of adjectives and peoples, and what the place has in their stead."""
_ENDINGS = tuple(ending for ending, _ in ENDINGS)
SHORTEST_DERIVED = 6
REGIONS = frozenset(["country", "admin1", "region", "continent", "peninsula", "island"])
REGION_SIZE = 5
"""Orders of magnitude of prominence of a place whose adjective is taken for one by its ending."""


def is_demonym(key: str, gazetteer: Knows) -> bool:
    """Say whether a normalised name is known as an adjective or people of a place."""
    return bool(gazetteer.knows(key) & DEMONYM)


def is_derived(word: str, gazetteer: Knows) -> bool:
    """Say whether a word is made from the name of a country or region by an ending ("Bavarians")."""
    key = key_of(word)
    if len(key) < SHORTEST_DERIVED or not key.endswith(_ENDINGS) or gazetteer.knows(key):
        return False
    for ending, put_back in ENDINGS:
        if key.endswith(ending):
            stem = key[: -len(ending)]
            for tail in put_back:
                seen = kinds_of(gazetteer.knows(stem + tail))
                if REGIONS & seen.names and seen.size >= REGION_SIZE:
                    return True
    return False


def find_demonyms(
    prose: Prose, taken: Collection[int], glossed: Glossed, gazetteer: Knows
) -> Iterator[tuple[int, int]]:
    """Give token ranges of demonyms outside the tokens already taken, the longest first at each place."""
    tokens = prose.tokens
    for passage in glossed.passages:
        for first, last in passage.runs:
            end = first
            for i in range(first, last):
                if i < end or i in taken or not tokens[i].text[0].isupper():
                    continue
                end = _longest(tokens, i, last, taken, gazetteer)
                if end > i:
                    yield i, end
                elif _opens_phrase(prose, i, passage.last) and is_derived(tokens[i].text, gazetteer):
                    end = i + 1
                    yield i, end


def _longest(tokens: Sequence[Token], i: int, last: int, taken: Collection[int], gazetteer: Knows) -> int:
    """Give the end of the longest demonym that begins with a token; the token itself for none."""
    key, end = "", i
    for j in range(i, min(i + LONGEST, last)):
        word = tokens[j].text
        if j in taken or not word[0].isalpha():
            break
        key = f"{key} {key_of(word)}".strip()
        if word[0].isupper() and is_demonym(key, gazetteer):
            end = j + 1
        if key and not gazetteer.is_prefix(key):
            break
    return end


def _opens_phrase(prose: Prose, i: int, last: int) -> bool:
    """Say whether a word stands before an ordinary word, as an adjective does."""
    return (
        i + 1 < last
        and prose.tokens[i + 1].text[0].islower()
        and not (i and prose.tokens[i - 1].text[0].isupper())
    )
