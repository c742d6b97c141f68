"""What the stages 2 to 5 found in one document, needing nothing but that document."""

from __future__ import annotations

from dataclasses import dataclass

from geomap.model.correction import Outcome, Rejected
from geomap.model.document import Document
from geomap.model.mention import Mention, Unplaced
from geomap.model.movement import Claim, Movement
from geomap.model.place import Place
from geomap.model.prose import Person, Sentence, TimeExpression


@dataclass(frozen=True, slots=True)
class Analysis:
    """One document, read.

    Attributes
    ----------
    places
        Every place that a mention or an alternative refers to, by id.
    corrections
        What became here of the corrections that concern this document.
    rejected
        Names that were found and that a correction took out.
    """

    document: Document
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    places: dict[str, Place]
    unplaced: tuple[Unplaced, ...] = ()
    people: tuple[Person, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    movements: tuple[Movement, ...] = ()
    claims: tuple[Claim, ...] = ()
    corrections: tuple[Outcome, ...] = ()
    rejected: tuple[Rejected, ...] = ()
