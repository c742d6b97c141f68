"""The sentence around each range of a text: what a reader is shown as the source of a mark.

From a story's documents to `Quote`s. A quote is the untouched text; only where a sentence is longer
than `LONGEST_QUOTE` characters is it cut, at a space, and says so by its offsets.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from geomap.model import Document, Span, Story

LONGEST_QUOTE = 360
"""Characters: about five lines of a column; longer sentences are cut around what they are quoted for."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a document and the characters in it that matter.

    Attributes
    ----------
    document
        Id of the document.
    start, end
        The quoted range of the document's text.
    marked
        The range that bears the statement out, inside ``start`` and ``end``.
    before, marked_text, after
        The quoted text in three parts.
    mention
        Id of the mention that is marked, or empty.
    """

    document: str
    start: int
    end: int
    marked: Span
    before: str
    marked_text: str
    after: str
    mention: str = ""


class Quotes:
    """Finds the sentence around a range of a story's documents."""

    def __init__(self, story: Story) -> None:
        self._documents = story.documents_by_id

    def around(self, document: str, start: int, end: int, *, mention: str = "") -> Quote:
        """Give the sentence that holds ``[start, end)``."""
        source = self._documents[document]
        first, last = _sentence(source, start, end)
        text = source.text
        return Quote(
            document, first, last, Span(start, end),
            text[first:start], text[start:end], text[end:last], mention,
        )  # fmt: skip


def _sentence(source: Document, start: int, end: int) -> tuple[int, int]:
    sentence = source.sentence_at(start)
    first, last = min(sentence.start, start), max(sentence.end, end)
    if last - first <= LONGEST_QUOTE:
        return first, last
    margin = max(0, (LONGEST_QUOTE - (end - start)) // 2)
    return (
        max(first, _next_space(source.text, start - margin, start)),
        min(last, _last_space(source.text, end, end + margin)),
    )


def _next_space(text: str, start: int, limit: int) -> int:
    if start <= 0:
        return 0
    at = text.find(" ", start, limit)
    return limit if at < 0 else at + 1


def _last_space(text: str, limit: int, end: int) -> int:
    if end >= len(text):
        return len(text)
    at = text.rfind(" ", limit, end)
    return limit if at < 0 else at


def distinct(quotes: Iterable[Quote]) -> list[Quote]:
    """Leave out quotes of a sentence that was quoted before."""
    seen: dict[tuple[str, int, int], Quote] = {}
    for quote in quotes:
        seen.setdefault((quote.document, quote.start, quote.end), quote)
    return list(seen.values())
