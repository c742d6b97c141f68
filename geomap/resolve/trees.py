"""Score rows with an ensemble of small regression trees, without the library that grew them.

From a model in plain JSON (features by name, and for each tree its tests and leaves) to one score a row.
The trees are not walked: every test of every tree is made at once, a failed test strikes the leaves on
its left out of a bit mask, and the lowest bit left is the leaf reached (Lucchese et al., QuickScorer,
SIGIR 2015). Refuses a tree of more than `MOST_LEAVES` leaves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

MOST_LEAVES: Final = 16
ROWS_AT_ONCE: Final = 64
"""Rows scored in one go: the intermediate arrays then stay within a processor's cache."""

Floats32 = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """An ensemble, laid out as (test of a tree, tree) so that all trees are scored side by side.

    Attributes
    ----------
    features
        Names of the columns that a row must have, in order.
    """

    features: tuple[str, ...]
    _column: npt.NDArray[np.int64]
    _threshold: Floats32
    _mask: npt.NDArray[np.uint16]
    _leaf: npt.NDArray[np.float64]

    @classmethod
    def read(cls, model: Mapping[str, Any]) -> Trees:
        """Read a model: ``{"features": [...], "trees": [{"test": [[column, at_most]...], ...}]}``.

        A tree has its tests in ``test`` (a row goes left where its column is at most the threshold), the
        node to the left and right of each in ``left`` and ``right`` (a negative number ``-1 - n`` is leaf
        n), and its ``leaf`` values.

        Raises
        ------
        ValueError
            A tree has too many leaves.
        """
        trees: Sequence[Mapping[str, Any]] = model["trees"]
        depth = MOST_LEAVES - 1
        column = np.zeros((depth, len(trees)), dtype=np.int64)
        threshold = np.full((depth, len(trees)), np.inf, dtype=np.float32)
        mask = np.full((depth, len(trees)), 0xFFFF, dtype=np.uint16)
        leaf = np.zeros((len(trees), MOST_LEAVES), dtype=np.float64)
        for t, tree in enumerate(trees):
            if len(tree["leaf"]) > MOST_LEAVES:
                raise ValueError(f"tree {t} has {len(tree['leaf'])} leaves, more than {MOST_LEAVES}")
            order = _leaves_from_left(tree)
            leaf[t, : len(order)] = [tree["leaf"][n] for n in order]
            place = {n: i for i, n in enumerate(order)}
            for n, (feature, at_most) in enumerate(tree["test"]):
                column[n, t], threshold[n, t] = feature, at_most
                for struck in _leaves_below(tree, tree["left"][n]):
                    mask[n, t] &= 0xFFFF ^ (1 << place[struck])
        return cls(tuple(model["features"]), column, threshold, mask, leaf)

    def score(self, rows: npt.NDArray[np.floating[Any]]) -> npt.NDArray[np.float64]:
        """Give the sum of the leaves that each row reaches."""
        table = rows.astype(np.float32)
        out = np.empty(len(table))
        ensemble = np.arange(self._leaf.shape[0])
        for a in range(0, len(table), ROWS_AT_ONCE):
            failed = table[a : a + ROWS_AT_ONCE, self._column] > self._threshold
            left = np.bitwise_and.reduce(np.where(failed, self._mask, np.uint16(0xFFFF)), axis=1)
            out[a : a + ROWS_AT_ONCE] = self._leaf[ensemble, _LOWEST_BIT[left]].sum(axis=1)
        return out


def _lowest_bits() -> npt.NDArray[np.uint8]:
    """Give the place of the lowest bit of every 16-bit number."""
    out = np.zeros(1 << MOST_LEAVES, dtype=np.uint8)
    for bit in range(MOST_LEAVES):
        out[1 << bit :: 2 << bit] = bit
    return out


_LOWEST_BIT: Final = _lowest_bits()


def _leaves_from_left(tree: Mapping[str, Any]) -> list[int]:
    return _leaves_below(tree, 0) if tree["test"] else [0]


def _leaves_below(tree: Mapping[str, Any], node: int) -> list[int]:
    """Give the leaves under a node, from left to right."""
    out: list[int] = []
    stack = [node]
    while stack:
        n = stack.pop()
        if n < 0:
            out.append(-1 - n)
        else:
            stack += [tree["right"][n], tree["left"][n]]
    return out
