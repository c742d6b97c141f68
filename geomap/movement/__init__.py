"""Stage 5: what a document says about movement, and the figures that it states."""

from geomap.movement.claims import find_claims
from geomap.movement.find import find_movements

__all__ = ["find_claims", "find_movements"]
