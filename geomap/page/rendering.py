"""From a story and a way to deliver it to the text of the page.

Text of a story reaches the page through autoescaping templates or as JSON behind `script_json`.
"""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from geomap.assets import BOUNDARY_NOTE
from geomap.draw.drawing import CREDIT, draw
from geomap.draw.escape import escape_json, script_json
from geomap.draw.selection import select
from geomap.draw.story_map import SCRIPTS, STYLES, StoryFigure
from geomap.model import Story
from geomap.page.alternative import alternative_text
from geomap.page.contents import ROLES, PageContents, provenance
from geomap.page.context import PageContext
from geomap.page.corrected import lost_corrections, rejected_names
from geomap.page.delivery import Delivery
from geomap.page.sharing import share_view

PAGE_STYLES = (*STYLES, "page.css", "lists.css", "reading.css", "correcting.css", "share.css")
PAGE_SCRIPTS = (
    *SCRIPTS, "text.js", "articles.js", "more.js", "search.js", "filters.js", "reading.js", "splitters.js",
    "page.js", "records.js", "store.js", "pin.js", "editname.js", "editstory.js", "review.js",
    "drops.js", "correcting.js", "share.js",
)  # fmt: skip
"""What the page needs, in the order of loading."""

FIRST = 'document.documentElement.classList.replace("no-js", "js");'
"""Runs in the head: the page is laid out once, not first as if there were no script (a shift of 0.28)."""


def render_page(story: Story, delivery: Delivery) -> str:
    """Render the page of a story.

    Parameters
    ----------
    delivery
        How the page reaches its assets: `Delivery.served` or `Delivery.inlined`.

    Returns
    -------
    str
        A whole HTML document, the same for the same arguments.
    """
    context = page_context(story, delivery)
    html = _environment().get_template("page.html").render(page=context, roles=ROLES)
    return html.encode("utf-8", "replace").decode()  # a lone surrogate has no UTF-8 form


def page_context(story: Story, delivery: Delivery) -> PageContext:
    """Gather all that the page's template shows."""
    selection = select(story)
    drawing = draw(story)
    parts = StoryFigure(heading=story.title, drawing=drawing).parts()
    code = f"{parts.script}\nGeomap.startPage();"
    styles: tuple[str, ...] = PAGE_STYLES
    scripts: tuple[str, ...] = PAGE_SCRIPTS
    if delivery.tiles:
        styles, scripts = (*styles, "tiles.css"), (*scripts, "tiles.js")
        code += f"\nGeomap.layTiles({script_json(delivery.tiles)});"
    contents = PageContents(story, selection)
    skipped, failed = contents.excluded()
    return PageContext(
        title=story.title,
        description=alternative_text(selection),
        standfirst=contents.standfirst(drawing),
        journeys=contents.journeys(),
        visits=contents.visits(),
        timeline=contents.timeline(),
        undated=contents.undated(),
        places=contents.places(),
        named=contents.named(),
        claims=contents.claims(),
        disagreements=contents.disagreements(),
        documents=contents.documents(),
        unplaced=contents.unplaced(),
        rejected=rejected_names(story),
        lost=lost_corrections(story),
        skipped=skipped,
        failed=failed,
        tallies=contents.tallies(),
        provenance=provenance(story),
        share=share_view(story, selection),
        credit=CREDIT,
        note=BOUNDARY_NOTE,
        editing=delivery.editing,
        api=delivery.api,
        token=delivery.token,
        policy=delivery.policy(styles=styles, scripts=scripts, code=[FIRST, code]),
        styles=tuple(delivery.style(name) for name in styles),
        scripts=tuple(delivery.script(name) for name in scripts),
        first=delivery.run(FIRST),
        start=delivery.run(code),
        map_html=parts.html,
        drawing=parts.data,
        story=Markup(escape_json(story.to_json().strip())),  # noqa: S704 (escaped on this line)
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("geomap.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
