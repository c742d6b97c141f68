"""Saved web pages: the article's text by trafilatura, what the page says of itself by its metadata.

From the bytes of a page to one part. The text is the extractor's; where it finds no article, all that
the page shows. Title, date, author and source come from linked data (schema.org), meta elements and
headings, in this order. Refused: pages without text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from geomap.read.decoding import NotTextError, decode_markup
from geomap.read.extras import needs
from geomap.read.markup import Page, read_markup
from geomap.read.part import Part, UnreadableError, headed, one_line

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"\A\s{0,20}<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})")
_SAVED_FROM = re.compile(r"saved from url=\(\d{1,6}\)(\S{1,2000})")
# Firefox and Chromium put the page's name and the site's into one title with one of these between.
_BARS = (" | ", " - ", " – ", " — ", " :: ", " · ")

_DATES = (
    "article:published_time", "og:published_time", "datepublished", "date", "dc.date", "dcterms.created",
    "dcterms.issued", "dc.date.issued", "pubdate", "publish-date", "publishdate", "parsely-pub-date",
    "sailthru.date", "article.published", "cxenseparse:recs:publishtime", "citation_publication_date",
)  # fmt: skip
_AUTHORS = ("author", "article:author", "dc.creator", "parsely-author", "byl", "citation_author")
_SOURCES = ("og:site_name", "application-name", "dc.publisher", "publisher", "citation_journal_title")
_TITLES = ("og:title", "twitter:title", "dc.title", "parsely-title", "citation_title")


def parse(data: bytes, name: str) -> Iterator[Part]:  # noqa: ARG001 - every parser is called alike
    """Read a saved page."""
    match = _XML_CHARSET.match(data[:300]) or _CHARSET.search(data[:4096])
    try:
        decoded = decode_markup(data, claimed=match[1].decode("ascii") if match else None)
    except NotTextError as error:
        raise UnreadableError(str(error)) from error
    yield page_part(decoded.text, encoding=decoded.encoding)


def page_part(html: str, *, encoding: str = "utf-8", url: str | None = None) -> Part:
    """Give the article of a page.

    Parameters
    ----------
    html
        The decoded page.
    encoding
        How it was decoded.
    url
        Where it was fetched from, if that is known.
    """
    page = read_markup(html)
    if page.meta.get("generator") == "geomap":
        return Part(skip="a page that geomap wrote: name it itself to open its story")
    trafilatura = needs("trafilatura", extra="html", what="a web page")
    text = trafilatura.extract(html, include_comments=False, include_tables=True) or page.text
    text = "\n".join(line.strip().removeprefix("|").removesuffix("|").strip() for line in text.split("\n"))
    said = _said(page)
    title = said.get("title", (None, ""))[0]
    if not text.strip():
        return Part(skip="no text: the page shows none without its scripts")
    return Part(
        text=headed(title, text),
        title=title,
        published=said.get("published", (None, ""))[0],
        author=said.get("author", (None, ""))[0],
        source=said.get("source", (None, ""))[0],
        url=url or _address(page),
        encoding=encoding,
        format="html",
        found_in={key: place for key, (_, place) in said.items()},
    )


def _said(page: Page) -> dict[str, tuple[str, str]]:
    """Give what the page says of itself, each with where it says so; the first that says it counts."""
    said: dict[str, tuple[str, str]] = {}

    def take(key: str, value: object, where: str) -> None:
        flat = one_line(value) if isinstance(value, str) else None
        if flat and key not in said:
            said[key] = (flat, where)

    for article in page.linked_data:
        if "headline" in article or "datePublished" in article:
            take("title", article.get("headline"), "linked data headline")
            take("published", article.get("datePublished"), "linked data datePublished")
            take("author", _name(article.get("author")), "linked data author")
            take("source", _name(article.get("publisher")), "linked data publisher")
    for key, names in (
        ("title", _TITLES), ("published", _DATES), ("author", _AUTHORS), ("source", _SOURCES),
    ):  # fmt: skip
        for name in names:
            value = page.meta.get(name, "")
            if not (key == "author" and value.startswith(("http:", "https:"))):
                take(key, value, f"meta {name}")
    if page.headings:
        take("title", page.headings[0], "first heading")
    take("title", _without_site(page.title, said.get("source", ("", ""))[0]), "title element")
    if page.times:
        take("published", page.times[0], "time element")
    return said


def _name(value: Any) -> str | None:  # noqa: ANN401 - any JSON value
    """Give the names of authors or a publisher as linked data write them: text, object or list."""
    if isinstance(value, list):
        return ", ".join(n for v in value[:5] if (n := _name(v))) or None
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else None


def _without_site(title: str, site: str) -> str:
    """Leave out the site's name at a title's end."""
    for bar in _BARS:
        head, found, tail = title.rpartition(bar)
        if found and head and (tail.strip().lower() == site.lower() or (not site and bar == " | ")):
            return head
    return title


def _address(page: Page) -> str | None:
    """Give the page's own address."""
    for value in (page.links.get("canonical"), page.meta.get("og:url")):
        if value:
            return value
    return next((m[1] for c in page.comments if (m := _SAVED_FROM.search(c))), None)
