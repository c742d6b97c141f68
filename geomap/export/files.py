"""Writing a file whole or not at all.

The content goes to a temporary file in the same folder, to the disk, and then takes the name in one
step: whoever kills the process, or fills the disk, leaves the old file or the new one.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from geomap.errors import OutputError, OutputExistsError


def check_free(path: str | Path, *, force: bool) -> None:
    """Raise OutputError if nothing can be written there, OutputExistsError if something would be lost."""
    target = Path(path)
    if target.is_dir():
        raise OutputError(str(path), "is a folder; name a file in it")
    if not target.parent.is_dir():
        raise OutputError(str(path), "its folder does not exist; make it first")
    if not force and (target.exists() or target.is_symlink()):
        raise OutputExistsError(str(path), "exists already; --force overwrites it")


def write_whole(path: str | Path, content: Callable[[], bytes], *, force: bool = False) -> None:
    """Write what ``content`` gives, atomically; it is only called once the path is seen to be free.

    Raises
    ------
    OutputExistsError
        The file exists and ``force`` is False.
    OutputError
        The folder is missing, not writable or full; the old file is kept.
    """
    check_free(path, force=force)
    data = content()
    target = Path(path)
    part = target.with_name(f".{target.name[:40]}.{secrets.token_hex(4)}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        raise OutputError(str(path), f"cannot be written ({error.strerror or error})") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
