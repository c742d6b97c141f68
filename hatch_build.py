"""Makes what the repository does not hold: the browser's files, the base map and the gazetteer.

hatchling calls it for `pip install .`, `pip install -e .` and `python -m build`. What it makes goes into the
checkout's own folders (git ignores it), so that a second build finds it there, and from there into the
wheel or the source archive. A source archive carries everything: a wheel made from it needs no npm, no
registry and none of the packages with data. The work itself is in `geomap.assets.build` and
`geomap.gazetteer.build`; this file decides what has to be made, and says which step failed and why.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

VENDOR = "geomap/assets/vendor"
GAZETTEER = "geomap/gazetteer/gazetteer.sqlite"

KEY_DIGITS = 8
"""How much of the freshness key stands at the end of the gazetteer's release."""


class GeomapBuildHook(BuildHookInterface):
    """The build hook that pyproject.toml names."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Name what the build needs beside pyproject's requirements: npm, where there is none."""
        if self._is_source_archive():
            return []
        with self._sources():
            from geomap.assets import build

            missing = not build.is_fresh(self._in_tree(VENDOR), root=Path(self.root)) and not build.find_npm()
        # The gazetteer's package exports its geopy geocoder; geopy brings geographiclib.
        return ["geopy>=2.4", *([build.NODE_PACKAGE] if missing else [])]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make what is missing or stale and put it into the archive that is being built."""
        with self._sources():
            vendor = self._step("assets and base map", self._assets)
            gazetteer = self._step("gazetteer", self._gazetteer)
        if self.target_name == "wheel" and version == "editable":
            return  # the checkout itself is what will be imported
        include = build_data["force_include"]
        include[str(gazetteer)] = GAZETTEER
        include |= {str(path): f"{VENDOR}/{path.name}" for path in sorted(vendor.iterdir()) if path.is_file()}

    def _assets(self) -> Path:
        from geomap.assets import build

        made = self._in_tree(VENDOR)
        if self._is_source_archive() and build.is_whole(made):
            return made
        out = made if self._is_writable(made) else self._scratch / made.name
        build.build(out, root=Path(self.root))
        return out

    def _gazetteer(self) -> Path:
        made = self._in_tree(GAZETTEER)
        release = _release(made)
        if self._is_source_archive() and release:
            return made
        from geomap.gazetteer import build

        if release.endswith(f"+{build.freshness_key()[:KEY_DIGITS]}"):
            return made
        out = made if self._is_writable(made) else self._scratch / made.name
        build.build(out)
        return out

    def _step(self, name: str, make: Callable[[], Path]) -> Path:
        """Do one step, or end the build with the step, the reason and what to do."""
        from geomap.errors import GeomapError

        self.app.display_info(f"geomap: {name}")
        try:
            return make()
        except GeomapError as error:
            why = str(error)
        except ImportError as error:
            why = (
                f"the package {error.name} is missing. pip installs it by itself; with "
                "--no-build-isolation, install what [build-system] in pyproject.toml requires first"
            )
        except sqlite3.Error as error:
            why = f"SQLite could not write its file ({error}); is the disk full?"
        except OSError as error:
            full = "free some space there, or point TMPDIR to another disk. " * (error.errno == errno.ENOSPC)
            why = f"{full}{error}"
        self.app.abort(f"geomap could not be built. Step: {name}. {why}")
        raise SystemExit(1)  # abort() does not return; this says so to whoever reads or checks types

    def _is_source_archive(self) -> bool:
        """Tell whether this is an unpacked sdist, whose files were made for exactly this release."""
        return Path(self.root, "PKG-INFO").is_file()

    def _in_tree(self, path: str) -> Path:
        return Path(self.root, *path.split("/"))

    def _is_writable(self, path: Path) -> bool:
        return os.access(path if path.is_dir() else path.parent, os.W_OK)

    @property
    def _scratch(self) -> Path:
        """A folder for what cannot be written into a read-only checkout; gone when the process ends."""
        if not hasattr(self, "_folder"):
            self._folder = tempfile.TemporaryDirectory(prefix="geomap-build-")
        return Path(self._folder.name)

    @contextmanager
    def _sources(self) -> Iterator[None]:
        """Let geomap be imported from the checkout, whatever else is installed."""
        sys.path.insert(0, self.root)
        try:
            yield
        finally:
            sys.path.remove(self.root)


def _release(path: Path) -> str:
    """Give the release of a gazetteer, empty where it is missing or damaged."""
    from geomap.errors import GazetteerError
    from geomap.gazetteer.database import Database

    try:
        database = Database(path)
        database.verify()
        return str(database.meta("release"))
    except GazetteerError:
        return ""
