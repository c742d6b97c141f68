"""The folium side of the map: our own Map, its layer and its figure.

folium and branca compile what an element produced as a template once more, without a sandbox. So nothing
of a story passes through their constructors or templates: the layer's script only names the element that
holds the drawing, and the figure adds that element to the finished text. Rendering leaves no trace in
the tree, so a map gives the same bytes each time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import folium
from branca.element import CssLink, Element, Figure, JavascriptLink, MacroElement
from folium.template import Template
from markupsafe import Markup, escape

from geomap.assets import asset_text
from geomap.draw.drawing import draw
from geomap.draw.escape import script_json
from geomap.errors import AssetError
from geomap.model import Story

STYLES = ("leaflet.css", "map.css")
SCRIPTS = (
    "leaflet.js", "content.js", "basemap.js", "labels.js", "marks.js", "openlegs.js", "legs.js", "popup.js",
    "key.js", "stepper.js", "globe.js", "map.js",
)  # fmt: skip
"""What a map needs, in the order of loading."""

DRAWING_ID = "geomap-drawing"
"""Id of the element that holds the drawing as JSON."""

Links = list[tuple[str, str]]


def to_map(story: Story) -> StoryMap:
    """Draw a story on a folium map of its own.

    Returns
    -------
    StoryMap
        A ``folium.Map``: ``get_root().render()``, ``save(path)`` and a notebook show it without a network,
        the same bytes each time. Plugins that are added to it may load what they need from elsewhere.
    """
    return StoryFigure(heading=story.title, drawing=draw(story)).story_map


class StoryMap(folium.Map):
    """A folium map that loads nothing from elsewhere and has the same name in every process."""

    default_js: Links = []  # noqa: RUF012 (folium's own annotation; never edited in place)
    default_css: Links = []  # noqa: RUF012

    _template = Template(
        """
        {% macro html(this, kwargs) %}
        <div class="geomap-map" id={{ this.get_name()|tojson }}></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = Geomap.createMap(
            {{ this.get_name()|tojson }}, {{ this.options|tojavascript }}
        );
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__(location=(20.0, 0.0), zoom_start=2, tiles=None, zoom_control=False)
        self._name, self._id = "geomap", "map"
        # folium passes the zoom limits on only together with a tile layer, and plugins (clusters) need them
        self.options.update({"minZoom": 1, "maxZoom": 13})


class StoryLayer(MacroElement):
    """Draws the drawing that stands in the page on the map that it is added to."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}Geomap.draw({{ this._parent.get_name() }});{% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name, self._id = "geomap", "layer"


@dataclass(frozen=True, slots=True)
class MapParts:
    """A rendered map in parts, for a page of one's own: the page must link or inline the assets.

    Attributes
    ----------
    html
        The map's element.
    script
        The script that makes it; runs after `SCRIPTS`.
    data
        The drawing, safe inside ``<script type="application/json" id="geomap-drawing">``.
    """

    html: Markup
    script: Markup
    data: Markup


class StoryFigure(Figure):
    """The document around a `StoryMap`: its assets inlined, its drawing added after rendering."""

    def __init__(self, *, heading: str, drawing: dict[str, Any]) -> None:
        super().__init__()
        self.header._children.clear()  # noqa: SLF001 (its meta element: ours says more)
        self._heading = heading
        self._data = script_json(drawing)
        self._written: list[tuple[Element, str]] = []
        self.story_map = StoryMap()
        StoryLayer().add_to(self.story_map)
        self.add_child(self.story_map)

    def parts(self) -> MapParts:
        """Render the map in parts.

        Raises
        ------
        AssetError
            Something in the tree links to a file elsewhere, which our pages never do.
        """
        self._render_tree()
        links = [
            child.url
            for child in self.header._children.values()  # noqa: SLF001
            if isinstance(child, JavascriptLink | CssLink)
        ]
        if links:
            raise AssetError(f"the map links to {', '.join(links)}, but a page of geomap links to nothing")
        return MapParts(
            html=Markup(self.html.render().strip()),  # noqa: S704 (folium's markup; no text of a story is in it)
            script=Markup(self.script.render().strip()),  # noqa: S704
            data=Markup(self._data),  # noqa: S704 (escaped by `script_json`)
        )

    def render(self, **kwargs: object) -> str:
        """Give the whole document; twice gives the same bytes."""
        self._render_tree(**kwargs)
        styles = "".join(f"<style>{asset_text(name)}</style>\n" for name in STYLES)
        scripts = "".join(f"<script>{asset_text(name)}</script>\n" for name in SCRIPTS)
        return (
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f'<title>{escape(self._heading)}</title>\n<link rel="icon" href="data:,">\n'
            f"{styles}{scripts}{self.header.render(**kwargs)}\n</head>\n"
            f'<body class="geomap-alone">\n{self.html.render(**kwargs)}\n'
            f'<script type="application/json" id="{DRAWING_ID}">{self._data}</script>\n'
            f"<script>\n{self.script.render(**kwargs)}\n</script>\n</body>\n</html>\n"
        )

    def _repr_html_(self, **kwargs: object) -> str:
        """Show the map in a notebook, in a frame that has a name."""
        return (
            f'<iframe title="{escape(self._heading)}" srcdoc="{escape(self.render(**kwargs))}" '
            'width="100%" height="560" style="border:0" allowfullscreen></iframe>'
        )

    def _render_tree(self, **kwargs: object) -> None:
        """Render the children into header, html and script, as if for the first time.

        A layer of folium's adds a child to itself each time that it is rendered; such children, and what
        the last rendering wrote, are taken away, and what a person added stays.
        """
        for owner, name in self._written:
            owner._children.pop(name, None)  # noqa: SLF001
        sinks = (self.header, self.html, self.script)
        before = {sink: set(sink._children) for sink in sinks}  # noqa: SLF001
        tree = {element: set(element._children) for element in _walk(self)}  # noqa: SLF001
        self._link_what_plugins_need(tree)
        for child in list(self._children.values()):
            child.render(**kwargs)
        self._written = [(s, name) for s in sinks for name in s._children if name not in before[s]]  # noqa: SLF001
        for element, names in tree.items():
            for name in [n for n in element._children if n not in names]:  # noqa: SLF001
                del element._children[name]  # noqa: SLF001

    def _link_what_plugins_need(self, tree: dict[Element, set[str]]) -> None:
        """Link the libraries that a person's folium popups and icons call, from where folium has them."""
        stock_js, stock_css = dict(folium.Map.default_js), dict(folium.Map.default_css)
        wanted: list[str] = []
        if any(isinstance(e, folium.Popup) for e in tree):
            wanted.append("jquery")
        if any(isinstance(e, folium.Icon) for e in tree):
            wanted += [
                "jquery",
                "bootstrap",
                "awesome_markers",
                *(n for n in stock_css if n != "leaflet_css"),
            ]
        for name in wanted:
            if name in stock_js:
                self.header.add_child(JavascriptLink(stock_js[name]), name=name)
            else:
                self.header.add_child(CssLink(stock_css[name]), name=name)


def _walk(element: Element) -> Iterator[Element]:
    yield element
    for child in element._children.values():  # noqa: SLF001
        yield from _walk(child)
