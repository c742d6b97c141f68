"""Stage 8: a story as one page, the articles beside the map.

`render_page` gives the same page served and as a file; only how assets are reached differs (`Delivery`).
It is imported when it is first asked for: it brings folium, which takes 1 s that the formats do not need
which only take the page's words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.late import late

if TYPE_CHECKING:
    from geomap.page.delivery import Delivery as Delivery
    from geomap.page.rendering import PAGE_SCRIPTS as PAGE_SCRIPTS
    from geomap.page.rendering import PAGE_STYLES as PAGE_STYLES
    from geomap.page.rendering import page_context as page_context
    from geomap.page.rendering import render_page as render_page

_HOMES = {
    "Delivery": "geomap.page.delivery",
    **dict.fromkeys(("PAGE_SCRIPTS", "PAGE_STYLES", "page_context", "render_page"), "geomap.page.rendering"),
}
__all__ = ["PAGE_SCRIPTS", "PAGE_STYLES", "Delivery", "page_context", "render_page"]
__getattr__ = late(__name__, _HOMES)
