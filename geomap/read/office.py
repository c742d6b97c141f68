"""Word and OpenDocument texts: paragraphs in order, title and author from the document's properties.

From a checked archive to one part. Tables give their cells as paragraphs; deleted text, field codes,
comments and foot-notes are left out. The day on which the file was made is no day of publication: it
dates the text only where nothing else does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from geomap.read.members import Archive
from geomap.read.part import Part, UnreadableError
from geomap.read.xml_tree import child_text, local, parse_xml

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"

_LEFT_OUT = frozenset({
    "Fallback", "del", "moveFrom", "instrText", "annotation", "note", "tracked-changes", "sequence-decls",
    "footnoteReference",
})  # fmt: skip
_PARAGRAPHS = frozenset({_W + "p", _TEXT + "p", _TEXT + "h"})
_BREAKS = frozenset({_W + "br", _W + "cr", _TEXT + "line-break"})
_TABS = frozenset({_W + "tab", _TEXT + "tab"})
_NO_TITLE = re.compile(
    r"(?:untitled|unbenannt|word document|document\d{0,4}|template|normal)\Z", re.IGNORECASE
)


def parse_docx(archive: Archive) -> Iterator[Part]:
    """Read a Word document."""
    body = parse_xml(archive.read("word/document.xml"))
    styles = _word_styles(archive)
    paragraphs = [(styles.get(_style(p), ""), _text(p)) for p in _paragraphs(body)]
    shown = next((text for style, text in paragraphs if style == "title" and text.strip()), None)
    said, found = _properties(archive, "docProps/core.xml", "docx properties")
    yield replace(_part([text for _, text in paragraphs], shown, said, found), format="docx")


def parse_odt(archive: Archive) -> Iterator[Part]:
    """Read an OpenDocument text."""
    root = parse_xml(archive.read("content.xml"))
    body = next(root.iter(_OFFICE + "text"), None)
    if body is None:
        raise UnreadableError("it lacks its text: is it damaged?")
    paragraphs = [(p.get(_TEXT + "style-name", ""), _text(p)) for p in _paragraphs(body)]
    shown = next((text for style, text in paragraphs if style == "Title" and text.strip()), None)
    said, found = _properties(archive, "meta.xml", "odt properties")
    yield replace(_part([text for _, text in paragraphs], shown, said, found), format="odt")


def _part(paragraphs: list[str], shown: str | None, said: dict[str, str], found: dict[str, str]) -> Part:
    """Make the part; a title that the text shows goes before that of the properties."""
    if shown:
        said, found = {**said, "title": shown}, {**found, "title": "paragraph of style Title"}
    return Part(
        text="\n\n".join(text for text in paragraphs if text.strip()),
        title=said.get("title"),
        author=said.get("author"),
        source=said.get("source"),
        created=said.get("created"),
        found_in=found,
    )


def _properties(archive: Archive, member: str, what: str) -> tuple[dict[str, str], dict[str, str]]:
    """Give what the document's properties say, and where."""
    if member not in archive.names:
        return {}, {}
    root = parse_xml(archive.read(member))
    record = next((e for e in root.iter(_OFFICE + "meta")), root)
    values = {
        "title": child_text(record, _DC + "title"),
        "author": child_text(record, _META + "initial-creator", _DC + "creator"),
        "source": child_text(record, _DC + "publisher"),
        "created": child_text(record, _TERMS + "created", _META + "creation-date", _DC + "date"),
    }
    if values["title"] and _NO_TITLE.match(values["title"]):
        values["title"] = None
    if values["author"] in {"python-docx", "Unknown Author", "Microsoft Office User", "user"}:
        values["author"] = None
    said = {key: value for key, value in values.items() if value}
    return said, dict.fromkeys(said, what)


def _word_styles(archive: Archive) -> dict[str, str]:
    """Give the built-in (English) names of styles by their ids, which are translated."""
    if "word/styles.xml" not in archive.names:
        return {}
    names = {}
    for style in parse_xml(archive.read("word/styles.xml")).iter(_W + "style"):
        name = style.find(_W + "name")
        names[style.get(_W + "styleId", "")] = name.get(_W + "val", "").lower() if name is not None else ""
    return names


def _style(paragraph: Element) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return style.get(_W + "val", "") if style is not None else ""


def _paragraphs(node: Element) -> Iterator[Element]:
    """Give the paragraphs below a node in order; the depth of the tree is bounded by its parser."""
    for child in node:
        if local(child) in _LEFT_OUT:
            continue
        if child.tag in _PARAGRAPHS:
            yield child
        yield from _paragraphs(child)


def _text(paragraph: Element) -> str:
    return "".join(_pieces(paragraph, inside=paragraph.tag.startswith(_TEXT)))


def _pieces(node: Element, *, inside: bool) -> Iterator[str]:
    """Give the pieces of a paragraph's text; ``inside`` where every character counts (OpenDocument)."""
    if inside and node.text:
        yield " ".join(node.text.splitlines())
    for child in node:
        tag = child.tag
        if tag == _W + "t":
            yield child.text or ""
        elif tag in _BREAKS:
            yield "\n"
        elif tag in _TABS:
            yield "\t"
        elif tag == _TEXT + "s":
            count = child.get(_TEXT + "c", "1")
            yield " " * min(int(count) if count.isascii() and count.isdigit() else 1, 100)
        elif tag == _W + "noBreakHyphen":
            yield "-"
        elif tag not in _PARAGRAPHS and local(child) not in _LEFT_OUT:
            yield from _pieces(child, inside=inside)
        if inside and child.tail:
            yield " ".join(child.tail.splitlines())
