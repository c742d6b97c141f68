"""The list of changes between two stories as Markdown, to read, paste or mail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geomap.export.changes import Section, changes
from geomap.export.markdown import escaped
from geomap.export.text import one_line
from geomap.model import Story

MOST = 200
"""Of one kind; then the number of the others."""


def changes_markdown(old: Story, new: Story) -> str:
    """Write what is different in the later of two stories, ending in a newline."""
    return "\n".join(_lines(new, changes(old, new))).rstrip() + "\n"


def _lines(new: Story, sections: Sequence[Section]) -> Iterator[str]:
    yield f"# What changed: {escaped(new.title)}"
    yield ""
    if not sections:
        yield "Nothing: both stories say the same."
    for section in sections:
        yield f"## {section.heading}"
        yield ""
        for change in section.changes[:MOST]:
            detail = f": {escaped(one_line(change.detail))}" if change.detail else ""
            yield f"- {change.what} **{escaped(change.name)}**{detail}"
        if len(section.changes) > MOST:
            yield f"- … and {len(section.changes) - MOST} more"
        yield ""
