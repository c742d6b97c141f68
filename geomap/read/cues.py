"""What a single line shows of itself: the cues that it is page furniture, each with a name and a weight.

From one unit and its place on the page to named weights; a unit whose weights reach 1 is furniture.
The cues are what pages of every kind share (a call to the reader, a label over links, a form, a
notice of law), in the languages in which European and American news pages carry them. A line that
tells something gets none: what is long, quotes somebody or is a full sentence needs a notice's own words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from geomap.late import late_pattern
from geomap.read.days import find_days
from geomap.read.units import LONGEST_FURNITURE, Unit
from geomap.read.wording import (
    BUTTONS,
    LONGEST_OF_MOST,
    NAME_PARTICLES,
    NOT_AUTHORS,
    PARTS,
    SOME_START,
    SOME_WORDS,
    STAMP_WORDS,
    WORDINGS,
)


class Cue(NamedTuple):
    """A reason to take a unit for furniture; weights of one unit are added, 1 is enough."""

    name: str
    weight: float


_PLAIN_BUTTONS = frozenset([
    "a", "aa", "x", "on", "via", "to", "and", "or", "in", "up", "this", "story", "more", "top", "back", "+",
    "-", "a+", "a-", "a+a-",
])  # fmt: skip
"""Buttons that are also words, and sizes of letters: a row needs another one."""
_MOST_BUTTONS = 14
_BUTTON = late_pattern(r"[^\s|/·•,()\[\]]+")

_BYLINE = late_pattern(
    r"(?:(?:(?:[Ww]ritten|[Rr]eported|[Pp]osted|[Pp]ublished|[Ww]ords|[Ss]tory|[Tt]ext|[Ss]ubmitted) )?"
    r"[Bb][Yy]:? "
    r"|(?:Von|Par|Por|Door|Av|Autor|Author|Reporter|Redaktion|Text):? )",
)
_FIRST_PERSON = late_pattern(r"\b(?:I|I[’']ve|I[’']m|[Mm]y|me)\b")
_IS_WRITER = late_pattern(
    r"\A\W{0,3}[A-Z][\w'’.-]{1,30}(?: [A-Z][\w'’.-]{1,30}){1,3},?"
    r" (?:is|has been|was|covers|writes|works|joined|reports|contributes)\b",
)
_TELLS = late_pattern(r"\b(?:said|says|told|tells|warned|warns|according to|urged|urges)\b")
_QUOTE = late_pattern(r"[“”\"«»„]")
_MOST_NAMES = 9
_BAR = late_pattern(r" [|•·∙] ")
_LETTER = late_pattern(r"[^\W\d_]")
_TEXT_SIZES = late_pattern(r"(?:a[+-]? ?){2,4}")

_STAMP_TOKEN = late_pattern(r"[^\W\d_]+(?:\.[^\W\d_]+)?")


def cues_of(unit: Unit, *, from_top: int, from_end: int) -> Iterator[Cue]:
    """Give the cues that a unit shows by itself.

    Parameters
    ----------
    from_top, from_end
        How many units stand before it and after it.
    """
    if len(unit.text) > LONGEST_FURNITURE:
        return
    plain, count = unit.plain, len(unit.words)
    if not _LETTER.search(plain):
        if not any(c.isdigit() for c in plain) or plain.strip("•*-–— ") == "":
            yield Cue("rule without words", 1.0)
        elif count <= 2 and (from_top < 12 or from_end < 8 or plain[0] == "#"):  # noqa: PLR2004
            yield Cue("stray number", 1.0)
        return
    if name := _worded(plain, count):
        yield Cue(name, 1.0)
        return
    edge = from_top < 8 or from_end < 5  # noqa: PLR2004
    if _is_buttons(plain):
        yield Cue("buttons", 1.0)
    elif is_stamp(unit) and (edge or PARTS["stamp verbs"].match(plain)):
        yield Cue("date stamp", 1.0)
    elif edge and _is_line_of_facts(unit):
        yield Cue("line of facts", 1.0)
    elif edge and is_byline(unit):
        yield Cue("byline", 1.0)
    elif from_top and from_end < 6 and _is_blurb(unit, from_end):  # noqa: PLR2004
        yield Cue("about the author", 1.0)
    else:
        yield from _call(unit)


def _worded(plain: str, count: int) -> str | None:
    """Give the cue that the unit's words are, if any."""
    if count <= LONGEST_OF_MOST and not SOME_START.match(plain) and not any(w in plain for w in SOME_WORDS):
        return None
    return next((w.cue for w in WORDINGS if count <= w.longest and w.shown_by(plain)), None)


def _call(unit: Unit) -> Iterator[Cue]:
    """Give the cues of a call to the reader: an imperative, the page's own things, we and you."""
    if len(unit.words) > 45:  # noqa: PLR2004
        return
    plain = unit.plain
    match = PARTS["calls"].match(plain)
    if match is None or _QUOTE.search(unit.body) or _TELLS.search(plain):
        return
    yield Cue("call to the reader", 0.5)
    rest = plain[match.end() :]
    if PARTS["ourselves"].search(rest):
        yield Cue("of ourselves", 0.4)
    if PARTS["things of a page"].search(rest):
        yield Cue("about the page", 0.5 if len(unit.words) <= 30 else 0.3)  # noqa: PLR2004
    if PARTS["you"].search(plain):
        yield Cue("to you", 0.2)


def _is_buttons(plain: str) -> bool:
    words: list[str] = []
    for match in _BUTTON.finditer(plain):
        word = match[0]
        if word.strip(":.!+").isdigit():
            continue
        if word.strip(":.!") not in BUTTONS or len(words) == _MOST_BUTTONS:
            return _TEXT_SIZES.fullmatch(plain) is not None
        words.append(word)
    return any(word not in _PLAIN_BUTTONS for word in words) or _TEXT_SIZES.fullmatch(plain) is not None


_PLACE_BEFORE_DAY = late_pattern(r"[^\W\d_][^.!?\d()]{1,60},\s{0,2}")


def is_stamp(unit: Unit) -> bool:
    """Say whether the unit is nothing but a date, a time and the words that go with them."""
    if len(unit.words) > 20 or not any(c.isdigit() for c in unit.body):  # noqa: PLR2004
        return False
    return all(w in STAMP_WORDS for w in _STAMP_TOKEN.findall(unit.plain))


def is_place_and_day(unit: Unit) -> bool:
    """Say whether the unit is a place and a day and nothing else: "Tromsø, 2 September 2022"."""
    if len(unit.words) > 10:  # noqa: PLR2004
        return False
    day = next(find_days(unit.body), None)
    return (
        day is not None
        and not unit.body[day.end :].strip(" .")
        and _PLACE_BEFORE_DAY.fullmatch(unit.body[: day.start]) is not None
    )


def _is_line_of_facts(unit: Unit) -> bool:
    """Say whether the unit is agency, place and date with bars between ("PTI | Guwahati | July 3, 2020")."""
    parts = _BAR.split(unit.body)
    if len(parts) < 2 or len(unit.words) > 18 or unit.terminal:  # noqa: PLR2004
        return False
    return any(c.isdigit() for c in unit.body) and next(find_days(unit.body), None) is not None


def is_byline(unit: Unit) -> bool:
    """Say whether the unit names its author and nothing else."""
    body = unit.body
    match = _BYLINE.match(body)
    if match is None:
        return (
            2 <= len(unit.words) <= 9 and not unit.terminal and not _QUOTE.search(body)  # noqa: PLR2004
            and unit.capitalised > 0.6 and PARTS["jobs"].search(unit.plain) is not None  # noqa: PLR2004
        )  # fmt: skip
    names = body[match.end() :].split(",")[0].split("|")[0].split(" - ")[0].split(" – ")[0].split()
    if not names or names[0].lower().strip(".,:") in NOT_AUTHORS or len(unit.words) > 20:  # noqa: PLR2004
        return False
    return len(names) <= _MOST_NAMES and all(
        w[0].isupper() or w.lower() in NAME_PARTICLES or not w[0].isalpha() for w in names
    )


def _is_blurb(unit: Unit, from_end: int) -> bool:
    """Say whether the unit presents the author: in the first person, or as the last lines of a page."""
    if _QUOTE.search(unit.body) or not unit.prose:
        return False
    career = len(set(PARTS["careers"].findall(unit.body)))
    if len(_FIRST_PERSON.findall(unit.body)) >= 2 and career >= 2:  # noqa: PLR2004
        return True
    return from_end < 3 and career >= 2 and _IS_WRITER.match(unit.body) is not None  # noqa: PLR2004
