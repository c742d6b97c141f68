"""A whole story: everything that the map, the page and the exports show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import ClassVar

from geomap.model.correction import Outcome, Rejected
from geomap.model.document import Document, Excluded
from geomap.model.journey import Disagreement, Journey
from geomap.model.label import Label
from geomap.model.mention import Mention, Unplaced
from geomap.model.movement import Claim, Movement
from geomap.model.place import Place
from geomap.model.prose import TimeExpression
from geomap.model.provenance import Provenance


@dataclass(frozen=True)
class Story:
    """Documents, the places they name, the journeys they tell, and what could not be done.

    Everything refers by id: a mention to its document and place, a leg to places and movements.
    `Story.to_json` and `Story.from_json` are the contract of story.json. A notebook shows a story as
    its map: whoever imports ``geomap`` sets `renderer`, so that this module knows no folium.
    """

    title: str
    geomap: str
    gazetteer: Provenance
    documents: tuple[Document, ...]
    options: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    places: tuple[Place, ...] = ()
    mentions: tuple[Mention, ...] = ()
    movements: tuple[Movement, ...] = ()
    journeys: tuple[Journey, ...] = ()
    claims: tuple[Claim, ...] = ()
    dates: tuple[tuple[str, TimeExpression], ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    skipped: tuple[Excluded, ...] = ()
    failed: tuple[Excluded, ...] = ()
    labels: tuple[Label, ...] = ()
    corrections: tuple[Outcome, ...] = ()
    rejected: tuple[Rejected, ...] = ()

    renderer: ClassVar[Callable[[Story], str] | None] = None

    @cached_property
    def places_by_id(self) -> Mapping[str, Place]:
        """The places, by id."""
        return MappingProxyType({p.id: p for p in self.places})

    @cached_property
    def documents_by_id(self) -> Mapping[str, Document]:
        """The documents, by id."""
        return MappingProxyType({d.id: d for d in self.documents})

    @cached_property
    def movements_by_id(self) -> Mapping[str, Movement]:
        """The movements, by id."""
        return MappingProxyType({m.id: m for m in self.movements})

    def to_json(self) -> str:
        """Give the story as the JSON text of the contract, the same bytes for the same story."""
        from geomap.model.story_json import dump

        return dump(self)

    @classmethod
    def from_json(cls, text: str | bytes) -> Story:
        """Read a story back; StoryError says what does not follow the contract."""
        from geomap.model.story_json import load

        return load(text)

    def _repr_html_(self) -> str:
        """Show the story in a notebook: its map, or its text form without a renderer."""
        if Story.renderer is None:
            return f"<pre>{len(self.places)} places, {len(self.journeys)} journeys</pre>"
        return Story.renderer(self)
