"""Train the resolver's ranker, and measure it out of fold.

    python -m geomap.train.ranker ../shared/corpora

From the corpora to ``geomap/resolve/data/ranker.json`` (trees and confidence, as plain JSON) and
``ranker.manifest.json`` (digests, command, out-of-fold figures). LightGBM grows the trees and is needed
here alone. The same corpora and gazetteer give the same bytes: one thread, fixed seeds.

Every figure is out of fold: five folds by group of documents, and each corpus by a model that has not
seen it.
The confidence is fitted on out-of-fold rows. The home of an outlet is learnt from the model's
own out-of-fold answers for the outlet's other documents, never from the gold.
"""

from __future__ import annotations

import hashlib
import json
import logging
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import numpy as np
import numpy.typing as npt

import geomap.resolve
from geomap.errors import MissingExtraError
from geomap.gazetteer import Gazetteer
from geomap.resolve.features import FEATURES, HOME, Rows, at_home, best_rows, softmax
from geomap.resolve.home import Area, Home, home_of_domain, outlet
from geomap.resolve.ranking import figures, first_look, on_top
from geomap.resolve.settling import settle
from geomap.resolve.tells import home_told
from geomap.train.approximate import about_figures, about_hits
from geomap.train.confidence import Scores, Table, Tables, calibration, fit_confidence
from geomap.train.examples import CORPORA, Example, accuracy, by_corpus, ceiling, read_examples

try:
    import lightgbm
except ImportError as error:
    raise MissingExtraError("training", extra="train", module="LightGBM") from error

ROUNDS: Final = 100
RISING: Final = frozenset({
    "held", "sibling_held", "holds", "kind_asked", "sibling_kind", "home_region", "home_country",
    "capital", "prior", "population_share", "country_share", "region_share", "settled_50", "settled_161",
    "near_50", "near_161",
})  # fmt: skip
"""Figures that may only speak for a candidate."""

FALLING: Final = frozenset({"nearest_km", "prior_gap", "rank"})
"""Figures that may only speak against it."""

PARAMETERS: Final[dict[str, Any]] = {
    "objective": "lambdarank",
    "learning_rate": 0.12,
    "num_leaves": 15,
    "min_child_samples": 25,
    "feature_fraction": 0.7,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 3,
    "monotone_constraints": [(name in RISING) - (name in FALLING) for name in FEATURES],
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "seed": 0,
    "verbose": -1,
}
SURE: Final = 0.6
HALF_WEIGHT: Final = 500
"""A corpus of so many mentions weighs 1 each; others by the square root."""

log = logging.getLogger(__name__)


def main(arguments: Sequence[str]) -> None:
    """Train, measure and write the model."""
    corpora = Path(arguments[0])
    gazetteer = Gazetteer.default()
    examples = [e for name in CORPORA for e in read_examples(corpora / f"{name}.jsonl", candidates=gazetteer)]
    plain = tables(examples, [None] * len(examples))
    first = out_of_fold(examples, [plain], plain)
    homes = homes_from(examples, first)
    with_home = with_homes(examples, plain, homes)
    in_order = with_homes(examples, plain, homes_from(examples, first, in_order=True))
    variants = [plain, with_home, in_order]
    scores = {name: out_of_fold(examples, variants, t) for name, t in zip(VARIANTS, variants, strict=True)}
    confidence = fit_confidence(examples, variants, list(scores.values()))
    report = {
        "candidates": by_corpus(examples, lambda some, _: ceiling(some)),
        "rules alone": figures_of(examples, [_rules(e) for e in examples]),
        **{f"five folds, {name}": figures_of(examples, s) for name, s in scores.items()},
        **{
            f"five folds, {name}, with about here": about_figures(examples, t, scores[name], confidence)
            for name, t in zip(VARIANTS, variants, strict=True)
        },
        "first fold alone, no home learnt from": figures_of(*_first_fold(examples, first)),
        "corpus never seen, no home": figures_of(examples, never_seen(examples, [plain], plain)),
        "about here": about_hits(examples, plain, scores[VARIANTS[0]], confidence),
        "calibration": calibration(examples, variants[0], scores[VARIANTS[0]]),
    }
    booster = fit(examples * len(variants), [t for v in variants for t in v])
    gain = booster.feature_importance("gain")
    model = {"features": FEATURES, "trees": plain_trees(booster), "confidence": confidence}
    folder = Path(geomap.resolve.__file__).parent / "data"
    folder.mkdir(exist_ok=True)
    provenance = gazetteer.provenance()
    text = json.dumps(model, separators=(",", ":")) + "\n"
    (folder / "ranker.json").write_text(text, encoding="utf-8")
    manifest = {
        "command": "python -m geomap.train.ranker ../shared/corpora",
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "corpora": {name: _digest(corpora / f"{name}.jsonl") for name in CORPORA},
        "gazetteer": {"release": provenance.release, "places": provenance.places},
        "lightgbm": lightgbm.__version__,
        "gain": {FEATURES[i]: round(float(gain[i] / gain.sum()), 3) for i in np.argsort(-gain)[:20]},
        "figures": report,
    }
    (folder / "ranker.manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    log.info("%s", json.dumps(report, indent=1))


VARIANTS: Final = ("no home", "home from all other documents", "home from the documents before")


def tables(examples: Sequence[Example], homes: Sequence[Home | None]) -> Tables:
    """Give the figures of each document's rows, given where its outlet is at home."""
    out: Tables = []
    for e, home in zip(examples, homes, strict=True):
        out.append(None if e.rows is None else figures(e.rows, _and_told(e, home)))
    return out


def with_homes(examples: Sequence[Example], plain: Tables, homes: Sequence[Home | None]) -> Tables:
    """Give the same figures with other homes."""
    out: Tables = []
    for e, table, home in zip(examples, plain, homes, strict=True):
        if e.rows is None or table is None:
            out.append(None)
        else:
            out.append(np.concatenate((table[:, : -len(HOME)], at_home(e.rows, _and_told(e, home))), axis=1))
    return out


def _and_told(example: Example, home: Home | None) -> Home | None:
    """Add what the text itself tells of its country, as resolving does."""
    told = home_told(example.prose.text)
    return home.plus(told) if home is not None else told


def fit(examples: Sequence[Example], rows: Sequence[Table | None]) -> lightgbm.Booster:
    """Grow the trees on documents and their figures."""
    placed = Counter[str]()
    for e in examples:
        placed[e.corpus] += e.placed
    parts: list[Table] = []
    choices: list[int] = []
    weights: list[float] = []
    groups: list[int] = []
    for e, table in zip(examples, rows, strict=True):
        if e.rows is None or table is None:
            continue
        weight = math.sqrt(HALF_WEIGHT / placed[e.corpus])
        for labels, start in zip(e.labels, e.rows.starts.tolist(), strict=True):
            for label in labels:
                kept = [n for n, choice in enumerate(label.choices) if choice >= 0]
                parts.append(table[start : start + len(label.choices)][kept])
                choices += [label.choices[n] for n in kept]
                weights += [weight * label.weight] * len(kept)
                groups.append(len(kept))
    whole = np.concatenate(parts)
    data = lightgbm.Dataset(
        whole.astype(np.float32), choices, weight=weights, group=groups, init_score=on_top(whole)
    )
    return lightgbm.train(PARAMETERS, data, ROUNDS)


def predict(booster: lightgbm.Booster, examples: Sequence[Example], rows: Sequence[Table | None]) -> Scores:
    """Score the rows of documents."""
    scores: Scores = []
    for e, table in zip(examples, rows, strict=True):
        if e.rows is None or table is None:
            scores.append(None)
            continue
        score = np.asarray(booster.predict(table, num_threads=1)) + on_top(table)
        scores.append(settle(e.rows, table, score))
    return scores


def out_of_fold(examples: Sequence[Example], seen: Sequence[Tables], test: Tables) -> Scores:
    """Score each document by a model that has seen the other folds, in each of the variants ``seen``."""
    return _held_out(examples, seen, test, [e.fold for e in examples])


def never_seen(examples: Sequence[Example], seen: Sequence[Tables], test: Tables) -> Scores:
    """Score each document by a model that has seen the other corpora alone."""
    return _held_out(examples, seen, test, [e.corpus for e in examples])


def _held_out(
    examples: Sequence[Example], seen: Sequence[Tables], test: Tables, part: Sequence[int | str]
) -> Scores:
    scores: Scores = [None] * len(examples)
    for held in sorted(set(part), key=str):
        train = [i for i, p in enumerate(part) if p != held]
        booster = fit([examples[i] for _ in seen for i in train], [v[i] for v in seen for i in train])
        mine = [i for i, p in enumerate(part) if p == held]
        for i, s in zip(
            mine, predict(booster, [examples[i] for i in mine], [test[i] for i in mine]), strict=True
        ):
            scores[i] = s
    return scores


def homes_from(examples: Sequence[Example], scores: Scores, *, in_order: bool = False) -> list[Home | None]:
    """Give each document's outlet its home, from the answers for its other documents.

    ``in_order``: only from those that stand before it in the corpus, as a stream would know them.
    """
    found: dict[tuple[str, str], list[tuple[int, str, Counter[Area]]]] = defaultdict(list)
    for i, (e, score) in enumerate(zip(examples, scores, strict=True)):
        if e.rows is not None and score is not None:
            found[e.corpus, outlet(e.source)].append((i, e.group, _areas(e.rows, score)))
    homes: list[Home | None] = [None] * len(examples)
    for (_, source), documents in found.items():
        if not source:
            continue
        for i, mine, _ in documents:
            total = Counter[Area]()
            for j, other, areas in documents:
                if other != mine and (j < i or not in_order):
                    total.update(areas)
            domain = home_of_domain(examples[i].source)
            if total:
                homes[i] = Home(MappingProxyType(dict(total))).plus(domain)
            else:
                homes[i] = domain
    return homes


def _areas(rows: Rows, score: Table) -> Counter[Area]:
    share = softmax(rows, score)
    places = {}
    for row in best_rows(rows, score).tolist():
        sense = int(rows.sense[row])
        if share[row] >= SURE:
            place = rows.senses[sense].entry.candidates[row - int(rows.starts[sense])].place
            places[place.id] = place
    return Counter(
        (p.country.split("/")[0], None if p.kind == "country" else p.admin1)
        for p in places.values()
        if p.country
    )


def plain_trees(booster: lightgbm.Booster) -> list[dict[str, Any]]:
    """Give the trees as `geomap.resolve.trees.Trees.read` reads them."""
    return [_plain(tree["tree_structure"]) for tree in booster.dump_model()["tree_info"]]


def _plain(root: dict[str, Any]) -> dict[str, Any]:
    tree: dict[str, Any] = {"test": [], "left": [], "right": [], "leaf": []}

    def add(node: dict[str, Any]) -> int:
        if "leaf_value" in node:
            tree["leaf"].append(round(node["leaf_value"], 5))
            return -len(tree["leaf"])
        n = len(tree["test"])
        tree["test"].append([node["split_feature"], float(f"{node['threshold']:.7g}")])
        tree["left"].append(0)
        tree["right"].append(0)
        tree["left"][n] = add(node["left_child"])
        tree["right"][n] = add(node["right_child"])
        return n

    add(root)
    return tree


def figures_of(examples: Sequence[Example], scores: Scores) -> dict[str, float]:
    """Give acc@161 with the spans given, by corpus."""

    def measure(some: list[Example], mine: list[int]) -> float:
        return accuracy(some, [_best(e, scores[i]) for e, i in zip(some, mine, strict=True)])

    return by_corpus(examples, measure)


def _first_fold(examples: Sequence[Example], scores: Scores) -> tuple[list[Example], Scores]:
    kept = [i for i, e in enumerate(examples) if e.fold == 0]
    return [examples[i] for i in kept], [scores[i] for i in kept]


def _best(example: Example, score: Table | None) -> npt.NDArray[np.int64] | None:
    return None if example.rows is None or score is None else best_rows(example.rows, score)


def _rules(example: Example) -> Table | None:
    return None if example.rows is None else first_look(example.rows)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main(sys.argv[1:])
