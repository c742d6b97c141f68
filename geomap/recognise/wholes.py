"""Give a name that was found in part its whole: "St. George's", "Mazar-i-Sharif", "Tyne and Wear".

From token ranges to token ranges. A "St." without its saint goes; the "East" of "East and Southern Africa"
stays where East Africa is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geomap.gazetteer.names import COMPASS
from geomap.model import Prose, Token
from geomap.recognise.cues import POSSESSIVES
from geomap.recognise.known import KnownName, Knows, key_of, kinds_of
from geomap.recognise.runs import is_capitalised

SAINTS = frozenset(["St", "ST", "Saint", "SAINT"])
RIVAL = 1
"""Orders of magnitude by which "St. George" may be better known than "St. George's"."""
JOINED = frozenset({"country", "admin1", "admin2", "region", "archipelago"})
"""Kinds of place whose names join others with "and"."""
AND = frozenset({"and", "&"})
SERIAL = AND | {"or", ","}
PARTICLES = frozenset({"i", "e", "el", "al", "ul", "ud", "ye"})
"""What stands between hyphens within a name: Mazar-i-Sharif, Kut-el-Amara."""
LENGTHS = frozenset(len(particle) + 1 for particle in PARTICLES)
"""Characters from one hyphen to the next."""


def key_of_span(tokens: Sequence[Token], first: int, last: int) -> str:
    """Give the gazetteer's key of a span."""
    return " ".join(filter(None, (key_of(t.text) for t in tokens[first:last])))


def with_saint(tokens: Sequence[Token], first: int, last: int, gazetteer: Knows) -> tuple[int, int]:
    """Give a name in `SAINTS` the saint that it lacks, and the ending; an empty range for a bare "St."."""
    if last - first == 1 or all(t.text in SAINTS or t.text == "." for t in tokens[first:last]):
        last = first + 1 + (first + 1 < len(tokens) and tokens[first + 1].text == ".")
        if last == len(tokens) or not is_capitalised(tokens[last].text):
            return first, first
        last += 1
        if not gazetteer.knows(key_of_span(tokens, first, last)):
            return first, first
    if last < len(tokens) and tokens[last].text in POSSESSIVES:
        town, owner = (gazetteer.knows(key_of_span(tokens, first, end)) for end in (last + 1, last))
        if town and kinds_of(town).size >= kinds_of(owner).size - RIVAL:
            return first, last + 1
    return first, last


def joined(tokens: Sequence[Token], last: int, known: KnownName | None) -> bool:
    """Say whether a name goes on to a known whole: "Tyne and Wear", "Palace of the Sun"."""
    if known is None or known.last <= last:
        return False
    return tokens[last].text == "of" or (
        tokens[last].text in AND and not kinds_of(known.mask).names.isdisjoint(JOINED)
    )


def compass_before(tokens: Sequence[Token], first: int) -> Iterator[int]:
    """Give the lone compass words that share the end of a name: "East" of "East and Southern Africa".

    From right to left; none if the name does not begin with one itself.
    """
    if tokens[first].text.lower() not in COMPASS:
        return
    while first > 1 and tokens[first - 1].text in SERIAL:
        first -= 2
        if tokens[first].text == ",":  # "East, and"
            first -= 1
        word = tokens[first].text
        if word.lower() not in COMPASS or not is_capitalised(word):
            return
        yield first


def find_hyphened(prose: Prose) -> Iterator[tuple[int, int]]:
    """Give the words whose hyphens hold a particle, known or not: "Mazar-i-Sharif"."""
    text, tokens = prose.document.text, prose.tokens
    at = text.find("-")
    while at >= 0:
        after = text.find("-", at + 1)
        if after - at in LENGTHS and text[at + 1 : after] in PARTICLES:
            middle = prose.token_index(at) + 1
            first, last = middle - 2, middle + 3
            if (
                first >= 0
                and last <= len(tokens)
                and tokens[first].end == at
                and tokens[last - 1].start == after + 1
                and is_capitalised(tokens[first].text)
                and is_capitalised(tokens[last - 1].text)
            ):
                yield first, last
        at = after
