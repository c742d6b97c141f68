"""The map pictures of somebody else that lie under the story where a person asked for them.

From what ``--tiles`` was given (a provider's name in xyzservices, an address with ``{z}``, ``{x}`` and
``{y}``, or a PMTiles file) to what the page needs to load them and what its policy must allow. It says what
goes to whom; it asks nobody. A provider that needs a key and got none, or draws the Earth otherwise than the
page, is refused.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from geomap.errors import MissingExtraError, OptionError
from geomap.web.archive import Archive

Credit = tuple[tuple[str, str], ...]
"""Pieces of text, each with the address that it links to or nothing."""

LONGEST_CREDIT = 600
MOST_NAMES = 6
MERCATOR = frozenset({"EPSG:3857", "EPSG:900913"})
_BY_BROWSER = frozenset({"z", "x", "y", "-y", "s", "r"})
"""Gaps of an address that the page fills."""

_GAP = re.compile(r"\{([^{}]*)\}")
_ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]{1,253}(?::\d{1,5})?")
_DARK = re.compile(r"dark|black|night", re.IGNORECASE)
_WHOLE_EARTH_DEG = 350


@dataclass(frozen=True, slots=True)
class Tiles:
    """A source of tiles; `named` finds one.

    Attributes
    ----------
    name
        What it is called.
    url
        Address of a tile, with gaps for the page to fill.
    credit
        Whom to name on the map.
    origins
        Who is asked for tiles; none for a file.
    layer
        Leaflet's options, as JSON.
    archive
        The file, if it is one.
    """

    name: str
    url: str
    credit: Credit
    origins: tuple[str, ...]
    layer: Mapping[str, Any] = field(default_factory=dict)
    archive: Archive | None = None

    @classmethod
    def named(cls, value: str, *, key: str | None = None) -> Tiles:
        """Find the tiles that a person means.

        Parameters
        ----------
        value
            Name of a provider, address of tiles, or path of a PMTiles file.
        key
            What a provider may ask for.

        Raises
        ------
        OptionError
            There are no such tiles, or the page cannot show them.
        MissingExtraError
            A package of the extra ``tiles`` is not installed.
        """
        if "://" in value:
            return _at(value)
        if value.lower().endswith(".pmtiles"):
            return _of(Archive(Path(value)))
        return _from(value, key)

    def record(self) -> dict[str, Any]:
        """Give what the page's script needs."""
        return {
            "url": self.url,
            "from": self.name,
            "credit": self.credit,
            "dark": bool(_DARK.search(self.name)),
            "layer": dict(self.layer),
        }

    def notice(self) -> str:
        """Say what is sent where."""
        if self.archive:
            return f"tiles come from {self.archive.path} on this machine; nothing is sent to anyone"
        hosts = ", ".join(urlsplit(origin).netloc for origin in self.origins)
        plain = ", not encrypted" if any(o.startswith("http:") for o in self.origins) else ""
        return (
            f"tile requests go to {hosts}{plain}: which part of the map you look at, and the host and port "
            "that this page is served from; nothing of the articles"
        )


def _of(archive: Archive) -> Tiles:
    layer = {"minZoom": archive.min_zoom, "maxNativeZoom": archive.max_zoom}
    name = archive.path.name
    credit = _credit(archive.attribution) or ((name, ""),)
    return Tiles(name, "tiles/{z}/{x}/{y}", credit, (), layer, archive)


def _at(url: str, *, name: str = "", credit: Credit = (), layer: Mapping[str, Any] | None = None) -> Tiles:
    """Take tiles at an address whose other gaps are filled."""
    named = name or url
    gaps = set(_GAP.findall(url))
    if not {"z", "x"} <= gaps or not gaps & {"y", "-y"}:
        raise OptionError(
            f"--tiles {named}: an address of tiles has {{z}}, {{x}} and {{y}} in it, "
            "as https://tiles.example.org/{z}/{x}/{y}.png; a PMTiles file must lie on this machine"
        )
    if gaps - _BY_BROWSER:
        raise OptionError(f"--tiles {named}: nobody knows what to write for {{{min(gaps - _BY_BROWSER)}}}")
    layer = layer or {}
    start, _, rest = url.partition("://")
    host = rest.partition("/")[0]
    many = layer.get("subdomains", "abc") if "{s}" in host else [""]
    origins = tuple(dict.fromkeys(f"{start.lower()}://{host.replace('{s}', s)}" for s in many))
    for origin in origins:
        if not _ORIGIN.fullmatch(origin):
            raise OptionError(f"--tiles {named}: {origin!r} is no address of a server (http or https, ASCII)")
    shown = ", ".join(urlsplit(origin).netloc for origin in origins[:1])
    return Tiles(name or shown, url, credit or ((shown, ""),), origins, layer)


def _from(name: str, key: str | None) -> Tiles:
    """Take the tiles of a provider that xyzservices knows."""
    try:
        from xyzservices import providers
    except ImportError as error:
        raise MissingExtraError(f"--tiles {name}", extra="tiles", module="xyzservices") from error
    known: dict[str, Mapping[str, Any]] = providers.flatten()
    plain = {_plain(n): n for n in known}
    found = plain.get(_plain(name))
    if found is None:
        alike = _alike(name, plain)
        hint = f"; is it {' or '.join(alike)}?" if alike else ""
        raise OptionError(f"--tiles {name}: xyzservices has no provider of this name{hint}")
    provider = known[found]
    if provider.get("status") == "broken":
        raise OptionError(f"--tiles {found}: xyzservices says that it no longer answers")
    if provider.get("crs", "EPSG:3857") not in MERCATOR:
        raise OptionError(f"--tiles {found}: its map is in {provider['crs']}, and the page is in EPSG:3857")
    values = _with_key(found, provider, key)
    url = _GAP.sub(
        lambda gap: gap[0] if gap[1] in _BY_BROWSER else values.get(gap[1], gap[0]), provider["url"]
    )
    return _at(url, name=found, credit=_credit(provider["html_attribution"]), layer=_layer(provider))


def _with_key(name: str, provider: Mapping[str, Any], key: str | None) -> dict[str, str]:
    """Give what a provider's own gaps are filled with."""
    values = {k: str(v) for k, v in provider.items() if k not in {"url", *_BY_BROWSER}}
    wanted = [k for k, v in values.items() if v.startswith("<insert") and f"{{{k}}}" in provider["url"]]
    if len(wanted) > 1:
        raise OptionError(f"--tiles {name}: it needs {' and '.join(wanted)}; give its whole address instead")
    if wanted and not key:
        raise OptionError(
            f"--tiles {name}: this provider needs a key ({wanted[0]}); give yours with --tiles-key"
        )
    return values | {gap: quote(key or "", safe="") for gap in wanted}


def _layer(provider: Mapping[str, Any]) -> dict[str, Any]:
    """Give Leaflet's options for what xyzservices says of a provider."""
    names = {"min_zoom": "minZoom", "max_zoom": "maxNativeZoom"} | {
        name: name for name in ("tileSize", "zoomOffset", "tms", "opacity")
    }
    layer = {ours: provider[theirs] for theirs, ours in names.items() if theirs in provider}
    if "subdomains" in provider:
        layer["subdomains"] = list(provider["subdomains"])
    bounds = provider.get("bounds")
    if bounds and bounds[1][1] - bounds[0][1] < _WHOLE_EARTH_DEG:  # a wider one would end at the date line
        layer["bounds"] = bounds
    return layer


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _alike(name: str, plain: Mapping[str, str]) -> list[str]:
    """Give names that hold what was typed, then names that are written nearly so."""
    typed = _plain(name)
    inside = [key for key in plain if len(typed) > 2 and typed in key]  # noqa: PLR2004 (two letters are in all)
    near = difflib.get_close_matches(typed, plain, n=MOST_NAMES, cutoff=0.7)
    return [plain[key] for key in dict.fromkeys([*near, *inside])][:MOST_NAMES]


class _Links(HTMLParser):
    """Text and links of an attribution, nothing else of its markup."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[tuple[str, str]] = []
        self._href = ""

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        href = dict(attrs).get("href") or ""
        if tag == "a":
            self._href = href if href.startswith(("https://", "http://")) else ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._href = ""

    def handle_data(self, data: str) -> None:
        self.parts.append((data, self._href))


def _credit(markup: str) -> Credit:
    """Take an attribution apart."""
    parser = _Links()
    parser.feed(markup[:LONGEST_CREDIT])
    parser.close()
    return tuple(parser.parts) if any(text.strip() for text, _ in parser.parts) else ()
