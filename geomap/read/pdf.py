"""PDF with text: paragraphs in reading order by pdfminer.six.

From the bytes of a PDF to one part. pdfminer.six is used because it groups lines into paragraphs with
their places, where pypdf gives lines only: a sentence that is cut at each line's end is read wrongly. Lines
of one paragraph are joined, words divided at a line's end are put together, and what stands at the edge
of most pages alike (a running title, the address that a browser prints) is left out. Refused:
encrypted files, more than 2,000 pages, and scans, which are pictures.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from geomap.read.columns import Box, in_order
from geomap.read.extras import needs
from geomap.read.part import Part, UnreadableError

MOST_PAGES = 2_000
_MOST_CHARACTERS = 60_000_000
_SAME_SIZE = 0.15
_LONGEST_RUNNING = 120

_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")
_FIGURES = re.compile(r"\d+")
# Titles that programs put in, not people.
_NO_TITLE = re.compile(
    r"(?:microsoft word\b|untitled|unbenannt|sans titre|about:blank|https?:|file:|document\d{0,4}\Z|print\Z)",
    re.IGNORECASE,
)
_FILE_NAMES = (".doc", ".docx", ".pdf", ".odt", ".rtf", ".htm", ".html", ".indd", ".qxd", ".tmp")
_DIVIDED = re.compile(r"[^\W\d_]-\Z")


def parse(data: bytes, name: str) -> Iterator[Part]:  # noqa: ARG001 - every parser is called alike
    """Read a PDF."""
    high_level = needs("pdfminer.high_level", extra="pdf", what="a PDF")
    document_type = needs("pdfminer.pdfdocument", extra="pdf", what="a PDF")
    layout = needs("pdfminer.layout", extra="pdf", what="a PDF")
    parser = needs("pdfminer.pdfparser", extra="pdf", what="a PDF").PDFParser(io.BytesIO(data))
    try:
        document = document_type.PDFDocument(parser)
    except document_type.PDFPasswordIncorrect as error:
        raise UnreadableError("it is encrypted: save it without a password") from error
    except Exception as error:
        raise UnreadableError("it begins like a PDF, but is damaged or cut off") from error
    pages: list[list[Box]] = []
    size = 0
    for page in high_level.extract_pages(io.BytesIO(data), laparams=layout.LAParams()):
        if len(pages) >= MOST_PAGES:
            raise UnreadableError(f"it has more than {MOST_PAGES:,} pages: split it into its articles")
        boxes = list(_boxes(page, layout))
        size += sum(len(box.text) for box in boxes)
        if size > _MOST_CHARACTERS:
            raise UnreadableError("it holds more text than geomap reads: split it into its articles")
        pages.append(boxes)
    if not any(pages):
        raise UnreadableError(
            "it holds no text"
            + (f" ({len(pages)} pages of pictures: it needs text recognition, OCR)" if pages else "")
        )
    yield _part(pages, _information(document))


def _part(pages: list[list[Box]], said: dict[str, str]) -> Part:
    title = said.get("Title", "")
    shown = None if _NO_TITLE.match(title) or title.lower().endswith(_FILE_NAMES) else title or None
    day = _DATE.match(said.get("CreationDate", ""))
    return Part(
        text="\n\n".join(box.text for page in _without_running(pages) for box in in_order(page)),
        title=shown,
        author=said.get("Author"),
        created=f"{day[1]}-{day[2]}-{day[3]}" if day else None,
        found_in={"title": "PDF Title", "author": "PDF Author", "created": "PDF CreationDate"},
    )


def _information(document: Any) -> dict[str, str]:  # noqa: ANN401 - pdfminer's document
    """Give the PDF's own metadata as text; what is no text is left out."""
    information: dict[str, str] = {}
    for record in document.info:
        for key, value in record.items() if isinstance(record, dict) else ():
            if isinstance(value, bytes):
                information.setdefault(str(key), _decoded(value))
    return information


def _decoded(value: bytes) -> str:
    """Decode a text string (PDF 32000-1, 7.9.2.2): UTF-16 with its mark, UTF-8 with its, else Latin."""
    if value.startswith(b"\xfe\xff"):
        return value[2:].decode("utf-16-be", "ignore")
    if value.startswith(b"\xef\xbb\xbf"):
        return value[3:].decode("utf-8", "ignore")
    return value.decode("latin-1")


def _boxes(page: Any, layout: Any) -> Iterator[Box]:  # noqa: ANN401 - pdfminer's values
    """Give the paragraphs of a page; a heading of another size is cut from its text."""
    for container in page:
        if not isinstance(container, layout.LTTextContainer):
            continue
        lines: list[Any] = []
        size = 0.0
        for line in container:
            if not isinstance(line, layout.LTTextLine):
                continue
            letter = next((c.size for c in line if isinstance(c, layout.LTChar)), size)
            if lines and abs(letter - size) > _SAME_SIZE * size:
                yield from _box(lines)
                lines = []
            lines.append(line)
            size = letter
        yield from _box(lines)


def _box(lines: list[Any]) -> Iterator[Box]:
    text = _paragraph([line.get_text() for line in lines])
    if text:
        yield Box(
            min(line.x0 for line in lines), min(line.y0 for line in lines),
            max(line.x1 for line in lines), max(line.y1 for line in lines), text,
        )  # fmt: skip


def _paragraph(lines: list[str]) -> str:
    """Join the lines of a paragraph, and the words that are divided at a line's end."""
    joined = ""
    for raw in lines:
        line = " ".join(raw.split())
        if not line:
            continue
        if joined and _DIVIDED.search(joined[-2:]) and line[0].islower():
            joined = joined[:-1] + line
        else:
            joined = f"{joined} {line}" if joined else line
    return joined


def _without_running(pages: list[list[Box]]) -> list[list[Box]]:
    """Leave out what stands at the edge of most pages alike, figures aside."""
    edges = [_edge(page) for page in pages]
    counts = Counter(mark for marks in edges for mark in marks)
    running = {mark for mark, count in counts.items() if count > max(1, len(pages) / 2)}
    return [
        [b for b in page if _mark(b) not in running & marks] for page, marks in zip(pages, edges, strict=True)
    ]


def _edge(page: list[Box]) -> set[str]:
    """Give the marks of the short boxes that stand highest and lowest."""
    upwards = sorted(page, key=lambda b: b.bottom)
    return {_mark(box) for box in (*upwards[:3], *upwards[-3:]) if len(box.text) <= _LONGEST_RUNNING}


def _mark(box: Box) -> str:
    return _FIGURES.sub("0", box.text[: _LONGEST_RUNNING + 1])
