"""The headings of letters and diaries that say when they were written: "Aden, 3 March 1912", "3 May. —".

From prose and the days found in it to those that head a letter or an entry: a day that opens a line, alone or
after a place, and fills it or is set off from what follows by a mark. One is enough where the text opens with
it; else two make a text one of letters or entries.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from geomap.language.time_patterns import TimeMatch
from geomap.model import Prose, Span

ENOUGH = 2
OPENING = 4
"""Sentences among which the head of the text's first letter stands: a title, an address, a place."""
LONGEST_PLACE = 60
"""Characters of "Camp on the Tana River, British East Africa, Monday," at most."""
_PLACE = re.compile(
    r"(?:(?:[^\W\d_a-z][\w'’.-]{0,24}|of|near|the|on|board|at|off|in|de|la|le|du|am|an|der)[,.;:]?\s{1,3}){0,10}"
)
_CLOSED = ("", ",", ".", ";", ":")
_FILLS = re.compile(
    r"[\s.,:;)\]*_—–-]{0,4}(?:(?:morning|evening|night|noon|afternoon|midnight)[\s.,:]{0,3})?"
)
_SET_OFF = re.compile(r"\s?[.:—–-]")


def find_datelines(prose: Prose, days: Sequence[TimeMatch]) -> frozenset[int]:
    """Give where the days start that head a letter or an entry."""
    heads = [day.start for day in days if _heads(prose, day)]
    opening = prose.sentences[:OPENING]
    if len(heads) < ENOUGH and not (heads and opening and heads[0] < opening[-1].end):
        return frozenset()
    return frozenset(heads)


def _heads(prose: Prose, day: TimeMatch) -> bool:
    sentence = prose.sentence_at(day.start)
    if sentence is None or prose.document.in_furniture(day.start):
        return False
    return heads_entry(prose.text, sentence.start, Span(day.start, day.end))


def heads_entry(text: str, sentence: int, day: Span) -> bool:
    """Say whether a day heads a letter or an entry, by the line in which it stands.

    Parameters
    ----------
    sentence
        Where the sentence of the day begins.
    """
    if day.start - sentence > LONGEST_PLACE or not _opens_line(text, sentence):
        return False
    before = text[sentence : day.start]
    if not _PLACE.fullmatch(before) or before.rstrip()[-1:] not in _CLOSED:
        return False
    filled = _FILLS.match(text, day.end)
    end = filled.end() if filled else day.end
    if end >= len(text) or "\n" in text[day.end : end] or "\r" in text[day.end : end]:
        return True
    return text[day.end - 1] == "." or _SET_OFF.match(text, day.end) is not None


def _opens_line(text: str, start: int) -> bool:
    """Say whether only blanks and marks of lists and emphasis stand before an offset in its line."""
    while start and text[start - 1] in " \t*_>#[(":
        start -= 1
    return start == 0 or text[start - 1] in "\r\n"
