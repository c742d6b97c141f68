"""A person's corrections: records, their file, finding their words again, merging, applying.

Nothing here touches the disk: `geomap.read` reads the file, `geomap.export` writes it.
"""

from geomap.correct.anchors import Articles, Found, Lost, anchor_at, locate
from geomap.correct.corrections import MARKER, Corrections, Dispute, sets
from geomap.correct.naming import Named, settle_names
from geomap.correct.outcomes import outcomes_of
from geomap.correct.placing import Placed, settle_places
from geomap.correct.plan import OfArticle, OfRoute, Plan, Said, disputes_among, later_says, make_plan
from geomap.model.correction_json import from_record, is_pin, place_from_record, place_to_record, to_record

__all__ = [
    "MARKER",
    "Articles",
    "Corrections",
    "Dispute",
    "Found",
    "Lost",
    "Named",
    "OfArticle",
    "OfRoute",
    "Placed",
    "Plan",
    "Said",
    "anchor_at",
    "disputes_among",
    "from_record",
    "is_pin",
    "later_says",
    "locate",
    "make_plan",
    "outcomes_of",
    "place_from_record",
    "place_to_record",
    "sets",
    "settle_names",
    "settle_places",
    "to_record",
]
