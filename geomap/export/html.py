"""A story as one HTML file that needs no network, and the reader of such a file.

The file carries its story whole, in an element whose id is the marker by which `read_story` knows it;
nothing else in the file is looked at.
"""

from __future__ import annotations

from html.parser import HTMLParser

from geomap.errors import StoryError
from geomap.model import Story
from geomap.page import Delivery, render_page

MARKER = "geomap-story"
"""Id of the element that holds the story's JSON."""


def to_html(story: Story) -> str:
    """Give the page of a story as one file: assets inlined, a policy that allows nothing else.

    Returns
    -------
    str
        A whole HTML document; the same story gives the same text.
    """
    return render_page(story, Delivery.inlined())


def read_story(text: str) -> Story:
    """Read the story back from the text of such a file.

    Raises
    ------
    StoryError
        No story is in it, or the story does not follow the contract.
    """
    finder = _Finder()
    finder.feed(text)
    if finder.json is None:
        raise StoryError("not a page of geomap: there is no story in it")
    return Story.from_json(finder.json)


class _Finder(HTMLParser):
    """Keeps the text of the element with the marker; the first wins."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.json: str | None = None
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See whether the marked element begins."""
        self._inside = tag == "script" and ("id", MARKER) in attrs and self.json is None

    def handle_data(self, data: str) -> None:
        """Keep what stands in the marked element."""
        if self._inside:
            self.json = (self.json or "") + data

    def handle_endtag(self, tag: str) -> None:
        """See the marked element end."""
        if tag == "script":
            self._inside = False
