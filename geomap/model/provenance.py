"""Where the places of a story come from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Provenance:
    """Which gazetteer gave the places."""

    name: str
    release: str
    places: int
    sources: tuple[str, ...]
