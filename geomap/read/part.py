"""What a parser gives: the texts inside a file, with what the file says of them.

A foreign file gives parts: a text, bytes to be read on (a member of an archive, an attachment), or a
reason why there is neither. Parts travel from the parsing process as JSON lines; what comes back is
checked key by key, for the process that wrote it has read a stranger's file.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace

LONGEST_VALUE = 500
"""Characters of a title, author, source or date; metadata longer than this are no metadata."""
END = b'{"end": true}\n'
"""The line that ends the answer to a request."""

# Control characters (but tab and line end), and surrogates that stand alone.
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


class UnreadableError(ValueError):
    """A file, or one part of it, cannot be read; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Part:
    """One text of a file, one file inside a file, or the reason why there is neither.

    Attributes
    ----------
    member
        What is appended to the file's path: ``/a.docx`` or ``#3``; empty if the file is one text.
    text
        The text, ready to be shown as text.
    title, published, author, source, url
        What the file's metadata say.
    created
        When the file was made: dates the text only if nothing else does.
    encoding
        How the bytes were decoded.
    format
        What the file is, where that is more than its kind (``docx`` of the kind ``zip``).
    found_in
        Where title, published, created, author and source were found.
    data
        Bytes to be read on as a file of their own.
    skip, fail
        Why there is no text: on purpose, or because it cannot be read.
    """

    member: str = ""
    text: str = ""
    title: str | None = None
    published: str | None = None
    created: str | None = None
    author: str | None = None
    source: str | None = None
    url: str | None = None
    encoding: str = "utf-8"
    format: str = ""
    found_in: Mapping[str, str] = field(default_factory=dict, hash=False)
    data: bytes | None = None
    skip: str = ""
    fail: str = ""

    def to_json(self) -> str:
        """Write the part as one line of JSON."""
        record = {f.name: getattr(self, f.name) for f in fields(self)}
        record["found_in"] = dict(self.found_in)
        if self.data is not None:
            record["data"] = base64.b64encode(self.data).decode("ascii")
        return json.dumps({k: v for k, v in record.items() if v})

    @classmethod
    def from_json(cls, line: bytes) -> Part:
        """Read a part; a key of the wrong type is left out, a line that is no part is refused."""
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise UnreadableError("its parser gave no answer that can be read") from error
        if not isinstance(record, dict):
            raise UnreadableError("its parser gave no answer that can be read")
        words = {
            f.name: record[f.name]
            for f in fields(cls)
            if f.name not in {"data", "found_in"} and isinstance(record.get(f.name), str)
        }
        found = record.get("found_in")
        data = record.get("data")
        try:
            raw = base64.b64decode(data, validate=True) if isinstance(data, str) else None
        except binascii.Error as error:
            raise UnreadableError("its parser gave no answer that can be read") from error
        return cls(
            **words,
            found_in={str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {},
            data=raw,
        )

    def cleaned(self) -> Part:
        """Give the part with text that can be shown and stored, and with metadata of one line."""
        words = {name: one_line(getattr(self, name)) for name in _METADATA}
        return replace(
            self,
            text=clean(self.text),
            url=web_address(self.url),
            found_in={k: v for k, v in self.found_in.items() if words.get(k)},
            **words,  # type: ignore[arg-type]
        )


_METADATA = ("title", "published", "created", "author", "source")


def clean(text: str) -> str:
    """Leave out what is no text: control characters and lone surrogates; line ends become newlines."""
    return _NO_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(value: str | None) -> str | None:
    """Give a value of metadata on one line; None if it is empty or too long to be one."""
    if not value or len(value) > 10 * LONGEST_VALUE:
        return None
    flat = " ".join(clean(value).split())
    return flat if 0 < len(flat) <= LONGEST_VALUE else None


def web_address(url: str | None) -> str | None:
    """Give an http or https address; anything else (``javascript:``, ``file:``) gives none."""
    if not url or len(url) > 2_000:  # noqa: PLR2004 - what browsers and servers take
        return None
    plain = url.strip()
    if re.match(r"https?://[^\s/?#\\]+[^\s\\]*\Z", plain, re.IGNORECASE) is None:
        return None
    return plain if plain.isprintable() else None


def headed(title: str | None, text: str) -> str:
    """Give the text with its title as the first line, as a page shows it."""
    flat = one_line(title)
    if flat is None or " ".join(text[: 2 * len(flat) + 40].split()).startswith(flat):
        return text
    return f"{flat}\n\n{text}"
