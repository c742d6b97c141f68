"""Label the words of a document as place names: a linear-chain CRF, read from the package, in plain Python.

From prose to the spans of names, each with whether it stands alone or inside the name of an organisation,
and how probable that is. Only runs of capitalised words are looked at; between them the chain is broken,
because what lies between is never part of a name. Training (`geomap.train.tagger`) is another matter
and needs python-crfsuite; reading needs nothing but the model file.
"""

from __future__ import annotations

import json
import math
import zlib
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from math import fsum
from operator import add, mul
from typing import NamedTuple

from geomap.errors import AssetError
from geomap.gazetteer.entries import Sort
from geomap.recognise.features import Group, Run, observe
from geomap.recognise.known import Glossed, kinds_of
from geomap.recognise.lexicon import UNKNOWN, Lexicon, load_lexicon
from geomap.recognise.strings import expand

MAGIC = b"geomap tagger 1\n"
SCALE = 512.0
"""Weights are stored as whole multiples of 1/512: they lie within ±64 and differ little from the trained."""

CACHE_LIMIT = 150_000
"""Groups whose sums are kept (about 400 bytes each) before the cache is emptied."""

LABELS = ("O", "B", "I", "E", "e")
"""Outside; begin and inside of a place name; begin and inside of one within an organisation's name."""

COUNTRY, WHOLE = 2.0, 0.8
"""Log odds that are added for a run that is the name of a country, or wholly another known name."""
COUNTRY_SIZE = 8
PEOPLE = f"{1 << Sort.DEMONYM:x}"

EMBEDDED = 3
"""From this label on, a name is within the name of a body."""
Vector = tuple[float, ...]
NOTHING: Vector = (0.0,) * len(LABELS)


class Found(NamedTuple):
    """A name: its first token, the one after its last, whether it is embedded, and how probable it is."""

    first: int
    last: int
    embedded: bool
    probability: float


class Tagger:
    """A trained model.

    Parameters
    ----------
    weights
        For each feature its weight for each of `LABELS`.
    transitions
        For each label the weight of each label after it.
    lexicon
        The words that the features ask for.
    caution
        Added to the score of "outside": more gives fewer names.
    agreement
        How far a word's other occurrences in the document move its score.
    """

    def __init__(
        self,
        weights: Mapping[str, Vector],
        transitions: Sequence[Vector],
        lexicon: Lexicon,
        *,
        caution: float = 0.0,
        agreement: float = 0.0,
    ) -> None:
        self._weights = weights
        self._transitions = tuple(tuple(row) for row in transitions)
        self._odds = tuple(tuple(math.exp(w) for w in row) for row in transitions)
        self._lexicon = lexicon
        self._caution = caution
        self._agreement = agreement
        self._sums: dict[Group, Vector] = {}

    def find(self, glossed: Glossed) -> Iterator[Found]:
        """Give the names of a document in order of the text.

        Each word is judged twice: by itself, and then with what its other occurrences in the
        document were judged to be.
        """
        runs = [(run.first, self._scores(run)) for run in observe(glossed, self._lexicon)]
        for first, scores in runs:
            if "l" not in self._lexicon.get(glossed.words[first].lower(), UNKNOWN).names:
                _favour(first, scores, glossed)
        if self._agreement:
            self._agree(runs, glossed.words)
        for first, scores in runs:
            if len(scores) == 1:
                yield from self._single(scores[0], first)
            else:
                yield from self._chain(scores, first)

    def _scores(self, run: Run) -> list[list[float]]:
        """Give each token's score for each label."""
        sums, total = self._sums, self._sum
        if len(sums) > CACHE_LIMIT:
            sums.clear()
        rows = []
        for groups in run.groups:
            vectors = [v for v in [sums.get(g) or total(g) for g in groups] if v is not NOTHING]
            rows.append([*map(fsum, zip(*vectors, strict=False))] or [*NOTHING])
            rows[-1][0] += self._caution
        return rows

    def _agree(self, runs: Sequence[tuple[int, list[list[float]]]], words: Sequence[str]) -> None:
        """Move each word's score towards what its other occurrences were judged to be."""
        keys = [
            [
                word.lower() if len(word) > 1 and word[0].isupper() else ""
                for word in words[first : first + len(scores)]
            ]
            for first, scores in runs
        ]
        counts = Counter(key for row in keys for key in row)
        del counts[""]
        repeated = {key for key, count in counts.items() if count > 1}
        seen: dict[str, list[tuple[list[float], float]]] = {key: [] for key in repeated}
        for row, (_, scores) in zip(keys, runs, strict=True):
            if repeated.isdisjoint(row):
                continue
            shares = self._marginals(scores)
            for key, score, by_label in zip(row, scores, shares, strict=True):
                if key in repeated:
                    seen[key].append((score, 1.0 - by_label[0]))
        for uses in seen.values():
            count = len(uses)
            total = fsum(share for _, share in uses)
            for scored, share in uses:
                others = (total - share) / (count - 1)
                scored[0] -= self._agreement * (2.0 * others - 1.0) * (count - 1) / count

    def _sum(self, group: Group) -> Vector:
        """Add up the weights of a group's features."""
        rows = [row for row in map(self._weights.get, expand(group, self._lexicon)) if row]
        if not rows:
            vector = NOTHING
        elif len(rows) == 1:
            vector = rows[0]
        else:
            vector = tuple(map(fsum, zip(*rows, strict=False)))
        self._sums[group] = vector
        return vector

    @staticmethod
    def _single(scores: Sequence[float], first: int) -> Iterator[Found]:
        best = max(range(len(LABELS)), key=scores.__getitem__)
        if best:
            share = 1.0 / fsum(math.exp(s - scores[best]) for s in scores)
            yield Found(first, first + 1, best >= EMBEDDED, share)

    def _chain(self, scores: Sequence[Sequence[float]], first: int) -> Iterator[Found]:
        labels = self._best_path(scores)
        if not any(labels):
            return
        shares = self._marginals(scores)
        i = 0
        while i < len(labels):
            if not labels[i]:
                i += 1
                continue
            embedded = labels[i] >= EMBEDDED
            inside = EMBEDDED + 1 if embedded else EMBEDDED - 1
            j = i + 1
            while j < len(labels) and labels[j] == inside:
                j += 1
            yield Found(first + i, first + j, embedded, min(shares[k][labels[k]] for k in range(i, j)))
            i = j

    def _best_path(self, scores: Sequence[Sequence[float]]) -> list[int]:
        """Find the most probable labels of a run (Viterbi)."""
        span = range(len(LABELS))
        columns = list(zip(*self._transitions, strict=True))
        best = list(scores[0])
        back: list[list[int]] = []
        for row in scores[1:]:
            following, choice = [], []
            for label in span:
                column = columns[label]
                reach = [*map(add, best, column)]
                top = max(reach)
                choice.append(reach.index(top))
                following.append(top + row[label])
            best = following
            back.append(choice)
        label = best.index(max(best))
        path = [label]
        for choice in reversed(back):
            label = choice[label]
            path.append(label)
        path.reverse()
        return path

    def _marginals(self, scores: Sequence[Sequence[float]]) -> list[list[float]]:
        """Give each word's probability for each label (forward and backward sums, scaled)."""
        local = []
        for row in scores:
            top = max(row)
            local.append([math.exp(s - top) for s in row])
        if len(local) == 1:
            return [_scaled(local[0])]
        odds = self._odds
        columns = [*zip(*odds, strict=True)]
        forward = [_scaled(local[0])]
        for row in local[1:]:
            last = forward[-1]
            forward.append(
                _scaled([r * sum(map(mul, last, column)) for r, column in zip(row, columns, strict=True)])
            )
        backward = [[1.0] * len(LABELS)]
        for row in reversed(local[1:]):
            after = backward[-1]
            weighted = [*map(mul, row, after)]
            backward.append(_scaled([sum(map(mul, line, weighted)) for line in odds]))
        backward.reverse()
        return [_scaled([*map(mul, x, y)]) for x, y in zip(forward, backward, strict=True)]


def _favour(first: int, scores: Sequence[list[float]], glossed: Glossed) -> None:
    """Raise a run that is wholly one known name: few documents of the corpora name most countries."""
    parts = glossed.parts
    here = parts.get(first)
    if here is None or here.place not in {"S", "B"}:
        return
    count = len(scores)
    if any(first + i not in parts or parts[first + i].place in {"S", "B"} for i in range(1, count)):
        return
    kinds = kinds_of(here.mask)
    if kinds.sorts == PEOPLE:
        return
    favour = COUNTRY if kinds.bits[0] == 0 and kinds.size >= COUNTRY_SIZE else WHOLE
    for row in scores:
        row[0] -= favour / count


def _scaled(values: Sequence[float]) -> list[float]:
    total = sum(values) or 1.0
    return [v / total for v in values]


def pack(
    weights: Mapping[str, Vector], transitions: Sequence[Vector], *, caution: float, agreement: float
) -> bytes:
    """Write a model: a header, the features in order, their weights as 16-bit numbers."""
    names = sorted(f for f, row in weights.items() if any(_whole(w) for w in row))
    numbers = array(
        "h", [_whole(w) for label in range(len(LABELS)) for w in (weights[f][label] for f in names)]
    )
    header = {
        "labels": LABELS, "caution": caution, "agreement": agreement, "features": len(names),
        "transitions": [[_whole(w) for w in row] for row in transitions],
    }  # fmt: skip
    body = "\n".join([json.dumps(header), *names]).encode() + b"\0"
    return MAGIC + zlib.compress(body + _little(numbers).tobytes(), 9)


def unpack(data: bytes, lexicon: Lexicon) -> Tagger:
    """Read a model that `pack` wrote.

    Raises
    ------
    AssetError
        It is no model, or of another version.
    """
    if not data.startswith(MAGIC):
        raise AssetError("the tagger's model is of another version: train it again")
    body, numbers = zlib.decompress(data[len(MAGIC) :]).split(b"\0", 1)
    head, *names = body.decode().split("\n")
    header = json.loads(head)
    whole = array("h")
    whole.frombytes(numbers)
    count = len(names)
    columns = [[n / SCALE for n in _little(whole)[i * count : (i + 1) * count]] for i in range(len(LABELS))]
    weights = dict(zip(names, zip(*columns, strict=True), strict=True))
    transitions = [tuple(n / SCALE for n in row) for row in header["transitions"]]
    return Tagger(weights, transitions, lexicon, caution=header["caution"], agreement=header["agreement"])


@lru_cache(maxsize=1)
def load_tagger() -> Tagger:
    """Read the model that the package carries.

    Raises
    ------
    AssetError
        The package lacks it.
    """
    path = files("geomap.recognise") / "data" / "tagger.bin"
    try:
        data = path.read_bytes()
    except OSError as error:
        raise AssetError("the tagger's model is missing: install geomap again") from error
    return unpack(data, load_lexicon())


def _whole(weight: float) -> int:
    return max(-32768, min(32767, round(weight * SCALE)))


def _little(numbers: array[int]) -> array[int]:
    """Give the numbers with the lowest byte first, whatever the machine."""
    import sys

    if sys.byteorder == "big":
        numbers = numbers[:]
        numbers.byteswap()
    return numbers
