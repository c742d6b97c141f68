"""Measure finding and placing together, on documents that neither model was trained on.

    python -m geomap.train.endtoend ../shared/corpora -o tests/evaluate/end_to_end.json

From the corpora to precision and recall of names found with the exact span and rightly placed, by corpus.
Five folds by group of documents: for each, the tagger and the ranker with its confidence are trained
on the other four, from nothing. The texts then go through the stages as in ``geomap parse``: with the
documents in the corpus's order, an outlet's home is learnt from the answers before, never from gold.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from geomap.evaluate.figures import Figure
from geomap.evaluate.gold import GoldDocument, read_gold
from geomap.evaluate.report import score
from geomap.gazetteer import Gazetteer
from geomap.language import read_prose
from geomap.model import Mention, Place
from geomap.read import read_text
from geomap.recognise import recognise
from geomap.recognise.lexicon import load_lexicon
from geomap.recognise.tagger import Tagger, unpack
from geomap.resolve import Homes, resolve
from geomap.resolve.features import FEATURES
from geomap.resolve.ranking import Ranker
from geomap.train import ranker as ranking
from geomap.train.confidence import fit_confidence
from geomap.train.corpora import ENTITIES, digest
from geomap.train.examples import CORPORA, FOLDS, Example, as_record, fold_of, read_examples
from geomap.train.tagger import Describer, Settings, fit, read_all, set_elsewhere

COMMAND: Final = "python -m geomap.train.endtoend ../shared/corpora -o tests/evaluate/end_to_end.json"

Models = Sequence[tuple[Tagger, Ranker]]
"""For each fold, what was trained on the others."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Train the folds, measure, and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args(arguments)
    gazetteer = Gazetteer.default()
    taggers = train_taggers(options.corpora, gazetteer)
    models = [*zip(taggers, train_rankers(options.corpora, gazetteer), strict=True)]
    golds = {name: read_gold(options.corpora / f"{name}.jsonl") for name in CORPORA}
    result = {
        "command": COMMAND,
        "folds": FOLDS,
        "corpora": {name: digest(options.corpora / f"{name}.jsonl") for name in (*CORPORA, *ENTITIES)},
        "gazetteer": gazetteer.provenance().release,
        "settings": {name: getattr(Settings(), name) for name in Settings.__slots__},
        "as a stream": _all(golds, models, gazetteer, in_stream=True),
        "each document alone": _all(golds, models, gazetteer, in_stream=False),
    }
    options.output.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def train_taggers(corpora: Path, gazetteer: Gazetteer) -> Iterator[Tagger]:
    """Train a tagger for each fold, on the documents of the others and the corpora of entities."""
    settings, lexicon = Settings(), load_lexicon()
    describer = Describer(gazetteer, lexicon)
    read = read_all(corpora, gazetteer)
    entities = [describer.describe(d, settings.forget) for name in ENTITIES for d in read[name]]
    elsewhere = set_elsewhere(read, gazetteer)
    documents = [
        (_fold(d.record or {}), describer.describe(each, settings.forget))
        for n in CORPORA
        for d, copy in zip(read[n], elsewhere[n], strict=True)
        for each in (d, copy)
        if each is not None
    ]
    for held in range(FOLDS):
        train = [sequences for fold, sequences in documents if fold != held]
        yield unpack(fit([*train, *entities], settings, lexicon), lexicon)


def train_rankers(corpora: Path, gazetteer: Gazetteer) -> Iterator[Ranker]:
    """Train a ranker for each fold, with homes and confidence from the other folds' answers alone."""
    examples = [e for name in CORPORA for e in read_examples(corpora / f"{name}.jsonl", candidates=gazetteer)]
    for held in range(FOLDS):
        yield train_ranker([e for e in examples if e.fold != held])


def train_ranker(examples: Sequence[Example]) -> Ranker:
    """Train a ranker on these documents alone, without and with homes from the documents before."""
    plain = ranking.tables(examples, [None] * len(examples))
    first = ranking.out_of_fold(examples, [plain], plain)
    homes = ranking.homes_from(examples, first, in_order=True)
    variants = [plain, ranking.with_homes(examples, plain, homes)]
    scores = [first, ranking.out_of_fold(examples, variants, variants[1])]
    confidence = fit_confidence(examples, variants, scores)
    booster = ranking.fit([*examples] * len(variants), [t for v in variants for t in v])
    return Ranker.read(
        {"features": FEATURES, "trees": ranking.plain_trees(booster), "confidence": confidence}
    )


def measure(
    name: str, documents: Sequence[GoldDocument], models: Models, gazetteer: Gazetteer, *, in_stream: bool
) -> dict[str, Figure]:
    """Find and place the names of a corpus, each document by the models that have not seen it."""
    homes = Homes()
    found = []
    for gold in documents:
        tagger, ranker = models[_fold(gold.record or {})]
        record = gold.record or {}
        document = read_text(gold.text, document_id="d1", title=record.get("title") or None)
        prose = read_prose(document)
        url = record.get("url") if in_stream else None
        mentions = recognise(prose, gazetteer=gazetteer, tagger=tagger)
        resolution = resolve(prose, mentions, candidates=gazetteer, home=homes.of(url), ranker=ranker)
        homes.learn(url, resolution)
        found.append(
            {"id": gold.id, "mentions": [_record(m, resolution.places) for m in resolution.mentions]}
        )
    report = score(name, documents, [(None, f) for f in found])
    return report.end_to_end


def _all(
    golds: Mapping[str, Sequence[GoldDocument]], models: Models, gazetteer: Gazetteer, *, in_stream: bool
) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name, documents in golds.items():
        figures = measure(name, documents, models, gazetteer, in_stream=in_stream)
        out[name] = {
            said: [round(v, 4) for v in (figures[key].value, figures[key].low, figures[key].high)]
            for said, key in (("precision", "p"), ("recall", "r"), ("f1", "f1"))
        }
    out["mean"] = {
        said: round(sum(out[name][said][0] for name in golds) / len(golds), 4)
        for said in ("precision", "recall", "f1")
    }
    return out


def _fold(record: Mapping[str, Any]) -> int:
    return fold_of(str(record.get("group") or record.get("id")))


def _record(m: Mention, places: Mapping[str, Place]) -> dict[str, Any]:
    place = places[m.place] if m.place else None
    return {
        "start": m.start, "end": m.end, "text": m.text, "role": m.role, "confidence": m.confidence,
        "place": as_record(place) if place else None,
    }  # fmt: skip


if __name__ == "__main__":
    main()
