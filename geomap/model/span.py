"""A range of characters in a document."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """Half-open range ``[start, end)`` of code points: ``text[start:end]`` is the quote."""

    start: int
    end: int

    def overlaps(self, other: tuple[int, int]) -> bool:
        """Say whether both share at least one character."""
        return self.start < other[1] and other[0] < self.end

    def contains(self, other: tuple[int, int]) -> bool:
        """Say whether the other lies wholly in this one."""
        return self.start <= other[0] and other[1] <= self.end

    def of(self, text: str) -> str:
        """Give the quoted characters of the text."""
        return text[self.start : self.end]
