"""Decide which place on Earth each mention of a document is.

From a document's prose, its mentions (spans and roles, nothing else of them is read) and a source of
candidates to the same mentions with place, confidence, reasons and alternatives. Mentions of one name share
one answer unless the text tells them apart. A name without a candidate stays unplaced, with the
reason, or is put about where the document's other places are, marked as approximate.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from geomap.model import Alternative, Candidate, CandidateSource, Mention, Place, Prose, Unplaced
from geomap.resolve.about import ABOUT_CONFIDENCE, Settled, about, focus_of, is_none_of_these
from geomap.resolve.cues import read_cues
from geomap.resolve.features import Rows, best_rows, rows_of, softmax
from geomap.resolve.home import Home
from geomap.resolve.model import load_ranker
from geomap.resolve.ranking import Ranker, figures
from geomap.resolve.reasons import describe, reason_against, reasons_for
from geomap.resolve.resolution import Resolution
from geomap.resolve.senses import Sense, group
from geomap.resolve.table import Floats, table_of
from geomap.resolve.tells import home_told

MOST_ALTERNATIVES: Final = 5
MOST_ROWS: Final = 1000
"""Candidates looked at together; a longer document is taken in parts, in the text's order.

Memory and time grow with the square: so many take 30 MB for a moment. News articles have 5 to 500.
"""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What all mentions of a sense get."""

    chosen: Candidate
    confidence: float
    reasons: tuple[str, ...]
    alternatives: tuple[Alternative, ...]
    known: dict[str, Place]


def resolve(
    prose: Prose,
    mentions: Sequence[Mention],
    *,
    candidates: CandidateSource,
    home: Home | None = None,
    ranker: Ranker | None = None,
    explain: bool = True,
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
    ranker
        Another model than the one that the package carries (to measure it).
    explain
        Give reasons and alternatives too; without, the places and confidences are the same, sooner.

    Returns
    -------
    Resolution
        The mentions in the same order.
    """
    senses = group(mentions, read_cues(prose.text, mentions), table_of(candidates))
    told = home_told(prose.text)
    home = home.plus(told) if home is not None else told
    answers: dict[int, _Answer] = {}
    settled: list[Settled] = []
    for part in _parts(senses):
        rows = rows_of(part)
        if rows is not None:
            answers |= _answers(rows, home, settled, ranker or load_ranker(), explain=explain)
    focus = focus_of(settled)
    out = list(mentions)
    places: dict[str, Place] = {}
    unplaced: dict[int, Unplaced] = {}
    for s in senses:
        answer = answers.get(s.members[0])
        if answer is not None:
            places.update(answer.known)
            if not is_none_of_these(answer.chosen, answer.confidence, focus):
                for i in s.members:
                    out[i] = _placed(mentions[i], answer)
                continue
        for i in s.members:
            out[i], here, why = _not_placed(mentions[i], answer, focus)
            if here is not None:
                places[here.id] = here
            else:
                unplaced[i] = Unplaced(mentions[i].id, why)
    return Resolution(tuple(out), places, tuple(unplaced[i] for i in sorted(unplaced)))


def _parts(senses: Sequence[Sense]) -> Iterator[list[Sense]]:
    """Cut the senses of a long document into parts of at most `MOST_ROWS` candidates."""
    part: list[Sense] = []
    size = 0
    for s in senses:
        if part and size + len(s.entry) > MOST_ROWS:
            yield part
            part, size = [], 0
        part.append(s)
        size += len(s.entry)
    yield part


def _answers(
    rows: Rows, home: Home | None, settled: list[Settled], ranker: Ranker, *, explain: bool
) -> dict[int, _Answer]:
    """Rank the candidates of senses that are looked at together; give answers by first mention."""
    table = figures(rows, home)
    score = ranker.score(rows, table)
    best = best_rows(rows, score)
    sure = ranker.confidence(rows, table, score, best)
    share = softmax(rows, score) if explain else score
    out = {}
    found = zip(rows.senses, rows.starts.tolist(), best.tolist(), sure.tolist(), strict=True)
    for n, (s, start, row, confidence) in enumerate(found):
        at = row - start
        chosen = s.entry.candidates[at]
        if s.weight > 0 and s.speaks:
            settled.append(Settled(chosen.place, confidence, rows.xyz[row]))
        alternatives: tuple[Alternative, ...] = ()
        reasons: tuple[str, ...] = ()
        known: dict[str, Place] = {}
        if explain:
            alternatives, known = _alternatives(rows, table, row, share, confidence)
            reasons = reasons_for(rows, table, n, row)
        known[chosen.place.id] = chosen.place
        out[s.members[0]] = _Answer(chosen, round(confidence, 3), reasons, alternatives, known)
    return out


def _alternatives(
    rows: Rows, table: Floats, chosen: int, share: Floats, confidence: float
) -> tuple[tuple[Alternative, ...], dict[str, Place]]:
    """Give the next best candidates of a sense, which share what the confidence leaves."""
    n = int(rows.sense[chosen])
    s, start = rows.senses[n], int(rows.starts[n])
    mine = share[start : start + len(s.entry)].copy()
    mine[chosen - start] = -1.0
    left = (1 - confidence) / max(1e-9, 1 - float(share[chosen]))
    out, known = [], {}
    for at in np.argsort(-mine, kind="stable")[: min(MOST_ALTERNATIVES, len(mine) - 1)].tolist():
        place = s.entry.candidates[at].place
        known[place.id] = place
        score = round(min(confidence, left * float(mine[at])), 3)
        out.append(Alternative(place.id, score, reason_against(rows, table, start + at, chosen)))
    return tuple(out), known


def _placed(m: Mention, answer: _Answer) -> Mention:
    """Give a mention its place."""
    # Written out: dataclasses.replace takes several times as long, and every mention comes here.
    return Mention(
        m.id, m.document, m.start, m.end, m.text, m.role, answer.chosen.place.id, m.furniture,
        answer.confidence, answer.reasons, answer.alternatives,
    )  # fmt: skip


def _not_placed(m: Mention, answer: _Answer | None, focus: Place | None) -> tuple[Mention, Place | None, str]:
    """Put a mention without a sure place about the focus, or say why it has none."""
    why = f"no known place is called {m.text!r}"
    others: tuple[Alternative, ...] = ()
    if answer is not None:
        nearest = answer.chosen.place
        why = f"the nearest known name is too doubtful: {describe(nearest)}"
        reason = answer.reasons[-1] if answer.reasons else ""
        first = Alternative(nearest.id, answer.confidence, reason)
        others = (first, *answer.alternatives)[:MOST_ALTERNATIVES]
    if focus is None or m.role != "location":
        bare = replace(m, place=None, confidence=0.0, reasons=(), alternatives=others, approximate=False)
        return bare, None, why
    here = about(m.text, focus)
    placed = replace(
        m,
        place=here.id,
        confidence=ABOUT_CONFIDENCE,
        reasons=(why, f"put about where most of this text's places are, near {describe(focus)}"),
        alternatives=others,
        approximate=True,
    )
    return placed, here, why
