"""Writing the file of corrections: the one way for the page and for the command line.

From corrections to the file, whole or not at all. What came into the file in the meantime, from a colleague
or another window, is kept: it is merged, never overwritten. A file that cannot be read is left as it is.
"""

from __future__ import annotations

from pathlib import Path

from geomap.correct import Corrections
from geomap.export.files import output
from geomap.read import read_corrections


def save_corrections(path: str | Path, corrections: Corrections) -> Corrections:
    """Write corrections into their file.

    Parameters
    ----------
    path
        The file; its folder must exist.

    Returns
    -------
    Corrections
        What is in the file now: these, and what had come into it.

    Raises
    ------
    CorrectionsError
        There is a file, but it does not follow the form; it is kept.
    OutputError
        It cannot be written; the old one is kept.
    """
    with output(path, force=True) as write:
        joined = corrections.merge(read_corrections(path, missing_ok=True))
        write(joined.to_json().encode("utf-8"))
    return joined
