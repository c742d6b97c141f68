"""EPUB books: each chapter a document, in reading order.

From a checked archive to a part for each chapter that has text. The book's metadata give author, source
and day; a chapter's first heading is its title, the book's title stands in. The table of contents is
left out. Refused: a book whose package cannot be read.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from geomap.read.decoding import NotTextError, decode_markup
from geomap.read.markup import read_markup
from geomap.read.members import Archive
from geomap.read.part import Part, UnreadableError
from geomap.read.xml_tree import child_text, local, parse_xml

_DC = "{http://purl.org/dc/elements/1.1/}"
_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})


def parse_epub(archive: Archive) -> Iterator[Part]:
    """Read a book."""
    if "META-INF/encryption.xml" in archive.names and _protected(archive):
        raise UnreadableError("it is protected (DRM): only its publisher's reader can open it")
    container = parse_xml(archive.read("META-INF/container.xml"))
    package = next((e.get("full-path", "") for e in container.iter() if local(e) == "rootfile"), "")
    root = parse_xml(archive.read(package))
    metadata = next((e for e in root if local(e) == "metadata"), None)
    said = _said(metadata) if metadata is not None else {}
    found = {key: f"epub dc:{name}" for key, name in _NAMES.items() if key in said}
    any_text = False
    for name in _spine(root, posixpath.dirname(package)):
        part = _chapter(archive, name, said, found)
        any_text = any_text or bool(part.text)
        yield part
    if not any_text:
        raise UnreadableError("it has no chapter with text")


_NAMES = {"title": "title", "author": "creator", "source": "publisher", "published": "date"}


_PLACEHOLDERS = frozenset({"Unknown Author", "Unknown", "Untitled"})


def _said(metadata: Element) -> dict[str, str]:
    values = {key: child_text(metadata, _DC + name) for key, name in _NAMES.items()}
    return {key: value for key, value in values.items() if value and value not in _PLACEHOLDERS}


def _protected(archive: Archive) -> bool:
    """Say whether more than fonts is encrypted."""
    encrypted = parse_xml(archive.read("META-INF/encryption.xml"))
    uris = [e.get("URI", "") for e in encrypted.iter() if local(e) == "CipherReference"]
    return any(uri.lower().endswith((".xhtml", ".html", ".htm", ".xml")) for uri in uris)


def _spine(root: Element, folder: str) -> Iterator[str]:
    """Give the names of the chapters in reading order, each once."""
    manifest = {
        e.get("id", ""): e
        for e in root.iter()
        if local(e) == "item"
        and e.get("media-type", "") in _PAGES
        and "nav" not in e.get("properties", "").split()
    }
    seen = set()
    for reference in root.iter():
        if local(reference) != "itemref":
            continue
        item = manifest.get(reference.get("idref", ""))
        if item is None:
            continue
        name = posixpath.normpath(posixpath.join(folder, unquote(item.get("href", "").split("#")[0])))
        if name not in seen:
            seen.add(name)
            yield name


def _chapter(archive: Archive, name: str, said: dict[str, str], found: dict[str, str]) -> Part:
    member = "/" + name
    try:
        decoded = decode_markup(archive.read(name))
    except (UnreadableError, NotTextError) as error:
        return Part(member, fail=str(error))
    page = read_markup(decoded.text)
    if not page.text.strip():
        return Part(member, skip="no text: a cover or a picture")
    where = {**found, "title": "first heading of the chapter"} if page.headings else found
    return Part(
        member,
        page.text,
        title=page.headings[0] if page.headings else said.get("title"),
        published=said.get("published"),
        author=said.get("author"),
        source=said.get("source"),
        encoding=decoded.encoding,
        format="epub",
        found_in=where,
    )
