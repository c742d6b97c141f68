"""What kind of file some bytes are: by content; the name only decides what the content leaves open.

From a file's bytes and name to one of the kinds that are read, or to None where the bytes are of a kind
that is not. Plain text is what shows no other kind. A table or JSON that nobody named so is one only
where its first lines say so plainly: an article with commas is no table.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from pathlib import PurePosixPath
from typing import Literal

from geomap.read.table import KNOWN_COLUMNS, TEXT_COLUMNS, delimiter_of

Kind = Literal["text", "html", "pdf", "zip", "feed", "mail", "json", "csv"]

_LOOK = 4_096
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"), (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_PROLOG = re.compile(r"(?:<\?[^>]{0,500}\?>\s{0,99}|<!--.{0,1500}?-->\s{0,99}){0,10}", re.DOTALL)
_HTML = re.compile(r"<(?:!doctype\s{1,9}html|html|head|body)\b", re.IGNORECASE)
_TAG = re.compile(r"</?(?:p|div|h[1-6]|a|span|article|title|meta|table|br)\b[^>]{0,500}>", re.IGNORECASE)
_FEED = re.compile(r"(?:<!DOCTYPE\s[^>]{0,300}>\s{0,99})?<(?:\w{1,20}:)?(?:rss|feed|RDF)[\s>]")
_JSON = re.compile(r"(?:\[\s{0,99})?\{\s{0,99}\"")
_HEADER = re.compile(r"([!-9;-~]{1,70}):[ \t\r\n]")
_MAIL_ONLY = frozenset(
    {"mime-version", "message-id", "received", "return-path", "delivered-to", "dkim-signature"}
)


def kind_of(data: bytes, name: str) -> Kind:
    """Say what kind of file this is.

    Parameters
    ----------
    data
        The file's bytes.
    name
        Its name, which decides between kinds that look alike.
    """
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    suffix = PurePosixPath(name).suffix.lower()
    head = _head(data)
    body = head.lstrip()
    body = body[m.end() :] if (m := _PROLOG.match(body)) else body
    if _FEED.match(body):
        return "feed"
    if _HTML.match(body) or (suffix in {".html", ".htm", ".xhtml"} and _TAG.search(head)):
        return "html"
    return "feed" if head.lstrip().startswith("<?xml") else _kind_of_text(head, suffix)


def _kind_of_text(head: str, suffix: str) -> Kind:
    """Tell mails and tables from plain text."""
    if _is_mail(head, suffix):
        return "mail"
    if _JSON.match(head.lstrip()) or (
        suffix in {".json", ".jsonl", ".ndjson"} and head.lstrip()[:1] in tuple('[{"')
    ):
        return "json"
    if suffix in {".csv", ".tsv"} or _is_table(head):
        return "csv"
    return "text"


def _head(data: bytes) -> str:
    """Give the first characters, as far as they matter here: every encoding but UTF-16 and 32 holds ASCII."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) : len(mark) + 2 * _LOOK].decode(encoding, "ignore")
    return data[:_LOOK].decode("latin-1").removeprefix("\xef\xbb\xbf")


def _is_mail(head: str, suffix: str) -> bool:
    """Say whether the file begins with the header of a mail."""
    names: list[str] = []
    for line in head.removeprefix("From ").splitlines()[:40]:
        if not line:
            break
        if line[0] in " \t":
            continue
        if (match := _HEADER.match(line + " ")) is None:
            if names or suffix not in {".eml", ".mht", ".mhtml"}:
                break
            continue
        names.append(match[1].lower())
    given = set(names)
    if suffix in {".eml", ".mht", ".mhtml"}:
        return bool(given & {"from", "subject"})
    return "from" in given and bool(given & _MAIL_ONLY)


def _is_table(head: str) -> bool:
    """Say whether the first line names a column of text and another that is known, and the next fits it."""
    try:
        rows = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter_of(head))
        names, first = next(rows, []), next(rows, [])
    except csv.Error:
        return False
    known = {cell.strip().lower().replace(" ", "_") for cell in names}
    fits = len(names) == len(first) or (first and len(head) >= _LOOK)
    return len(names) > 1 and bool(fits) and bool(known & {*TEXT_COLUMNS}) and bool(known & KNOWN_COLUMNS)
