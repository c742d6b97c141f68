"""A story read back from what geomap wrote: a story.json, or a page, which carries its story whole.

A file is known by its content: JSON that begins as a story does, or HTML with the element that holds
one. Any other file is none of ours, which is not an error: it may be an article.
"""

from __future__ import annotations

import re
from pathlib import Path

from geomap.errors import SourceError, StoryError
from geomap.export.html import MARKER, read_story
from geomap.model import Story

SUFFIXES = frozenset({".json", ".html", ".htm"})
"""Files that may hold a story; the content decides."""

_STORY_JSON = re.compile(rb'\s*\{\s*"schema"\s*:\s*\d')
_BOM = b"\xef\xbb\xbf"


def stored_story(path: str | Path) -> Story | None:
    """Read the story that a file holds, None if it is no file of geomap's.

    Raises
    ------
    StoryError
        The file is geomap's, but its story does not follow the contract.
    SourceError
        The file cannot be read.
    """
    source = Path(path)
    if source.suffix.lower() not in SUFFIXES or not source.is_file():
        return None
    try:
        data = source.read_bytes().removeprefix(_BOM)
    except OSError as error:
        raise SourceError(str(path), f"cannot be read ({error.strerror or error})") from error
    try:
        if _STORY_JSON.match(data):
            return Story.from_json(data)
        if f'id="{MARKER}"'.encode() in data:
            return read_story(data.decode("utf-8"))
    except (StoryError, UnicodeDecodeError) as error:
        raise StoryError(f"{path}: {error}") from error
    return None
