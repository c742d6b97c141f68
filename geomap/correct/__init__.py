"""A person's corrections: records, their file, finding their words again, merging, applying.

Nothing here touches the disk: `geomap.read` reads the file, `geomap.export` writes it.
"""

from geomap.correct.anchors import Articles, Found, Lost, anchor_at, locate
from geomap.correct.corrections import MARKER, Corrections, Dispute
from geomap.model.correction_json import from_record, place_from_record, place_to_record, to_record

__all__ = [
    "MARKER",
    "Articles",
    "Corrections",
    "Dispute",
    "Found",
    "Lost",
    "anchor_at",
    "from_record",
    "locate",
    "place_from_record",
    "place_to_record",
    "to_record",
]
