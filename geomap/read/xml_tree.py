"""XML to a tree, without what makes XML dangerous.

From bytes or text to an element. Refused: a document type (and with it every entity, internal or
external, so nothing multiplies and nothing is fetched), what is not well-formed, and elements nested
more than 200 deep.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from geomap.read.part import UnreadableError

DEEPEST = 200

_DECLARED = re.compile(rb"\A<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})")
_NATIVE = frozenset({"utf-8", "utf-16", "iso-8859-1", "us-ascii"})


def parse_xml(data: bytes) -> Element:
    """Parse XML; tags are ``{namespace}name``.

    Raises
    ------
    UnreadableError
        With a document type, not well-formed, or nested too deeply.
    """
    parser = expat.ParserCreate(namespace_separator="}")
    builder = TreeBuilder()
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise UnreadableError(f"its XML is nested more than {DEEPEST} deep")
        builder.start(_name(tag), {_name(k): v for k, v in attributes.items()})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_name(tag))

    def doctype(*_: object) -> None:
        raise UnreadableError("its XML has a document type (DOCTYPE), which can hide an attack: remove it")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = doctype
    parser.EntityDeclHandler = doctype
    parser.buffer_text = True
    try:
        parser.Parse(_decoded(data), True)
    except expat.ExpatError as error:
        raise UnreadableError(f"its XML is broken ({error})") from error
    return builder.close()


def _name(tag: str) -> str:
    return "{" + tag if "}" in tag else tag


def _decoded(data: bytes) -> bytes | str:
    """Decode what expat cannot: encodings of before Unicode."""
    match = _DECLARED.match(data)
    encoding = match[1].decode("ascii").lower() if match else "utf-8"
    if encoding in _NATIVE:
        return data
    try:
        return data.decode(encoding)
    except (LookupError, UnicodeDecodeError) as error:
        raise UnreadableError(f"its text is not {encoding}, as it says") from error


def local(element: Element) -> str:
    """Give a tag without its namespace."""
    return element.tag.rsplit("}", 1)[-1]


def child_text(element: Element, *names: str) -> str | None:
    """Give the text of the first child, in the order of the names, that has any."""
    for name in names:
        for child in element:
            if child.tag == name and (text := "".join(child.itertext()).strip()):
                return text
    return None
