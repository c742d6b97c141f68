"""What a person says against the machine, and what became of it. Decides nothing.

A `Correction` is one act: another place, no place name, a missed span, a stop taken out. It says what it is
about by the words of the article, so that it finds its place again when the article was edited.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from geomap.model.mention import Role
from geomap.model.place import Place

Action = Literal["place", "reject", "role", "add", "accept", "confirm", "date", "name", "note", "leave_out"]
Scope = Literal["here", "article", "everywhere"]
State = Literal["applied", "moved", "overruled", "disputed", "lost"]
"""What became of a correction.

``applied``; ``moved``: applied, but its words stand elsewhere now; ``overruled`` by a later one;
``disputed``: two people say different things; ``lost``: what it is about is no longer there.
"""

BY_HAND = "correction"
"""Where a document's day of publication was found (`Document.found_in`) if a person gave it."""

CONTEXT_CHARS = 40
"""Characters that an anchor keeps on each side of its quote."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Some words of an article, with what they need to be found again.

    Attributes
    ----------
    document
        Path of the article, relative to its source.
    sha256
        Of the article's file; tells only whether ``start`` and ``end`` can be believed.
    start, end
        Where the words stood, in code points.
    quote
        The words.
    before, after
        Up to `CONTEXT_CHARS` characters around them.
    """

    document: str
    sha256: str
    start: int
    end: int
    quote: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class OfMention:
    """A correction is about a name in the text: this one, or all that are written alike."""

    anchor: Anchor
    scope: Scope = "here"


@dataclass(frozen=True, slots=True)
class OfDocument:
    """A correction is about an article, by its path, or by its hash where it was renamed."""

    document: str
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class OfStop:
    """A correction is about a stop of a journey; the anchors are the sentences that bear it out."""

    traveller: str
    place: Place
    anchors: tuple[Anchor, ...] = ()


@dataclass(frozen=True, slots=True)
class OfLeg:
    """A correction is about a leg of a journey (``from`` and ``to`` in the file)."""

    traveller: str
    origin: Place
    destination: Place
    anchors: tuple[Anchor, ...] = ()


Target = OfMention | OfDocument | OfStop | OfLeg


@dataclass(frozen=True, slots=True)
class Chosen:
    """Role and place of a name as a person has them; of a missed span, no place leaves it to the resolver."""

    role: Role
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """One act of a person.

    Attributes
    ----------
    value
        A `Place` (``place``), a `Chosen` (``add``, ``accept``), a text (``role``, ``date``, ``name``,
        ``note``) or None.
    note
        Why, in the person's words.
    by
        Who.
    made
        When, ISO 8601 with its offset from UTC.
    id
        Made of action, target, value, note and time: the same for everybody who has this correction.
    """

    action: Action
    target: Target
    value: Place | Chosen | str | None = None
    note: str | None = None
    by: str | None = None
    made: str | None = None
    id: str = field(default="")

    def __post_init__(self) -> None:
        """Keep of places what the file keeps, and derive the id where none is given."""
        from geomap.model.correction_json import as_kept, id_of

        object.__setattr__(self, "value", as_kept(self.value))
        object.__setattr__(self, "target", as_kept(self.target))
        if not self.id:
            object.__setattr__(self, "id", id_of(self))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a correction in a build.

    Attributes
    ----------
    why
        In words; empty where it was simply applied.
    mentions
        Ids of the mentions that it made what they are.
    """

    record: Correction
    state: State
    why: str = ""
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """A name that was found and that a correction took out: kept, so that the numbers add up.

    Attributes
    ----------
    record
        Id of the correction.
    """

    document: str
    start: int
    end: int
    text: str
    record: str
