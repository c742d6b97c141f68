"""How a page gets its style sheets and scripts: linked with a nonce, or inlined and named by hash.

Both allow nothing inline that is not ours: the served page's policy is a header of the server's, the file's
policy stands in the file.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from markupsafe import Markup, escape

from geomap.assets import asset_text


@dataclass(frozen=True, slots=True)
class Delivery:
    """How assets reach the page; make one with `served` or `inlined`.

    Attributes
    ----------
    kind
        ``served`` or ``inlined``.
    nonce
        What the server's policy names, for ``served``.
    static
        Address of the folder of assets, relative to the page, for ``served``.
    api
        Address of the API, relative to the page, for ``served``.
    token
        What a change must bring along, for ``served``; empty where nothing can be changed.
    tiles
        What ``tiles.js`` needs to lay somebody's map under the story, for ``served``; None for no such map.
    reader_saves
        Corrections go into a file that the reader saves, for ``served`` without a token.
    """

    kind: Literal["served", "inlined"]
    nonce: str = ""
    static: str = ""
    api: str = ""
    token: str = ""
    tiles: Mapping[str, Any] | None = None
    reader_saves: bool = False

    @classmethod
    def served(
        cls,
        *,
        nonce: str,
        static: str = "static/",
        api: str = "api/",
        token: str = "",
        tiles: Mapping[str, Any] | None = None,
        reader_saves: bool = False,
    ) -> Delivery:
        """Link the assets, each element carrying the nonce."""
        return cls(
            "served", nonce=nonce, static=static, api=api, token=token, tiles=tiles, reader_saves=reader_saves
        )

    @classmethod
    def inlined(cls) -> Delivery:
        """Write the assets into the page, with a policy that names them by hash."""
        return cls("inlined")

    @property
    def editing(self) -> Literal["served", "file", "off"]:
        """Where corrections go: to the server, into a file that the reader saves, or nowhere."""
        if self.token:
            return "served"
        return "file" if self.kind == "inlined" or self.reader_saves else "off"

    def style(self, name: str) -> Markup:
        """Give the element for a style sheet."""
        if self.kind == "inlined":
            return Markup(f"<style>{_packed(name)}</style>")  # noqa: S704 (our file)
        return Markup('<link rel="stylesheet" href="{}{}" nonce="{}">').format(self.static, name, self.nonce)

    def script(self, name: str) -> Markup:
        """Give the element for a script."""
        if self.kind == "inlined":
            return self.run(_packed(name))
        return Markup('<script src="{}{}" nonce="{}"></script>').format(self.static, name, self.nonce)

    def run(self, code: str) -> Markup:
        """Give the element for a script that stands in the page either way."""
        nonce = Markup(' nonce="{}"').format(self.nonce) if self.kind == "served" else ""
        return Markup(f"<script{nonce}>{_inline(code)}</script>")  # noqa: S704 (our code, no text of a story)

    def policy(self, *, styles: Iterable[str], scripts: Iterable[str], code: Iterable[str]) -> Markup:
        """Give the element with the page's Content-Security-Policy, or nothing where a server sends it."""
        if self.kind == "served":
            return Markup()
        style_hashes = " ".join(_hash(_packed(name)) for name in styles)
        script_hashes = " ".join(_hash(text) for text in (*map(_packed, scripts), *code))
        policy = (
            "default-src 'none'; img-src data:; "
            f"script-src {script_hashes}; style-src {style_hashes}; base-uri 'none'; form-action 'none'"
        )
        return Markup('<meta http-equiv="Content-Security-Policy" content="{}">').format(
            Markup(str(escape(policy)).replace("&#39;", "'"))  # noqa: S704 (apostrophes are safe in quotes)
        )


@cache
def _packed(name: str) -> str:
    """Give a file as it is inlined: ours without indentation and without lines that are only a comment.

    None of ours has a text of several lines, which this would change (tests/page/test_page.py).
    """
    text = _inline(asset_text(name))
    if name.startswith("leaflet"):
        return text  # others' file, with its licence
    kept: list[str] = []
    comment = False
    for line in map(str.strip, text.splitlines()):
        comment = comment or line.startswith("/*")
        if not comment:
            kept.append(line)
        elif "*/" in line:
            comment = False
            kept.append(line.partition("*/")[2].strip())
    return "\n".join(line for line in kept if line)


def _inline(text: str) -> str:
    """Check that a file of ours cannot end the element that it is put into."""
    lowered = text.lower()
    if "</script" in lowered or "</style" in lowered or "<!--" in lowered:
        raise ValueError("an asset must not contain an end tag or the start of a comment")
    return text.replace("\r\n", "\n")


def _hash(text: str) -> str:
    digest = hashlib.sha256(_inline(text).encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
