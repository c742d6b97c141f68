"""The wording of furniture, read once from the package's data.

From ``data/wording.txt`` to patterns by cue and to sets of words. Nothing is decided here. Patterns are
compiled when a unit is first tried with them: there are many, and most texts need few.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from geomap.late import late_pattern

_WORD_LISTS = frozenset({"row of buttons", "words of stamps", "not authors", "name particles"})
_PART_NAMES = frozenset({"calls", "things of a page", "ourselves", "you", "jobs", "careers", "stamp verbs"})
_CONTRIBUTORS = "contributors"


class Wording(NamedTuple):
    """How a cue is worded.

    Attributes
    ----------
    longest
        Most words that a unit may have to show the cue.
    start
        What the unit begins with, if anything.
    anywhere
        Pairs of words of which the unit must hold one, and what it then holds.
    """

    cue: str
    longest: int
    start: re.Pattern[str] | None
    anywhere: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]

    def shown_by(self, plain: str) -> bool:
        """Say whether a unit in small letters is worded so, however long it is."""
        if self.start is not None and self.start.match(plain):
            return True
        for words, pattern in self.anywhere:
            if any(word in plain for word in words) and pattern.search(plain):
                return True
        return False


def _sections() -> dict[tuple[str, int], list[str]]:
    text = (Path(__file__).with_name("data") / "wording.txt").read_text(encoding="utf-8")
    found: dict[tuple[str, int], list[str]] = {}
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith("["):
            name, longest = line.strip("[]").rsplit(" ", 1)
            lines = found.setdefault((name, int(longest)), [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return found


def _wording(cue: str, longest: int, lines: list[str]) -> Wording:
    starts = [line for line in lines if not line.startswith("~ ")]
    anywhere = [line[2:].split(": ", 1) for line in lines if line.startswith("~ ")]
    return Wording(
        cue,
        longest,
        late_pattern("|".join(starts)) if starts else None,
        tuple((tuple(words.split("|")), late_pattern(pattern)) for words, pattern in anywhere),
    )


_SECTIONS = _sections()
_LISTS = {
    name: frozenset(" ".join(lines).split()) for (name, _), lines in _SECTIONS.items() if name in _WORD_LISTS
}

BUTTONS = _LISTS["row of buttons"]
"""A line of nothing but these is a row of buttons."""
STAMP_WORDS = _LISTS["words of stamps"]
"""A line of nothing but these and figures is a date or time."""
NOT_AUTHORS = _LISTS["not authors"]
"""What stands after "by" and is no name."""
NAME_PARTICLES = _LISTS["name particles"]
"""What stays small in a line of names."""

PARTS = {name: late_pattern("|".join(lines)) for (name, _), lines in _SECTIONS.items() if name in _PART_NAMES}
"""Parts of cues, each one pattern."""

WORDINGS = tuple(
    _wording(name, longest, lines)
    for (name, longest), lines in _SECTIONS.items()
    if name not in _WORD_LISTS | _PART_NAMES | {_CONTRIBUTORS}
)
"""The cues by wording, in the order in which they are tried."""

SOME_START = late_pattern("|".join(w.start.pattern for w in WORDINGS if w.start is not None))
"""Matches if one of the cues does at the start: most units show none, and one pattern says so at once."""
SOME_WORDS = tuple(dict.fromkeys(w for wording in WORDINGS for words, _ in wording.anywhere for w in words))
"""A unit without one of these holds none of the cues that may stand anywhere."""
LONGEST_OF_MOST = 60
"""Of longer units only three or four cues ask for their own words."""

(CONTRIBUTORS,) = (_wording(*key, lines) for key, lines in _SECTIONS.items() if key[0] == _CONTRIBUTORS)
"""Who else has a part in the article: no cue, but what makes a unit story."""
