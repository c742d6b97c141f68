"""What resolving gives back. Decides nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

from geomap.model import Mention, Place, Unplaced


@dataclass(frozen=True, slots=True)
class Resolution:
    """The mentions of a document with their places.

    Attributes
    ----------
    mentions
        As many as were given, in the same order, now with place, confidence, reasons, alternatives.
    places
        Every place that a mention or an alternative refers to, by id.
    unplaced
        One for each mention whose place is None, in the same order.
    """

    mentions: tuple[Mention, ...]
    places: dict[str, Place] = field(default_factory=dict)
    unplaced: tuple[Unplaced, ...] = ()
