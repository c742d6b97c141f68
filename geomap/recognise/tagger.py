"""Label the words of a document as place names: a linear-chain CRF, read from the package.

From the words of a document to the spans of names, each with whether it stands alone or inside the name of an
organisation, and how probable that is. Only runs of capitalised words are looked at; between them the chain
is broken, because what lies between is never part of a name. All runs of a document are decoded side by
side (`geomap.recognise.chains`). Training (`geomap.train.tagger`) is another matter and needs
python-crfsuite; reading needs the model file and numpy.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np

from geomap.errors import AssetError
from geomap.gazetteer.entries import Sort
from geomap.recognise.chains import Chains, Floats
from geomap.recognise.features import Run, observe
from geomap.recognise.known import Glossed, kinds_of
from geomap.recognise.lexicon import Lexicon, load_lexicon
from geomap.recognise.sums import Sums

MAGIC = b"geomap tagger 1\n"
SCALE = 512.0
"""Weights are stored as whole multiples of 1/512: they lie within ±64 and differ little from the trained."""

LABELS = ("O", "B", "I", "E", "e")
"""Outside; begin and inside of a place name; begin and inside of one within an organisation's name."""

COUNTRY, WHOLE = 3.0, 0.8
"""Log odds that are added for a run that is the name of a country, or wholly another known name."""
COUNTRY_SIZE = 8
PEOPLE = f"{1 << Sort.DEMONYM:x}"

EMBEDDED = 3
"""From this label on, a name is within the name of a body."""
Vector = tuple[float, ...]


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
    features
        The strings that carry weights.
    weights
        A row for each of them: its weight for each of `LABELS`.
    transitions
        For each label the weight of each label after it.
    lexicon
        The words that the features ask for.
    caution
        Added to the score of "outside": more gives fewer names.
    agreement
        How far a word's other occurrences in the document move its score.
    """

    exhaustive = False

    def __init__(
        self,
        features: Sequence[str],
        weights: Floats,
        transitions: Sequence[Vector],
        lexicon: Lexicon,
        *,
        caution: float = 0.0,
        agreement: float = 0.0,
    ) -> None:
        self.features = tuple(features)
        self.weights = weights
        self._transitions = np.array(transitions, dtype=np.float64)
        self._lexicon = lexicon
        self._caution = caution
        self._agreement = agreement
        self._sums = Sums(self.features, weights, lexicon)

    def find(self, glossed: Glossed) -> Iterator[Found]:
        """Give the names of a document in order of the text.

        Each word is judged twice: by itself, and then with what its other occurrences in the
        document were judged to be.
        """
        runs = list(observe(glossed, self._lexicon))
        if not runs:
            return
        scores = self._sums.score([token for run in runs for token in run.tokens])
        scores[:, 0] += self._caution
        chains = Chains([len(run.tokens) for run in runs], self._transitions)
        self._favour(runs, chains, scores, glossed)
        if self._agreement:
            self._agree(runs, chains, scores, glossed.words)
        labels = chains.best(scores)
        if not labels.any():
            return
        shares = chains.marginals(scores)
        label, share = labels.tolist(), shares[np.arange(len(labels)), labels].tolist()
        for run, start in zip(runs, chains.starts, strict=True):
            yield from _names(label, share, start, start + len(run.tokens), run.first - start)

    def _favour(self, runs: Sequence[Run], chains: Chains, scores: Floats, glossed: Glossed) -> None:
        """Raise a run that is wholly one known name: few documents of the corpora name most countries."""
        for run, start in zip(runs, chains.starts, strict=True):
            count = len(run.tokens)
            favour = _favour_of(run.first, count, glossed)
            if favour and "l" not in self._lexicon[glossed.words[run.first].lower()].names:
                scores[start : start + count, 0] -= favour / count

    def _agree(self, runs: Sequence[Run], chains: Chains, scores: Floats, words: Sequence[str]) -> None:
        """Move each word's score towards what its other occurrences were judged to be."""
        here = [word for run in runs for word in words[run.first : run.first + len(run.tokens)]]
        keys = [word.lower() if len(word) > 1 and word[0].isupper() else "" for word in here]
        counts = Counter(keys)
        repeated = {key: n for n, key in enumerate(k for k, count in counts.items() if k and count > 1)}
        if not repeated:
            return
        rows = [i for i, key in enumerate(keys) if key in repeated]
        key = np.array([repeated[keys[i]] for i in rows])
        share = 1.0 - chains.marginals(scores)[rows, 0]
        total, count = np.bincount(key, share)[key], np.bincount(key)[key]
        others = (total - share) / (count - 1)
        scores[rows, 0] -= self._agreement * (2.0 * others - 1.0) * (count - 1) / count


def _names(labels: Sequence[int], shares: Sequence[float], i: int, end: int, shift: int) -> Iterator[Found]:
    """Give the names of one run, whose labels lie from ``i`` to ``end``; tokens lie ``shift`` further on."""
    while i < end:
        if not labels[i]:
            i += 1
            continue
        embedded = labels[i] >= EMBEDDED
        inside = EMBEDDED + 1 if embedded else EMBEDDED - 1
        j = i + 1
        while j < end and labels[j] == inside:
            j += 1
        yield Found(i + shift, j + shift, embedded, min(shares[i:j]))
        i = j


def _favour_of(first: int, count: int, glossed: Glossed) -> float:
    """Give the log odds that are added for a run that is wholly one known name, 0 for others."""
    parts = glossed.parts
    here = parts.get(first)
    if here is None or here.place not in {"S", "B"}:
        return 0.0
    if any(first + i not in parts or parts[first + i].place in {"S", "B"} for i in range(1, count)):
        return 0.0
    kinds = kinds_of(here.mask)
    if kinds.sorts == PEOPLE:
        return 0.0
    return COUNTRY if kinds.bits[0] == 0 and kinds.size >= COUNTRY_SIZE else WHOLE


def pack(
    weights: Mapping[str, Vector], transitions: Sequence[Vector], *, caution: float, agreement: float
) -> bytes:
    """Write a model: a header, the features in order, their weights as 16-bit numbers."""
    names = sorted(f for f, row in weights.items() if any(_whole(w) for w in row))
    numbers = np.array([[_whole(w) for w in weights[f]] for f in names], dtype="<i2").reshape(-1, len(LABELS))
    header = {
        "labels": LABELS, "caution": caution, "agreement": agreement, "features": len(names),
        "transitions": [[_whole(w) for w in row] for row in transitions],
    }  # fmt: skip
    body = "\n".join([json.dumps(header), *names]).encode() + b"\0"
    return MAGIC + zlib.compress(body + numbers.T.tobytes(), 9)


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
    weights = np.frombuffer(numbers, dtype="<i2").reshape(len(LABELS), -1).T / SCALE
    transitions = [tuple(n / SCALE for n in row) for row in header["transitions"]]
    return Tagger(
        names, weights, transitions, lexicon, caution=header["caution"], agreement=header["agreement"]
    )


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
