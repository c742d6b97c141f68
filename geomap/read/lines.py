"""A person's own file of lines, named with ``--lines``: from its path to its text.

What the text means is for the stage that draws legs. Refused: what is no file, is too large or no UTF-8.
"""

from __future__ import annotations

from pathlib import Path

from geomap.errors import OptionError

MAX_BYTES = 50_000_000


def read_lines(path: str | Path) -> str:
    """Read a file of lines.

    Raises
    ------
    OptionError
        It cannot be read; the message names the file.
    """
    place = Path(path)
    try:
        if not place.is_file():
            raise OptionError(f"--lines {path}: there is no such file; name a GeoJSON file")
        if (size := place.stat().st_size) > MAX_BYTES:
            raise OptionError(
                f"--lines {path}: it is too large ({size / 1e6:.0f} MB; at most {MAX_BYTES / 1e6:.0f} MB); "
                "simplify its lines"
            )
        return place.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        if isinstance(error, OptionError):
            raise
        why = "it is no UTF-8" if isinstance(error, UnicodeDecodeError) else f"it cannot be read ({error})"
        raise OptionError(f"--lines {path}: {why}; name a GeoJSON file") from error
