"""Stage 9a: a story as a file, one module for each format.

`save` picks the format by the suffix. A file is written whole or not at all, and an existing one is
kept unless the caller says otherwise.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from geomap.errors import OutputError
from geomap.export.files import write_whole
from geomap.model import Story


def _html(story: Story) -> str:
    from geomap.export import html  # it imports folium, which no other format needs

    return html.to_html(story)


def _json(story: Story) -> str:
    return story.to_json()


def _geojson(story: Story) -> str:
    from geomap.export import geojson

    return geojson.to_geojson(story)


FORMATS: dict[str, Callable[[Story], str]] = {".html": _html, ".json": _json, ".geojson": _geojson}
"""What each suffix gives: the page in one file, the contract's story.json, GeoJSON (RFC 7946)."""


def format_of(path: str | Path) -> str:
    """Give the suffix of an output, lower case.

    Raises
    ------
    OutputError
        No format has this suffix; names those that there are.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in FORMATS:
        known = ", ".join(FORMATS)
        raise OutputError(str(path), f"has the suffix {suffix!r}; geomap writes {known}")
    return suffix


def save(story: Story, path: str | Path, *, force: bool = False) -> None:
    """Write a story in the format of the path's suffix (`FORMATS`), whole or not at all.

    Parameters
    ----------
    force
        Overwrite what is there.

    Raises
    ------
    OutputExistsError
        The file exists and ``force`` is False.
    OutputError
        The suffix is unknown, or the file cannot be written.
    """
    write_whole(path, lambda: FORMATS[format_of(path)](story).encode(), force=force)
