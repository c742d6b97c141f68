"""A story without its articles: only the sentences that the map stands on, for publishing the map.

Kept are the sentences that bear a stop, a leg, a figure or a disagreement out, one for each place, and the
headlines; between them stands ``[…]``. Every span counts in the shortened text, so the result is a story
like any other and goes into each format. Mentions elsewhere are gone, so places count fewer of them. Gone are
corrections too: they quote the articles, and their notes are nobody's business outside the newsroom.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from geomap.model import Document, Evidence, Mention, Span, Story

GAP = "[…]"
"""Stands for what was left out, on a line of its own."""

_BREAK = f"\n\n{GAP}\n\n"


def excerpted(story: Story) -> Story:
    """Give the story with its articles cut down to excerpts; of such a story, the same again."""
    kept: dict[str, list[Span]] = defaultdict(list)
    for document, span in _evidence(story):
        kept[document].append(span)
    cuts = {d.id: _Cut.of(d, kept[d.id]) for d in story.documents}
    notes = {o.record.note for o in story.corrections}
    mentions = tuple(
        replace(m, start=at.start, end=at.end, reasons=tuple(r for r in m.reasons if r not in notes))
        for m in story.mentions
        if (at := cuts[m.document].moved(m.start, m.end)) is not None
    )
    ids = {m.id for m in mentions}
    return replace(
        story,
        documents=tuple(cuts[d.id].document for d in story.documents),
        mentions=mentions,
        movements=tuple(
            replace(v, start=at.start, end=at.end)
            for v in story.movements
            if (at := cuts[v.document].moved(v.start, v.end)) is not None
        ),
        claims=tuple(
            replace(c, start=at.start, end=at.end)
            for c in story.claims
            if (at := cuts[c.document].moved(c.start, c.end)) is not None
        ),
        dates=tuple(
            (document, replace(t, start=at.start, end=at.end))
            for document, t in story.dates
            if (at := cuts[document].moved(t.start, t.end)) is not None
        ),
        disagreements=tuple(
            replace(d, evidence=tuple(_moved_evidence(cuts, d.evidence))) for d in story.disagreements
        ),
        unplaced=tuple(u for u in story.unplaced if u.mention in ids),
        corrections=(),
        rejected=(),
    )


def _evidence(story: Story) -> Iterator[tuple[str, Span]]:
    """Give the ranges, by document, that the map stands on."""
    told = {i for j in story.journeys for stop in j.stops for i in stop.evidence}
    told |= {i for j in story.journeys for leg in j.legs for i in leg.evidence}
    for movement in story.movements:
        if movement.id in told:
            yield movement.document, movement.span
    for claim in story.claims:
        yield claim.document, Span(claim.start, claim.end)
    for disagreement in story.disagreements:
        for e in disagreement.evidence:
            yield e.document, Span(e.start, e.end)
    best: dict[str, Mention] = {}
    for mention in story.mentions:
        if mention.place and mention.role == "location" and not mention.furniture:
            known = best.get(mention.place)
            if known is None or mention.confidence > known.confidence:
                best[mention.place] = mention
    for mention in best.values():
        yield mention.document, mention.span


def _moved_evidence(cuts: dict[str, _Cut], evidence: Iterable[Evidence]) -> Iterator[Evidence]:
    for e in evidence:
        at = cuts[e.document].moved(e.start, e.end)
        if at is not None:
            yield Evidence(e.document, at.start, at.end)


@dataclass(frozen=True)
class _Cut:
    """A document cut down, and where each kept piece went."""

    document: Document
    pieces: tuple[Span, ...]
    """In the old text, sorted, disjoint."""
    starts: tuple[int, ...]
    """Of the pieces in the new text."""

    @classmethod
    def of(cls, document: Document, ranges: Iterable[Span]) -> _Cut:
        wanted = [document.title_span] if document.title_span else []
        for span in ranges:
            sentence = document.sentence_at(span.start)
            wanted.append(Span(min(sentence.start, span.start), max(sentence.end, span.end)))
        pieces = _merged(document.text, wanted)
        text, starts = "", []
        for number, piece in enumerate(pieces):
            if number:
                text += _BREAK
            elif document.text[: piece.start].strip():
                text = f"{GAP}\n\n"
            starts.append(len(text))
            text += document.text[piece.start : piece.end]
        if not pieces:
            text = GAP
        elif document.text[pieces[-1].end :].strip():
            text += f"\n\n{GAP}"
        cut = cls(document, pieces, tuple(starts))
        title = document.title_span
        shortened = replace(
            document,
            text=text,
            title_span=cut.moved(*title) if title else None,
            furniture=cut._all(document.furniture),
            sentences=cut._all(document.sentences),
        )
        return replace(cut, document=shortened)

    def _all(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        return tuple(at for span in spans if (at := self.moved(*span)) is not None)

    def moved(self, start: int, end: int) -> Span | None:
        """Give where a range is in the new text, None if it is not wholly kept."""
        i = bisect_right(self.pieces, (start, float("inf"))) - 1
        if i < 0 or end > self.pieces[i].end:
            return None
        shift = self.starts[i] - self.pieces[i].start
        return Span(start + shift, end + shift)


def _merged(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Join ranges that touch or have only white space between them."""
    pieces: list[Span] = []
    for span in sorted(set(spans)):
        if pieces and not text[pieces[-1].end : span.start].strip():
            pieces[-1] = Span(pieces[-1].start, max(pieces[-1].end, span.end))
        else:
            pieces.append(span)
    return tuple(pieces)
