"""The values that the stages hand to each other, all frozen, and the JSON form of a story.

Nothing here decides anything: a stage reads some of these values and returns others. Spans are
half-open ``[start, end)`` in code points of the untouched document text; coordinates are
``(lat, lon)`` in WGS84 degrees; a field with a unit carries it in its name. What only a whole story needs
is loaded when it is first used: a stream of documents never gets that far.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.late import late
from geomap.model.document import Document, Excluded, Source
from geomap.model.mention import Alternative, Mention, Role, Unplaced
from geomap.model.place import AREA_KINDS, KINDS, Bounds, Candidate, CandidateSource, Match, Place
from geomap.model.prose import Basis, Person, Prose, Sentence, TimeExpression, Token
from geomap.model.span import Span

if TYPE_CHECKING:
    from geomap.model.analysis import Analysis
    from geomap.model.correction import (
        Anchor,
        Chosen,
        Correction,
        OfDocument,
        OfLeg,
        OfMention,
        OfStop,
        Outcome,
        Rejected,
        Scope,
        Target,
    )
    from geomap.model.journey import Disagreement, Evidence, Journey, Leg, PathBasis, Stop, StopTime
    from geomap.model.label import Label
    from geomap.model.movement import Claim, ClaimType, Modality, Mode, Movement, Verdict, When
    from geomap.model.provenance import Provenance
    from geomap.model.story import Story

_LATE = {
    "analysis": ("Analysis",),
    "correction": (
        "Anchor", "Chosen", "Correction", "OfDocument", "OfLeg", "OfMention", "OfStop", "Outcome", "Rejected",
        "Scope", "Target",
    ),
    "journey": ("Disagreement", "Evidence", "Journey", "Leg", "PathBasis", "Stop", "StopTime"),
    "label": ("Label",),
    "movement": ("Claim", "ClaimType", "Modality", "Mode", "Movement", "Verdict", "When"),
    "provenance": ("Provenance",),
    "story": ("Story",),
}  # fmt: skip
__all__ = [
    "AREA_KINDS",
    "KINDS",
    "Alternative",
    "Analysis",
    "Anchor",
    "Basis",
    "Bounds",
    "Candidate",
    "CandidateSource",
    "Chosen",
    "Claim",
    "ClaimType",
    "Correction",
    "Disagreement",
    "Document",
    "Evidence",
    "Excluded",
    "Journey",
    "Label",
    "Leg",
    "Match",
    "Mention",
    "Modality",
    "Mode",
    "Movement",
    "OfDocument",
    "OfLeg",
    "OfMention",
    "OfStop",
    "Outcome",
    "PathBasis",
    "Person",
    "Place",
    "Prose",
    "Provenance",
    "Rejected",
    "Role",
    "Scope",
    "Sentence",
    "Source",
    "Span",
    "Stop",
    "StopTime",
    "Story",
    "Target",
    "TimeExpression",
    "Token",
    "Unplaced",
    "Verdict",
    "When",
]
__getattr__ = late(
    __name__, {name: f"geomap.model.{module}" for module, names in _LATE.items() for name in names}
)
