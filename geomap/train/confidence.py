"""Fit how sure the resolver is, and measure whether it is right as often as it says.

From out-of-fold answers and their labels to the weights of a ridge logistic regression over
`geomap.resolve.ranking.SIGNS`, and to a table of reliability for the model card.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from geomap.resolve.features import best_rows
from geomap.resolve.ranking import SIGNS, signs
from geomap.train.examples import CORPORA, FOLDS, Example

RIDGE: Final = 1.0
NEWTON_STEPS: Final = 30

Table = npt.NDArray[np.float64]
Tables = list[Table | None]
Scores = list[Table | None]


def _judged(examples: Sequence[Example], rows: Tables, scores: Scores) -> tuple[Table, Table, Table]:
    """Give the signs of each sense's answer, whether it is right, and its weight."""
    x, y, w = [], [], []
    for e, table, score in zip(examples, rows, scores, strict=True):
        if e.rows is None or table is None or score is None:
            continue
        best = best_rows(e.rows, score)
        found = signs(e.rows, table, score, best)
        for n, labels in enumerate(e.labels):
            for label in labels:
                x.append(found[n])
                y.append(float(label.choices[int(best[n]) - int(e.rows.starts[n])] != 0))
                w.append(math.sqrt(label.weight))
    return np.array(x), np.array(y), np.array(w)


def fit_confidence(
    examples: Sequence[Example], variants: Sequence[Tables], scores: Sequence[Scores]
) -> dict[str, Any]:
    """Fit the confidence on out-of-fold answers."""
    parts = [_judged(examples, v, s) for v, s in zip(variants, scores, strict=True)]
    x, y, w = (np.concatenate([p[k] for p in parts]) for k in range(3))
    weights = logistic(x, y, w)
    return {
        "signs": SIGNS,
        "weights": [round(float(v), 5) for v in weights[:-1]],
        "bias": round(float(weights[-1]), 5),
    }


def logistic(x: Table, y: Table, w: Table) -> Table:
    """Fit a ridge logistic regression by Newton's method; the last weight is the bias."""
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    design = np.column_stack(((x - mean) / spread, np.ones(len(x))))
    penalty = np.append(np.full(x.shape[1], RIDGE), 0.0)
    beta = np.zeros(design.shape[1])
    for _ in range(NEWTON_STEPS):
        p = 1 / (1 + np.exp(-design @ beta))
        gradient = design.T @ (w * (y - p)) - penalty * beta
        curvature = (design * (w * p * (1 - p))[:, None]).T @ design + np.diag(penalty)
        beta += np.linalg.solve(curvature, gradient)
    plain = beta[:-1] / spread
    return np.append(plain, beta[-1] - plain @ mean)


def calibration(examples: Sequence[Example], rows: Tables, scores: Scores) -> dict[str, Any]:
    """Give the reliability of the confidence, each fold's fitted on the others' answers."""
    out: dict[str, Any] = {}
    said: dict[str, list[tuple[float, float]]] = defaultdict(list)

    def judged(kept: list[int]) -> tuple[Table, Table, Table]:
        return _judged([examples[i] for i in kept], [rows[i] for i in kept], [scores[i] for i in kept])

    for held in range(FOLDS):
        weights = logistic(*judged([i for i, e in enumerate(examples) if e.fold != held]))
        for name in CORPORA:
            x, y, _ = judged([i for i, e in enumerate(examples) if e.fold == held and e.corpus == name])
            if len(x):
                p = 1 / (1 + np.exp(-(x @ weights[:-1] + weights[-1])))
                said[name] += list(zip(p.tolist(), y.tolist(), strict=True))
    for name, pairs in said.items():
        p, y = np.array(pairs).T
        bins = np.minimum(9, (p * 10).astype(int))
        table = {}
        for b in sorted(set(bins.tolist())):
            here = bins == b
            mean, true = round(float(p[here].mean()), 3), round(float(y[here].mean()), 3)
            table[f"{b / 10:.1f}-{b / 10 + 0.1:.1f}"] = [mean, true, int(here.sum())]
        error = sum(abs(said_ - true) * n for said_, true, n in table.values()) / len(p)
        out[name] = {"brier": round(float(((p - y) ** 2).mean()), 4), "ece": round(error, 4), "bins": table}
    return out
