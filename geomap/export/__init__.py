"""Stage 9a: a story as a file, one module for each format.

`save` picks the format by the suffix. A file is written whole or not at all, and an existing one is
kept unless the caller says otherwise. A suffix that could mean several things (``.csv``) says what it is
by the part before it: ``places.csv``, ``kim.legs.csv``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from geomap.errors import OutputError
from geomap.export.files import write_whole
from geomap.model import Story


def _html(story: Story) -> bytes:
    from geomap.export.html import to_html

    return _utf8(to_html(story))


def _json(story: Story) -> bytes:
    return _utf8(story.to_json())


def _geojson(story: Story) -> bytes:
    from geomap.export.geojson import to_geojson

    return _utf8(to_geojson(story))


def _kml(story: Story) -> bytes:
    from geomap.export.kml import to_kml

    return to_kml(story)


def _kmz(story: Story) -> bytes:
    from geomap.export.kml import to_kmz

    return to_kmz(story)


def _gpx(story: Story) -> bytes:
    from geomap.export.gpx import to_gpx

    return to_gpx(story)


def _places(story: Story) -> bytes:
    from geomap.export.tables import places_csv

    return places_csv(story)


def _mentions(story: Story) -> bytes:
    from geomap.export.tables import mentions_csv

    return mentions_csv(story)


def _legs(story: Story) -> bytes:
    from geomap.export.tables import legs_csv

    return legs_csv(story)


def _linked_places(story: Story) -> bytes:
    from geomap.export.linked_places import to_linked_places

    return _utf8(to_linked_places(story))


def _geopackage(story: Story) -> bytes:
    from geomap.export.geopackage import to_geopackage

    return to_geopackage(story)


def _svg(story: Story) -> bytes:
    from geomap.export.svg import to_svg

    return to_svg(story)


def _png(story: Story) -> bytes:
    from geomap.export.png import to_png

    return to_png(story)


def _markdown(story: Story) -> bytes:
    from geomap.export.markdown import to_markdown

    return _utf8(to_markdown(story))


def _utf8(text: str) -> bytes:
    r"""Encode; only JSON still has lone surrogates, and there ``\ud800`` is the same character."""
    return text.encode("utf-8", "backslashreplace")


FORMATS: dict[str, Callable[[Story], bytes]] = {
    ".html": _html,
    ".json": _json,
    ".geojson": _geojson,
    ".kml": _kml,
    ".kmz": _kmz,
    ".gpx": _gpx,
    ".places.csv": _places,
    ".mentions.csv": _mentions,
    ".legs.csv": _legs,
    ".jsonld": _linked_places,
    ".gpkg": _geopackage,
    ".svg": _svg,
    ".png": _png,
    ".md": _markdown,
}
"""What each suffix gives; docs/formats.md says what it is and what reads it."""

BINARY = frozenset({".kmz", ".gpkg", ".png"})
"""What no terminal can show."""

_BEFORE_A_TABLE = ".-_ "
"""What may stand between a name and the table's: ``kim.legs.csv``, ``kim-legs.csv``."""


def format_of(path: str | Path) -> str:
    """Give the suffix of an output as it stands in `FORMATS`, by the end of its name.

    Raises
    ------
    OutputError
        No format has this suffix; names those that there are.
    """
    name = Path(path).name.lower()
    for suffix in FORMATS:
        last = suffix.rpartition(".")[2]
        if suffix == f".{last}" and name.endswith(suffix):
            return suffix
        table = suffix.removeprefix(".")
        if name.endswith(table) and name.removesuffix(table)[-1:] in _BEFORE_A_TABLE and table != last:
            return suffix
    suffix = Path(name).suffix
    if suffix == ".csv":
        raise OutputError(
            str(path),
            "could be several tables; say which by its name: places.csv, mentions.csv or legs.csv "
            "(or story.places.csv …)",
        )
    known = ", ".join(FORMATS)
    raise OutputError(str(path), f"has the suffix {suffix!r}; geomap writes {known}")


def format_named(name: str) -> str:
    """Give the suffix of a format by its name, which is the suffix without its dot.

    Raises
    ------
    OutputError
        There is no such format; names those that there are.
    """
    suffix = f".{name.lower().removeprefix('.')}"
    if suffix not in FORMATS:
        known = ", ".join(known.removeprefix(".") for known in FORMATS)
        raise OutputError(name, f"is no format; geomap writes {known}")
    return suffix


def encode(story: Story, suffix: str, *, dpi: int | None = None) -> bytes:
    """Give the bytes of a story in a format; the same story gives the same bytes.

    Parameters
    ----------
    dpi
        Points of a picture (.png) in an inch; None is `geomap.export.png.PRINT_DPI`.
    """
    if suffix == ".png" and dpi is not None:
        from geomap.export.png import to_png

        return to_png(story, dpi=dpi)
    return FORMATS[suffix](story)


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
    suffix = format_of(path)
    write_whole(path, lambda: encode(story, suffix), force=force)
