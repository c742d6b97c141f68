"""Decode the runs of a document side by side: the likeliest labels, and how probable each label is.

From scores (a row for each token, a column for each label) to labels or probabilities. Runs are chains
that do not touch; all are taken one step further at a time, the longest first, so that a step costs a few
calls of numpy however many runs there are. Time is linear in the number of tokens.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating]
Ints = npt.NDArray[np.integer]


class Chains:
    """Where the runs of a document lie in the rows of its scores.

    Parameters
    ----------
    lengths
        Tokens of each run, at least one; the runs lie one after another.
    transitions
        For each label the weight of each label after it.

    Attributes
    ----------
    starts
        The first row of each run.
    """

    def __init__(self, lengths: Sequence[int], transitions: Floats) -> None:
        self._transitions = transitions
        self._odds = np.exp(transitions)
        length = np.array(lengths)
        starts = np.cumsum(length) - length
        self.starts: list[int] = starts.tolist()
        longest_first = np.argsort(-length, kind="stable")
        first, length = starts[longest_first], length[longest_first]
        # For each step, the rows of the runs that go on as far.
        reach = np.searchsorted(-length, -np.arange(length[0]), side="left")
        self._steps = [first[:count] + step for step, count in enumerate(reach.tolist())]
        self._last = first + length - 1

    def best(self, scores: Floats) -> Ints:
        """Find the likeliest labels of each run (Viterbi)."""
        labels: Ints = scores.argmax(axis=1)
        if len(self._steps) == 1:
            return labels
        reached = scores.copy()
        back = np.zeros(scores.shape, dtype=np.intp)
        for rows in self._steps[1:]:
            ways = reached[rows - 1][:, :, None] + self._transitions
            back[rows] = ways.argmax(axis=1)
            reached[rows] = ways.max(axis=1) + scores[rows]
        labels = np.zeros(len(scores), dtype=np.intp)
        labels[self._last] = reached[self._last].argmax(axis=1)
        for rows in reversed(self._steps[1:]):
            labels[rows - 1] = back[rows, labels[rows]]
        return labels

    def marginals(self, scores: Floats) -> Floats:
        """Give each token's probability for each label (forward and backward sums, scaled)."""
        local: Floats = np.exp(scores - scores.max(axis=1, keepdims=True))
        forward = _scaled(local)
        if len(self._steps) == 1:
            return forward
        backward = np.ones(scores.shape)
        for rows in self._steps[1:]:
            forward[rows] = _scaled(local[rows] * (forward[rows - 1] @ self._odds))
        for rows in reversed(self._steps[1:]):
            backward[rows - 1] = _scaled((local[rows] * backward[rows]) @ self._odds.T)
        return _scaled(forward * backward)


def _scaled(values: Floats) -> Floats:
    return np.asarray(values / values.sum(axis=1, keepdims=True))
