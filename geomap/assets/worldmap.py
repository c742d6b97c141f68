"""From what a story shows to its base map: the store that the build made is checked, and cells are chosen.

It refuses a store that is missing or whose bytes have changed since it was built.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from geomap.assets.choose import Store, choose_cells, load_cells, open_store
from geomap.assets.files import REPAIR, VENDOR
from geomap.errors import AssetError
from geomap.model import Bounds

BASEMAP_ATTRIBUTION = "Base map: Natural Earth"
"""Credit for the base map: Natural Earth asks for none, and a reader should know."""


def basemap(
    points: Sequence[tuple[float, float]], *, areas: Sequence[Bounds] = (), budget_bytes: int = 300_000
) -> dict[str, Any]:
    """Give the base map of a story, JSON-ready: ``{"cells": [...]}``.

    `geomap.assets.cells` describes a cell; the same arguments always give the same map.

    Parameters
    ----------
    points
        (lat, lon) of what the story shows; the detail is finest near them. Middles of countries and
        other areas are better given as ``areas``: nobody looks closely at the middle of a country.
    areas
        Extents that the story shows: near points within them come first, and all of them is drawn finer than
        the rest of the world where the budget allows.
    budget_bytes
        Most bytes of the map as JSON without spaces. The world at 110m, about 40 kB, is always there.

    Raises
    ------
    AssetError
        The base map is missing or damaged.
    """
    store = _whole_store(VENDOR)
    chosen = choose_cells(store, points, areas=areas, budget_bytes=budget_bytes)
    return {"cells": load_cells(store, chosen)}


@lru_cache(maxsize=1)
def _whole_store(folder: Path) -> Store:
    """Open the store, once its bytes are known to be those that the build made."""
    path = folder / "basemap.sqlite"
    try:
        made = json.loads((folder / "manifest.json").read_bytes())["files"][path.name]["crc32"]
        found = zlib.crc32(path.read_bytes())
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise AssetError(f"{path}: the base map is missing or damaged ({error}); {REPAIR}") from error
    if found != made:
        raise AssetError(f"{path}: the base map is damaged (its checksum is wrong); {REPAIR}")
    return open_store(path)
