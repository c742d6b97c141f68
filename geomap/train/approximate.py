"""Measure what putting names "about here" gives, with out-of-fold answers.

The rules are those of `geomap.resolve.about`; here they are only counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from geomap.evaluate.measure import judge
from geomap.model import Place
from geomap.resolve.about import Settled, focus_of, is_none_of_these
from geomap.resolve.features import best_rows
from geomap.resolve.ranking import signs
from geomap.train.confidence import Scores, Table, Tables
from geomap.train.examples import CORPORA, Example, Label, as_record, by_corpus


def about_figures(
    examples: Sequence[Example], tables: Tables, scores: Scores, confidence: Mapping[str, Any]
) -> dict[str, float]:
    """Give acc@161 with the doubtful answers left out and names put about here where a focus is clear."""

    def measure(some: list[Example], mine: list[int]) -> float:
        right = sum(
            label.weight * ok
            for i in mine
            for label, ok, _ in _answers(examples[i], tables[i], scores[i], confidence)
        )
        return right / max(1, sum(e.placed for e in some))

    return by_corpus(examples, measure)


def about_hits(
    examples: Sequence[Example], tables: Tables, scores: Scores, confidence: Mapping[str, Any]
) -> dict[str, dict[str, int]]:
    """Count the names put about here, and those of them that are within 161 km."""
    out = {}
    for name in CORPORA:
        counts = Counter({"put": 0, "right": 0})
        for i, e in enumerate(examples):
            if e.corpus == name:
                for label, ok, here in _answers(e, tables[i], scores[i], confidence):
                    counts["put"] += here * label.weight
                    counts["right"] += (here and ok) * label.weight
        out[name] = dict(counts)
    return out


def _answers(
    e: Example,
    table: Table | None,
    score: Table | None,
    confidence: Mapping[str, Any],
) -> Iterator[tuple[Label, bool, bool]]:
    """Give each label, whether the answer is right, and whether it is only about here."""
    focus: Place | None = None
    best: list[tuple[int, float]] = []
    if e.rows is not None and table is not None and score is not None:
        rows = best_rows(e.rows, score)
        weights = np.array(confidence["weights"])
        sure = 1 / (1 + np.exp(-(signs(e.rows, table, score, rows) @ weights + confidence["bias"])))
        best = [(int(r - s), float(p)) for r, s, p in zip(rows, e.rows.starts, sure, strict=True)]
        settled = [
            Settled(s.entry.candidates[at].place, p, e.rows.xyz[row])
            for s, (at, p), row in zip(e.rows.senses, best, rows.tolist(), strict=True)
            if s.speaks
        ]
        focus = focus_of(settled)
        for s, (at, p), labels in zip(e.rows.senses, best, e.labels, strict=True):
            doubtful = is_none_of_these(s.entry.candidates[at], p, focus)
            for label in labels:
                ok = _is_here(label, focus) if doubtful else label.choices[at] != 0
                yield label, ok, doubtful and focus is not None
    for _, labels in e.without:
        for label in labels:
            yield label, _is_here(label, focus), focus is not None


def _is_here(label: Label, focus: Place | None) -> bool:
    return focus is not None and judge(label.gold, as_record(focus))[1]
