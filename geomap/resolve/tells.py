"""From which country a text is told: money, offices and bodies that belong to one country alone.

From a text to a `Home` of whole countries, weakly weighted, or None. A telling word is never the name of
a place. Only what is hard to mistake is listed: "$" and "governor" say nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from types import MappingProxyType
from typing import Final

from geomap.resolve.home import Area, Home

TELLS: Final = {
    "GB": (
        "£", "BBC", "NHS", "Royal Navy", "Royal Mail", "county council", "borough council", "Tory", "Tories",
        "Whitehall", "Downing Street", "Scotland Yard", "Ofsted", "Crown Court", "magistrates' court",
        "magistrates’ court", "RNLI", "HMRC", "Network Rail", "Premier League", "Lib Dem", "Liberal Democrat",
        "GCSE", "Det Insp", "Det Con", "A-road", "lorry", "Coastguard helicopter",
    ),
    "US": (
        "GOP", "Medicaid", "Medicare", "FBI", "Sheriff's Office", "Sheriff’s Office", "sheriff's deputies",
        "sheriff’s deputies", "state trooper", "state troopers", "state police", "district attorney",
        "Congressman", "Congresswoman", "school board", "Little League", "NCAA", "Interstate",
    ),
    "CA": ("RCMP", "Mounties", "CBC", "Canadian Press", "NDP", "Tim Hortons", "Progressive Conservative"),
    "AU": ("A$", "AFL", "NRL", "Australian Federal Police", "CSIRO", "Centrelink", "RFS"),
    "NZ": ("NZ$", "Maori", "Māori", "RNZ", "Kiwis", "Waitangi"),
    "IE": ("Taoiseach", "gardaí", "gardai", "Gardaí", "Dáil", "RTÉ", "Fianna Fáil", "Fine Gael", "Tánaiste"),
    "IN": ("crore", "lakh", "lakhs", "Lok Sabha", "Rajya Sabha", "BJP", "panchayat", "₹"),
    "PK": ("PML-N", "PTI", "nazim", "Rangers personnel"),
    "ZA": ("ANC", "SABC", "Eskom", "SAPS"),
    "NG": ("naira", "₦", "EFCC", "INEC"),
    "KE": ("KSh", "IEBC", "matatu"),
    "PH": ("barangay", "₱", "DSWD"),
    "DE": ("Bundestag", "Landtag", "Bundesliga"),
    "FR": ("Élysée", "gendarmes"),
    "ES": ("Guardia Civil", "La Liga", "Mossos"),
    "IT": ("Carabinieri", "carabinieri", "Serie A"),
    "RU": ("State Duma", "rubles", "roubles"),
    "UA": ("hryvnia", "Verkhovna Rada"),
    "CN": ("Xinhua", "renminbi"),
    "JP": ("NHK", "Kyodo"),
    "KR": ("Yonhap", "KBS"),
    "BR": ("reais", "Petrobras"),
    "MX": ("Pemex", "PEMEX"),
}  # fmt: skip
"""For each country (ISO alpha-2) words that its own press uses."""

_WORD: Final = re.compile(r"\w+")
_SIGNS: Final = [
    (country, tell) for country, tells in TELLS.items() for tell in tells if not _WORD.match(tell)
]
_BY_FIRST: Final[defaultdict[str, list[tuple[str, str]]]] = defaultdict(list)
"""The tells of all countries by their first word."""

for _country, _tells in TELLS.items():
    for _tell in _tells:
        if _first := _WORD.match(_tell):
            _BY_FIRST[_first.group()].append((_country, _tell))
_FIRST_WORDS: Final = frozenset(_BY_FIRST)

WEIGHT: Final = 1.5
"""How many answers of an outlet's other articles one word counts for."""

MOST_WORDS: Final = 3
READ: Final = 20_000
"""Characters looked at: whoever writes from a country says so early."""


def home_told(text: str) -> Home | None:
    """Give the countries that a text's telling words belong to; None if it has none."""
    start = text[:READ]
    told: Counter[str] = Counter()
    for first in _first_words(start):
        told.update(country for country, tell in _BY_FIRST[first] if _stands_alone(tell, start))
    told.update(country for country, sign in _SIGNS if sign in start)
    areas: dict[Area, float] = {
        (country, None): WEIGHT * min(told[country], MOST_WORDS) for country in TELLS if told[country]
    }
    return Home(MappingProxyType(areas)) if areas else None


def _first_words(text: str) -> frozenset[str]:
    """Give the text's words that are the first of a tell."""
    pieces = set(text.split())  # most words have no sign beside them, and are found soonest so
    signed = _WORD.findall(" ".join([piece for piece in pieces if not piece.isalpha()]))
    return _FIRST_WORDS.intersection(pieces) | _FIRST_WORDS.intersection(signed)


def _stands_alone(word: str, text: str) -> bool:
    """Say whether a word stands in a text, and not as part of another word."""
    right = r"(?!\w)" if word[-1].isalpha() else ""
    return word in text and re.search(r"(?<!\w)" + re.escape(word) + right, text) is not None
