"""Stage 7: a story as a folium map that stands on its own.

`to_map` gives a ``folium.Map`` to render, save, show in a notebook or add plugins to; it loads nothing
from the network. The map's script draws from one JSON document (`geomap.draw.drawing`). `to_map` is imported
when it is first asked for: folium takes 1 s that the formats do not need which only take the words here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.late import late

if TYPE_CHECKING:
    from geomap.draw.story_map import StoryMap as StoryMap
    from geomap.draw.story_map import to_map as to_map

__all__ = ["StoryMap", "to_map"]
__getattr__ = late(__name__, dict.fromkeys(__all__, "geomap.draw.story_map"))
