"""The ends that a word of motion names in its sentence, as indices of units."""

from __future__ import annotations

from dataclasses import dataclass, field

from geomap.movement.verbs import End


@dataclass
class Ends:
    """Indices of the units that name the ends.

    Attributes
    ----------
    last
        Index of the last unit that was read.
    headed
        The destination is only made for ("for", "towards").
    home
        "home" is the destination.
    there
        "there" is the destination; from_there: it is the origin.
    here
        "here", where a letter is written, is meant by either.
    back
        The way leads back to its origin ("from X to Y and back").
    returned
        "returned" without a place: to where the trip began.
    occurs
        Index where a verb says that the event takes place, None if none does.
    """

    origins: list[int] = field(default_factory=list)
    via: list[int] = field(default_factory=list)
    destinations: list[int] = field(default_factory=list)
    last: int = 0
    headed: bool = False
    home: bool = False
    there: bool = False
    from_there: bool = False
    here: bool = False
    back: bool = False
    returned: bool = False
    occurs: int | None = None

    def add(self, end: End, index: int) -> None:
        """Note that a unit names an end."""
        {"origin": self.origins, "via": self.via, "destination": self.destinations}[end].append(index)

    @property
    def any(self) -> bool:
        """Say whether any end is known."""
        return bool(self.origins or self.destinations or self.via or self.home or self.there or self.here)


def note_adverb(ends: Ends, low: str, *, preposition: str, words: int) -> None:
    """Note "home", "there" and "here", with the preposition before them."""
    ends.here |= low == "here"
    if low == "home":
        ends.home |= preposition != "from"
    elif preposition == "from":
        ends.from_there = True
    elif words == 0 and low == "there":
        ends.there = True
