"""Train the tagger: ``python -m geomap.train.tagger CORPORA``, the same bytes each time.

From the folder of corpora and the built gazetteer to ``geomap/recognise/data/tagger.bin`` and a manifest
that names what it was made from. Needs python-crfsuite, which geomap itself does not.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import geomap.recognise
from geomap.errors import MissingExtraError
from geomap.gazetteer import Gazetteer
from geomap.recognise.features import Described, mark_words, observe
from geomap.recognise.known import Knows, Part, gloss
from geomap.recognise.lexicon import Lexicon, load_lexicon
from geomap.recognise.met import Met
from geomap.recognise.strings import GROUPS, POSITIONS, Traits, join, spell, spell_part, traits_of
from geomap.recognise.tagger import LABELS, Vector, pack
from geomap.train.corpora import (
    ENTITIES,
    PLACES,
    UNMARKED,
    Labelled,
    digest,
    label_places,
    mark_embedded,
    read_entities,
    read_places,
)
from geomap.train.renaming import renamed, towns_of

try:
    import pycrfsuite
except ImportError as error:
    raise MissingExtraError("training", extra="train", module="python-crfsuite") from error

DATA = Path(geomap.recognise.__file__).with_name("data")
COMMAND = "python -m geomap.train.tagger ../shared/corpora"


@dataclass(frozen=True, slots=True)
class Settings:
    """How to train; the defaults were chosen by cross-validation (docs/model-card-recogniser.md)."""

    sparsity: float = 0.1
    smoothing: float = 0.05
    iterations: int = 70
    least_uses: int = 2
    forget: float = 0.1
    caution: float = -0.2
    agreement: float = 3.0
    rounds: int = 10
    perceptron: float = 0.1
    least_weight: float = 0.01


Sequences = list[tuple[list[list[str]], list[str]]]


class Forgetful:
    """A gazetteer that has forgotten some names, others for each document.

    Names that the gazetteer does not have are rare in its own corpora; a tagger that never meets them
    learns to trust the gazetteer and to miss the next village.
    """

    def __init__(self, gazetteer: Knows, document: str, share: float) -> None:
        self._gazetteer = gazetteer
        self._document = document
        self._share = share

    def knows(self, key: str, /) -> int:
        """Give the kinds of a name, 0 if forgotten."""
        mask = self._gazetteer.knows(key)
        if mask and crc32(f"{self._document} {key}".encode()) < self._share * 2**32:
            return 0
        return mask

    def is_prefix(self, key: str, /) -> bool:
        """Say whether a known name begins so."""
        return self._gazetteer.is_prefix(key)

    def ask(self, keys: Iterable[str], /) -> dict[str, tuple[int, bool]]:
        """Give what the two others say of some names."""
        self._gazetteer.ask(keys := [*keys])
        return {key: (self.knows(key), self.is_prefix(key)) for key in keys}


class Describer:
    """Turns documents into training sequences, each word and group spelt once."""

    def __init__(self, gazetteer: Knows, lexicon: Lexicon) -> None:
        self._gazetteer = gazetteer
        self._lexicon = lexicon
        self._met: Met[str] = Met(lambda words: (mark_words(words),), mark_words([]))
        self._traits: dict[str, Traits] = {}
        self._spelt: dict[tuple[str, str], list[str]] = {}
        self._known: dict[Part, list[str]] = {}
        self._codes: dict[tuple[str, int], list[str]] = {}

    def describe(self, document: Labelled, forget: float = 0.0) -> Sequences:
        """Give the document's runs as features and labels, with a share of the known names forgotten."""
        sequences = []
        gazetteer = (
            Forgetful(self._gazetteer, document.prose.document.id, forget) if forget else self._gazetteer
        )
        seen = observe(gloss(document.prose, gazetteer), self._met, self._lexicon)
        if seen is None:
            return []
        at = 0
        for first, last in seen.runs:
            features = [self._strings(seen, at + i) for i in range(last - first)]
            sequences.append((features, list(document.labels[first:last])))
            at += last - first
        return sequences

    def _strings(self, seen: Described, at: int) -> list[str]:
        """Give all strings of a word; their order decides the last bits of what is learnt."""
        here = [seen.words[i] for i in seen.around[:, at].tolist()]
        words = [self._spell(word, role) for word, role in zip(here, POSITIONS, strict=True)]
        joined = join([self._traits[word] for word in here], seen.situation(at))
        pairs, edges, ends, glosses, around = (joined[a:b] for a, b in _JOINED)
        part = self._part(seen.parts[seen.part[at]])
        codes = {name: self._code(name, int(column[at])) for name, column in seen.codes.items()}
        run = codes["run"]
        return [
            *(s for i in _NEAREST_FIRST for s in words[i]), *pairs, *part[:_NAMED],
            *codes["gl"], *codes["gr"], *glosses, *part[_NAMED:], *codes["gll"], *codes["grr"],
            *codes["line"], *words[_EL], *words[_EL + 1], *edges, *words[_RF], *words[_RF + 1], *run[:2],
            *ends, *run[2:], *codes["use"], *around,
        ]  # fmt: skip

    def _spell(self, word: str, role: str) -> list[str]:
        strings = self._spelt.get((word, role))
        if strings is None:
            traits = self._traits.setdefault(word, traits_of(word, self._lexicon))
            strings = self._spelt[word, role] = spell(traits, role)
        return strings

    def _part(self, part: Part) -> list[str]:
        strings = self._known.get(part)
        if strings is None:
            strings = self._known[part] = spell_part(part)
        return strings

    def _code(self, name: str, code: int) -> list[str]:
        strings = self._codes.get((name, code))
        if strings is None:
            strings = self._codes[name, code] = GROUPS[name].spell_code(code)
        return strings


_NEAREST_FIRST = (4, 3, 5, 2, 6, 1, 7, 0, 8)
_EL, _RF = POSITIONS.index("el"), POSITIONS.index("rf")
_NAMED = 4
"""Strings of a known name before those of its kinds."""
_JOINED = ((0, 6), (6, 9), (9, 11), (11, 13), (13, 14))
"""Pairs of neighbours, edges of the run, its first and last word, pairs of glosses, what stands around."""


def fit(sequences: Iterable[Sequences], settings: Settings, lexicon: Lexicon) -> bytes:
    """Train on sequences and give the packed model: the mean of a CRF and of an averaged perceptron.

    They err differently, and as both are linear, their mean is one model, no slower to read with.
    """
    runs = [run for document in sequences for run in document]
    both = [
        _train(runs, "lbfgs", 0.5, {
            "c1": settings.sparsity, "c2": settings.smoothing, "max_iterations": settings.iterations,
            "feature.minfreq": settings.least_uses,
        }),
        _train(runs, "ap", 0.5 * settings.perceptron, {
            "max_iterations": settings.rounds, "feature.minfreq": settings.least_uses,
        }),
    ]  # fmt: skip
    weights: dict[str, list[float]] = {}
    transitions = [[0.0] * len(LABELS) for _ in LABELS]
    for states, steps in both:
        for (feature, label), weight in states.items():
            weights.setdefault(feature, [0.0] * len(LABELS))[LABELS.index(label)] += weight
        for (label, following), weight in steps.items():
            transitions[LABELS.index(label)][LABELS.index(following)] += weight
    return pack(
        {f: tuple(row) for f, row in weights.items() if max(map(abs, row)) >= settings.least_weight},
        [tuple(row) for row in transitions],
        lexicon,
        caution=settings.caution,
        agreement=settings.agreement,
    )


Pairs = dict[tuple[str, str], float]


def _train(
    runs: Sequence[tuple[list[list[str]], list[str]]],
    algorithm: str,
    scale: float,
    settings: dict[str, float | int],
) -> tuple[Pairs, Pairs]:
    """Train one model and give its scaled weights: of features with labels, and of labels in a row."""
    # The perceptron takes the runs in an order drawn by the C library: the same each time.
    ctypes.CDLL(None).srand(1)
    trainer = pycrfsuite.Trainer(algorithm=algorithm, verbose=False)
    for features, labels in runs:
        trainer.append(pycrfsuite.ItemSequence(features), labels)
    trainer.set_params(settings)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model")
        trainer.train(path)
        model = pycrfsuite.Tagger()
        model.open(path)
        info = model.info()
        states = {pair: scale * weight for pair, weight in info.state_features.items()}
        steps = {pair: scale * weight for pair, weight in info.transitions.items()}
        model.close()
    return states, steps


def read_all(corpora: Path, gazetteer: Knows) -> dict[str, list[Labelled]]:
    """Read every corpus that the tagger learns from."""
    read = {name: list(read_places(corpora / f"{name}.jsonl")) for name in PLACES}
    for name in ENTITIES:
        read[name] = list(read_entities(corpora / f"{name}.jsonl", gazetteer))
    for name in UNMARKED:
        read[name] = [mark_embedded(document, gazetteer) for document in read[name]]
    return read


def set_elsewhere(
    read: Mapping[str, Sequence[Labelled]], gazetteer: Gazetteer
) -> dict[str, list[Labelled | None]]:
    """Give a copy of each article with other towns, None where it names none, by corpus."""
    towns = towns_of(gazetteer)
    copies: dict[str, list[Labelled | None]] = {}
    for name in PLACES:
        copies[name] = []
        for document in read[name]:
            record = renamed(document.record or {}, towns, gazetteer)
            copy = None if record is None else label_places(record, document.prose.document.path)
            marked = name in UNMARKED and copy is not None
            copies[name].append(mark_embedded(copy, gazetteer) if marked and copy else copy)
    return copies


def main(arguments: Sequence[str] | None = None) -> None:
    """Train on all corpora and write model and manifest."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--output", type=Path, default=DATA)
    options = parser.parse_args(arguments)
    gazetteer, lexicon, settings = Gazetteer.default(), load_lexicon(), Settings()
    describer = Describer(gazetteer, lexicon)
    read = read_all(options.corpora, gazetteer)
    elsewhere = set_elsewhere(read, gazetteer)
    documents = [
        *(d for name in PLACES for d in read[name]),
        *(d for name in PLACES for d in elsewhere[name] if d is not None),
        *(d for name in ENTITIES for d in read[name]),
    ]
    model = fit((describer.describe(d, settings.forget) for d in documents), settings, lexicon)
    (options.output / "tagger.bin").write_bytes(model)
    manifest = {
        "command": COMMAND,
        "settings": {name: getattr(settings, name) for name in Settings.__slots__},
        "corpora": {name: digest(options.corpora / f"{name}.jsonl") for name in (*PLACES, *ENTITIES)},
        "gazetteer": gazetteer.provenance().release,
        "lexicon": digest(DATA / "lexicon.tsv"),
        "model": digest(options.output / "tagger.bin"),
    }
    (options.output / "tagger.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()


__all__ = ["Describer", "Settings", "Vector", "fit", "main", "read_all"]
