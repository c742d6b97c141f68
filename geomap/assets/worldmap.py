"""The base map of a story, from the store that the build made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from geomap.assets.choose import choose_cells, load_cells, open_store
from geomap.assets.files import VENDOR
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
        (lat, lon) of what the story shows; the detail is finest near them.
    areas
        Extents that the story shows, in more detail than the rest of the world.
    budget_bytes
        Most bytes of the map as JSON without spaces. The world at 110m, about 40 kB, is always there.

    Raises
    ------
    AssetError
        The base map is missing or damaged.
    """
    store = open_store(VENDOR / "basemap.sqlite")
    chosen = choose_cells(store, points, areas=areas, budget_bytes=budget_bytes)
    return {"cells": load_cells(store, chosen)}
