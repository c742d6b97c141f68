"""The files that a page needs, found in a checkout and in an installed package alike; the base map.

From a name to the file: our own ``static/`` (at the root of a checkout, inside the package when it is
installed) and ``vendor/``, which the build makes (`geomap.assets.build`). Only names that stand in one of
these folders are served; anything else is refused, so that no path can be built from outside.
"""

from geomap.assets.boundaries import BOUNDARY_NOTE
from geomap.assets.files import asset_bytes, asset_path, asset_text, seeds_path, static_names
from geomap.assets.territory import room_for_name
from geomap.assets.worldmap import BASEMAP_ATTRIBUTION, basemap

__all__ = [
    "BASEMAP_ATTRIBUTION",
    "BOUNDARY_NOTE",
    "asset_bytes",
    "asset_path",
    "asset_text",
    "basemap",
    "room_for_name",
    "seeds_path",
    "static_names",
]
