"""Where articles lie that somebody added to a story in the browser.

From sources to a folder. One folder takes its new articles itself; to a single article, an address, an
archive or several sources belongs a folder of its own, found again by its name at every build.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from geomap.read.corrections import FILE_NAME, corrections_path


def articles_folder(sources: Sequence[str | Path]) -> Path:
    """Say where new articles of some sources go, whether any are there or not.

    Parameters
    ----------
    sources
        As a person named them; none for the bundled sample.

    Returns
    -------
    Path
        The one source, if it is a folder; else ``…-articles`` beside the file of corrections.
    """
    path = corrections_path(sources)
    if path.name != FILE_NAME:
        return path.with_name(path.name.removesuffix(f".{FILE_NAME}") + "-articles")
    source = Path(sources[0])
    return source if source.is_dir() else path.with_name(f"{source.stem}-articles")


def with_added(sources: Sequence[str | Path], folder: Path) -> list[str | Path]:
    """Give the sources and after them the folder of what was added, where there is one."""
    known = {os.path.realpath(source) for source in sources}
    added = folder.is_dir() and os.path.realpath(folder) not in known
    return [*sources, folder] if added else list(sources)
