"""Which gazetteer is used: the embedded one, or one that a person imported.

From the environment to the path of a file and what to say if it cannot be used. ``GEOMAP_GAZETTEER`` names
a file, or ``embedded``; without it the file that ``geomap gazetteer import`` makes in the person's data
folder is used where there is one, else the embedded gazetteer. A chosen file that cannot be used is an
error, never silently another gazetteer: the same story would be read in two ways.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from geomap.gazetteer.database import REBUILD

EMBEDDED: Final = Path(__file__).with_name("gazetteer.sqlite")
VARIABLE: Final = "GEOMAP_GAZETTEER"
NO_IMPORT: Final = "embedded"


def imported_path() -> Path:
    """Give the file that an import makes where no other is named: in the data folder of XDG."""
    folder = os.environ.get("XDG_DATA_HOME", "")
    # Path.home() would raise where there is no home; this then names a file that is not there.
    # "All paths set in these environment variables must be absolute" (XDG Base Directory Specification 0.8).
    home = Path(folder if Path(folder).is_absolute() else os.path.expanduser("~/.local/share"))  # noqa: PTH111
    return home / "geomap" / EMBEDDED.name


def chosen() -> tuple[Path, str]:
    """Give the file to use, and how to mend it if it cannot be used."""
    named = os.environ.get(VARIABLE, "")
    if named == NO_IMPORT:
        return EMBEDDED, REBUILD
    if named:
        return Path(named), f"import it again, or set {VARIABLE} to another file or to {NO_IMPORT}"
    path = imported_path()
    if path.exists():
        again = "import it again with: geomap gazetteer import"
        return path, f"{again}; or remove it, or set {VARIABLE}={NO_IMPORT}, to use the embedded one"
    return EMBEDDED, REBUILD
