"""Gold corpora: one JSON document a line, with the names that a person marked in it.

From a file to `GoldDocument` values. Accepts the field's full form (``mentions`` with coordinates, where
known) and the form of the metonymy corpora (one span a line with a ``label``); refuses a document that stands
twice, and a line that is neither.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from geomap.errors import SourceError

LABELS: Final = {"literal": "location", "metonymic": "metonymic", "mixed": "mixed"}


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A document and what a person marked in it.

    Attributes
    ----------
    mentions
        As they stand in the file: ``start``, ``end``, ``text``, and where known ``kind``, ``role``,
        ``toponym``, ``name``, ``lat``, ``lon``, ``geonameid``, ``country``, ``feature``.
    whole
        Every name of the text is marked, so that what is found beyond them is wrong.
    """

    id: str
    corpus: str
    text: str
    mentions: tuple[Mapping[str, Any], ...]
    whole: bool = True
    record: Mapping[str, Any] | None = None

    @property
    def toponyms(self) -> tuple[Mapping[str, Any], ...]:
        """The marked names that are place names."""
        return tuple(m for m in self.mentions if m.get("toponym", True))


def read_gold(path: Path) -> tuple[GoldDocument, ...]:
    """Read a gold file.

    Raises
    ------
    SourceError
        The file cannot be read, or a line is no gold document.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(str(path), f"cannot be read ({error})") from error
    documents: dict[str, GoldDocument] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            document = _document(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise SourceError(
                f"{path}:{number}", f'is no gold document: it needs "id", "text" and "mentions" ({error})'
            ) from error
        if document.id in documents:
            raise SourceError(f"{path}:{number}", f"document {document.id} stands twice")
        documents[document.id] = document
    if not documents:
        raise SourceError(str(path), "holds no document")
    return tuple(documents.values())


def _document(record: Mapping[str, Any]) -> GoldDocument:
    text = str(record["text"])
    if "mentions" not in record and record.get("label") in LABELS:
        start, end = int(record["start"]), int(record["end"])
        mention = {"start": start, "end": end, "text": text[start:end], "role": LABELS[record["label"]]}
        return GoldDocument(str(record["id"]), str(record.get("corpus", "")), text, (mention,), False, record)
    mentions = tuple({"text": text[m["start"] : m["end"]], **m} for m in record["mentions"])
    return GoldDocument(str(record["id"]), str(record.get("corpus", "")), text, mentions, True, record)
