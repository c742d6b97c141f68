"""Decide which place on Earth each mention of a document is.

From a document's prose, its mentions (spans and roles, nothing else of them is read) and a source of
candidates to the same mentions with place, confidence, reasons and alternatives. Places outside the source
are never invented: a name without a candidate stays unplaced, with the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from geomap.model import Alternative, CandidateSource, Mention, Place, Prose, Unplaced
from geomap.resolve.cues import read_cues
from geomap.resolve.features import Rows, rows_of, softmax
from geomap.resolve.ranking import rank
from geomap.resolve.reasons import reason_against, reasons_for
from geomap.resolve.resolution import Resolution
from geomap.resolve.senses import Sense, group
from geomap.resolve.table import Floats, table_of

MOST_ALTERNATIVES: Final = 5
WINDOW: Final = 150
"""Senses looked at together; a longer document is taken in parts of so many, in the text's order."""


def resolve(prose: Prose, mentions: Sequence[Mention], *, candidates: CandidateSource) -> Resolution:
    """Place the mentions of one document.

    Parameters
    ----------
    prose
        The document, read.
    mentions
        Its mentions; spans, texts, roles and the furniture flag are read.
    candidates
        Gives the places that a name may mean.

    Returns
    -------
    Resolution
        The mentions in the same order.
    """
    senses = group(mentions, read_cues(prose.text, mentions), table_of(candidates))
    out = list(mentions)
    places: dict[str, Place] = {}
    unplaced: dict[int, Unplaced] = {}
    for a in range(0, len(senses), WINDOW):
        window = senses[a : a + WINDOW]
        for s in window:
            if not len(s.entry):
                for i in s.members:
                    out[i] = replace(mentions[i], place=None, confidence=0.0, reasons=(), alternatives=())
                    unplaced[i] = Unplaced(
                        mentions[i].id, f"no place of this name is known: {mentions[i].text}"
                    )
        rows = rows_of(window)
        if rows is None:
            continue
        score = rank(rows)
        likely = softmax(rows, score)
        for n, s in enumerate(rows.senses):
            answer = _answer(rows, n, s, likely, places)
            for i in s.members:
                out[i] = replace(
                    mentions[i],
                    place=answer.place,
                    confidence=answer.confidence,
                    reasons=answer.reasons,
                    alternatives=answer.alternatives,
                    approximate=answer.approximate,
                )
    return Resolution(tuple(out), places, tuple(unplaced[i] for i in sorted(unplaced)))


@dataclass(frozen=True, slots=True)
class _Answer:
    """What all mentions of a sense get."""

    place: str
    confidence: float
    reasons: tuple[str, ...]
    alternatives: tuple[Alternative, ...]
    approximate: bool = False


def _answer(rows: Rows, n: int, s: Sense, likely: Floats, places: dict[str, Place]) -> _Answer:
    """Choose the place of a sense."""
    start = int(rows.starts[n])
    share = likely[start : start + len(s.entry)]
    order = sorted(range(len(share)), key=lambda i: (-share[i], i))
    best = order[0]
    chosen = s.entry.candidates[best].place
    places[chosen.id] = chosen
    others = []
    for i in order[1 : MOST_ALTERNATIVES + 1]:
        place = s.entry.candidates[i].place
        places[place.id] = place
        others.append(
            Alternative(place.id, round(float(share[i]), 4), reason_against(rows, start + i, start + best))
        )
    return _Answer(
        place=chosen.id,
        confidence=round(float(share[best]), 4),
        reasons=reasons_for(rows, n, start + best),
        alternatives=tuple(others),
    )
