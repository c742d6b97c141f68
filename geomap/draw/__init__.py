"""Stage 7: a story as a folium map that stands on its own.

`to_map` gives a ``folium.Map`` to render, save, show in a notebook or add plugins to; it loads nothing
from the network. The map's script draws from one JSON document (`geomap.draw.drawing`).
"""

from __future__ import annotations

from geomap.draw.drawing import draw
from geomap.draw.story_map import StoryFigure, StoryMap
from geomap.model import Story

__all__ = ["StoryMap", "to_map"]


def to_map(story: Story) -> StoryMap:
    """Draw a story on a folium map of its own.

    Returns
    -------
    StoryMap
        A ``folium.Map``: ``get_root().render()``, ``save(path)`` and a notebook show it without a network,
        the same bytes each time. Plugins that are added to it may load what they need from elsewhere.
    """
    return StoryFigure(heading=story.title, drawing=draw(story)).story_map
