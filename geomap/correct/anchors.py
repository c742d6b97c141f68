"""Finding the words of a correction again.

From an `Anchor` and the documents of today to where its words stand now, or why they cannot be told. The
path, the hash and the offsets are believed only as far as the words bear them out; then the quote is
sought, in this article first, and the words around it decide between several. Nothing is guessed: two
places that fit alike are none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geomap.model import Anchor, Document, Span
from geomap.model.correction import CONTEXT_CHARS

LEAST_LIKENESS = 0.35
"""Share of the surrounding words that must still be there: less is another sentence with the same name."""

SURE_LIKENESS = 0.75
"""The same where nothing else is asked for, and in an article that neither path nor hash connects with it."""

LEAST_LEAD = 0.1
"""By how much the best place must be better than the next."""

MOST_PLACES = 2_000
"""Occurrences of a quote that are looked at in one article."""

_WORD, _WHITE = re.compile(r"\w+"), re.compile(r"\s+")
# The outermost words, which the anchor may have cut.
_CUT_BEFORE, _CUT_AFTER = re.compile(r"\A\w+"), re.compile(r"(?<!\w)\w+\Z")


@dataclass(frozen=True, slots=True)
class Found:
    """Where the words of an anchor stand now.

    Attributes
    ----------
    document
        Id of the document.
    exact
        They stand where they stood: same path, same offsets.
    """

    document: str
    start: int
    end: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Lost:
    """The words of an anchor are not there any more, or cannot be told from others."""

    why: str


def anchor_at(document: Document, start: int, end: int) -> Anchor:
    """Anchor a range of characters.

    Raises
    ------
    ValueError
        The range is empty or does not lie in the text.
    """
    text = document.text
    if not 0 <= start < end <= len(text):
        raise ValueError(f"{start}–{end} is no range of the {len(text)} characters of {document.path}")
    return Anchor(
        document.path, document.sha256, start, end, text[start:end],
        before=text[max(0, start - CONTEXT_CHARS) : start], after=text[end : end + CONTEXT_CHARS],
    )  # fmt: skip


class Articles:
    """The documents of today, by path and by hash, for many look-ups."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = documents
        self.renamed: dict[str, Document] = {}
        """By a path that is gone, the article in which words of it were found last: looked at first."""
        self._by_path: dict[str, list[Document]] = {}
        self._by_hash: dict[str, list[Document]] = {}
        for document in documents:
            self._by_path.setdefault(document.path, []).append(document)
            self._by_hash.setdefault(document.sha256, []).append(document)

    def named(self, path: str) -> Sequence[Document]:
        """Give the documents of a path: one, but where several sources hold a file of this name."""
        return self._by_path.get(path, ())

    def hashed(self, sha256: str) -> Sequence[Document]:
        """Give the documents of a file's hash: one, but where a file holds several or stands twice."""
        return self._by_hash.get(sha256, ())


def locate(anchor: Anchor, documents: Sequence[Document] | Articles) -> Found | Lost:
    """Find the words of an anchor in the documents of today."""
    articles = documents if isinstance(documents, Articles) else Articles(documents)
    named = articles.named(anchor.document)
    whole = anchor.before + anchor.quote + anchor.after
    for document in articles.hashed(anchor.sha256):
        if _stands(anchor, document):
            return _found(anchor, document, anchor.start)
    for document in (*named, *filter(None, [articles.renamed.get(anchor.document)])):
        at = document.text.find(whole)
        if at >= 0 and document.text.find(whole, at + 1) < 0:
            return _found(anchor, document, at + len(anchor.before))
    ids = {d.id for d in named}
    same = [d for d in articles.hashed(anchor.sha256) if d.id not in ids]
    ids |= {d.id for d in same}
    others = [d for d in articles.documents if d.id not in ids]
    lost: Lost | None = None
    for found in _guesses(anchor, (named, same), others):
        if isinstance(found, Found):
            if found.document not in ids:
                articles.renamed[anchor.document] = next(d for d in others if d.id == found.document)
            return found
        lost = found or lost
    if lost is not None:
        return lost
    if not ids:
        return Lost(f"there is no article {anchor.document} any more, and no other holds these words")
    return Lost(f"{_shown(anchor.quote)} does not stand in {anchor.document} any more")


def _guesses(
    anchor: Anchor, own: Sequence[Sequence[Document]], others: Sequence[Document]
) -> Iterator[Found | Lost | None]:
    """Seek the quote in an anchor's own article and in others, the surest first.

    What is surely the same elsewhere goes before what is less so here: rows of a table change their paths
    when one is put in.
    """
    places = [[(d, at) for d in group for at in _occurrences(anchor.quote, d.text)] for group in own]
    for here in places:
        yield _best(anchor, here, least=SURE_LIKENESS)
    yield _elsewhere(anchor, others)
    for here in places:
        yield _best(anchor, here)


def _stands(anchor: Anchor, document: Document) -> bool:
    """Say whether the quote stands where it stood, among its words: in an excerpt offsets are others."""
    at, text = Span(anchor.start, anchor.end), document.text
    before = at.start - len(anchor.before)
    if before >= 0 and text.startswith(anchor.before + anchor.quote + anchor.after, before):
        return True
    return text[at.start : at.end] == anchor.quote and likeness(anchor, text, at) >= LEAST_LIKENESS


def _elsewhere(anchor: Anchor, documents: Sequence[Document]) -> Found | Lost | None:
    """Seek the quote among the same words in articles that neither path nor hash connects with it."""
    near = (len(anchor.before) + len(anchor.after)) // 4
    if not near:
        return None
    # Whatever is as alike as is asked for here agrees with one of these, but for case and white space.
    before, after = anchor.before[-near:] + anchor.quote, anchor.quote + anchor.after[:near]
    places = []
    for document in documents:
        if before in document.text or after in document.text:
            at = _occurrences(anchor.quote, document.text)
            places += [(document, x) for x in at if likeness(anchor, document.text, x) >= SURE_LIKENESS]
    return _best(anchor, places, least=SURE_LIKENESS)


def _best(
    anchor: Anchor, occurrences: Sequence[tuple[Document, Span]], *, least: float = LEAST_LIKENESS
) -> Found | Lost | None:
    """Choose the occurrence among the words that stood around the quote; None if there is none at all."""
    if not occurrences:
        return None
    places = [(likeness(anchor, document.text, at), document, at) for document, at in occurrences]
    places.sort(key=lambda p: -p[0])
    best, document, at = places[0]
    if best < least:
        return Lost(f"{_shown(anchor.quote)} stands in {document.path} only among other words than it did")
    rivals = [p for p in places[1:] if best - p[0] < LEAST_LEAD]
    if rivals:
        return Lost(
            f"{_shown(anchor.quote)} stands {len(rivals) + 1} times among the same words in {document.path}: "
            "which one is meant cannot be told"
        )
    return _found(anchor, document, *at)


def _found(anchor: Anchor, document: Document, start: int, end: int | None = None) -> Found:
    exact = document.path == anchor.document and start == anchor.start
    return Found(document.id, start, start + len(anchor.quote) if end is None else end, exact=exact)


def _occurrences(quote: str, text: str) -> list[Span]:
    """Give where a quote stands; where it does not, also with other white space between its words."""
    found = _places(quote, text)
    if found or len(quote.split()) < 2:  # noqa: PLR2004 - one word has no space in it
        return [Span(at, at + len(quote)) for at in found]
    flat, starts, origins = [], [], []
    size = 0
    for word in re.finditer(r"\S+", text):
        flat.append(word.group())
        starts.append(size)
        origins.append(word.start())
        size += len(word.group()) + 1

    def origin(at: int) -> int:
        n = bisect_right(starts, at) - 1
        return origins[n] + at - starts[n]

    words = " ".join(quote.split())
    return [Span(origin(at), origin(at + len(words) - 1) + 1) for at in _places(words, " ".join(flat))]


def _places(quote: str, text: str) -> list[int]:
    found: list[int] = []
    at = text.find(quote)
    while at >= 0 and len(found) < MOST_PLACES:
        found.append(at)
        at = text.find(quote, at + 1)
    return found


def likeness(anchor: Anchor, text: str, at: Span) -> float:
    """Say how much of what stood around a quote stands around a place in a text, 0 to 1.

    Half of it counts how far the characters agree, from the quote outward; half which words are there.
    """
    before, after = plain(anchor.before), plain(anchor.after)
    here_before = plain(text[max(0, at.start - 2 * CONTEXT_CHARS) : at.start])
    here_after = plain(text[at.end : at.end + 2 * CONTEXT_CHARS])
    size = len(before) + len(after)
    if not size:
        return 1.0
    agree = _shared(before[::-1], here_before[::-1]) + _shared(after, here_after)
    words = _words(_CUT_BEFORE.sub("", before)) + _words(_CUT_AFTER.sub("", after))
    there = _words(here_before) + _words(here_after)
    weight = sum(len(w) * n for w, n in words.items())
    kept = sum(len(w) * min(n, there[w]) for w, n in words.items())
    near = agree / size
    return 0.5 * near + 0.5 * (kept / weight if weight else near)


def plain(text: str) -> str:
    """Give a text with one space for each run of white space, in small letters."""
    return _WHITE.sub(" ", text).casefold()


def _shared(a: str, b: str) -> int:
    """Count the characters that two texts share from their beginning."""
    n = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        n += 1
    return n


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text))


def _shown(quote: str) -> str:
    flat = " ".join(quote.split())
    return f"“{flat[:60]}…”" if len(flat) > 60 else f"“{flat}”"  # noqa: PLR2004 - what fits a line
