"""Writing a file whole or not at all, and by one process at a time.

The content goes to a temporary file in the same folder, to the disk, and then takes the name in one
step: whoever kills the process, or fills the disk, leaves the old file or the new one.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from geomap.errors import OutputError, OutputExistsError
from geomap.export.claims import claimed

Write = Callable[[bytes], None]


@contextmanager
def output(path: str | Path, *, force: bool = False) -> Iterator[Write]:
    """Claim a file for this process before the work for it begins; gives what writes its whole content.

    Parameters
    ----------
    force
        Overwrite what is there.

    Raises
    ------
    OutputExistsError
        The file exists and ``force`` is False.
    OutputError
        The path is a folder, its folder is missing, another process is writing it, or (when it is written)
        the disk is full or the folder not writable; the old file is kept.
    """
    target = Path(path)
    if target.is_dir():
        raise OutputError(str(path), "is a folder; name a file in it")
    if not target.parent.is_dir():
        raise OutputError(str(path), "its folder does not exist; make it first")
    if not force and (target.exists() or target.is_symlink()):
        raise OutputExistsError(str(path), "exists already; --force overwrites it")
    with claimed(target):
        yield lambda content: _replace(target, content)


def write_whole(path: str | Path, content: Callable[[], bytes], *, force: bool = False) -> None:
    """Write what ``content`` gives; it is only called once the file is claimed. Raises as `output`."""
    with output(path, force=force) as write:
        write(content())


def _replace(target: Path, content: bytes) -> None:
    part = target.with_name(f".{target.name[:40]}.{secrets.token_hex(4)}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        raise OutputError(str(target), f"cannot be written ({error.strerror or error})") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
