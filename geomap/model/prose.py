"""A document's language: tokens, sentences, people, time expressions.

What later stages share, so that none of them cuts the text a second time in its own way.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from geomap.model.document import Document
from geomap.model.span import Span

Basis = Literal["stated", "relative", "inferred"]


class Token(NamedTuple):
    """One word, number or mark of punctuation; a possessive ``'s`` is a token of its own."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, headline or list item: its characters and its tokens, both half-open."""

    start: int
    end: int
    first_token: int
    last_token: int

    @property
    def span(self) -> Span:
        """The characters of the sentence."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Person:
    """A person's name in the text.

    Attributes
    ----------
    start, end, text
        The bare name, without title or possessive.
    name
        The fullest form that the document has for this person (``Kim`` → ``Kim Jong Un``).
    """

    start: int
    end: int
    text: str
    name: str


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A date or time in the text and what it means.

    Attributes
    ----------
    iso
        ISO 8601 date (``2023-09-12``), month, year, interval (``a/b``), date and time, or duration
        (``PT20H``); None where the text cannot be resolved.
    basis
        ``stated`` outright, ``relative`` to the document's date, or ``inferred`` from elsewhere;
        None where unresolved.
    """

    start: int
    end: int
    text: str
    iso: str | None
    basis: Basis | None


@dataclass(frozen=True)
class Prose:
    """A document cut into tokens and sentences.

    No token or sentence crosses the edge of a paragraph or of page furniture.
    """

    document: Document
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        """The document's text."""
        return self.document.text

    @cached_property
    def sentence_starts(self) -> tuple[int, ...]:
        """Offsets at which sentences begin, ascending."""
        return tuple(s.start for s in self.sentences)

    @cached_property
    def token_starts(self) -> tuple[int, ...]:
        """Offsets at which tokens begin, ascending."""
        return tuple(t.start for t in self.tokens)

    def sentence_at(self, offset: int) -> Sentence | None:
        """Give the sentence that holds a character, or None between sentences."""
        i = bisect_right(self.sentence_starts, offset) - 1
        if i >= 0 and offset < self.sentences[i].end:
            return self.sentences[i]
        return None

    def token_index(self, offset: int) -> int:
        """Give the index of the first token that ends after the offset (may be ``len(tokens)``)."""
        i = bisect_right(self.token_starts, offset) - 1
        if i >= 0 and offset < self.tokens[i].end:
            return i
        return i + 1

    def tokens_of(self, sentence: Sentence) -> tuple[Token, ...]:
        """Give the tokens of one sentence."""
        return self.tokens[sentence.first_token : sentence.last_token]
