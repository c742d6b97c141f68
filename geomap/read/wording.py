"""The wording of furniture, read once from the package's data.

From ``data/wording.txt`` to compiled patterns by cue and to sets of words. Nothing is decided here.
"""

from __future__ import annotations

import re
from importlib.resources import files
from typing import NamedTuple

_WORD_LISTS = frozenset({"row of buttons", "words of stamps", "not authors", "name particles"})
_PART_NAMES = frozenset(
    {"calls", "contributors", "things of a page", "ourselves", "you", "jobs", "careers", "stamp verbs"}
)


class Wording(NamedTuple):
    """How a cue is worded: at the start of a unit, and anywhere in it (a pattern that matches, or None)."""

    cue: str
    longest: int
    start: re.Pattern[str] | None
    anywhere: re.Pattern[str] | None


def _sections() -> dict[tuple[str, int], list[str]]:
    text = (files("geomap.read") / "data" / "wording.txt").read_text(encoding="utf-8")
    found: dict[tuple[str, int], list[str]] = {}
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith("["):
            name, longest = line.strip("[]").rsplit(" ", 1)
            lines = found.setdefault((name, int(longest)), [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return found


def _compiled(lines: list[str], *, prefix: str) -> re.Pattern[str] | None:
    return re.compile(f"{prefix}(?:{'|'.join(lines)})") if lines else None


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

PARTS = {name: re.compile("|".join(lines)) for (name, _), lines in _SECTIONS.items() if name in _PART_NAMES}
"""Parts of cues, each one pattern."""

WORDINGS = tuple(
    Wording(
        name,
        longest,
        _compiled([line for line in lines if not line.startswith("~ ")], prefix=r"\A"),
        _compiled([line[2:] for line in lines if line.startswith("~ ")], prefix=""),
    )
    for (name, longest), lines in _SECTIONS.items()
    if name not in _WORD_LISTS | _PART_NAMES
)
"""The cues by wording, in the order in which they are tried."""

_ALL = [
    line for (name, _), lines in _SECTIONS.items() if name not in _WORD_LISTS | _PART_NAMES for line in lines
]
SOME_START = re.compile(rf"\A(?:{'|'.join(line for line in _ALL if not line.startswith('~ '))})")
"""Matches if one of the cues does at the start: most units show none, and one pattern says so at once."""
SOME_ANYWHERE = re.compile("|".join(line[2:] for line in _ALL if line.startswith("~ ")))
"""The same for the cues that may stand anywhere."""
