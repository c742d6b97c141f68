"""A word of motion in a sentence, as the rest of the grammar sees it."""

from __future__ import annotations

from dataclasses import dataclass

from geomap.model import Mode
from geomap.movement.groups import VerbGroup
from geomap.movement.verbs import Frame


@dataclass(frozen=True)
class Trigger:
    """A word of motion in a sentence.

    Attributes
    ----------
    first, last
        Index of the word, and of the last unit that belongs to it (its particle).
    group
        The verb group, None for a noun.
    mode
        How one travels, where the word or its vehicle says it.
    """

    first: int
    last: int
    frame: Frame
    group: VerbGroup | None
    lemma: str
    mode: Mode | None = None
