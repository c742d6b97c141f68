"""Stage 6: journeys over all documents, with their dates, and where sources disagree."""

from geomap.journey.assembly import Assembly, assemble_journeys

__all__ = ["Assembly", "assemble_journeys"]
