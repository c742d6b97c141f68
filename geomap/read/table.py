"""JSON, JSON lines and CSV with a column of text: each row a document.

From a table to a part for each row. The column of text is the first with a name that says so
("text", "body", "content" …); else the one with the longest text, if it is prose at all. Title, day,
author, source and address come from columns by their names. Refused: tables without such a column.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from geomap.read.decoding import NotTextError, decode
from geomap.read.markup import read_markup
from geomap.read.part import Part, UnreadableError, headed

MOST_ROWS = 20_000
_PROSE = 60
"""Characters of a text column on average, if its name does not say that it is one."""
_LONGEST_CELL = 20_000_000

TEXT_COLUMNS = (
    "text", "fulltext", "full_text", "body", "content", "articlebody", "maintext", "main_text", "article",
    "article_text", "story", "plaintext", "raw_text", "description", "message",
)  # fmt: skip
_COLUMNS = {
    "title": ("title", "headline", "heading", "name", "subject"),
    "published": (
        "published", "date", "datepublished", "published_at", "publishedat", "pubdate", "publication_date",
        "date_publish", "publish_date", "pub_date", "datetime", "timestamp", "created_at",
    ),
    "author": ("author", "byline", "creator", "writer", "authors"),
    "source": ("source", "publisher", "publication", "newspaper", "outlet", "site", "domain"),
    "url": ("url", "link", "uri", "source_url"),
}  # fmt: skip
KNOWN_COLUMNS = frozenset(name for names in _COLUMNS.values() for name in names) | {"id"}

_LISTS = ("articles", "items", "documents", "data", "rows", "results", "entries", "stories", "records")

Row = Mapping[str, Any]


def parse_json(data: bytes, name: str) -> Iterator[Part]:  # noqa: ARG001 - every parser is called alike
    """Read JSON or JSON lines."""
    decoded = _decode(data)
    if decoded.text.startswith('{"schema":') and '"geomap":' in decoded.text[:200]:
        yield Part(skip="a story that geomap wrote: name it itself to open it")
        return
    rows, broken = _json_rows(decoded.text)
    yield from _parts(rows, "JSON key")
    for number in broken:
        yield Part(f"#{number}", fail="this line is no JSON")


def parse_csv(data: bytes, name: str) -> Iterator[Part]:  # noqa: ARG001 - every parser is called alike
    """Read a table of comma-, semicolon-, tab- or bar-separated values."""
    decoded = _decode(data)
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(decoded.text, newline=""), delimiter=delimiter_of(decoded.text))
    try:
        header = next(reader, [])
        rows = [
            dict(zip(header, row, strict=False)) for row, _ in zip(reader, range(MOST_ROWS + 1), strict=False)
        ]
    except csv.Error as error:
        raise UnreadableError(f"its table is broken ({error})") from error
    yield from _parts(rows, "CSV column")


def _decode(data: bytes) -> Any:  # noqa: ANN401 - decoding's value
    try:
        return decode(data)
    except NotTextError as error:
        raise UnreadableError(str(error)) from error


def delimiter_of(text: str) -> str:
    """Give the mark that separates the header's names."""
    line = text.lstrip("\ufeff\r\n").split("\n", 1)[0]
    return max(",;\t|", key=line.count)


def _json_rows(text: str) -> tuple[list[Row], list[int]]:
    """Give the objects of a file, and the numbers of the lines that are none."""
    try:
        value = json.loads(text)
    except RecursionError as error:
        raise UnreadableError("its JSON is nested too deeply") from error
    except ValueError as error:
        lines = [(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
        rows: list[Row] = []
        broken = []
        for number, line in lines[: MOST_ROWS + 1]:
            try:
                row = json.loads(line)
            except (ValueError, RecursionError):
                broken.append(number)
                row = None
            rows.append(row if isinstance(row, dict) else {})
        if len(lines) < 2 or len(broken) * 2 > len(rows):  # noqa: PLR2004
            raise UnreadableError(f"its JSON is broken ({error})") from error
        return rows, broken
    if isinstance(value, dict):
        value = next((value[k] for k in _LISTS if isinstance(value.get(k), list)), [value])
    if not isinstance(value, list):
        raise UnreadableError("its JSON holds no records: a list of objects with a text is read")
    return [v if isinstance(v, dict) else {"text": v} if isinstance(v, str) else {} for v in value], []


def _parts(rows: Sequence[Row], where: str) -> Iterator[Part]:
    names = {key: None for row in rows[:1_000] for key in row}
    column = _text_column(rows, list(names))
    if column is None:
        raise UnreadableError(
            'it has no column of text: name one "text" (and others "title", "date", "author", "source")'
        )
    columns = {key: _column(names, wanted, column) for key, wanted in _COLUMNS.items()}
    for number, row in enumerate(rows[:MOST_ROWS], 1):
        text = row.get(column)
        if not isinstance(text, str) or not text.strip():
            if row:
                yield Part(f"#{number}", skip=f"no text: the row's {column} is empty")
            continue
        if "</" in text or "<br" in text or "<p>" in text:
            text = read_markup(text).text
        values = {key: _value(row.get(c)) for key, c in columns.items() if c is not None}
        yield Part(
            f"#{number}",
            headed(values.get("title"), text),
            title=values.get("title"),
            published=values.get("published"),
            author=values.get("author"),
            source=values.get("source"),
            url=values.get("url"),
            found_in={key: f"{where} {c}" for key, c in columns.items() if c is not None},
        )
    if len(rows) > MOST_ROWS:
        yield Part(f"#{MOST_ROWS + 1}", fail=f"the table has more than {MOST_ROWS:,} rows: split it")


def _column(names: Mapping[str, None], wanted: Sequence[str], text_column: str) -> str | None:
    known = {_key(name): name for name in names if name != text_column}
    return next((known[w] for w in wanted if w in known), None)


def _key(name: str) -> str:
    return name.strip().lower().replace(" ", "_").replace("-", "_")


def _text_column(rows: Sequence[Row], names: Sequence[str]) -> str | None:
    known = {_key(name): name for name in names}
    for wanted in TEXT_COLUMNS:
        if wanted in known and any(isinstance(row.get(known[wanted]), str) for row in rows):
            return known[wanted]
    sample = rows[:200]
    lengths = {
        name: sum(len(v) for row in sample if isinstance(v := row.get(name), str)) / max(len(sample), 1)
        for name in names
    }
    best = max(lengths, key=lambda name: lengths[name], default=None)
    return best if best is not None and lengths[best] >= _PROSE else None


def _value(value: object) -> str | None:
    """Give a cell as text; lists of names are joined, an object gives its name."""
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list):
        value = ", ".join(v for v in value[:5] if isinstance(v, str))
    return value.strip() or None if isinstance(value, str) else None
