"""A place name in a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from geomap.model.span import Span

Role = Literal["location", "actor", "demonym", "part_of_name"]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another place that a mention may mean, with its share of the confidence and a reason."""

    place: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A place name in a document: the bare name, its role, and the place that it was resolved to.

    Attributes
    ----------
    id
        ``d1m12``.
    document
        Id of the document.
    role
        ``location`` (the place itself), ``actor`` (its government or people), ``demonym`` (an
        adjective or a people) or ``part_of_name`` (a word inside another name).
    place
        Id of the place, or None: then `Unplaced` says why.
    furniture
        It stands in page furniture: kept, but neither drawn nor counted.
    confidence
        0 to 1: that the place is right (before resolving: that it is a place name at all).
    reasons
        The cues that decided, in words.
    approximate
        The place is only about here (at the document's focus, for want of a candidate).
    reviewed
        A person has chosen it or said that it is right.
    """

    id: str
    document: str
    start: int
    end: int
    text: str
    role: Role
    place: str | None = None
    furniture: bool = False
    confidence: float = 0.0
    reasons: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    approximate: bool = False
    reviewed: bool = False

    @property
    def span(self) -> Span:
        """The characters of the name."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A mention without a place, and why."""

    mention: str
    why: str
