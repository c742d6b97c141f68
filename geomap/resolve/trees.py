"""Score rows with an ensemble of small regression trees, without the library that grew them.

From a model in plain JSON (features by name, and for each tree its tests and leaves) to one score a row.
The trees are not walked: a failed test strikes the leaves on its left out of a tree's bit mask, and the
lowest bit left is the leaf reached (Lucchese et al., QuickScorer, SIGIR 2015). The tests of one column are
sorted, so that a value fails the first so many; what these strike out of all trees is known beforehand.
Refuses a tree of more than `MOST_LEAVES` leaves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

MOST_LEAVES: Final = 16
ROWS_AT_ONCE: Final = 32
"""Rows scored in one go: the intermediate arrays then stay within a processor's cache."""

ALL_LEAVES: Final = 0xFFFF
MASKS_A_WORD: Final = 4
"""Masks of 16 bits that are struck together, as one number of 64."""

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """An ensemble, laid out by column so that all trees are scored side by side.

    Attributes
    ----------
    features
        Names of the columns that a row must have, in order.
    """

    features: tuple[str, ...]
    _columns: Ints
    """The columns that are tested, ascending."""
    _tests: Ints
    """All tests by column and threshold, as sortable numbers."""
    _left: npt.NDArray[np.uint64]
    """The leaves left in each tree, as words of masks: a line for each column before its first test has
    failed, and one for each of its tests when that has failed too."""
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
        leaf = np.zeros((len(trees), MOST_LEAVES), dtype=np.float64)
        tests: defaultdict[int, list[tuple[float, int, int]]] = defaultdict(list)
        for t, tree in enumerate(trees):
            if len(tree["leaf"]) > MOST_LEAVES:
                raise ValueError(f"tree {t} has {len(tree['leaf'])} leaves, more than {MOST_LEAVES}")
            order = _leaves_from_left(tree)
            leaf[t, : len(order)] = [tree["leaf"][n] for n in order]
            bit = {n: 1 << i for i, n in enumerate(order)}
            for n, (column, at_most) in enumerate(tree["test"]):
                struck = sum(bit[below] for below in _leaves_below(tree, tree["left"][n]))
                tests[column].append((at_most, t, ALL_LEAVES ^ struck))
        width = -(-len(trees) // MASKS_A_WORD) * MASKS_A_WORD
        left = np.full((len(tests) + sum(map(len, tests.values())), width), ALL_LEAVES, dtype=np.uint16)
        line, sorted_tests = 0, []
        for column in sorted(tests):
            for n, (at_most, t, mask) in enumerate(sorted(tests[column]), line + 1):
                left[n, t] = mask
                sorted_tests.append((column, at_most))
            end = line + 1 + len(tests[column])
            np.bitwise_and.accumulate(left[line:end], axis=0, out=left[line:end])
            line = end
        columns, thresholds = np.array(sorted_tests, dtype=np.float64).reshape(-1, 2).T
        return cls(
            tuple(model["features"]),
            np.array(sorted(tests), dtype=np.int64),
            _sortable(columns.astype(np.int64), thresholds.astype(np.float32)),
            left.view(np.uint64),
            leaf,
        )

    def score(self, rows: npt.NDArray[np.floating[Any]]) -> npt.NDArray[np.float64]:
        """Give the sum of the leaves that each row reaches."""
        out = np.empty(len(rows))
        trees = np.arange(len(self._leaf)) * MOST_LEAVES
        values = rows.T.astype(np.float32, order="C").take(self._columns, axis=0)
        failed = self._tests.searchsorted(_sortable(self._columns[:, None], values))
        failed += np.arange(len(self._columns))[:, None]
        for a in range(0, len(rows), ROWS_AT_ONCE):
            left = np.bitwise_and.reduce(self._left.take(failed[:, a : a + ROWS_AT_ONCE], axis=0), axis=0)
            reached = _LOWEST_BIT.take(left.view(np.uint16)[:, : len(trees)])
            out[a : a + ROWS_AT_ONCE] = self._leaf.take(trees + reached).sum(axis=1)
        return out


def _sortable(column: Ints, value: npt.NDArray[np.float32]) -> Ints:
    """Make a number that sorts as the column does and in it as the value, in single precision."""
    bits = (value + np.float32(0)).view(np.int32)  # no -0, which would sort before 0
    return np.asarray((column << 32) + (bits ^ ((bits >> 31) & 0x7FFFFFFF)))


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
