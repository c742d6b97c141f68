"""Floors on the out-of-fold figures: of documents that the scored model was not trained on."""

import hashlib
import json
from importlib.resources import files
from pathlib import Path

import pytest

from geomap.recognise.lexicon import load_lexicon
from geomap.recognise.tagger import pack, unpack
from geomap.train.crossvalidate import FOLDS, figures

HERE = Path(__file__).parent
FIGURES = json.loads((HERE / "out_of_fold.json").read_text(encoding="utf-8"))
ROLES = json.loads((HERE / "roles_out_of_fold.json").read_text(encoding="utf-8"))
DATA = files("geomap.recognise") / "data"
FLOORS = {"lgl": 0.855, "trnews": 0.92, "geovirus": 0.93}
"""F1 of exact spans without demonyms; never lowered in silence."""
ROLE_FLOORS = {"relocar_train": 0.85, "semeval_train": 0.82}


def below(result, floors):
    """Name the corpora whose F1 is below its floor."""
    return sorted(name for name, floor in floors.items() if result["five_fold"][name]["f1"] < floor)


def test_no_corpus_is_below_its_floor():
    assert below(FIGURES, FLOORS) == []


def test_the_gate_closes_when_a_figure_falls():
    fallen = json.loads(json.dumps(FIGURES))
    fallen["five_fold"]["trnews"]["f1"] = FLOORS["trnews"] - 0.001
    assert below(fallen, FLOORS) == ["trnews"]


def test_the_sums_are_those_of_the_folds():
    for name, result in FIGURES["five_fold"].items():
        assert len(FIGURES["folds"][name]) == FOLDS
        assert figures(tuple(c) for c in FIGURES["folds"][name]) == result


def test_roles_are_told_better_than_by_the_majority():
    for name, floor in ROLE_FLOORS.items():
        result = ROLES["ten_fold"][name]
        assert result["accuracy"] >= floor
        assert result["accuracy"] > result["majority"]


def test_the_figures_are_of_the_settings_and_corpora_of_the_model_that_is_shipped():
    manifest = json.loads((DATA / "tagger.json").read_text(encoding="utf-8"))
    assert manifest["settings"] == FIGURES["settings"]
    assert manifest["corpora"] == FIGURES["corpora"]
    assert manifest["lexicon"] == hashlib.sha256((DATA / "lexicon.tsv").read_bytes()).hexdigest()
    assert manifest["model"] == hashlib.sha256((DATA / "tagger.bin").read_bytes()).hexdigest()
    assert (
        sum((DATA / name).stat().st_size for name in ("tagger.bin", "lexicon.tsv", "roles.tsv")) < 2_000_000
    )


def test_a_model_survives_being_packed():
    weights = {"w=a": (0.5, -1.25, 0.0, 3.0, -0.001953125), "w=ü|b": (0.0, 0.0, 0.0, 0.0, 2.0)}
    transitions = [(0.0, 1.0, 0.0, 0.0, 0.0)] * 5
    data = pack(weights, transitions, caution=-0.5, agreement=2.0)
    assert data == pack(dict(reversed(weights.items())), transitions, caution=-0.5, agreement=2.0)
    tagger = unpack(data, load_lexicon())
    assert dict(zip(tagger.features, map(tuple, tagger.weights.tolist()), strict=True)) == weights


@pytest.mark.slow
def test_a_fold_trained_again_gives_its_figures(corpora, gazetteer):
    crossvalidate = pytest.importorskip("geomap.train.crossvalidate")
    trial = crossvalidate.Trial(corpora, crossvalidate.Settings(), gazetteer)
    again = trial.fold(0)
    for name, counts in again.items():
        then = figures([tuple(FIGURES["folds"][name][0])])["f1"]
        # The gazetteer may have grown since; the folds of TR-News have about 110 names.
        assert figures([counts])["f1"] == pytest.approx(then, abs=0.02)
