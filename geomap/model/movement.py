"""What one document says about movement: who goes where, and the figures that it states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from geomap.model.prose import Basis
from geomap.model.span import Span

Modality = Literal["happened", "reported", "planned", "possible", "past", "cancelled"]
"""One scale for movements, stops and legs.

``happened``: stated as fact; ``reported``: attributed or hedged; ``planned``; ``possible``: may, could,
a question, a fear; ``past``: an earlier trip told as background; ``cancelled``: called off.
"""

Mode = Literal["rail", "road", "air", "sea", "foot"]


@dataclass(frozen=True, slots=True)
class When:
    """A movement's time: the words, what they mean and how that is known."""

    text: str
    iso: str | None
    basis: Basis | None


@dataclass(frozen=True, slots=True)
class Movement:
    """A statement that somebody goes somewhere.

    Attributes
    ----------
    start, end
        The clause or sentence that says so.
    traveller
        Fullest name of the person or group.
    origin, via, destination
        Ids of places; None or empty where unsaid.
    attributed_to
        Who says so, where the text names one.
    reached
        The words say that the traveller gets to the destination ("arrived in"), not only that he makes
        for it ("left for").
    """

    id: str
    document: str
    start: int
    end: int
    traveller: str
    modality: Modality
    origin: str | None = None
    via: tuple[str, ...] = ()
    destination: str | None = None
    mode: Mode | None = None
    when: When | None = None
    attributed_to: str | None = None
    reached: bool = True

    @property
    def span(self) -> Span:
        """The characters of the statement."""
        return Span(self.start, self.end)


ClaimType = Literal["distance", "duration", "speed", "direction"]
Verdict = Literal["agree", "approx", "disagree", "plausible", "uncheckable"]


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure that a text states, and what the map says to it.

    Attributes
    ----------
    value, unit
        As printed; a direction in degrees from north (unit ``deg``).
    subject
        What the figure is about, in words of the text.
    origin, destination
        Ids of the places that it lies between (``from`` and ``to`` in story.json), or None.
    computed
        The map's figure, in the printed unit, or None.
    note
        The reasoning in a sentence.
    """

    id: str
    document: str
    start: int
    end: int
    text: str
    type: ClaimType
    value: float
    unit: str
    subject: str
    verdict: Verdict
    note: str
    origin: str | None = None
    destination: str | None = None
    computed: float | None = None
