"""Find names that the word beside them settles: "Clay and Greene counties", "Lewisburg Mayor", "HAMILTON —".

From a document's tokens and the gazetteer to token ranges that the tagger left out. Each construction leaves
hardly any other reading for a name that the gazetteer knows.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from geomap.model import Prose
from geomap.recognise.demonyms import is_demonym
from geomap.recognise.known import Glossed, Knows, is_prominent, key_of, kinds_of
from geomap.recognise.runs import is_capitalised

AREAS = frozenset([
    "counties", "townships", "parishes", "provinces", "prefectures", "oblasts", "boroughs", "governorates",
])  # fmt: skip
"""What several names in a row are said to be."""
OFFICES = frozenset(
    ["Mayor", "Councilman", "Councilwoman", "Alderman", "Selectman", "Selectmen", "Supervisors"]
)
"""Offices that only a town has."""
FOLLOWERS = frozenset([
    "resident", "residents", "officials", "native", "mayor", "suburb", "suburbs", "neighborhood",
    "neighbourhood", "court", "police", "authorities", "prosecutors", "jury",
])  # fmt: skip
"""What stands after a well-known place more often than after a person of its name."""
SETTLEMENTS = frozenset(["village", "town", "hamlet", "suburb", "settlement"])
"""What is called by the capitalised words after "of", whatever they are."""
GOALS = frozenset(["city", "town", "island", "archipelago", "peninsula", "strait", "mountain"])
"""Kinds of place that stand after `LEADING` words."""
SETTLED = frozenset(["city", "town", "village"])
"""Kinds of place that stand before a comma and their region."""
LEADING = {"in": 4} | dict.fromkeys(
    ["near", "outside", "from", "to", "via", "toward", "towards", "off", "across", "over"], 5
)  # fmt: skip
"""Words before a place, with the orders of magnitude of prominence from which its name means it there."""
TIMES = frozenset([
    "march", "may", "april", "june", "august", "spring", "summer", "winter", "general", "person",
])  # fmt: skip
"""What stands after them as a time or a manner, and is a town too."""
MOST_WORDS = 3
DASHES = frozenset(["—", "–", "--"])
LONGEST_LIST = 40
SHORTEST_DATELINE = 4


def find_beside(
    prose: Prose, taken: AbstractSet[int], glossed: Glossed, gazetteer: Knows
) -> Iterator[tuple[int, int]]:
    """Give names that are not taken yet, and that the word beside them shows to be places."""
    tokens = prose.tokens
    openings = {sentence.first_token for sentence in prose.sentences}
    regions = taken & {first for first, _, mask in glossed.names if "admin1" in kinds_of(mask).names}
    for first, last, mask in glossed.names:
        if (
            last >= len(tokens)
            or not taken.isdisjoint(range(first, last))
            or not tokens[first].text[0].isupper()
        ):
            continue
        alone = not (
            first
            and is_capitalised(tokens[first - 1].text)
            and first not in openings
            and tokens[first - 1].end + 1 == tokens[first].start
        )
        after = tokens[last].text
        key = " ".join(filter(None, (key_of(t.text) for t in tokens[first:last])))
        if not alone or is_demonym(key, gazetteer):
            continue
        if (
            after in OFFICES
            or (after in FOLLOWERS and is_prominent(mask))
            or (not is_capitalised(after) and _is_led(prose, first, mask, key))
            or (after == "," and last + 1 in regions and not SETTLED.isdisjoint(kinds_of(mask).names))
            or (
                first in openings
                and after in DASHES
                and tokens[last].start > tokens[last - 1].end
                and all(t.text.isupper() for t in tokens[first:last])
                and len(tokens[first].text) >= SHORTEST_DATELINE
            )
        ):
            yield first, last
    if not AREAS.isdisjoint(glossed.words):
        yield from _in_lists(prose, taken)
    if not SETTLEMENTS.isdisjoint(glossed.words):
        yield from _called(prose, taken)


def _is_led(prose: Prose, first: int, mask: int, key: str) -> bool:
    """Say whether "in", "from" and the like lead to the name of a town of some size, no month or season."""
    size = LEADING.get(prose.tokens[first - 1].text) if first else None
    if size is None or key in TIMES:
        return False
    seen = kinds_of(mask)
    return seen.size >= size and not seen.names.isdisjoint(GOALS)


def _called(prose: Prose, taken: AbstractSet[int]) -> Iterator[tuple[int, int]]:
    """Give the capitalised words after "the village of", known or not."""
    tokens = prose.tokens
    for i in range(len(tokens) - 2):
        if tokens[i].text not in SETTLEMENTS or tokens[i + 1].text != "of":
            continue
        first = last = i + 2
        while (
            last < len(tokens)
            and last - first < MOST_WORDS
            and is_capitalised(tokens[last].text)
            and tokens[last].start == tokens[last - 1].end + 1
        ):
            last += 1
        if first < last and taken.isdisjoint(range(first, last)):
            yield first, last


def _in_lists(prose: Prose, taken: AbstractSet[int]) -> Iterator[tuple[int, int]]:
    """Give the capitalised members of lists before "counties" and the like."""
    tokens = prose.tokens
    for sentence in prose.sentences:
        for end in range(sentence.first_token + 2, sentence.last_token):
            if tokens[end].text not in AREAS:
                continue
            members: list[tuple[int, int]] = []
            i = end
            while i > max(sentence.first_token, end - LONGEST_LIST):
                first = i
                while first > sentence.first_token and is_capitalised(tokens[first - 1].text):
                    first -= 1
                if first == i:
                    break
                members.append((first, i))
                i = first
                if i > sentence.first_token and tokens[i - 1].text in {"and", "or", "&"}:
                    i -= 1
                if i > sentence.first_token and tokens[i - 1].text == ",":
                    i -= 1
                if i == first:
                    break
            if len(members) > 1:
                yield from (m for m in reversed(members) if taken.isdisjoint(range(*m)))
