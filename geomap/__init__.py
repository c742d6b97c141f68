"""geomap turns a folder of articles into a map that can be checked.

>>> import geomap
>>> story = geomap.build("seeds/")            # doctest: +SKIP
>>> geomap.save(story, "story.html")          # doctest: +SKIP

The names below are the public ones; they are loaded when they are first used, so that the command
starts quickly and the build can import a part without the rest.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from geomap.draw import to_map as to_map
    from geomap.errors import GeomapError as GeomapError
    from geomap.export import save as save
    from geomap.frames import to_geodataframes as to_geodataframes
    from geomap.gazetteer import GazetteerGeocoder as GazetteerGeocoder
    from geomap.model import Story as Story
    from geomap.options import Options as Options
    from geomap.pipeline import build as build

_HOME = {
    "GazetteerGeocoder": "geomap.gazetteer",
    "GeomapError": "geomap.errors",
    "Options": "geomap.options",
    "Story": "geomap.model",
    "build": "geomap.pipeline",
    "save": "geomap.export",
    "to_geodataframes": "geomap.frames",
    "to_map": "geomap.draw",
}

__all__ = ["__version__", *_HOME]  # noqa: PLE0604


def __getattr__(name: str) -> object:
    """Load a public name from the module that holds it, and let a story show itself as a map."""
    if name not in _HOME:
        raise AttributeError(f"module 'geomap' has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOME[name]), name)
    globals()[name] = value
    _let_stories_show_themselves()
    return value


def _let_stories_show_themselves() -> None:
    """Hand Story its renderer, so that a notebook shows the map and the model knows no folium."""
    from geomap.model import Story

    if Story.renderer is None:
        Story.renderer = _notebook_html


def _notebook_html(story: Story) -> str:
    from geomap.draw import to_map

    html: str = to_map(story)._repr_html_()
    return html


def __dir__() -> list[str]:
    return sorted(__all__)
