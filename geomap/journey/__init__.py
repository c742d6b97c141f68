"""Stage 6: journeys over all documents, with their dates, and where sources disagree."""

from geomap.journey.assembly import Assembly, assemble_journeys
from geomap.journey.legs import Ways
from geomap.journey.own_lines import Lines
from geomap.journey.rails import Railways

__all__ = ["Assembly", "Lines", "Railways", "Ways", "assemble_journeys"]
