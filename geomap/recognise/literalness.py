"""Weigh how far the words round a name speak for the place itself, against its government, people or team.

From a name's scene to the sum of what its cues weigh (`geomap.train.roles` learns the weights), though hardly
a cue is spelt: those about one word are found by the word, its classes and its clusters. The sums are whole
thousandths, as the table's weights are, so no order of adding up changes them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from geomap.recognise.cues import (
    BESIDE,
    CHAIN,
    CLOSE,
    LONGEST_SCENE,
    WIDE,
    WORDED,
    CueGroup,
    Scene,
    find_groups,
    is_telling,
    spell,
)
from geomap.recognise.governors import GOVERNORS
from geomap.recognise.lexicon import Lexicon, load_lexicon

Weights = Mapping[str, float]
Thousandths = dict[str, int]
PRIOR = "corpus=relocar_train"
"""The corpus whose share of metonymy, one half, is taken for a story's."""
THOUSAND = 1000
"""What stands for one in a sum; the table has three decimals."""
MOST_KEPT = 10_000
"""Groups of two words whose sums are kept (about 250 bytes each) before they are forgotten."""


class _Worded(NamedTuple):
    """What the cues of one name weigh that are about a word: by itself, its classes and its clusters."""

    word: Thousandths
    kind: Thousandths
    coarse: Thousandths
    fine: Thousandths


class _Sentence(NamedTuple):
    """What the names of a sentence share: its words, their coarse clusters, and what it is about."""

    lowers: Sequence[str]
    coarse: Sequence[str]
    about: int


class Literalness:
    """The weights of cues, ready to be added up.

    Parameters
    ----------
    weights
        What each cue weighs, in log odds.
    lexicon
        The words that the cues ask for.
    """

    def __init__(self, weights: Weights, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        whole = np.rint(np.array([*weights.values()]) * THOUSAND).astype(int)
        self._weights: Thousandths = dict(zip(weights, whole.tolist(), strict=True))
        self._cues = sorted(weights)
        self._wide, self._near = self._of("wide="), self._of("near=")
        self._coarse, self._fine = self._of("wide~"), self._of("about~")
        self._worded = {mark + name: self._of_name(mark + name) for mark in ("", CHAIN) for name in WORDED}
        self._groups: dict[CueGroup, int] = {}
        self._sentence = _Sentence((), (), 0)

    def of(self, scene: Scene) -> int:
        """Add up what all cues of a name weigh: above zero for the place itself, in thousandths."""
        lowers, coarse, total = self._in_sentence(scene)
        first, last = scene.first, scene.last
        total += self._weights.get(PRIOR, 0)
        for group in find_groups(scene):
            total += self._of_group(group)
        # The table has no words but telling ones, so here none need be left out.
        total += _sum(self._wide, {*lowers[max(0, first - WIDE) : first], *lowers[last : last + WIDE]})
        total += _sum(self._near, {*lowers[max(0, first - CLOSE) : first], *lowers[last : last + CLOSE]})
        return total + _sum(
            self._coarse, {*coarse[max(0, first - WIDE) : first], *coarse[last : last + WIDE]}
        )

    def _of(self, mark: str) -> Thousandths:
        """Give what those cues weigh that begin with a mark, by what follows it."""
        first = bisect_left(self._cues, mark)
        last = bisect_left(self._cues, f"{mark[:-1]}{chr(ord(mark[-1]) + 1)}")
        return {cue[len(mark) :]: self._weights[cue] for cue in self._cues[first:last]}

    def _of_name(self, name: str) -> _Worded:
        itself = "|" if name.endswith("subject") else "="
        return _Worded(*(self._of(f"{name}{sign}") for sign in (itself, ":", "~", "~~")))

    def _of_group(self, group: CueGroup) -> int:
        """Add up the cues of a group, as `spell` spells them."""
        if len(group) == 1:
            return self._weights.get(group[0], 0)
        if len(group) == 2:  # noqa: PLR2004 (a name and a word)
            name, word = group
            weights, entry = self._worded[name], self._lexicon[word]
            total = weights.word.get(word, 0)
            total += weights.coarse.get(entry.coarse, 0) + weights.fine.get(entry.fine, 0)
            for kind in GOVERNORS.get(word, ()):
                total += weights.kind.get(kind, 0)
            return total
        known = self._groups.get(group)
        if known is None:
            if len(self._groups) >= MOST_KEPT:
                self._groups.clear()
            known = self._groups[group] = _sum(self._weights, spell(group, self._lexicon))
        return known

    def _in_sentence(self, scene: Scene) -> _Sentence:
        """Weigh what the sentence is about, once for the names in it, which share its words (`Scenes`)."""
        sentence, lowers = self._sentence, scene.lowers
        if sentence.lowers is not lowers:
            entries = [*map(self._lexicon.__getitem__, lowers)]
            coarse = [c if c and is_telling(w) else "" for w, (c, _, _) in zip(lowers, entries, strict=True)]
            told = zip(lowers[:LONGEST_SCENE], entries, strict=False)
            fine = {fine for word, (_, fine, _) in told if fine and len(word) > BESIDE}
            self._sentence = sentence = _Sentence(lowers, coarse, _sum(self._fine, fine))
        return sentence


def _sum(weights: Thousandths, cues: Iterable[str]) -> int:
    return sum([weights[cue] for cue in cues if cue in weights])


def literalness(cues: Iterable[str], weights: Weights) -> float:
    """Add up what cues weigh that are spelt: above zero for the place itself (log odds)."""
    return sum(weights.get(cue, 0.0) for cue in cues)


@lru_cache(maxsize=1)
def load_literalness() -> Literalness:
    """Read the weights that the package carries, ready to be added up."""
    return Literalness(load_weights(), load_lexicon())


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """Read the weights that the package carries."""
    return parse_weights((Path(__file__).with_name("data") / "roles.tsv").read_text(encoding="utf-8"))


def parse_weights(table: str) -> Weights:
    """Read a table of cues and weights."""
    fields = table.replace("\n", "\t").split("\t")
    return dict(
        zip(fields[::2], map(float, fields[1::2]), strict=False)
    )  # the last line's end leaves one more
