"""The file of corrections that belongs to some sources: where it lies, and what it holds.

From sources to the path of the file, and from the path to `Corrections`. A file that is there but cannot be
read is an error that names it: a story is never built as if nobody had corrected it.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from geomap.correct import MARKER, Corrections
from geomap.errors import CorrectionsError, OptionError
from geomap.options import NO_CORRECTIONS, Options
from geomap.read.decoding import NotTextError
from geomap.read.entries import content, printable, reason

FILE_NAME = "geomap-corrections.json"
SAMPLE = "sample"

LONGEST_NAME = 60
_SLUG = re.compile(r"[^\w]+")
_BUILT = frozenset({".html", ".htm", ".json", ".zip"})
"""Suffixes of sources that are an archive or may be a story that is built already."""

_OUR_FIRST_KEY = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"' + MARKER.encode("ascii") + rb'"\s*:')


def corrections_path(sources: Sequence[str | Path]) -> Path:
    """Say where the corrections of some sources lie, whether there are any or not.

    In the folder that is the one source, or in that of the one article; else in the working folder, under
    the sources' name (of the bundled sample, which no source stands for, ``sample``).
    """
    if len(sources) == 1 and "://" not in os.fspath(sources[0])[:10]:
        source = Path(sources[0])
        if source.is_dir():
            return source / FILE_NAME
        if source.suffix.lower() not in _BUILT:
            return source.parent / FILE_NAME
    names = [Path(os.fspath(s).rstrip("/\\")).stem for s in sources] or [SAMPLE]
    slug = _SLUG.sub("-", printable("-".join(names)).casefold()).strip("-")[:LONGEST_NAME] or "story"
    return Path(f"{slug}.{FILE_NAME}")


def chosen_path(sources: Sequence[str | Path], *, options: Options) -> Path | None:
    """Say where the corrections lie that a person asks for, None if they want none."""
    if options.corrections == NO_CORRECTIONS:
        return None
    return Path(options.corrections) if options.corrections else corrections_path(sources)


def read_corrections(path: str | Path, *, missing_ok: bool = False) -> Corrections:
    """Read a file of corrections.

    Parameters
    ----------
    missing_ok
        Where there is no file, there are no corrections.

    Raises
    ------
    CorrectionsError
        It cannot be read or does not follow its form; says where and why.
    """
    name = printable(os.fspath(path))
    if missing_ok and not os.path.lexists(path):
        return Corrections()
    try:
        data = content(os.fspath(path), follow=True)
    except (NotTextError, OSError) as error:
        raise CorrectionsError(name, reason(error)) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CorrectionsError(name, f"is no UTF-8 ({error.reason}); it is left as it is") from error
    return _parsed(text, name)


@lru_cache(maxsize=2)  # whoever saves reads again what is in the file, 20,000 records in seconds
def _parsed(text: str, name: str) -> Corrections:
    return Corrections.from_json(text, name=name)


def corrections_beside(sources: Sequence[str | Path], *, options: Options) -> Corrections:
    """Read the corrections of some sources; there are none where there is no file.

    Raises
    ------
    OptionError
        The file that a person asks for does not exist.
    CorrectionsError
        The file cannot be read or does not follow its form.
    """
    path = chosen_path(sources, options=options)
    if path is None:
        return Corrections()
    if options.corrections and not os.path.lexists(path):
        raise OptionError(f"--corrections {options.corrections!r}: there is no such file")
    return read_corrections(path, missing_ok=True)


def is_corrections(data: bytes) -> bool:
    """Say whether a file holds corrections, by its key, also where it is damaged."""
    if _OUR_FIRST_KEY.match(data):
        return True
    if MARKER.encode("ascii") not in data or not data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return False
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and MARKER in value
