"""Figures from counts, with their confidence intervals.

From the counts of many documents to named figures. A confidence interval is the middle 95 % of the figure
over `RESAMPLES` bootstrap samples of the documents (not of the mentions: names in one document go
right and wrong together), drawn with a fixed seed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from geomap.evaluate.measure import MAX_ERROR_KM, RECOGNITION, Counts

RESAMPLES: Final = 1000
SEED: Final = 0
MIDDLE: Final = (2.5, 97.5)

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, its 95 % confidence interval, and over how many things it was taken."""

    value: float
    low: float
    high: float
    n: int


RATIOS: Final[Mapping[str, tuple[str, str]]] = {
    "acc161": ("right", "n"), "acc161_strict": ("strict", "n"), "acc25": ("close", "n"),
    "same_id": ("same", "with_id"), "unresolved": ("unresolved", "n"), "mean_km": ("km", "n"),
    "found": ("found", "n"), "accuracy": ("roles.right", "roles.n"), "all_four": ("roles4.right", "roles4.n"),
}  # fmt: skip
"""Figures that are one count over another."""

RESOLUTION: Final = ("acc161", "acc161_strict", "acc25", "same_id", "auc", "mean_km", "unresolved")


def figure(name: str, documents: Sequence[Counts], *, prefix: str = "") -> Figure | None:
    """Work a figure out over documents, with its interval; None where there is nothing to count.

    Parameters
    ----------
    name
        One of `RATIOS`, ``auc``, or ``p``, ``r`` or ``f1`` behind a prefix.
    prefix
        Of the counts ``tp``, ``fp`` and ``fn`` that ``p``, ``r`` and ``f1`` are made of.
    """
    parts = _parts(name, prefix)
    table = np.array([[d[p] for p in parts] for d in documents], dtype=np.float64).reshape(-1, len(parts))
    whole = table.sum(axis=0)
    n = _denominator(name, whole)
    if not n:
        return None
    value = _value(name, whole[None, :])[0]
    spread = _value(name, _resamples(len(table)).astype(np.float64) @ table)
    low, high = np.percentile(spread, MIDDLE)
    return Figure(float(value), float(low), float(high), round(n))


def f1_figures(documents: Sequence[Counts], prefix: str) -> dict[str, Figure]:
    """Give precision, recall and F1 of the counts with a prefix."""
    found = {name: figure(name, documents, prefix=prefix) for name in ("p", "r", "f1")}
    return {name: f for name, f in found.items() if f is not None}


def recognition_figures(documents: Sequence[Counts]) -> dict[str, dict[str, Figure]]:
    """Give precision, recall and F1 of each way to count recognition."""
    return {name: f1_figures(documents, name) for name in RECOGNITION}


def resolution_figures(documents: Sequence[Counts]) -> dict[str, Figure]:
    """Give the figures of resolution over all gold mentions with coordinates."""
    found = {name: figure(name, documents) for name in RESOLUTION}
    return {name: f for name, f in found.items() if f is not None}


def median_figure(errors_km: Sequence[Sequence[float]]) -> Figure | None:
    """Give the median error over the errors of each document: of an even number, the upper middle one."""
    flat = np.array([km for document in errors_km for km in document], dtype=np.float64)
    if not len(flat):
        return None
    owner = np.repeat(np.arange(len(errors_km)), [len(document) for document in errors_km])
    order = np.argsort(flat, kind="stable")
    flat, owner = flat[order], owner[order]
    drawn = _resamples(len(errors_km))[:, owner].cumsum(axis=1)
    at = (drawn > drawn[:, -1:] // 2).argmax(axis=1)
    low, high = np.percentile(flat[at], MIDDLE)
    return Figure(float(flat[len(flat) // 2]), float(low), float(high), len(flat))


def _resamples(documents: int) -> npt.NDArray[np.int64]:
    """Say how often each bootstrap sample has drawn each document."""
    chances = np.full(documents, 1 / documents)
    return np.random.default_rng(SEED).multinomial(documents, chances, size=RESAMPLES)


def _parts(name: str, prefix: str) -> tuple[str, ...]:
    if name in RATIOS:
        return RATIOS[name]
    if name == "auc":
        return ("log", "n")
    return (f"{prefix}.tp", f"{prefix}.fp", f"{prefix}.fn")


def _denominator(name: str, whole: Array) -> float:
    if name in RATIOS or name == "auc":
        return float(whole[1])
    return float(whole.sum())


def _value(name: str, sums: Array) -> Array:
    """Work a figure out for each row of sums; 0 where there is nothing to divide by."""
    if name in RATIOS or name == "auc":
        value = _divide(sums[:, 0], sums[:, 1])
        return value / math.log(1 + MAX_ERROR_KM) if name == "auc" else value
    tp, fp, fn = sums.T
    p, r = _divide(tp, tp + fp), _divide(tp, tp + fn)
    return {"p": p, "r": r, "f1": _divide(2 * p * r, p + r)}[name]


def _divide(a: Array, b: Array) -> Array:
    return np.divide(a, b, out=np.zeros_like(a), where=b > 0)
