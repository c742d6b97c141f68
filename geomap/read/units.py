"""Cut a page into units: the lines or wrapped paragraphs that are story or furniture as a whole.

From a text to its units, in order. A line is a unit, unless the text is wrapped at a fixed width: then
the lines of a paragraph belong together, and so does a line that goes on in small letters. Empty lines
give no unit. Nothing is judged here but form: how long, how it ends, how it is capitalised.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_BULLET = re.compile(r"(?:[•‣▪●◦*–—-]|\d{1,2}[.)])\s")
_MARKUP = re.compile(r"(?:#{1,6}\s+|>\s*)*")
_TERMINAL = ".!?…。！？"
_CLOSERS = "\"'”’»)] *_"
# Words that stay small in a headline whose other words are capitalised.
_SMALL = frozenset([
    "a", "an", "the", "of", "in", "on", "at", "to", "for", "from", "by", "with", "and", "or", "nor",
    "but", "as", "vs", "via", "per", "after", "over", "into", "amid", "than", "is", "are", "be", "was",
    "not", "it", "its", "his", "her", "their", "he", "she", "they", "we", "you", "who", "how", "that",
    "this", "up", "off", "out",
])  # fmt: skip
_WIDTHS = range(40, 126)
LONGEST_FURNITURE = 1_200
"""Characters after which a unit is story, whatever it says: notices of law are shorter."""


@dataclass(frozen=True)
class Unit:
    """A line, or the lines of a wrapped paragraph: half-open, without the white space around it."""

    start: int
    end: int
    text: str
    gap: bool
    """An empty line, or the text's beginning, stands before it."""

    @cached_property
    def body(self) -> str:
        """The words on one line: white space made plain, marks of headings and quotes left out."""
        flat = " ".join(self.text[:LONGEST_FURNITURE].split())
        return flat[_MARKUP.match(flat).end() :].strip("*_ ") if flat[:1] in "#>*_" else flat  # type: ignore[union-attr]

    @cached_property
    def plain(self) -> str:
        """The body in small letters, apostrophes made straight."""
        return self.body.casefold().replace("’", "'")

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words and numbers of the body."""
        return tuple(_WORD.findall(self.body))

    @cached_property
    def heading(self) -> bool:
        """It is marked as a heading (Markdown)."""
        return self.text.startswith("#")

    @cached_property
    def bullet(self) -> bool:
        """It is an item of a list."""
        return _BULLET.match(self.text) is not None

    @cached_property
    def terminal(self) -> bool:
        """It ends as a sentence does."""
        return self.text.rstrip(_CLOSERS)[-1:] in tuple(_TERMINAL) or self.text[-1:] in tuple('”"»')

    @cached_property
    def prose(self) -> bool:
        """It is a paragraph: a whole sentence, or too long for anything else."""
        return len(self.words) >= 25 or (self.terminal and len(self.words) >= 9)  # noqa: PLR2004

    @cached_property
    def headline(self) -> bool:
        """It may be a headline or a sub-heading: short, and no sentence with a full stop."""
        stopped = self.text.rstrip(_CLOSERS)[-1:] in (".", "。", ":", ",", ";")
        return not stopped and not self.bullet and 1 <= len(self.words) <= 30 and len(self.text) <= 220  # noqa: PLR2004

    @cached_property
    def capitalised(self) -> float:
        """Share of capitals among the words that a headline in title case would capitalise."""
        told = [w for w in self.words if w.lower() not in _SMALL and not w[0].isdigit()]
        return sum(w[0].isupper() for w in told) / len(told) if told else 0.0


def cut_units(text: str) -> tuple[Unit, ...]:
    """Cut a text into units, in order."""
    lines = []
    for match in _LINE.finditer(text):
        stripped = match[0].strip()
        if stripped:
            start = match.start() + match[0].index(stripped[0])
            lines.append((start, start + len(stripped), match.end()))
    width = _wrap_width([text[a:b] for a, b, _ in lines])
    units: list[Unit] = []
    begin: int | None = None
    for i, (a, b, line_end) in enumerate(lines):
        first = a if begin is None else begin
        following = lines[i + 1] if i + 1 < len(lines) else None
        begin = None
        if following and not _gap(text, line_end, following[0]):
            line, next_line = text[a:b], text[following[0] : following[1]]
            if _joined(line, next_line, width):
                begin = first
                continue
        before = units[-1].end if units else 0
        units.append(Unit(first, b, text[first:b], gap=not units or _gap(text, before, first)))
    return tuple(units)


def _gap(text: str, start: int, end: int) -> bool:
    """Say whether an empty line lies between."""
    between = text[start:end].replace("\r\n", "\n").replace("\r", "\n")
    return between.count("\n") > 1


def _wrap_width(lines: list[str]) -> int:
    """Give the width at which the text is wrapped, or 0: many lines, most of them broken in mid-sentence."""
    if len(lines) < 5:  # noqa: PLR2004 (too few to tell a width from chance)
        return 0
    widest = max(map(len, lines))
    open_ended = sum(line[-1] not in _TERMINAL + _CLOSERS + ":" for line in lines)
    full = sum(len(line) >= 0.75 * widest for line in lines)
    most = 0.5 * len(lines)
    return widest if widest in _WIDTHS and open_ended >= most and full >= most else 0


def _joined(line: str, following: str, width: int) -> bool:
    """Say whether the next line goes on with this one."""
    if _BULLET.match(following) or following[0] in "#>":
        return False
    if width:
        return len(line) + 1 + len(following.split(None, 1)[0]) > width - 2
    return following[0].islower() and line[-1].isalnum() and len(line) >= 40  # noqa: PLR2004
