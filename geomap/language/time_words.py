"""The words that tell time, and which classes of them a sentence has.

From the tokens of a sentence to the set of classes of its words, as bits, so that patterns are tried only
where they can match. Nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Sequence

from geomap.model import Token
from geomap.read.days import MONTHS

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

_CLASSES: dict[str, str] = {
    "weekday": " ".join(DAY_NAMES).lower(),
    "season": " ".join(SEASONS),
    "stage": "early mid late beginning start end middle",
    "unit": (
        "second seconds minute minutes hour hours day days night nights week weeks fortnight fortnights "
        "month months year years decade decades century centuries"
    ),
    "part": "morning afternoon evening night noon midday midnight dawn dusk",
    "which": "last next this past coming previous",
    "weekend": "weekend",
    "every": "each every",
    "ago": "ago",
    "later": "later earlier before after afterward afterwards prior",
    "neighbour": "next following previous same preceding",
    "coming": "coming next upcoming",
    "now": "today tonight yesterday tomorrow",
    "noon": "noon midday midnight",
    "whole": "decades centuries whole entire",
    "often": "annual annually yearly monthly weekly daily hourly",
    "month": " ".join(MONTHS),
}  # fmt: skip
BIT = {name: 1 << i for i, name in enumerate((*_CLASSES, "number", "year", "decade"))}
_BITS: dict[str, int] = {}
for _name, _words in _CLASSES.items():
    for _word in _words.split():
        _BITS[_word] = _BITS.get(_word, 0) | BIT[_name]
_YEAR_DIGITS = 4


def bits_of(tokens: Sequence[Token]) -> int:
    """Give the classes of the words of a sentence."""
    bits = 0
    for token in tokens:
        word = token.text
        if word[0].isdigit():
            bits |= BIT["number"]
            figures = len(word)
            if figures == _YEAR_DIGITS:
                bits |= BIT["year"]
            elif figures == _YEAR_DIGITS + 1 and word[-1] == "s":
                bits |= BIT["decade"]
        else:
            bits |= _BITS.get(word.lower(), 0)
    return bits
