"""Decide which place on Earth each mention of a document is.

From a document's prose, its mentions (spans and roles, nothing else of them is read) and a source of
candidates to the same mentions with place, confidence, reasons and alternatives. Mentions of one name share
one answer unless the text tells them apart. A name without a candidate stays unplaced, with the
reason, or is put about where the document's other places are, marked as approximate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from geomap.model import Alternative, CandidateSource, Mention, Place, Prose, Unplaced
from geomap.resolve.about import ABOUT_CONFIDENCE, Settled, about, focus_of
from geomap.resolve.cues import read_cues
from geomap.resolve.features import Rows, rows_of, softmax
from geomap.resolve.home import Home
from geomap.resolve.model import load_ranker
from geomap.resolve.ranking import best_rows, figures
from geomap.resolve.reasons import describe, reason_against, reasons_for
from geomap.resolve.resolution import Resolution
from geomap.resolve.senses import Sense, group
from geomap.resolve.table import Floats, table_of

MOST_ALTERNATIVES: Final = 5
WINDOW: Final = 150
"""Senses looked at together; a longer document is taken in parts of so many, in the text's order."""

PART_CONFIDENCE: Final = 0.35
"""An answer by part of a name or by a near spelling that is less sure than this is none of these."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What all mentions of a sense get."""

    place: Place
    confidence: float
    reasons: tuple[str, ...]
    alternatives: tuple[Alternative, ...]


def resolve(
    prose: Prose,
    mentions: Sequence[Mention],
    *,
    candidates: CandidateSource,
    home: Home | None = None,
) -> Resolution:
    """Place the mentions of one document.

    Parameters
    ----------
    prose
        The document, read.
    mentions
        Its mentions; spans, texts, roles and the furniture flag are read.
    candidates
        Gives the places that a name may mean.
    home
        Where the outlet is at home: given by a person, or what its other articles were about.

    Returns
    -------
    Resolution
        The mentions in the same order.
    """
    senses = group(mentions, read_cues(prose.text, mentions), table_of(candidates))
    places: dict[str, Place] = {}
    answers: list[tuple[Sense, _Answer]] = []
    settled: list[Settled] = []
    for a in range(0, len(senses), WINDOW):
        rows = rows_of(senses[a : a + WINDOW])
        if rows is not None:
            answers += _answers(rows, home, places, settled)
    answered = {id(s): answer for s, answer in answers}
    focus = focus_of(settled)
    out = list(mentions)
    unplaced: dict[int, Unplaced] = {}
    for s in senses:
        answer = answered.get(id(s))
        for i in s.members:
            out[i], why = _place(mentions[i], answer, focus, places)
            if why:
                unplaced[i] = Unplaced(mentions[i].id, why)
    return Resolution(tuple(out), places, tuple(unplaced[i] for i in sorted(unplaced)))


def _answers(
    rows: Rows, home: Home | None, places: dict[str, Place], settled: list[Settled]
) -> list[tuple[Sense, _Answer]]:
    """Rank the candidates of senses that are looked at together."""
    ranker = load_ranker()
    table = figures(rows, home)
    score = ranker.score(rows, table)
    best = best_rows(rows, score)
    sure = ranker.confidence(rows, table, score, best)
    share = softmax(rows, score)
    out = []
    for n, s in enumerate(rows.senses):
        row, confidence = int(best[n]), float(sure[n])
        chosen = s.entry.candidates[row - int(rows.starts[n])]
        if s.weight > 0 and s.speaks:
            settled.append(Settled(chosen.place, confidence, s.entry.xyz[row - int(rows.starts[n])]))
        if chosen.match in {"part", "spelling"} and confidence < PART_CONFIDENCE:
            continue
        places[chosen.place.id] = chosen.place
        alternatives = _alternatives(rows, n, row, share * (confidence / share[row]), places)
        out.append((s, _Answer(chosen.place, round(confidence, 3), reasons_for(rows, n, row), alternatives)))
    return out


def _alternatives(
    rows: Rows, n: int, chosen: int, share: Floats, places: dict[str, Place]
) -> tuple[Alternative, ...]:
    """Give the next best candidates of a sense."""
    s, start = rows.senses[n], int(rows.starts[n])
    others = sorted(
        (r for r in range(start, start + len(s.entry)) if r != chosen), key=lambda r: (-share[r], r)
    )
    out = []
    for r in others[:MOST_ALTERNATIVES]:
        place = s.entry.candidates[r - start].place
        places[place.id] = place
        out.append(Alternative(place.id, round(float(share[r]), 3), reason_against(rows, r, chosen)))
    return tuple(out)


def _place(
    m: Mention, answer: _Answer | None, focus: Place | None, places: dict[str, Place]
) -> tuple[Mention, str | None]:
    """Give a mention its place, or say why it has none."""
    if answer is not None:
        placed = replace(
            m,
            place=answer.place.id,
            confidence=answer.confidence,
            reasons=answer.reasons,
            alternatives=answer.alternatives,
            approximate=False,
        )
        return placed, None
    if focus is None or m.role != "location":
        why = f"no known place is called {m.text!r}"
        return replace(m, place=None, confidence=0.0, reasons=(), alternatives=(), approximate=False), why
    here = about(m.text, focus)
    places[here.id] = here
    reason = (
        f"no known place is called so; put about where most of this text's places are, near {describe(focus)}"
    )
    placed = replace(
        m, place=here.id, confidence=ABOUT_CONFIDENCE, reasons=(reason,), alternatives=(), approximate=True
    )
    return placed, None
