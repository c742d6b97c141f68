"""Names that the base map shows for orientation; they are no places of the story."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from geomap.model.place import Bounds


@dataclass(frozen=True, slots=True)
class Label:
    """A name on the base map.

    Attributes
    ----------
    kind
        ``country``, ``capital``, ``city``, ``sea`` (seas, oceans, gulfs) or ``region``.
    rank
        Order in which labels claim room, 0 first.
    min_zoom
        Zoom level from which it may be shown.
    bounds
        Extent of a sea, so that its name can move within its water; else None.
    """

    text: str
    kind: Literal["country", "capital", "city", "sea", "region"]
    lat: float
    lon: float
    rank: int
    min_zoom: float
    bounds: Bounds | None = None
