"""Label the words of a document as place names: a linear-chain CRF, read from the package.

From the words of a document to the spans of names, each with whether it stands alone or inside the name of an
organisation, and how probable that is. Only runs of capitalised words are looked at; between them the chain
is broken, because what lies between is never part of a name. All runs of a document are decoded side by
side (`geomap.recognise.chains`). Training (`geomap.train.tagger`) is another matter and needs
python-crfsuite; reading needs the model file and numpy.
"""

from __future__ import annotations

import json
import math
import threading
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from geomap.errors import AssetError
from geomap.gazetteer.entries import Sort
from geomap.recognise.chains import Chains, Floats
from geomap.recognise.features import Described, observe
from geomap.recognise.known import Glossed, Part, kinds_of
from geomap.recognise.lexicon import Lexicon, load_lexicon
from geomap.recognise.strings import KINDS_IN_PLACE, PLACES
from geomap.recognise.sums import Sums
from geomap.recognise.tables import SCALE, Tables, make_tables

MAGIC = b"geomap tagger 2\n"
_ONE_AT_A_TIME = threading.Lock()
"""Documents share the words that were met so far, which are numbered as they come."""
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
    tables
        The weights of all that is said of a word, for each of `LABELS`.
    transitions
        For each label the weight of each label after it.
    lexicon
        The words that the features ask for.
    caution
        Added to the score of "outside": more gives fewer names.
    agreement
        How far a word's other occurrences in the document move its score.

    Attributes
    ----------
    sums
        What scores words.
    """

    exhaustive = False

    def __init__(
        self,
        tables: Tables,
        transitions: Sequence[Vector],
        lexicon: Lexicon,
        *,
        caution: float = 0.0,
        agreement: float = 0.0,
    ) -> None:
        self._transitions = np.array(transitions, dtype=np.float64)
        self._lexicon = lexicon
        self._caution = caution
        self._agreement = agreement
        self.sums = Sums(tables, lexicon)

    def find(self, glossed: Glossed) -> Iterator[Found]:
        """Give the names of a document in order of the text.

        Each word is judged twice: by itself, and then with what its other occurrences in the
        document were judged to be.
        """
        with _ONE_AT_A_TIME:
            seen = observe(glossed, self.sums.words, self._lexicon)
            if seen is None:
                return
            scores = self.sums.score(seen)
        scores[:, 0] += self._caution
        chains = Chains([last - first for first, last in seen.runs], self._transitions)
        self._favour(seen, chains, scores, glossed.words)
        if self._agreement:
            self._agree(seen, chains, scores)
        labels = chains.best(scores)
        if not labels.any():
            return
        shares = chains.marginals(scores)
        named = np.flatnonzero(labels).tolist()
        label, share = labels.tolist(), shares[np.arange(len(labels)), labels].tolist()
        for first, last in _names(label, named, set(chains.starts)):
            token = int(seen.token[first])
            embedded = label[first] >= EMBEDDED
            yield Found(token, token + last - first, embedded, min(share[first:last]))

    def _favour(self, seen: Described, chains: Chains, scores: Floats, words: Sequence[str]) -> None:
        """Raise a run that is wholly one known name: few documents of the corpora name most countries."""
        place = seen.glosses[2] // KINDS_IN_PLACE
        opens = place <= PLACES.index("B")
        other = np.add.reduceat(opens | (place == PLACES.index("O")), chains.starts, dtype=np.intp)
        for run in np.flatnonzero(opens[chains.starts] & (other == 1)).tolist():
            (first, last), start = seen.runs[run], chains.starts[run]
            favour = _favour_of(seen.parts[seen.part[start]])
            if favour and "l" not in self._lexicon[words[first].lower()].names:
                scores[start : start + last - first, 0] -= favour / (last - first)

    def _agree(self, seen: Described, chains: Chains, scores: Floats) -> None:
        """Move each word's score towards what its other occurrences were judged to be."""
        counts = np.bincount(seen.alike + 1)  # the first are the words that are not counted
        counts[0] = 0
        rows = np.flatnonzero(counts[seen.alike + 1] > 1)
        if not len(rows):
            return
        key = seen.alike[rows]
        share = 1.0 - chains.marginals(scores)[rows, 0]
        total, count = np.bincount(key, share)[key], counts[key + 1]
        others = (total - share) / (count - 1)
        scores[rows, 0] -= self._agreement * (2.0 * others - 1.0) * (count - 1) / count


def _names(labels: Sequence[int], named: Sequence[int], starts: AbstractSet[int]) -> list[list[int]]:
    """Give the rows of each name, half-open, from the rows that have a label; ``starts`` begin runs."""
    names: list[list[int]] = []
    for row in named:
        if names and row == names[-1][1] and row not in starts:
            inside = EMBEDDED + 1 if labels[names[-1][0]] >= EMBEDDED else EMBEDDED - 1
            if labels[row] == inside:
                names[-1][1] += 1
                continue
        names.append([row, row + 1])
    return names


def _favour_of(part: Part) -> float:
    """Give the log odds that are added for a run that is wholly one known name."""
    kinds = kinds_of(part.mask)
    if kinds.sorts == PEOPLE:
        return 0.0
    return COUNTRY if kinds.bits[0] == 0 and kinds.size >= COUNTRY_SIZE else WHOLE


def pack(
    weights: Mapping[str, Vector],
    transitions: Sequence[Vector],
    lexicon: Lexicon,
    *,
    caution: float,
    agreement: float,
) -> bytes:
    """Write a model: a header with all words, then the tables of numbers one after another."""
    whole = {f: [_whole(w) for w in row] for f, row in weights.items()}
    tables = make_tables({f: row for f, row in whole.items() if any(row)}, len(LABELS), lexicon)
    header = {
        "labels": LABELS, "caution": caution, "agreement": agreement,
        "transitions": [[_whole(w) for w in row] for row in transitions],
        "values": tables.values,
        "tables": {name: [table.dtype.str, table.shape] for name, table in tables.numbers.items()},
    }  # fmt: skip
    numbers = b"".join(table.tobytes() for table in tables.numbers.values())
    return b"".join([MAGIC, json.dumps(header, separators=(",", ":")).encode(), b"\n", numbers])


def unpack(data: bytes, lexicon: Lexicon) -> Tagger:
    """Read a model that `pack` wrote.

    Raises
    ------
    AssetError
        It is no model, or of another version.
    """
    if not data.startswith(MAGIC):
        raise AssetError("the tagger's model is of another version: train it again")
    end = data.index(b"\n", len(MAGIC))
    header = json.loads(data[len(MAGIC) : end])
    numbers, start = {}, end + 1
    for name, (dtype, shape) in header["tables"].items():
        table = np.frombuffer(data, dtype, math.prod(shape), start)
        numbers[name] = table.reshape(shape)
        start += table.nbytes
    transitions = [tuple(n / SCALE for n in row) for row in header["transitions"]]
    return Tagger(
        Tables(header["values"], numbers),
        transitions,
        lexicon,
        caution=header["caution"],
        agreement=header["agreement"],
    )


@lru_cache(maxsize=1)
def load_tagger() -> Tagger:
    """Read the model that the package carries.

    Raises
    ------
    AssetError
        The package lacks it.
    """
    path = Path(__file__).with_name("data") / "tagger.bin"
    try:
        data = path.read_bytes()
    except OSError as error:
        raise AssetError("the tagger's model is missing: install geomap again") from error
    return unpack(data, load_lexicon())


def _whole(weight: float) -> int:
    return max(-32768, min(32767, round(weight * SCALE)))
