"""What a source holds: files, and the entries that are left out or cannot be read.

From a path that a person names to every entry below it, in the order of the paths, each with its bytes
or the reason why there are none. Hidden entries, symbolic links inside a folder and the folders of a
saved page's pictures are named and not followed (a link that the person names is). What is no regular
file (FIFO, socket, device) is never opened. Refused outright: a source that does not exist.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from geomap.errors import SourceError
from geomap.read.decoding import NotTextError

# A book has 1 MB, a year of a newspaper's archive 50 MB.
MAX_BYTES = 60_000_000

_NO_DOCUMENTS = {
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".ico", ".tif", ".bmp"), "a picture"),
    **dict.fromkeys((".mp3", ".mp4", ".ogg", ".wav", ".mov", ".webm", ".avi", ".m4a"), "a recording"),
    **dict.fromkeys((".css", ".js", ".woff", ".woff2", ".ttf", ".map"), "a part of a web page"),
    **dict.fromkeys((".py", ".c", ".h", ".sh", ".java", ".rs", ".go", ".exe", ".so", ".dll"), "a program"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a source.

    Attributes
    ----------
    place
        Where it is.
    shown
        How it is shown: relative to the source, printable.
    skip, fail
        Why it is not read (empty: it is read).
    named
        The person named this file itself.
    """

    place: str
    shown: str
    skip: str = ""
    fail: str = ""
    named: bool = False


def printable(path: str) -> str:
    """Give a path with forward slashes and without lone surrogates, to be shown and stored."""
    shown = os.fsencode(path).decode("utf-8", "replace")
    return shown.replace(os.sep, "/")


def reason(error: Exception) -> str:
    """Say what went wrong, without the path, which stands beside it."""
    if isinstance(error, OSError):
        return f"cannot be read: {error.strerror or error}"
    return str(error)


def no_document(name: str) -> str:
    """Say what a file is by its name, if that is something that holds no text."""
    return _NO_DOCUMENTS.get(PurePosixPath(name).suffix.lower(), "")


def entries_of(source: str) -> Iterator[Entry]:
    """Give all files of one source.

    Raises
    ------
    SourceError
        It does not exist.
    """
    if "\0" in source:
        raise SourceError(printable(source.replace("\0", "�")), "a path has no NUL: name a file or a folder")
    try:
        mode = os.stat(source).st_mode  # noqa: PTH116
    except FileNotFoundError as error:
        raise SourceError(printable(source), _unknown(source)) from error
    except OSError as error:
        yield Entry(source, printable(Path(source).name), fail=reason(error))
        return
    if stat.S_ISDIR(mode):
        yield from _folder(source)
    else:
        yield Entry(source, printable(Path(source).name), named=True)


def _unknown(source: str) -> str:
    if "://" in source[:20]:
        return "only http and https addresses are read"
    if os.path.islink(source):  # noqa: PTH114
        return "the link leads nowhere: name a file or a folder that exists"
    return "there is no such file or folder: name one that exists, or a web address (https://…)"


def _folder(root: str) -> Iterator[Entry]:
    """Give the files below a folder, sorted by path, without recursion (folders may be deep)."""
    stack = [(root, "")]
    while stack:
        place, relative = stack.pop()
        try:
            with os.scandir(place) as entries:
                inside = sorted(entries, key=lambda e: os.fsencode(e.name))
        except OSError as error:
            yield Entry(place, printable(relative) or ".", fail=f"folder {reason(error)}")
            continue
        pages = {Path(e.name).stem for e in inside if Path(e.name).suffix.lower() in {".html", ".htm"}}
        folders = []
        for entry in inside:
            below = f"{relative}/{entry.name}" if relative else entry.name
            if not entry.is_dir(follow_symlinks=False) or entry.name.startswith("."):
                yield _file(entry, below)
            elif entry.name.endswith(("_files", ".files")) and entry.name[:-6] in pages:
                yield Entry(entry.path, printable(below), skip="the pictures and scripts of a saved page")
            else:
                folders.append((entry.path, below))
        stack.extend(reversed(folders))


def _file(entry: os.DirEntry[str], relative: str) -> Entry:
    """Decide from name and type whether a folder's entry is read."""
    skip = ""
    if entry.name.startswith("."):
        skip = "hidden: its name begins with a dot"
    elif entry.is_symlink():
        skip = "a symbolic link: links are not followed; name its target to read it"
    elif entry.is_file(follow_symlinks=False) and (what := no_document(entry.name)):
        skip = f"not a document: {what}"
    return Entry(entry.path, printable(relative), skip=skip)


def content(place: str, *, follow: bool) -> bytes:
    """Read a regular file that is not too large; never waits for one that is none."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    mode = (os.stat if follow else os.lstat)(place).st_mode
    if not stat.S_ISREG(mode):
        raise NotTextError(f"it is {_type(mode)}, not a file")
    descriptor = os.open(place, flags | (0 if follow else getattr(os, "O_NOFOLLOW", 0)))
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise NotTextError(f"it is {_type(status.st_mode)}, not a file")
        data = file.read(MAX_BYTES + 1) if status.st_size <= MAX_BYTES else b""
    if status.st_size > MAX_BYTES or len(data) > MAX_BYTES:
        size, limit = max(status.st_size, len(data)) / 1e6, MAX_BYTES / 1e6
        raise NotTextError(
            f"it is too large ({size:.0f} MB; at most {limit:.0f} MB): split it into its articles",
        )
    return data


def _type(mode: int) -> str:
    names = (
        (stat.S_ISFIFO, "a FIFO"), (stat.S_ISSOCK, "a socket"), (stat.S_ISCHR, "a device"),
        (stat.S_ISBLK, "a device"), (stat.S_ISDIR, "a folder"), (stat.S_ISLNK, "a symbolic link"),
    )  # fmt: skip
    return next((name for test, name in names if test(mode)), "something special")
