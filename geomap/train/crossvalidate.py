"""Measure the recogniser on documents that it was not trained on.

``python -m geomap.train.crossvalidate CORPORA -o FILE`` trains five times on four fifths of the documents
and scores the fifth (``five_fold``), then on two of the three corpora and scores the third
(``unseen_corpus``). What is scored is the whole recogniser, roles and all, by the definition of the field's
figure: exact spans, micro-averaged, demonyms left out, "US" and the like kept; a place within the name
of a body counts for the corpora that mark such (LGL, TR-News). The file names corpora, settings and command,
and holds the counts of each fold, so that one fold can be trained again and compared.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from geomap.gazetteer import Gazetteer, normalise
from geomap.model import Mention
from geomap.recognise import recognise
from geomap.recognise.lexicon import load_lexicon
from geomap.recognise.tagger import Tagger, unpack
from geomap.train.corpora import ENTITIES, PLACES, Labelled, digest
from geomap.train.tagger import Describer, Sequences, Settings, fit, read_all, set_elsewhere

COMMAND = "python -m geomap.train.crossvalidate ../shared/corpora -o FILE"
FOLDS = 5
EMBEDDED = frozenset(["lgl", "trnews"])
"""Corpora that mark places within the names of bodies."""
ABBREVIATIONS = frozenset(["us", "usa", "uk", "eu", "uae"])
"""Marked as places even where they stand for an adjective."""

Counts = tuple[int, int, int]


def count(document: Labelled, mentions: Iterable[Mention], *, embedded: bool) -> Counts:
    """Count right, wrong and missed names of a document, demonyms left out."""
    gold, demonyms = document.gold, document.demonyms
    found: set[tuple[int, int]] = set()
    for m in mentions:
        span = (m.start, m.end)
        if m.role == "part_of_name" and not embedded:
            continue
        if m.role == "demonym" and not (span in gold and normalise(m.text).replace(" ", "") in ABBREVIATIONS):
            continue
        if span in gold or not any(a < m.end and m.start < b for a, b in demonyms):
            found.add(span)
    return len(found & gold), len(found - gold), len(gold - found)


def figures(counts: Iterable[Counts]) -> dict[str, Any]:
    """Add up counts: precision, recall, F1."""
    rows = list(counts)
    right, wrong, missed = (sum(row[i] for row in rows) for i in range(3))
    precision = right / max(1, right + wrong)
    recall = right / max(1, right + missed)
    f1 = 2 * right / max(1, 2 * right + wrong + missed)
    return {
        "precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4),
        "right": right, "wrong": wrong, "missed": missed,
    }  # fmt: skip


class Trial:
    """The corpora, described once, and training and scoring on parts of them."""

    def __init__(self, corpora: Path, settings: Settings, gazetteer: Gazetteer) -> None:
        self.settings = settings
        self._gazetteer = gazetteer
        self._lexicon = load_lexicon()
        describer = Describer(gazetteer, self._lexicon)
        self.read = read_all(corpora, gazetteer)
        self._described = {
            name: [describer.describe(d, settings.forget) for d in rows] for name, rows in self.read.items()
        }
        self._elsewhere = {
            name: [[] if d is None else describer.describe(d, settings.forget) for d in rows]
            for name, rows in set_elsewhere(self.read, gazetteer).items()
        }

    def fold(self, number: int) -> dict[str, Counts]:
        """Train without every fifth document and score those."""
        both = (self._described, self._elsewhere)
        train = [s for of in both for name in PLACES for i, s in enumerate(of[name]) if i % FOLDS != number]
        tagger = self._train(train)
        return {name: self._score(tagger, name, self.read[name][number::FOLDS]) for name in PLACES}

    def unseen(self, corpus: str) -> Counts:
        """Train on the other corpora and score this one."""
        both = (self._described, self._elsewhere)
        train = [s for of in both for name in PLACES if name != corpus for s in of[name]]
        return self._score(self._train(train), corpus, self.read[corpus])

    def _train(self, documents: list[Sequences]) -> Tagger:
        entities = [s for name in ENTITIES for s in self._described[name]]
        return unpack(fit([*documents, *entities], self.settings, self._lexicon), self._lexicon)

    def _score(self, tagger: Tagger, name: str, documents: Iterable[Labelled]) -> Counts:
        rows = [
            count(d, recognise(d.prose, gazetteer=self._gazetteer, tagger=tagger), embedded=name in EMBEDDED)
            for d in documents
        ]
        return sum(r[0] for r in rows), sum(r[1] for r in rows), sum(r[2] for r in rows)


def main(arguments: Sequence[str] | None = None) -> None:
    """Cross-validate and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args(arguments)
    gazetteer, settings = Gazetteer.default(), Settings()
    trial = Trial(options.corpora, settings, gazetteer)
    folds = [trial.fold(number) for number in range(FOLDS)]
    result = {
        "command": COMMAND,
        "settings": {name: getattr(settings, name) for name in Settings.__slots__},
        "corpora": {name: digest(options.corpora / f"{name}.jsonl") for name in (*PLACES, *ENTITIES)},
        "gazetteer": gazetteer.provenance().release,
        "five_fold": {name: figures(fold[name] for fold in folds) for name in PLACES},
        "folds": {name: [fold[name] for fold in folds] for name in PLACES},
        "unseen_corpus": {name: figures([trial.unseen(name)]) for name in PLACES},
    }
    options.output.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
