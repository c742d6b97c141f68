"""The forms in which English prose tells time, as one table of named patterns.

From a text to matches with the name of their form, none overlapping; `times` says what each means. The
table's order is its precedence: a form earlier in it wins over one that it overlaps. Every pattern is
linear in the length of the text: no repetition stands beside another that could eat the same characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
NUMBERS = {
    "a": 1.0, "an": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0,
    "seven": 7.0, "eight": 8.0, "nine": 9.0, "ten": 10.0, "eleven": 11.0, "twelve": 12.0, "thirteen": 13.0,
    "fourteen": 14.0, "fifteen": 15.0, "sixteen": 16.0, "eighteen": 18.0, "twenty": 20.0, "thirty": 30.0,
    "forty": 40.0, "fifty": 50.0, "sixty": 60.0, "ninety": 90.0, "half an": 0.5, "half a": 0.5,
    "a couple of": 2.0, "couple of": 2.0, "several": 3.0, "few": 3.0, "a few": 3.0, "a dozen": 12.0,
}  # fmt: skip
"""Number words; "a few" and "several" stand for 3, the usual nominal value."""

_ABBREVIATED = r"(?:Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec)\."
_MONTH = rf"(?:(?:{'|'.join(MONTH_NAMES)})\b|{_ABBREVIATED})"
_DAY = rf"(?:{'|'.join(DAY_NAMES)})\b"
_YEAR = r"(?:1[5-9]|20)\d\d"
_NUMBER = rf"(?:\d{{1,4}}(?:[.,]\d{{1,3}})?|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
_UNIT = r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|fortnights?|months?|years?|decades?|centur(?:y|ies))"
_PART = r"(?:morning|afternoon|evening|night|noon|midday|midnight|dawn|dusk)"
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_STAGE = r"(?:(?:[Ee]arly|[Mm]id|[Ll]ate)[ -]|(?:[Tt]he )?(?:(?:beginning|start|end|middle) of) )"
_ABOUT = (
    r"(?:(?:more|less|fewer|longer) than |over |nearly |almost |about |around |at least |up to |roughly |approximately |"
    r"just under |under |some |the (?:past|last|next|first|coming) |past |last )"
)
_CLOCK = r"\d{1,2}(?:[:.] ?[0-5]\d)?"
_ZONE = r"(?:GMT|UTC|[ECMP][SD]?T|BST|CES?T|EES?T|JST|KST|IST|MSK|Z|local time|Moscow time|Kyiv time)"

_TABLE: tuple[tuple[str, str], ...] = (
    ("day range", rf"\b({_MONTH}) (\d{{1,2}})(?:st|nd|rd|th)? ?(?:-|–|—|to|and|through) ?(\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,? ({_YEAR})\b)?"),
    ("range of days", rf"\b(\d{{1,2}})(?:st|nd|rd|th)? ?(?:-|–|—|to|and) ?(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?({_MONTH})(?:,? ({_YEAR})\b)?"),
    ("stage of month", rf"\b({_STAGE})({_MONTH})(?:,? (?:of )?({_YEAR})\b)?(?! \d)"),
    ("stage of year", rf"\b({_STAGE})({_YEAR})\b(?![-/]\d)"),
    ("stage of week", rf"\b({_STAGE})({_DAY})(?: ({_PART}))?"),
    ("season", rf"\b(?:(?:the )?(last|next|this|past|early|late) )?({_SEASON})(?: of|,)? ({_YEAR})\b|\b(last|next|this|past) ({_SEASON})\b"),
    ("month and year", rf"\b({_MONTH})(?:,? of|,)? ({_YEAR})\b(?!\d)"),
    ("some weekday", rf"\b([Ll]ast|[Nn]ext|[Tt]his|[Pp]ast|[Cc]oming)(?: week'?s?)? ({_DAY})(?: ({_PART}))?"),
    ("every", rf"\b(?:[Ee]ach(?: and every)?|[Ee]very)(?: single)? (day|week|month|year|hour|{_DAY})\b"),
    ("weekday", rf"\b({_DAY})(?:,? (?:in the )?({_PART}))?"),
    ("some month", rf"\b([Ll]ast|[Nn]ext|[Tt]his|[Pp]ast) ({_MONTH})"),
    ("month", rf"(?<=\b[Ii]n )({_MONTH})(?! \d)|(?<=\b[Ss]ince )({_MONTH})(?! \d)|(?<=\b[Uu]ntil )({_MONTH})(?! \d)|"
              rf"(?<=\b[Bb]y )({_MONTH})(?! \d)|(?<=\b[Oo]f )({_MONTH})(?! \d)|(?<=\b[Dd]uring )({_MONTH})(?! \d)|"
              r"\b(January|February|July|September|October|November|December)\b(?! \d)"),
    ("decade", r"\b(?:the )?(?:(early|mid|late)[ -])?((?:1[5-9]|20)\d0)s\b"),
    ("years", rf"\b({_YEAR})(?:[-–/]| to )(\d\d(?:\d\d)?)\b"),
    ("ago", rf"\b(?:{_ABOUT})?({_NUMBER})[ -]({_UNIT}) ago\b"),
    ("from there", rf"\b({_NUMBER})[ -]({_UNIT}) (later|earlier|before|after|afterwards?|prior)\b"),
    ("neighbour", rf"\b[Tt]he (next|following|previous|same|preceding) (day|{_PART}|week|month|year)\b"),
    ("coming", r"\b[Ii]n the (?:coming|next few|upcoming) (?:days|weeks|months|years)\b"),
    ("some unit", rf"\b(?<!the )([Ll]ast|[Nn]ext|[Tt]his|[Pp]revious) (week|month|year|weekend|{_PART})\b"),
    ("weekend", r"\b(?:[Oo]ver|[Aa]t|[Oo]n|[Dd]uring) (the weekend)\b"),
    ("now", r"\b([Tt]oday|[Tt]onight|[Yy]esterday|[Tt]omorrow)(?: (morning|afternoon|evening|night))?\b"),
    ("clock", rf"(?<![\d:.,$€£-])({_CLOCK})(?: ?([ap]\.m\.|[ap]m\b|[AP]M\b|[AP]\.M\.))(?: ({_ZONE})\b)?|"
              rf"(?<![\d:.,$€£-])(\d{{1,2}}[:.] ?[0-5]\d|[01]\d[0-5]\d|2[0-3][0-5]\d)(?: ?(?:hours|hrs|h|Uhr|o'clock))? ({_ZONE})\b|"
              r"(?<![\d:.,$€£-])([01]?\d:[0-5]\d|2[0-3]:[0-5]\d)(?![\d:.]\d|%)|\b(?:at|by|until|around|before|after) (noon|midnight|midday)\b"),
    ("duration", rf"(?<![\d.,])\b(?:{_ABOUT}){{0,2}}({_NUMBER})(?: more| full| long| and a half|-and-a-half)?[ -]({_UNIT})(?!['’]?[- ]old|\w)"),
    ("vague duration", r"\b(?:for |after |over )?(decades|centuries)\b|\b(?:the )?(?:whole|entire) (day|night|week|month|year)\b"),
    ("often", r"\b(?<!-)(annual(?:ly)?|yearly|monthly|weekly|daily|hourly)\b(?! ?[A-Z])"),
    ("year", rf"(?<![\d.,/$€£#-])\b({_YEAR})\b(?![\d/%-]|[.,]\d| ?(?:km|kilomet|metres|meters|miles|people|troops|soldiers|tons|tonnes"
             r"|dollars|euros|men|women|homes|feet|square|points|votes|deaths|cases|residents|workers|jobs|students|acres|mAh|calories))"),
)  # fmt: skip
_PATTERNS = tuple((name, re.compile(expression)) for name, expression in _TABLE)


class TimeMatch(NamedTuple):
    """A time expression by its form: where it stands, and the groups of its pattern that matched."""

    start: int
    end: int
    form: str
    groups: tuple[str | None, ...]


def match_times(text: str, taken: list[tuple[int, int]]) -> Iterator[TimeMatch]:
    """Give the time expressions of a text by precedence, leaving out what is taken already.

    Parameters
    ----------
    text
        The document's text.
    taken
        Ranges that are time expressions already; those found are added.
    """
    covered = bytearray(len(text) + 1)
    for start, end in taken:
        covered[start:end] = b"\1" * (end - start)
    for form, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if not any(covered[start:end]):
                covered[start:end] = b"\1" * (end - start)
                yield TimeMatch(start, end, form, match.groups())
