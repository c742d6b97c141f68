"""Stage 4: mentions and candidates -> the place on Earth, with confidence, reasons and alternatives."""

from geomap.resolve.home import Home, Homes
from geomap.resolve.resolution import Resolution
from geomap.resolve.resolver import resolve

__all__ = ["Home", "Homes", "Resolution", "resolve"]
