"""XML for the formats that are XML: elements with clean text, written by the standard library alone.

Nothing here joins strings into markup: what a document says can only become the text of an element or
the value of an attribute.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

from geomap.export.text import clean

Element = ET.Element


def root(tag: str, attributes: dict[str, str]) -> Element:
    """Begin a document."""
    return ET.Element(tag, {name: clean(value) for name, value in attributes.items()})


def add(parent: Element, tag: str, text: str = "", /, **attributes: str | float) -> Element:
    """Put an element at the end of another; a trailing ``_`` and inner ``_`` of attribute names are gone."""
    named = {name.rstrip("_").replace("_", "-"): clean(_written(value)) for name, value in attributes.items()}
    element = ET.SubElement(parent, tag, named)
    if text:
        element.text = clean(text)
    return element


def _written(value: str | float) -> str:
    """Write a number with at most two decimals, which is finer than any paper."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def document(element: Element) -> bytes:
    """Write a whole document in UTF-8, ending in a newline."""
    ET.indent(element, " ")
    return bytes(ET.tostring(element, encoding="utf-8", xml_declaration=True)) + b"\n"


def fragment(element: Element) -> str:
    """Write the children of an element as HTML, for a format that carries HTML as text."""
    return "".join(ET.tostring(child, encoding="unicode", method="html") for child in element)
