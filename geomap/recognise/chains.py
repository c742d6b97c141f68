"""Decode the runs of a document side by side: the likeliest labels, and how probable each label is.

From scores (a row for each token, a column for each label) to labels or probabilities. Runs are chains
that do not touch; all are taken one step further at a time, the longest first, so that a step costs a few
calls of numpy however many runs there are. Inside, the rows lie step by step: the first token of all runs,
the second of all that have one, and so on; each step's rows are then one slice, and what stands before them
another. Time is linear in the number of tokens.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating]
Ints = npt.NDArray[np.integer]
Bools = npt.NDArray[np.bool_]
Whole = Ints | Bools

SCALED_EVERY = 8
"""Steps after which sums are scaled, long before they leave the range of numbers: one takes or gives a factor
of 10**5 at most."""


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
        reach = np.searchsorted(-length, -np.arange(length[0]), side="left").tolist()
        self._order = np.concatenate([first[:count] + step for step, count in enumerate(reach)])
        self._back = np.empty_like(self._order)
        self._back[self._order] = np.arange(len(self._order))
        bounds = np.cumsum([0, *reach]).tolist()
        # For each step after the first: where its rows lie, and those before them.
        self._steps = [(slice(b, c), slice(a, a + c - b)) for (a, b), (_, c) in pairwise(pairwise(bounds))]

    def best(self, scores: Floats) -> Ints:
        """Find the likeliest labels of each run (Viterbi)."""
        weights = self._transitions
        reached = scores[self._order].T.copy()
        for here, before in self._steps:
            reached[:, here] += np.maximum.reduce(reached[:, None, before] + weights[:, :, None], axis=0)
        labels: Ints = reached.argmax(axis=0)
        for here, before in reversed(self._steps):
            labels[before] = (reached[:, before] + weights.take(labels[here], axis=1)).argmax(axis=0)
        best: Ints = labels[self._back]
        return best

    def marginals(self, scores: Floats) -> Floats:
        """Give each token's probability for each label (forward and backward sums, scaled)."""
        odds = self._odds
        local = np.exp(scores - scores.max(axis=1, keepdims=True))[self._order].T.copy()
        forward, backward = local.copy(), np.ones(local.shape)
        for step, (here, before) in enumerate(self._steps):
            forward[:, here] *= odds.T.dot(forward[:, before])
            if step % SCALED_EVERY == SCALED_EVERY - 1:
                forward[:, here] /= np.add.reduce(forward[:, here], axis=0)
        for step, (here, before) in reversed([*enumerate(self._steps)]):
            backward[:, before] = odds.dot(local[:, here] * backward[:, here])
            if step % SCALED_EVERY == SCALED_EVERY - 1:
                backward[:, before] /= np.add.reduce(backward[:, before], axis=0)
        both = forward * backward
        both /= np.add.reduce(both, axis=0)
        shares: Floats = both.T[self._back]
        return shares
