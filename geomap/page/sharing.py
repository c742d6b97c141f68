"""What somebody needs who shows the map elsewhere: code for a frame, credit line, the map in words.

The frame names the exported file; the page's script puts its own address there where it has one on the web.
"""

from __future__ import annotations

from markupsafe import Markup

from geomap.draw.selection import Selection
from geomap.gazetteer.services import credits_of
from geomap.model import Story
from geomap.page.alternative import alternative_text
from geomap.page.context import ShareView

FILE, PICTURE = "story.html", "story.png"
"""What the export and its picture are called in the docs."""

EMBED = "?embed"
"""Behind the page's address: the map alone, with a link to the whole page."""

FRAME_HEIGHT = 560
"""CSS pixels: enough for key, stepper and a popup on a phone."""

PRINT_WIDTH = 1188
LONGEST_TITLE = 120


def share_view(story: Story, selection: Selection) -> ShareView:
    """Give the code, the credit and the words; all of it plain text."""
    title = " ".join(story.title.split())
    title = title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"
    words = alternative_text(selection)
    frame = Markup(
        '<iframe src="{}" title="Map: {}" width="100%" height="{}" loading="lazy" '
        'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox" '
        'referrerpolicy="no-referrer"></iframe>'
    ).format(FILE + EMBED, title, FRAME_HEIGHT)
    picture = Markup('<img src="{}" alt="{}" width="{}">').format(PICTURE, words, PRINT_WIDTH)
    return ShareView(frame=str(frame), picture=str(picture), credit=credit_line(story), words=words)


def credit_line(story: Story) -> str:
    """Say whom to credit: geomap, GeoNames, Natural Earth, and whose articles the map is drawn from."""
    sources = dict.fromkeys(" ".join((d.source or "").split()) for d in story.documents)
    named = [source for source in sources if source and not source.startswith("http")][:8]
    drawn = f" Drawn from articles of {', '.join(named)}." if named else ""
    places = "; ".join(("GeoNames (CC BY 4.0)", *credits_of(story.places)))
    return f"Map: geomap.{drawn} Places: {places}. Base map: Natural Earth."
