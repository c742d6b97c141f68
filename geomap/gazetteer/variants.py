"""Other forms of a name as it stands in a text, in the order in which they are worth asking for.

From a written name to steps of keys, each with the `Match` it would be and the kinds it may lead to:
first the name itself and its harmless forms (possessive, article, St and Saint), then kind words
taken off or put on, then compass words, then demonyms by their ending, at last parts of the name. No
database is asked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from geomap.gazetteer.names import normalise
from geomap.model import Match

MAX_NAME = 100
"""What is longer is no name of a place, in characters."""

REGIONS = frozenset(
    {"admin1", "admin2", "region", "country", "island", "district", "archipelago", "peninsula"}
)
POINTS = frozenset({"city", "town", "village", "district", "admin2"})
PEOPLED = frozenset({"country", "admin1", "region", "continent"})

REGION_WORDS = frozenset({
    "county", "parish", "oblast", "region", "province", "state", "republic", "governorate", "prefecture",
    "district", "department", "krai", "kray", "raion", "canton", "borough", "municipality", "territory",
    "autonomous region", "autonomous republic", "metropolitan area", "area", "co", "people s republic",
    "peoples republic", "federation", "voivodeship", "emirate", "division", "okrug", "regency", "shire",
})  # fmt: skip
POINT_WORDS = frozenset({
    "city", "town", "township", "village", "twp", "municipality", "borough", "suburb", "settlement",
})  # fmt: skip
AREA_WORDS = frozenset({
    "island", "islands", "valley", "peninsula", "coast", "metro", "bay", "beach", "downtown",
})  # fmt: skip
PREFIXES = frozenset({
    "city of", "town of", "village of", "port of", "township of", "borough of", "municipality of",
    "county of", "state of", "province of", "republic of", "the republic of", "region of", "district of",
    "kingdom of", "isle of", "island of", "gulf of", "bay of", "sea of", "strait of", "county", "co",
    "greater", "metropolitan", "downtown", "suburban", "midtown", "central", "inner", "outer", "old",
    "upper", "lower", "mid", "occupied", "mainland", "rural", "eastern", "western", "northern", "southern",
    "north", "south", "east", "west",
    "northeast", "northwest", "southeast", "southwest", "northeastern", "northwestern", "southeastern",
    "southwestern", "north east", "north west", "south east", "south west",
})  # fmt: skip
SWAPS = {
    "st": ("saint",), "saint": ("st",), "ste": ("sainte",), "sainte": ("ste",), "ft": ("fort",),
    "fort": ("ft",), "mt": ("mount",), "mount": ("mt",), "n": ("north",), "s": ("south",), "e": ("east",),
    "w": ("west",), "pt": ("point",), "point": ("pt",), "dr": ("democratic republic of",),
}  # fmt: skip
FEATURES: dict[str, tuple[frozenset[str], tuple[str, ...]]] = {
    "lake": (frozenset({"lake"}), ("lake {}", "{} lake", "lake of {}", "{}")),
    "river": (frozenset({"river"}), ("{} river", "river {}", "{}")),
    "mount": (frozenset({"mountain"}), ("mount {}", "{} mountain", "{} peak", "{}")),
    "mountain": (frozenset({"mountain"}), ("mount {}", "{} mountain", "{}")),
    "gulf": (frozenset({"gulf"}), ("gulf of {}", "{} gulf", "bay of {}", "{} bay")),
    "bay": (frozenset({"gulf"}), ("bay of {}", "{} bay", "gulf of {}", "{} gulf")),
    "sea": (frozenset({"sea"}), ("sea of {}", "{} sea")),
    "strait": (frozenset({"strait"}), ("strait of {}", "{} strait", "{} straits", "straits of {}")),
    "straits": (frozenset({"strait"}), ("strait of {}", "{} strait", "{} straits", "straits of {}")),
    "island": (frozenset({"island"}), ("{} island", "isle of {}", "island of {}", "{}")),
    "isle": (frozenset({"island"}), ("{} island", "isle of {}", "island of {}", "{}")),
    "cape": (frozenset({"cape"}), ("cape {}", "cape of {}", "{}")),
    "peninsula": (frozenset({"peninsula"}), ("{} peninsula", "{}")),
    "desert": (frozenset({"desert"}), ("{} desert", "{}")),
}
"""Words for waters and heights, which English puts before or after the name: the kinds, and all orders."""
LONGEST_DOTTED = 4
"""Letters of an abbreviation that is written with dots or without: A.C.T., ACT."""
ENDINGS = (
    "ians", "eans", "ian", "ean", "ans", "an", "ese", "ns", "n", "ish", "is", "i", "ites", "ite", "ers",
    "er",
)  # fmt: skip
STEM_ENDINGS = ("", "a", "o", "e", "ia", "y", "as")
LEAST_STEM = 3
LONGEST_KIND = 3
"""Words of the longest kind word (people s republic) and prefix (the republic of)."""
LEAST_PART = 4
GENERIC = frozenset({
    "airport", "and", "army", "avenue", "bank", "bay", "beach", "been", "bridge", "center", "central",
    "centre", "church", "city", "club", "college", "county", "court", "creek", "daily", "district",
    "east", "eastern", "first", "for", "fort", "from", "gate", "general", "global", "great", "group",
    "hall", "have", "high", "hospital", "hotel", "house", "international", "island", "islands", "lake",
    "little", "lower", "mount", "mountain", "museum", "national", "new", "news", "north", "northern",
    "of", "old", "park", "people", "police", "port", "post", "province", "region", "republic", "river",
    "road", "royal", "saint", "santa", "school", "second", "south", "southern", "square", "state",
    "station", "street", "team", "that", "the", "their", "they", "this", "times", "union", "united",
    "university", "upper", "valley", "were", "west", "western", "will", "with", "world", "would",
})  # fmt: skip
"""Words that are no place by themselves when they are only a part of a name."""
_POSSESSIVE = re.compile(r"(?<=\w)(?:['’]s?|['’]S)$")


@dataclass(frozen=True, slots=True)
class Form:
    """A key to ask for, how it would match, and the kinds that it may lead to (None: all)."""

    key: str
    match: Match
    kinds: frozenset[str] | None = None


def bare(name: str) -> str:
    """Take white space and the possessive off a name as written."""
    return _POSSESSIVE.sub("", name.strip())


def plain_forms(written: str, key: str) -> Iterator[Form]:
    """Give the name itself and forms that mean no other name."""
    yield Form(key, "name")
    if "." in written:
        joined = joined_abbreviation(written)
        if joined and joined != key:
            yield Form(joined, "abbreviation")
    elif written.isupper() and written.isalpha() and len(written) <= LONGEST_DOTTED:
        yield Form(" ".join(key), "abbreviation")
    if key.startswith("the "):
        yield Form(key[4:], "variant")
    words = key.split()
    for at, word in enumerate(words):
        for other in SWAPS.get(word, ()):
            if len(words) > 1:
                yield Form(" ".join([*words[:at], other, *words[at + 1 :]]), "variant")
    if any(c in written for c in "'’ʻʼ`‘"):
        yield Form(normalise(re.sub("['’ʻʼ`‘]", "", written)), "variant")
    if "and" in words:
        yield Form(" ".join(word for word in words if word != "and"), "variant")


def sure_forms(written: str, key: str) -> Iterator[Form]:
    """Give the forms that mean no other name, and those without or with a word for the kind."""
    yield from plain_forms(written, key)
    yield from kind_word_forms(key)


def owner_forms(written: str, key: str) -> Iterator[Form]:
    """Give the same for what stands before the ending of a name such as "St. John's": St. John is another."""
    return (replace(form, match="part") for form in sure_forms(written, key))


def joined_abbreviation(written: str) -> str:
    """Join the letters of a dotted abbreviation: ``U.S.`` to ``us``, ``Washington, D.C.`` to … ``dc``."""
    return normalise(re.sub(r"\b(\w)\.(?=\s?\w\b|\s|$|[,;])\s?", r"\1", written))


def kind_word_forms(key: str) -> Iterator[Form]:
    """Give the forms without or with a word for the kind: Belgorod region, County Cork, City of London."""
    key = key.removeprefix("the ")
    for stem, ending in _tails(key):
        if ending in REGION_WORDS:
            yield Form(stem, "variant", REGIONS)
        if ending in POINT_WORDS:
            yield Form(stem, "variant", POINTS)
    for prefix in ("county ", "co "):
        if key.startswith(prefix):
            yield Form(f"{key[len(prefix) :]} county", "variant", REGIONS)
            yield Form(key[len(prefix) :], "variant", REGIONS)


def _tails(key: str) -> Iterator[tuple[str, str]]:
    """Cut a name before its last words."""
    stem, ending = key, ""
    for _ in range(LONGEST_KIND):
        stem, _, word = stem.rpartition(" ")
        if not stem:
            return
        ending = f"{word} {ending}" if ending else word
        yield stem, ending


def feature_forms(key: str) -> Iterator[Form]:
    """Give a water's or a height's name in another order: Michigan Lake, River Thames, Aden Gulf."""
    words = key.removeprefix("the ").split()
    for at in (0, -1):
        if len(words) > 1 and words[at] in FEATURES:
            kinds, orders = FEATURES[words[at]]
            rest = " ".join(words[1:] if at == 0 else words[:-1]).removeprefix("of ").removeprefix("the ")
            for order in orders if rest else ():
                yield Form(order.format(rest), "variant", kinds)


def sides(written: str) -> Iterator[Form]:
    """Give the two places of a name that joins them: Minneapolis/St. Paul, Raleigh-Durham."""
    # A hyphen in a longer name mostly joins a name to itself: Mont-Royal Avenue.
    for sign in "/–" if " " in written else "/–-":
        first, joined, second = written.partition(sign)
        if joined:
            for side in (normalise(first), normalise(second)):
                if len(side) >= LEAST_PART and side not in GENERIC:
                    yield Form(side, "part")
                    for word, others in SWAPS.items():
                        if side.startswith(f"{word} "):
                            yield from (Form(f"{other}{side[len(word) :]}", "part") for other in others)


def loose_forms(written: str, key: str) -> Iterator[Form]:
    """Give the forms that may go wrong, asked only if nothing else is found."""
    key = key.removeprefix("the ")
    for stem, ending in _tails(key):
        if ending in AREA_WORDS or ending in REGION_WORDS:
            yield Form(stem, "variant")
    words = key.split()
    for count in range(1, min(len(words), LONGEST_KIND + 1)):
        if " ".join(words[:count]) in PREFIXES:
            yield Form(" ".join(words[count:]).removeprefix("the "), "variant")
    if key.endswith(" based"):
        yield Form(key[: -len(" based")], "variant")
    head, comma, _ = written.partition(",")
    if comma:
        yield Form(normalise(head), "variant")
    for article in ("al ", "el ", "as ", "az ", "ad ", "ar ", "at "):
        if key.startswith(article):
            yield Form(key[len(article) :], "variant")


def demonym_forms(key: str) -> Iterator[Form]:
    """Give the places that an adjective or a people could be named after: Chicagoans, Uzbeks."""
    if " " not in key and key.endswith("s"):
        yield Form(key[:-1], "demonym", PEOPLED)
    for ending in ENDINGS:
        stem = key.removesuffix(ending)
        if stem != key and len(stem) >= LEAST_STEM:
            for more in STEM_ENDINGS:
                yield Form(stem + more, "demonym", PEOPLED)


def parts(key: str) -> Iterator[list[Form]]:
    """Give the parts of a name, the longest together first."""
    words = key.split()
    for length in range(len(words) - 1, 0, -1):
        step = []
        for start in range(len(words) - length + 1):
            part = " ".join(words[start : start + length])
            if len(part) >= LEAST_PART and part not in GENERIC:
                step.append(Form(part, "part"))
        yield step
