"""HTML to plain text and metadata, with nothing but the standard library.

From markup to the lines that a reader sees and to what the page says of itself: its title, headings,
meta elements, linked data and dates. Used for the whole text of chapters, feed entries and mails, and
for the metadata of pages. Nothing is fetched, nothing is run; scripts, styles and forms give no text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

_SILENT = frozenset({
    "script", "style", "template", "noscript", "svg", "math", "object", "iframe", "select", "button",
    "canvas", "audio", "video", "head", "datalist",
})  # fmt: skip
_BLOCKS = frozenset({
    "p", "div", "section", "article", "header", "footer", "aside", "main", "nav", "ul", "ol", "li", "dl",
    "dt", "dd", "table", "tr", "blockquote", "pre", "figure", "figcaption", "form", "fieldset", "address",
    "h1", "h2", "h3", "h4", "h5", "h6", "hr", "body", "caption", "tbody", "thead",
})  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3"})
_ARTICLE = re.compile(r"(?:article|blogposting|report|posting|webpage)\Z", re.IGNORECASE)
_MOST_LINKED_DATA = 500_000
_MOST_NODES = 5_000


@dataclass
class Page:
    """What a page shows and says of itself."""

    text: str = ""
    title: str = ""
    headings: list[str] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    times: list[str] = field(default_factory=list)
    linked_data: list[dict[str, Any]] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Collects lines, headings and metadata."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self.lines: list[str] = []
        self._line: list[str] = []
        self._heading: list[str] | None = None
        self._silent: list[str] = []
        self._keep: list[str] | None = None
        self._kept = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._note(tag, given)
        if tag == "body":
            self._silent.clear()
        elif tag in _SILENT:
            self._silent.append(tag)
        elif tag == "br":
            self._break()
        elif tag in _BLOCKS:
            self._break(gap=True)
            if tag in _HEADINGS and not self._silent:
                self._heading = []
        elif tag in {"td", "th"}:
            self._line.append(" ")

    def _note(self, tag: str, given: dict[str, str]) -> None:
        """Note what an element says of the page."""
        if self._keep is None and (
            (tag == "title" and not self.page.title)
            or (tag == "script" and given.get("type", "").lower() == "application/ld+json")
        ):
            self._keep, self._kept = [], tag
        elif tag == "meta":
            key = given.get("property") or given.get("name") or given.get("itemprop") or ""
            if given.get("content"):
                self.page.meta.setdefault(key.strip().lower(), given["content"])
        elif tag == "link":
            self.page.links.setdefault(given.get("rel", "").lower(), given.get("href", ""))
        elif tag == "time" and given.get("datetime") and len(self.page.times) < 20:  # noqa: PLR2004
            self.page.times.append(given["datetime"])

    def handle_endtag(self, tag: str) -> None:
        if tag == self._kept and self._keep is not None:
            self._finish_kept()
        if tag in _SILENT:
            while self._silent and self._silent.pop() != tag:
                pass
        elif tag in _BLOCKS:
            if tag in _HEADINGS and self._heading is not None:
                if heading := " ".join("".join(self._heading).split()):
                    self.page.headings.append(heading)
                self._heading = None
            self._break(gap=True)

    def handle_data(self, data: str) -> None:
        if self._keep is not None:
            self._keep.append(data)
        if not self._silent and self._kept != "title":
            self._line.append(data)
            if self._heading is not None:
                self._heading.append(data)

    def handle_comment(self, data: str) -> None:
        if len(self.page.comments) < 5:  # noqa: PLR2004
            self.page.comments.append(data[:500])

    def finish(self) -> Page:
        self.close()
        if self._keep is not None:
            self._finish_kept()
        self._break()
        while self.lines and not self.lines[-1]:
            self.lines.pop()
        self.page.text = "\n".join(self.lines)
        return self.page

    def _finish_kept(self) -> None:
        text = "".join(self._keep or ())
        if self._kept == "title":
            self.page.title = " ".join(text.split())
        elif len(text) <= _MOST_LINKED_DATA:
            self.page.linked_data.extend(_articles(text))
        self._keep, self._kept = None, ""

    def _break(self, *, gap: bool = False) -> None:
        line = " ".join("".join(self._line).split())
        self._line.clear()
        if line:
            self.lines.append(line)
        if gap and self.lines and self.lines[-1]:
            self.lines.append("")


def _articles(text: str) -> Iterator[dict[str, Any]]:
    """Give the articles of a page's linked data (schema.org as JSON-LD)."""
    try:
        stack = [json.loads(text)]
    except (ValueError, RecursionError):
        return
    for _ in range(_MOST_NODES):
        if not stack:
            return
        node = stack.pop()
        if isinstance(node, list):
            stack.extend(reversed(node))
        elif isinstance(node, dict):
            kinds = node.get("@type")
            if any(
                isinstance(k, str) and _ARTICLE.search(k)
                for k in (kinds if isinstance(kinds, list) else [kinds])
            ):
                yield node
            if "@graph" in node:
                stack.append(node["@graph"])


def read_markup(html: str) -> Page:
    """Read a page, or a piece of one."""
    reader = _Reader()
    reader.feed(html)
    return reader.finish()
