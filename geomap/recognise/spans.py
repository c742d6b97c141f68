"""Bring the tagger's names to the guidelines' shape, and add what only the gazetteer can tell.

From token ranges to token ranges that never overlap: no article and no possessive in a span, "Russia's Far
East" is two names, an abbreviation keeps its last dot. Added are the adjectives and peoples of places
(`geomap.recognise.demonyms`), and names that news uses for a government or a part of the world, which the
corpora leave unmarked: seats of power and blocs, if the gazetteer knows them as such ("the Kremlin",
"the West").
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from geomap.gazetteer.entries import Sort
from geomap.gazetteer.names import COMPASS
from geomap.model import KINDS, Prose, Token
from geomap.recognise.beside import find_beside
from geomap.recognise.bodies import GENERIC, find_bodies, is_within_body
from geomap.recognise.cues import DETERMINERS, POSSESSIVES, PREPOSITIONS
from geomap.recognise.demonyms import find_demonyms, is_demonym
from geomap.recognise.known import Glossed, Knows, is_prominent, key_of, kinds_of
from geomap.recognise.lexicon import Lexicon, load_lexicon
from geomap.recognise.small_letters import find_in_small_letters
from geomap.recognise.tagger import Found
from geomap.recognise.wholes import SAINTS, compass_before, find_hyphened, joined, key_of_span, with_saint

LANDMARKS = frozenset(["building", "station", "bridge", "airport", "facility"])
DASHES = frozenset("-–—/")
ARTICLES = frozenset(["The", "THE"])
SHORTENED = frozenset(["St", "Ave", "Rd", "Blvd", "Dr", "Ln", "Hwy", "Co", "Twp", "Ct", "Pl", "Pkwy"])
"""Abbreviations that end the names of streets and counties."""
AREAS = frozenset([
    "state", "province", "city", "town", "county", "village", "borough", "district", "kingdom",
    "municipality", "commonwealth", "prefecture", "township",
])  # fmt: skip
"""Words whose "of" opens the bare name: "State of Delaware"."""
CITY_BODIES = (
    "Council",
    "Hall",
    "Manager",
    "Attorney",
    "Commission",
    "Clerk",
    "Police",
    "Schools",
    "Planner",
)
"""What a city has, so that "City" belongs to it and not to the name: "Dublin City Council"."""
SIDES = COMPASS | {"upper", "lower"}
NATURAL = frozenset(
    ["sea", "ocean", "gulf", "strait", "lake", "river", "range", "mountain", "desert", "cape"]
)
NATURAL_WORDS = frozenset([
    "sea", "ocean", "gulf", "strait", "straits", "lake", "river", "mountains", "mount", "desert", "cape",
    "bay", "channel", "range",
])  # fmt: skip
SHIPS = frozenset([
    "steamer", "steamship", "schooner", "frigate", "destroyer", "cruiser", "battleship", "corvette", "liner",
    "trawler", "barque", "minesweeper", "gunboat",
])  # fmt: skip
"""Words right before the name of a ship, which may be that of a town."""
ABBREVIATED = 1 << Sort.ABBREVIATION
LONGEST_ABBREVIATION = 5
"""Letters of an abbreviation that a dot belongs to."""
LANDMARK_SIZE = 5
"""Orders of magnitude of prominence from which a building's name means the building wherever it stands."""
LEAST_JOINED = 3
"""Tokens of a name that joins two with "and"."""
SHORTEST_FORM = 3
"""Letters of an abbreviated country that is listed: "US" is left to the tagger, it may be a pronoun."""
SURE = 0.998
"""Probability from which a word that is also a common word is a name even where it opens a sentence."""
SMALL_CONFIDENCE = 0.7
"""Of a name in a line without capitals."""
LISTED_CONFIDENCE = 0.9
"""Of a name that the gazetteer lists and the tagger does not judge."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name's tokens, half-open, and what is known of it."""

    first: int
    last: int
    embedded: bool
    demonym: bool
    confidence: float


def shape_names(
    prose: Prose, found: Iterable[Found], glossed: Glossed, gazetteer: Knows, *, add_places: bool
) -> list[Name]:
    """Give the names of a document in order of the text, with those that were overlooked if wanted."""
    tokens = prose.tokens
    lexicon = load_lexicon()
    openings = {sentence.first_token for sentence in prose.sentences}
    names: list[Name] = []
    for one in found:
        if _is_refused(tokens, one, openings, lexicon, gazetteer):
            continue
        trimmed = _trim(tokens, one.first, one.last)
        if trimmed[0] == trimmed[1]:
            continue
        for part in _split(tokens, *_fit(tokens, *trimmed, gazetteer), gazetteer):
            first, last = part
            if tokens[first].text in SAINTS:
                first, last = with_saint(tokens, first, last, gazetteer)
                if first == last:
                    continue
            demonym = is_demonym(key_of_span(tokens, first, last), gazetteer)
            embedded = one.embedded or is_within_body(tokens, first, last)
            names.append(Name(first, last, embedded, demonym, one.probability))
    names = _hyphened(prose, _merge(prose, names, glossed, gazetteer), gazetteer)
    taken = {i for name in names for i in range(name.first, name.last)}
    if add_places:
        names += _overlooked(prose, taken, glossed, gazetteer)
    for first, last in find_demonyms(prose, taken, glossed, gazetteer):
        names.append(Name(first, last, embedded=False, demonym=True, confidence=LISTED_CONFIDENCE))
    names.sort(key=lambda name: name.first)
    return names


def _overlooked(prose: Prose, taken: set[int], glossed: Glossed, gazetteer: Knows) -> Iterator[Name]:
    """Give the places that our rules find beside those of the tagger; adds their tokens to those taken."""
    lexicon = load_lexicon()
    for first, last in _listed(prose, taken, glossed, gazetteer):
        yield Name(first, last, embedded=False, demonym=False, confidence=LISTED_CONFIDENCE)
        taken.update(range(first, last))
    for first, last in find_beside(prose, taken, glossed, gazetteer):
        yield Name(first, last, embedded=False, demonym=False, confidence=LISTED_CONFIDENCE)
        taken.update(range(first, last))
    for first, last in find_bodies(prose.tokens, taken, glossed, lexicon):
        yield Name(first, last, embedded=True, demonym=False, confidence=LISTED_CONFIDENCE)
        taken.update(range(first, last))
    for first, last in find_in_small_letters(prose, gazetteer, lexicon):
        yield Name(first, last, embedded=False, demonym=False, confidence=SMALL_CONFIDENCE)
        taken.update(range(first, last))


def _is_refused(
    tokens: Sequence[Token], one: Found, openings: Collection[int], lexicon: Lexicon, gazetteer: Knows
) -> bool:
    """Say whether a name is money, a ship, a generic word, a given name, or a word that opens a sentence."""
    if _is_money(tokens, one.first, one.last):
        return True
    if one.last - one.first != 1:
        return False
    low = tokens[one.first].text.lower()
    if (one.embedded and low in GENERIC) or (one.first and tokens[one.first - 1].text in SHIPS):
        return True
    word = lexicon[low]
    following = tokens[one.last] if one.last < len(tokens) else None
    if "g" in word.names and following is not None and following.text[0].isupper():
        # "Georgia O'Keeffe", but not "Georgia Tech" or "Virginia Beach"
        other = lexicon[following.text.lower()]
        surname = not other.coarse and len(following.text) > 1
        return surname and not gazetteer.knows(key_of_span(tokens, one.first, one.last + 1))
    return (
        "l" in word.names and one.first in openings and one.probability < SURE
        and following is not None and following.text.islower() and following.text not in PREPOSITIONS
    )  # fmt: skip


def _merge(prose: Prose, names: Sequence[Name], glossed: Glossed, gazetteer: Knows) -> list[Name]:
    """Join "Bosnia" and "Herzegovina" to one name, and give "East and Southern Africa" two that are known."""
    tokens = prose.tokens
    known = {name[0]: name for name in glossed.names if name[1] - name[0] >= LEAST_JOINED}
    merged: list[Name] = []
    end = 0
    for name in names:
        if name.first < end:
            continue
        whole = known.get(name.first)
        shared = [*compass_before(tokens, name.first)] if name.last - name.first > 1 else []
        if shared:
            merged = [other for other in merged if other.first not in shared]
            rest = key_of_span(tokens, name.first + 1, name.last)
            for i in reversed(shared):
                if gazetteer.knows(f"{key_of(tokens[i].text)} {rest}"):
                    merged.append(replace(name, first=i, last=i + 1))
        elif whole is not None and joined(tokens, name.last, whole):
            end = whole.last
            name = replace(name, last=end, demonym=False)  # noqa: PLW2901 (its whole)
        merged.append(name)
    return merged


def _hyphened(prose: Prose, names: Sequence[Name], gazetteer: Knows) -> list[Name]:
    """Give names that end at a hyphen their whole, and add those that are known."""
    out = list(names)
    for first, last in find_hyphened(prose):
        within = [name for name in out if name.first < last and first < name.last]
        if within or gazetteer.knows(key_of_span(prose.tokens, first, last)):
            confidence = max((name.confidence for name in within), default=LISTED_CONFIDENCE)
            out = [name for name in out if name not in within]
            out.append(Name(first, last, embedded=False, demonym=False, confidence=confidence))
    return out


def _is_short_form(word: str, read: str) -> bool:
    """Say whether a word is an abbreviation in letters ("DRC"), not only by its line."""
    return word == read and word.isupper() and word.isalpha() and len(word) >= SHORTEST_FORM


def _is_money(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Say whether a name touches a currency sign: "US$", "$US"."""
    before = first > 0 and tokens[first - 1].text == "$" and tokens[first - 1].end == tokens[first].start
    return before or (
        last < len(tokens) and tokens[last].text == "$" and tokens[last].start == tokens[last - 1].end
    )


def _trim(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """Take articles, possessives and marks off both ends; give an abbreviation its last dot."""
    while first < last and (not tokens[first].text[0].isalnum() or tokens[first].text in DETERMINERS):
        first += 1
    while last > first and not (
        tokens[last - 1].text[0].isalnum() or _ends_abbreviation(tokens, first, last)
    ):
        last -= 1
    if last < len(tokens) and last - first > 1 and _ends_abbreviation(tokens, first, last + 1):
        last += 1
    return first, last


def _fit(tokens: Sequence[Token], first: int, last: int, gazetteer: Knows) -> tuple[int, int]:
    """Give an abbreviated state its dot, take "State of" off, put "Southern" before "Africa"."""
    key = key_of_span(tokens, first, last)
    if (
        last < len(tokens) and tokens[last].text == "." and tokens[last].start == tokens[last - 1].end
        and len(tokens[last - 1].text) <= LONGEST_ABBREVIATION
        and _is_abbreviated_state(gazetteer.knows(key))
    ):  # fmt: skip
        return first, last + 1
    if last - first > 2 and tokens[first + 1].text == "of" and tokens[first].text.lower() in AREAS:  # noqa: PLR2004
        rest = first + (3 if tokens[first + 2].text == "the" and last - first > 3 else 2)  # noqa: PLR2004
        if not gazetteer.knows(key) and gazetteer.knows(key_of_span(tokens, rest, last)):
            return rest, last
    if (
        last - first > 1 and last < len(tokens) and tokens[last - 1].text == "City"
        and tokens[last].text.startswith(CITY_BODIES) and not is_prominent(gazetteer.knows(key))
        and gazetteer.knows(key_of_span(tokens, first, last - 1))
    ):  # fmt: skip
        return first, last - 1
    if first and tokens[first - 1].end + 1 == tokens[first].start:
        side = tokens[first - 1].text
        if side[0].isupper() and side.lower() in SIDES and gazetteer.knows(f"{side.lower()} {key}"):
            return first - 1, last
    if (
        tokens[first].text.isupper() and tokens[first].text.lower() in SIDES and last - first > 1
        and not gazetteer.knows(key) and is_prominent(gazetteer.knows(key_of_span(tokens, first + 1, last)))
    ):  # fmt: skip
        return first + 1, last
    return first, last


def _is_abbreviated_state(mask: int) -> bool:
    seen = kinds_of(mask)
    return bool(seen.bits) and KINDS[seen.bits[0]] == "admin1" and bool(int(seen.sorts, 16) & ABBREVIATED)


def _ends_abbreviation(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Say whether the last token is the dot of an abbreviation: "U. S.", "Calif."."""
    dot, letter = tokens[last - 1], tokens[last - 2] if last - 2 >= first else None
    if dot.text != "." or letter is None or letter.end != dot.start:
        return False
    return len(letter.text) == 1 or last - first == 2 or letter.text in SHORTENED  # noqa: PLR2004


def _split(tokens: Sequence[Token], first: int, last: int, gazetteer: Knows) -> Iterator[tuple[int, int]]:
    """Part "Russia's Far East" at the possessive and "Lima and Cusco" at "and", but not "St. Mary's Bay"."""
    for i in range(first + 1, last - 1):
        if (
            tokens[i].text == "and"
            and not gazetteer.knows(key_of_span(tokens, first, last))
            and gazetteer.knows(key_of_span(tokens, first, i))
            and gazetteer.knows(key_of_span(tokens, i + 1, last))
        ):
            yield first, i
            yield i + 1, last
            return
        if (
            tokens[i].text in DASHES
            and gazetteer.knows(key_of_span(tokens, first, i))
            and gazetteer.knows(key_of_span(tokens, i + 1, last))
            and not gazetteer.knows(key_of_span(tokens, first, last))
        ):
            yield first, i
            yield i + 1, last
            return
        if (
            tokens[i].text in DASHES
            and tokens[i].start > tokens[i - 1].end
            and tokens[i].end < tokens[i + 1].start
        ):
            yield from (
                part for part in ((first, i), (i + 1, last)) if gazetteer.knows(key_of_span(tokens, *part))
            )
            return
        if tokens[i].text not in POSSESSIVES:
            continue
        owner = gazetteer.knows(key_of_span(tokens, first, i))
        if is_prominent(owner) or (owner and not gazetteer.knows(key_of_span(tokens, first, last))):
            yield first, i
            yield from _split(tokens, i + 1, last, gazetteer)
            return
    if first < last:
        yield first, last


def _listed(prose: Prose, taken: set[int], glossed: Glossed, gazetteer: Knows) -> Iterator[tuple[int, int]]:
    """Find landmarks and blocs that the tagger left out."""
    tokens = prose.tokens
    openings = {sentence.first_token for sentence in prose.sentences}
    for first, last, mask in glossed.names:
        if tokens[first].text in ARTICLES and last - first > 1:
            first += 1  # noqa: PLW2901 (the bare name)
        if not taken.isdisjoint(range(first, last)):
            continue
        article = first > 0 and tokens[first - 1].text.lower() == "the"
        joined = (
            last < len(tokens)
            and tokens[last].text[0].isupper()
            and tokens[last].start == tokens[last - 1].end + 1
        )
        seen = kinds_of(mask)
        landmark = seen.names & LANDMARKS and seen.size >= LANDMARK_SIZE
        if (
            (landmark and (article or first not in openings or seen.size > LANDMARK_SIZE or last - first > 1))
            or (
                seen.names <= NATURAL
                and not joined
                and last - first > 1
                and NATURAL_WORDS & {t.text.lower() for t in tokens[first:last]}
            )
            or ("bloc" in seen.names and seen.size >= LANDMARK_SIZE and last - first > 1)
            or (
                seen.names == {"country"}
                and last - first == 1
                and _is_short_form(tokens[first].text, glossed.words[first])
            )
        ):
            yield first, last
        elif article and not joined and last - first == 1:
            bloc = kinds_of(gazetteer.knows(f"the {key_of_span(tokens, first, last)}"))
            if "bloc" in bloc.names and bloc.sorts != f"{1 << Sort.DEMONYM:x}":
                yield first, last
