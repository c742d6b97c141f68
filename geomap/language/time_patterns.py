"""The forms in which English prose tells time, as one table of named patterns.

From prose to matches with the name of their form, none overlapping; `times` says what each means. The
table's order is its precedence: a form earlier in it wins over one that it overlaps. Every pattern is
linear in the length of the text: no repetition stands beside another that could eat the same characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from geomap.language.time_words import BIT, DAY_NAMES, MONTH_NAMES, NUMBERS, bits_of
from geomap.model import Prose
from geomap.read.days import Day, find_days

_ABBREVIATED = r"(?:Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec)\."
_MONTH = rf"(?:(?:{'|'.join(MONTH_NAMES)})\b|{_ABBREVIATED})"
_DAY = rf"(?:{'|'.join(DAY_NAMES)})\b"
_YEAR = r"(?:1[5-9]|20)\d\d"
_NUMBER = rf"(?i:\d{{1,4}}(?:[.,]\d{{1,3}})?|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
_UNIT = (
    r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|fortnights?|months?|years?|decades?|centur(?:y|ies))"
)
_PART = r"(?:morning|afternoon|evening|night|noon|midday|midnight|dawn|dusk)"
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_STAGE = r"(?:(?:[Ee]arly|[Mm]id|[Ll]ate)[ -]|(?:[Tt]he )?(?:(?:beginning|start|end|middle) of) )"
_ABOUT = (
    r"(?:(?:more|less|fewer|longer) than |over |nearly |almost |about |around |at least |up to |roughly "
    r"|approximately |just under |under |some |the (?:past|last|next|first|coming) |past |last )"
)
_ZONE = r"(?:GMT|UTC|[ECMP][SD]?T|BST|CES?T|EES?T|JST|KST|IST|MSK|Z|local time|Moscow time|Kyiv time)"

_NTH = r"(\d{1,2})(?:st|nd|rd|th)?"
_TO = r" ?(?:-|–|—|to|and|through) ?"
_NO_FIGURE = r"(?<![\d:.,$€£-])"
# What four figures count, if they are no year.
_COUNTED = (
    r"km|kilomet|metres|meters|miles|people|troops|soldiers|tons|tonnes|dollars|euros|men|women|homes|feet|square|points"
    r"|votes|deaths|cases|residents|workers|jobs|students|acres|mAh|calories"
)

# In the order of precedence.
_PATTERNS = {
    form: re.compile(expression)
    for form, expression in (
        ("day range", rf"\b({_MONTH}) {_NTH}{_TO}{_NTH}\b(?!:)(?:,? ({_YEAR})\b)?"),
        ("range of days", rf"\b{_NTH}{_TO}{_NTH} (?:of )?({_MONTH})(?:,? ({_YEAR})\b)?"),
        ("stage of month", rf"\b({_STAGE})({_MONTH})(?:,? (?:of )?({_YEAR})\b)?(?! \d)"),
        ("stage of year", rf"\b({_STAGE})({_YEAR})\b(?![-/]\d)"),
        ("stage of week", rf"\b({_STAGE})({_DAY})(?: ({_PART}))?"),
        (
            "season",
            (
                rf"\b(?:(?:the )?(last|next|this|past|early|late) )?({_SEASON})(?: of|,)? ({_YEAR})\b"
                rf"|\b(last|next|this|past) ({_SEASON})\b"
            ),
        ),
        ("month and year", rf"\b({_MONTH})(?:,? of|,)? ({_YEAR})\b(?!\d)"),
        (
            "some weekday",
            rf"\b([Ll]ast|[Nn]ext|[Tt]his|[Pp]ast|[Cc]oming)(?: week'?s?)? ({_DAY})(?: ({_PART}))?",
        ),
        ("every", rf"\b(?:[Ee]ach(?: and every)?|[Ee]very)(?: single)? (day|week|month|year|hour|{_DAY})\b"),
        ("weekday", rf"\b({_DAY})(?:,? (?:in the )?({_PART}))?"),
        ("some month", rf"\b([Ll]ast|[Nn]ext|[Tt]his|[Pp]ast) ({_MONTH})"),
        (
            "month",
            (
                rf"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Oo]f|[Dd]uring|[Tt]hrough) ({_MONTH})(?! \d)"
                r"|\b(January|February|July|September|October|November|December)\b(?! \d)"
            ),
        ),
        (
            "day of month",
            (
                r"\b(?:[Oo]n|[Bb]y|[Uu]ntil|[Tt]ill|[Ss]ince|[Ff]rom|[Bb]efore|[Aa]fter|[Oo]f|[Tt]o) the "
                r"((\d{1,2})(?:st|nd|rd|th)(?: (inst|ult)\b\.?)?)(?= ?[.,;:!?)—–]| ?$"
                r"|\s(?:we|I|he|she|they|it|at|in|to|but|for|from|with|by|the|a|after|when|and(?! \d))\b)"
            ),
        ),
        ("decade", r"\b(?:the )?(?:(early|mid|late)[ -])?((?:1[5-9]|20)\d0)s\b"),
        ("years", rf"\b({_YEAR})(?:[-–/]| to )(\d\d(?:\d\d)?)\b"),
        ("ago", rf"\b(?:{_ABOUT})?({_NUMBER})[ -]({_UNIT}) ago\b"),
        ("from there", rf"\b({_NUMBER})[ -]({_UNIT}) (later|earlier|before|after|afterwards?|prior)\b"),
        ("neighbour", rf"\b[Tt]he (next|following|previous|same|preceding) (day|{_PART}|week|month|year)\b"),
        ("coming", r"\b[Ii]n the (?:coming|next few|upcoming) (?:days|weeks|months|years)\b"),
        (
            "some unit",
            rf"\b(?<!the )([Ll]ast|[Nn]ext|[Tt]his|[Pp]revious) (week|month|year|weekend|{_PART})\b",
        ),
        ("weekend", r"\b(?:[Oo]ver|[Aa]t|[Oo]n|[Dd]uring) (the weekend)\b"),
        ("now", r"\b([Tt]oday|[Tt]onight|[Yy]esterday|[Tt]omorrow)(?: (morning|afternoon|evening|night))?\b"),
        (
            "clock",
            (
                rf"{_NO_FIGURE}(\d{{1,2}}(?:[:.] ?[0-5]\d)?) ?([ap]\.m\.|[ap]m\b|[AP]M\b|[AP]\.M\.)"
                rf"(?: ({_ZONE})\b)?"
                rf"|{_NO_FIGURE}(\d{{1,2}}[:.] ?[0-5]\d|[01]\d[0-5]\d|2[0-3][0-5]\d)"
                r"(?: ?(?:hours|hrs|h|o'clock))?"
                rf" ({_ZONE})\b"
                rf"|{_NO_FIGURE}([01]?\d:[0-5]\d|2[0-3]:[0-5]\d)(?![\d:.]\d|%)"
                r"|\b(?:at|by|until|around|before|after) (noon|midnight|midday)\b"
            ),
        ),
        (
            "duration",
            (
                rf"(?<![\d.,])\b(?:{_ABOUT}){{0,2}}({_NUMBER})(?: more| full| long| and a half|-and-a-half)?"
                rf"[ -]({_UNIT})(?!['’]?[- ]old|\w)"
            ),
        ),
        (
            "vague duration",
            (
                r"\b(?:for |after |over )?(decades|centuries)\b"
                r"|\b(?:the )?(?:whole|entire) (day|night|week|month|year)\b"
            ),
        ),
        ("often", r"\b(?<!-)(annual(?:ly)?|yearly|monthly|weekly|daily|hourly)\b(?! ?[A-Z])"),
        ("year", rf"(?<![\d.,/$€£#-])\b({_YEAR})\b(?![\d/%-]|[.,]\d| ?(?:{_COUNTED}))"),
    )
}
_CORE = {"month": 0, "day of month": 1}
"""Forms of which only a group is the expression, by its number; 0 for the one that matched."""
_RANGES = 2
"""How many patterns stand before the single days, which `geomap.read.days` finds."""

# What a sentence must have before a pattern is tried on it: a word of each of these classes. (Without this,
# three quarters of the time went into sentences that have none.)
_NEEDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "day range": (("month",), ("number",)),
    "range of days": (("month",), ("number",)),
    "stage of month": (("month",), ("stage",)),
    "stage of year": (("year",), ("stage",)),
    "stage of week": (("weekday",), ("stage",)),
    "season": (("season",),),
    "month and year": (("month",), ("year",)),
    "some weekday": (("weekday",), ("which",)),
    "every": (("every",),),
    "weekday": (("weekday",),),
    "some month": (("month",), ("which",)),
    "month": (("month",),),
    "day of month": (("number",),),
    "decade": (("decade",),),
    "years": (("year",),),
    "ago": (("ago",),),
    "from there": (("later",), ("unit",)),
    "neighbour": (("neighbour",),),
    "coming": (("coming",), ("unit",)),
    "some unit": (("which",), ("unit", "part", "weekend")),
    "weekend": (("weekend",),),
    "now": (("now",),),
    "clock": (("number", "noon"),),
    "duration": (("unit",),),
    "vague duration": (("whole",),),
    "often": (("often",),),
    "year": (("year",),),
}
_MASKS = {form: tuple(sum(BIT[name] for name in names) for names in needs) for form, needs in _NEEDS.items()}
_DAY_MASKS = (BIT["number"], BIT["month"] | BIT["year"])


class TimeMatch(NamedTuple):
    """A time expression by its form: where it stands, and the groups of its pattern that matched."""

    start: int
    end: int
    form: str
    groups: tuple[str | None, ...]
    day: Day | None = None
    """What a match of the form "day" says."""


def match_times(prose: Prose) -> Iterator[TimeMatch]:
    """Give the time expressions of a document, sentence by sentence, within one by precedence."""
    text = prose.text
    for sentence in prose.sentences:
        bits = bits_of(prose.tokens_of(sentence))
        if bits:
            yield from _match_sentence(text, sentence.start, sentence.end, bits)


def _match_sentence(text: str, start: int, end: int, bits: int) -> Iterator[TimeMatch]:
    covered: list[tuple[int, int]] = []

    def free(a: int, b: int) -> bool:
        if any(a < d and c < b for c, d in covered):
            return False
        covered.append((a, b))
        return True

    for rank, (form, pattern) in enumerate(_PATTERNS.items()):
        if rank == _RANGES and all(bits & mask for mask in _DAY_MASKS):
            for day in find_days(text, start, end):
                if free(day.start, day.end):
                    yield TimeMatch(day.start, day.end, "day", (), day)
        if all(bits & mask for mask in _MASKS[form]):
            for match in pattern.finditer(text, start, end):
                begin = (
                    match.start(_CORE.get(form, 0) or match.lastindex or 0)
                    if form in _CORE
                    else match.start()
                )
                if free(begin, match.end()):
                    yield TimeMatch(begin, match.end(), form, match.groups())
