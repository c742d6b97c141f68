"""Articles that somebody pastes or drops into the page: from a name and bytes to a file beside the others.

What cannot be read is refused before it is stored, by the same readers (and the same process of their own)
as every article. A name from a browser is only a suggestion: what is kept of it is safe in any folder, and
no file is overwritten.
"""

from __future__ import annotations

import re
import tempfile
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePath

from geomap.errors import OutputError, OutputExistsError, SourceError
from geomap.export.files import write_whole
from geomap.model import Excluded
from geomap.options import Options
from geomap.read import read_sources

LONGEST_NAME = 80
MOST_ALIKE = 1_000
"""Files of one name, told apart by a number."""

_UNSAFE = re.compile(r"[^\w. ()-]+")
_SLASHES = re.compile(r"[/\\]")
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)")
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}")


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file as it came: the name that the browser gave it, and its bytes."""

    name: str
    data: bytes


def pasted(title: str, text: str) -> Dropped:
    """Make a text file of a title and a text; a title that the text begins with is not said twice."""
    body = text if text.lstrip().startswith(title) else f"{title}\n\n{text}"
    return Dropped(f"{_SLASHES.sub('-', title)}.txt", body.rstrip().encode("utf-8", "replace") + b"\n")


def safe_name(name: str) -> str:
    """Give a name that is safe in any folder, as near as can be to the one that was given."""
    flat = unicodedata.normalize("NFC", PurePath(name.replace("\\", "/")).name)
    stem, suffix = flat, ""
    if _SUFFIX.fullmatch(PurePath(flat).suffix):
        stem, suffix = flat[: -len(PurePath(flat).suffix)], PurePath(flat).suffix.lower()
    kept = "".join(c for c in stem if unicodedata.category(c)[0] != "C")
    kept = " ".join(_UNSAFE.sub("-", kept).split())
    kept = kept[:LONGEST_NAME].encode()[: 2 * LONGEST_NAME].decode(errors="ignore").strip(" .-_")
    if not kept or _RESERVED.fullmatch(kept) or kept.lower().endswith("corrections"):
        kept = f"article {kept}".strip()
    return f"{kept}{suffix}"


def why_unreadable(dropped: Dropped, *, options: Options) -> str:
    """Say why there is no article in a file; nothing if there is one."""
    with tempfile.TemporaryDirectory(prefix="geomap-") as folder:
        path = Path(folder, safe_name(dropped.name))
        path.write_bytes(dropped.data)
        try:
            read_sources([folder], options=options)  # as a folder: as it will be read from now on
        except SourceError as error:
            return error.why.replace(f"{path.name}: ", "")
    return ""


def store(articles: Iterable[Dropped], folder: Path) -> list[Path]:
    """Write articles into a folder, all of them or none.

    Raises
    ------
    OutputError
        The folder cannot be made or written, or the disk is full; nothing is left of what was begun.
    """
    stored: list[Path] = []
    try:
        folder.mkdir(exist_ok=True)
        stored.extend(_store(article, folder) for article in articles)
    except OSError as error:
        for path in stored:
            with suppress(OSError):
                path.unlink()
        if isinstance(error, OutputError):
            raise
        raise OutputError(str(folder), f"cannot be made ({error.strerror or error})") from error
    return stored


def _store(article: Dropped, folder: Path) -> Path:
    name = PurePath(safe_name(article.name))
    for number in range(1, MOST_ALIKE + 1):
        path = folder / (name if number == 1 else name.with_stem(f"{name.stem}-{number}"))
        with suppress(OutputExistsError):
            write_whole(path, lambda: article.data)
            return path
    raise OutputError(str(folder / name), f"there are {MOST_ALIKE} files of this name")


def unreadable(dropped: Iterable[Dropped], *, options: Options) -> tuple[list[Dropped], list[Excluded]]:
    """Part files into those with an article and those without, with the reasons."""
    good: list[Dropped] = []
    bad: list[Excluded] = []
    for file in dropped:
        why = why_unreadable(file, options=options)
        if why:
            bad.append(Excluded(safe_name(file.name), why))
        else:
            good.append(file)
    return good, bad
