"""Train the roles: ``python -m geomap.train.roles CORPORA``, the same bytes each time.

From spans that people judged literal or metonymic to ``geomap/recognise/data/roles.tsv``: for each cue a
weight, above zero for the place itself, below for its government, people or team. Also measures by
ten-fold cross-validation and writes the figures to a file (``--figures``). What was judged mixed is left out.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import geomap.recognise
from geomap.errors import MissingExtraError
from geomap.language import read_prose
from geomap.model import Document
from geomap.recognise.constructions import find_constructions
from geomap.recognise.cues import Scenes, find_cues
from geomap.recognise.lexicon import load_lexicon
from geomap.recognise.literalness import literalness, parse_weights
from geomap.train.corpora import digest, read_records

try:
    import pycrfsuite
except ImportError as error:
    raise MissingExtraError("training", extra="train", module="python-crfsuite") from error

DATA = Path(geomap.recognise.__file__).with_name("data")
COMMAND = "python -m geomap.train.roles ../shared/corpora"
CORPORA = ("relocar_train", "semeval_train")
SMOOTHING = 5.0
"""L2 penalty; chosen by cross-validation among 1 to 30."""
LEAST_USES = 2
FOLDS = 10
SMALLEST = 0.005
"""Weights below are dropped: they change no decision."""


@dataclass(frozen=True, slots=True)
class Example:
    """A judged span: its cues, what its constructions weigh, and whether it is literal."""

    cues: list[str]
    constructions: float
    literal: bool


def read_examples(path: Path) -> list[Example]:
    """Read the judged spans of a corpus as cues and whether they are literal."""
    lexicon = load_lexicon()
    examples = []
    for record in read_records(path):
        if record["label"] == "mixed":
            continue
        prose = read_prose(Document(str(record["id"]), "", "", record["text"], ""))
        first = prose.token_index(record["start"])
        last = max(first + 1, prose.token_index(max(record["start"], record["end"] - 1)) + 1)
        scene = Scenes(prose).of(first, last)
        cues = [*find_cues(scene, lexicon), f"corpus={path.stem}"]
        weight = sum(w for _, w in find_constructions(scene))
        examples.append(Example(cues, weight, record["label"] == "literal"))
    return examples


def fit(examples: Iterable[Example]) -> str:
    """Train a logistic regression and give its weights as a table."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for example in examples:
        trainer.append(
            pycrfsuite.ItemSequence([example.cues]), ["literal" if example.literal else "metonymic"]
        )
    trainer.set_params({"c1": 0.0, "c2": SMOOTHING, "max_iterations": 200, "feature.minfreq": LEAST_USES})
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model")
        trainer.train(path)
        model = pycrfsuite.Tagger()
        model.open(path)
        weights: dict[str, float] = {}
        for (cue, label), weight in model.info().state_features.items():
            weights[cue] = weights.get(cue, 0.0) + (weight if label == "literal" else -weight)
        model.close()
    return "".join(f"{cue}\t{w:.3f}\n" for cue, w in sorted(weights.items()) if abs(w) >= SMALLEST)


def measure(examples: dict[str, list[Example]]) -> dict[str, dict[str, float]]:
    """Cross-validate: accuracy, metonymic F1 and the majority's accuracy of each corpus."""
    figures = {}
    for name, own in examples.items():
        others = [e for other, rows in examples.items() if other != name for e in rows]
        right = hits = said = 0
        for fold in range(FOLDS):
            train = [e for i, e in enumerate(own) if i % FOLDS != fold]
            weights = parse_weights(fit([*train, *others]))
            for example in own[fold::FOLDS]:
                guess = literalness(example.cues, weights) + example.constructions > 0
                right += guess == example.literal
                hits += not guess and not example.literal
                said += not guess
        metonymic = sum(not example.literal for example in own)
        figures[name] = {
            "examples": len(own), "accuracy": round(right / len(own), 4),
            "metonymic_f1": round(2 * hits / (said + metonymic), 4),
            "majority": round(max(metonymic, len(own) - metonymic) / len(own), 4),
        }  # fmt: skip
    return figures


def main(arguments: Sequence[str] | None = None) -> None:
    """Train on both corpora and write weights and manifest."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--output", type=Path, default=DATA)
    parser.add_argument("--figures", type=Path, help="cross-validate too, and write the figures here")
    options = parser.parse_args(arguments)
    examples = {name: read_examples(options.corpora / f"{name}.jsonl") for name in CORPORA}
    table = fit(e for rows in examples.values() for e in rows)
    (options.output / "roles.tsv").write_text(table, encoding="utf-8")
    digests = {name: digest(options.corpora / f"{name}.jsonl") for name in CORPORA}
    manifest = {"command": COMMAND, "corpora": digests, "model": digest(options.output / "roles.tsv")}
    (options.output / "roles.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    if options.figures:
        figures = {"command": f"{COMMAND} --figures FILE", "corpora": digests, "ten_fold": measure(examples)}
        options.figures.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
