"""Finds the files of ``static/``, ``vendor/`` and ``seeds/``, in a checkout and in an installed package.

From a name to a path, bytes or text. It refuses names that are in neither folder, which is also how a
path that climbs out of them is refused, and says what to do about a file that should be there.
"""

from __future__ import annotations

from pathlib import Path

from geomap.errors import AssetError

PACKAGE = Path(__file__).parents[1]
VENDOR = Path(__file__).with_name("vendor")

PAGE_SUFFIXES = frozenset({".css", ".js", ".png", ".svg"})
"""What a page loads."""

REPAIR = (
    "install geomap again (pip install --force-reinstall), or in a checkout run python -m geomap.assets.build"
)
"""What to do about a file that is missing or damaged."""


def asset_path(name: str) -> Path:
    """Find a file of ``static/`` or ``vendor/``.

    Parameters
    ----------
    name
        Its name, without a folder: ``leaflet.js``.

    Raises
    ------
    AssetError
        There is no such asset.
    """
    path = _assets().get(name)
    if path is None:
        raise AssetError(f"{name!r} is no asset of geomap, or the build did not make it; {REPAIR}")
    return path


def asset_bytes(name: str) -> bytes:
    """Read a file of ``static/`` or ``vendor/``.

    Raises
    ------
    AssetError
        There is no such asset, or it cannot be read.
    """
    path = asset_path(name)
    try:
        return path.read_bytes()
    except OSError as error:
        raise AssetError(f"{path}: {error.strerror}; {REPAIR}") from error


def asset_text(name: str) -> str:
    """Read a text file of ``static/`` or ``vendor/``.

    Raises
    ------
    AssetError
        There is no such asset, or it cannot be read as UTF-8.
    """
    content = asset_bytes(name)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise AssetError(f"{name}: it is no UTF-8 text; {REPAIR}") from error


def static_names() -> frozenset[str]:
    """Give the names of the assets that a server may hand out: what a page loads, and licences."""
    return frozenset(
        name for name in _assets() if Path(name).suffix in PAGE_SUFFIXES or name.startswith("LICENSE")
    )


def seeds_path() -> Path:
    """Find the folder of the sample story.

    Raises
    ------
    AssetError
        It is not there.
    """
    return _folder("seeds")


def _assets() -> dict[str, Path]:
    """Give what stands in the folders; a name of ours goes before one of the vendor's."""
    found: dict[str, Path] = {}
    for folder in (VENDOR, _folder("static")):
        if folder.is_dir():
            found |= {path.name: path for path in folder.iterdir() if path.is_file()}
    return found


def _folder(name: str) -> Path:
    """Find a folder that stands at the root of a checkout and inside an installed package."""
    for path in (PACKAGE.parent / name, PACKAGE / name):
        # Beside an installed package lies site-packages, where such a name may be anybody's.
        if path.is_dir() and (path.parent == PACKAGE or (PACKAGE.parent / "pyproject.toml").is_file()):
            return path
    raise AssetError(f"{PACKAGE / name}: the folder is missing; {REPAIR}")
