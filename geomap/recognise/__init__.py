"""Stage 3: find the place names of a document, and tell what role each plays.

From `Prose` to `Mention` with its role, without a place. A mention is the bare name: no article, no
possessive, no direction in small letters. Names that the gazetteer does not have are found all the same.
Whether a name is a place at all decides a trained tagger (docs/model-card-recogniser.md), what part it
plays in its sentence `geomap.recognise.roles`.
"""

from __future__ import annotations

from collections.abc import Sequence

from geomap.model import Mention, Prose, Span
from geomap.recognise.demonyms import find_demonyms, is_demonym
from geomap.recognise.features import Knows, key_of
from geomap.recognise.roles import judge
from geomap.recognise.tagger import load_tagger

__all__ = ["given", "recognise"]

DEMONYM_CONFIDENCE = 0.95
"""Of a word that the gazetteer lists as a demonym; the tagger does not judge it."""


def recognise(prose: Prose, *, gazetteer: Knows) -> tuple[Mention, ...]:
    """Find the place names of a document.

    Returns
    -------
    tuple of Mention
        In order of the text, never overlapping; `Mention.confidence` is the probability that it is a
        place name, `Mention.place` is None.
    """
    tokens = prose.tokens
    spans: list[tuple[int, int, bool, float]] = []
    for found in load_tagger().find(prose, gazetteer):
        first, last = found.first, found.last
        while first < last and not tokens[first].text[0].isalnum():
            first += 1
        while last > first and not (tokens[last - 1].text[0].isalnum() or tokens[last - 1].text == "."):
            last -= 1
        if first < last:
            spans.append((first, last, found.embedded, found.probability))
    taken = {i for first, last, *_ in spans for i in range(first, last)}
    spans += [(a, b, False, DEMONYM_CONFIDENCE) for a, b in find_demonyms(prose, taken, gazetteer)]
    spans.sort()
    mentions = []
    for number, (first, last, embedded, confidence) in enumerate(spans, 1):
        demonym = is_demonym(" ".join(key_of(t.text) for t in tokens[first:last]), gazetteer)
        judged = judge(prose, first, last, embedded=embedded, demonym=demonym)
        mentions.append(
            _mention(prose, number, Span(tokens[first].start, tokens[last - 1].end), judged, confidence)
        )
    return tuple(mentions)


def given(prose: Prose, spans: Sequence[Span]) -> tuple[Mention, ...]:
    """Make mentions of exactly these spans, in their order, each with its role."""
    mentions = []
    for number, (start, end) in enumerate(spans, 1):
        first = prose.token_index(start)
        last = max(first + 1, prose.token_index(max(start, end - 1)) + 1)
        judged = judge(prose, first, last, embedded=False, demonym=False)
        mentions.append(_mention(prose, number, Span(start, end), judged, 1.0))
    return tuple(mentions)


def _mention(prose, number, span, judged, confidence) -> Mention:
    document = prose.document
    return Mention(
        id=f"{document.id}m{number}", document=document.id, start=span.start, end=span.end,
        text=document.text[span.start : span.end], role=judged.role, furniture=document.in_furniture(span.start),
        confidence=round(confidence, 4), reasons=judged.reasons,
    )  # fmt: skip
