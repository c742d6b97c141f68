"""What all documents together say: journeys of stops and legs, and where sources disagree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from geomap.model.movement import Modality, Mode
from geomap.model.prose import Basis

PathBasis = Literal["geodesic", "stations", "lines"]


@dataclass(frozen=True, slots=True)
class StopTime:
    """A stop's date and how it is known."""

    iso: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Stop:
    """A place where a journey halts, starts or ends.

    Attributes
    ----------
    place
        Id of the place.
    inferred
        No sentence names this stop for this journey; it follows from others.
    evidence
        Ids of the movements that say so.
    """

    place: str
    status: Modality
    inferred: bool = False
    when: StopTime | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Leg:
    """The way from one stop to the next.

    Attributes
    ----------
    origin, destination
        Ids of places (``from`` and ``to`` in story.json).
    geodesic_km, bearing_deg
        Length of the geodesic on WGS84 and its initial bearing, 0 ≤ bearing < 360.
    path
        Points ``(lat, lon)`` to draw.
    path_basis
        What the path follows: the ``geodesic``, known ``stations`` in order, or a person's ``lines``.
    path_km
        Length of the path where it is not the geodesic, else None.
    name
        What a person calls it, else None.
    """

    origin: str
    destination: str
    status: Modality
    geodesic_km: float
    bearing_deg: float
    path: tuple[tuple[float, float], ...]
    path_basis: PathBasis = "geodesic"
    path_km: float | None = None
    mode: Mode | None = None
    inferred: bool = False
    evidence: tuple[str, ...] = ()
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Journey:
    """A traveller's trip: ``len(legs) == len(stops) - 1`` for any journey with stops."""

    id: str
    traveller: str
    stops: tuple[Stop, ...]
    legs: tuple[Leg, ...] = ()

    def arrival_of(self, number: int) -> Stop | None:
        """Give the stop that a leg leads to, by the leg's number from 1, if there is one for each leg."""
        return self.stops[number] if number < len(self.stops) else None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A range of characters in a document that bears a statement out."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two or more statements that cannot all be true."""

    topic: str
    note: str
    evidence: tuple[Evidence, ...]
