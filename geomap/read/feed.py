"""RSS and Atom files: each entry a document.

From the bytes of a feed to a part for each entry (RSS 0.9x, 1.0 and 2.0, Atom 1.0), with its own title,
day, author and address; the feed's title is the source. An entry's HTML becomes text. Refused: feeds
with a document type, and XML that is no feed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, tostring

from geomap.read.markup import read_markup
from geomap.read.part import Part, UnreadableError, headed
from geomap.read.xml_tree import child_text, local, parse_xml

MOST_ENTRIES = 10_000
_ATOM = "{http://www.w3.org/2005/Atom}"
_RSS1 = "{http://purl.org/rss/1.0/}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
# RSS 2.0: "lawyer@boyer.net (Lawyer Boyer)".
_RSS_AUTHOR = re.compile(r"[^\s()]{1,100}@[^\s()]{1,100} {1,3}\(([^()]{1,200})\)")
_KINDS = frozenset({"rss", "RDF", "feed"})


def parse(data: bytes, name: str) -> Iterator[Part]:  # noqa: ARG001 - every parser is called alike
    """Read a feed."""
    root = parse_xml(data)
    if local(root) not in _KINDS:
        raise UnreadableError("it is XML, but no feed (RSS, Atom): save its text as a .txt file")
    channel = next((e for e in root if local(e) == "channel"), root)
    source = child_text(channel, "title", _ATOM + "title", _RSS1 + "title")
    entries = [e for e in root.iter() if e.tag in {"item", _RSS1 + "item", _ATOM + "entry"}]
    for number, entry in enumerate(entries[:MOST_ENTRIES], 1):
        yield _entry(entry, f"#{number}", source)
    if not entries:
        yield Part(skip="no text: the feed has no entries")
    if len(entries) > MOST_ENTRIES:
        yield Part(f"#{MOST_ENTRIES + 1}", fail=f"the feed has more than {MOST_ENTRIES:,} entries: split it")


def _entry(entry: Element, member: str, source: str | None) -> Part:
    title = _plain(child_text(entry, "title", _RSS1 + "title", _ATOM + "title") or "")
    text = _body(entry)
    if not text.strip():
        if not title:
            return Part(member, skip="no text: the entry is empty")
        text = title
    day = _first(entry, "pubDate", _ATOM + "published", _DC + "date", _ATOM + "updated")
    author = _first(entry, _DC + "creator", "author")
    if author[0] and (match := _RSS_AUTHOR.fullmatch(author[0])):
        author = match[1], author[1]
    for person in entry:
        if person.tag == _ATOM + "author" and author[0] is None:
            author = child_text(person, _ATOM + "name"), "author"
    return Part(
        member,
        headed(title, text),
        title=title or None,
        published=day[0],
        author=author[0],
        source=source,
        url=_link(entry),
        found_in={
            "title": "entry title", "published": f"entry {day[1]}", "author": f"entry {author[1]}",
            "source": "feed title",
        },
    )  # fmt: skip


def _first(entry: Element, *names: str) -> tuple[str | None, str]:
    for name in names:
        if value := child_text(entry, name):
            return value, name.rsplit("}", 1)[-1]
    return None, ""


def _link(entry: Element) -> str | None:
    for child in entry:
        if local(child) == "link" and child.get("rel", "alternate") == "alternate":
            return child.get("href") or (child.text or "").strip() or None
    return None


def _body(entry: Element) -> str:
    """Give the entry's text: the whole content where there is one, else the description."""
    for name in (
        _CONTENT + "encoded",
        _ATOM + "content",
        "description",
        _RSS1 + "description",
        _ATOM + "summary",
    ):
        element = entry.find(name)
        if element is None:
            continue
        if len(element):  # xhtml
            for node in element.iter():
                node.tag = local(node)
            text = read_markup(tostring(element, encoding="unicode")).text
        else:
            text = _plain(element.text or "")
        if text.strip():
            return text
    return ""


def _plain(text: str) -> str:
    """Give text without markup; text that has none stays as it is."""
    return read_markup(text).text if "<" in text or "&" in text else text.strip()
