"""Writes the grid of territories (`geomap.assets.territory`) from world-atlas, at build time.

A half degree belongs to the country in which its middle lies, by the 50m outlines. It needs numpy and
shapely, which only the build has.
"""

from __future__ import annotations

import zlib
from pathlib import Path

import numpy as np
import shapely

from geomap.assets.atlas import COUNTRIES, Topology
from geomap.assets.territory import COLUMNS, ROWS, STEP_DEG, WATER


def write_territory(world_atlas: Path, out: Path) -> None:
    """Write the grid to a new file; world-atlas is the folder of the npm package."""
    topology = Topology(world_atlas / COUNTRIES["50m"], tolerance_deg=STEP_DEG / 50)
    ground = np.full((ROWS, COLUMNS), WATER, dtype=np.uint8)
    lats = (np.arange(ROWS) + 0.5) * STEP_DEG - 90
    lons = (np.arange(COLUMNS) + 0.5) * STEP_DEG - 180
    for number, polygons in enumerate(topology.units("countries"), start=WATER + 1):
        for polygon in polygons:
            west, south, east, north = polygon.bounds
            rows = np.flatnonzero((lats >= south) & (lats <= north))
            columns = np.flatnonzero((lons >= west) & (lons <= east))
            if rows.size and columns.size:
                window = np.ix_(rows, columns)
                inside = shapely.contains_xy(polygon, *np.meshgrid(lons[columns], lats[rows]))
                ground[window] = np.where(inside, np.uint8(number), ground[window])
    out.write_bytes(zlib.compress(ground.tobytes(), 9))
