"""Tell which names of places stand within the name of a body: "Bank of Ghana", "Sydney Morning Herald".

From a document's tokens to token ranges. A body's name is a run of capitalised words that ends in a word for
a body ("Times", "University"), or begins with one before "of". The tagger finds most; what is added here
is named by a well-known place, for the less known ("Lee Academy") are often people.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from geomap.gazetteer.entries import Sort
from geomap.model import KINDS, Token
from geomap.recognise.cues import POSSESSIVES
from geomap.recognise.known import Glossed, is_prominent, kinds_of
from geomap.recognise.lexicon import Lexicon
from geomap.recognise.runs import is_capitalised

BODIES = frozenset([
    "police", "department", "university", "college", "school", "schools", "hospital", "times", "news", "post",
    "herald", "tribune", "gazette", "journal", "telegraph", "chronicle", "mail", "council", "church", "bank",
    "company", "inc", "corp", "board", "authority", "institute", "association", "commission", "committee",
    "club", "court", "academy", "library", "museum", "agency", "ministry", "party", "guard", "army", "navy",
    "fleet", "regiment", "brigade", "battalion", "infantry", "press", "chamber", "society", "foundation",
    "airlines", "airways", "railways", "railway", "railroad", "orchestra", "symphony", "philharmonic",
    "opera", "ballet", "festival", "marathon", "league", "union", "congress", "conference",
    "front", "movement",
    "institution", "laboratory", "observatory", "sheriff", "cathedral", "seminary", "conservatory",
    "exchange", "group", "fc", "rovers", "wanderers", "athletic", "hotspur", "medical", "elementary",
])  # fmt: skip
"""Words that make a longer name the name of a body."""
HEADS = BODIES | {"bishop", "archbishop", "treaty", "duke", "duchess", "earl", "diocese", "parliament"}
"""Words before "of" that make a name with the place after it."""
GENERIC = frozenset([
    "national", "central", "international", "federal", "general", "royal", "state", "united", "first", "new",
    "public", "city", "county", "regional", "community", "american", "high", "memorial", "northern",
    "southern", "eastern", "western",
])  # fmt: skip
"""Words in the names of bodies that are no places there, though some village has the name."""
LONGEST = 6
"""Words of a body's name after the place."""


def is_within_body(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Say whether a name is part of the name of a body, by the words beside it alone."""
    count = len(tokens)
    if first > 1 and tokens[first - 1].text in {"of", "for"} and is_capitalised(tokens[first - 2].text):
        return tokens[first - 2].text.lower() in HEADS and _side_by_side(tokens, first - 2, first)
    for i in range(last, min(count, last + LONGEST)):
        word = tokens[i].text
        if not (is_capitalised(word) or word in {"and", "&"}) or tokens[i].start != tokens[i - 1].end + 1:
            return False
        if word.lower() in BODIES:
            return True
    return False


def find_bodies(
    tokens: Sequence[Token], taken: AbstractSet[int], glossed: Glossed, lexicon: Lexicon
) -> Iterator[tuple[int, int]]:
    """Give well-known places that open the name of a body, or end it after "of", and are not taken yet."""
    for first, last, mask in glossed.names:
        if (
            is_prominent(mask)
            and kinds_of(mask).sorts != f"{1 << Sort.DEMONYM:x}"
            and not mask >> len(KINDS) & 1 << Sort.DEMONYM
            and taken.isdisjoint(range(first, last))
            and not (last - first == 1 and tokens[first].text.lower() in GENERIC)
            and not _is_preceded(tokens, first, lexicon)
            and is_within_body(tokens, first, last)
        ):
            yield first, last


def _is_preceded(tokens: Sequence[Token], first: int, lexicon: Lexicon) -> bool:
    """Say whether a capitalised word right before makes it another name ("Sam Houston State University")."""
    if not first or tokens[first - 1].end + 1 != tokens[first].start:
        return False
    before = tokens[first - 1].text
    if before in POSSESSIVES or not is_capitalised(before) or before in {"The", "THE"}:
        return False
    return before.lower() not in HEADS or "g" in lexicon[before.lower()].names


def _side_by_side(tokens: Sequence[Token], a: int, b: int) -> bool:
    return all(tokens[i + 1].start == tokens[i].end + 1 for i in range(a, b))
