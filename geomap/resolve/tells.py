"""From which country a text is told: money, offices and bodies that belong to one country alone.

From a text to a `Home` of whole countries, weakly weighted, or None. A telling word is never the name of
a place. Only what is hard to mistake is listed: "$" and "governor" say nothing.
"""

from __future__ import annotations

import re
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

WEIGHT: Final = 1.5
"""How many answers of an outlet's other articles one word counts for."""

MOST_WORDS: Final = 3
READ: Final = 20_000
"""Characters looked at: whoever writes from a country says so early."""


def home_told(text: str) -> Home | None:
    """Give the countries that a text's telling words belong to; None if it has none."""
    start = text[:READ]
    areas: dict[Area, float] = {}
    for country, words in TELLS.items():
        told = sum(1 for word in words if word in start and _stands_alone(word, start))
        if told:
            areas[country, None] = WEIGHT * min(told, MOST_WORDS)
    return Home(MappingProxyType(areas)) if areas else None


def _stands_alone(word: str, text: str) -> bool:
    """Say whether a word or sign stands in a text not as part of another word."""
    left = r"(?<!\w)" if word[0].isalpha() else ""
    right = r"(?!\w)" if word[-1].isalpha() else ""
    return re.search(left + re.escape(word) + right, text) is not None
