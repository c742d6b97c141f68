"""Floors on the out-of-fold figures: of documents that the scored model was not trained on."""

import hashlib
import json
from importlib.resources import files
from itertools import chain
from pathlib import Path
from zlib import crc32

import pytest

from geomap.language import read_prose
from geomap.model import Document
from geomap.recognise.features import observe
from geomap.recognise.known import gloss
from geomap.recognise.lexicon import load_lexicon
from geomap.recognise.tagger import pack, unpack
from geomap.train.corpora import Labelled
from geomap.train.crossvalidate import FOLDS, figures
from geomap.train.tagger import Describer

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
        sum((DATA / name).stat().st_size for name in ("tagger.bin", "lexicon.tsv", "roles.tsv")) < 4_000_000
    )


TEXT = """MAYOR OF READING FLEES

Mr. Smith of St. Mary's-in-the-Marsh said on Monday that New York, Paris | London and Xyzzyville met.
"We left Georgia," said Governor Ana de la Cruz, near Lake Xyzzy. Smith and Georgia Smith read reading lists.
"""


def test_a_packed_model_gives_each_word_the_weights_of_the_strings_that_training_spells(gazetteer):
    prose, lexicon = read_prose(Document("d1", "a.txt", "A", TEXT, "")), load_lexicon()
    sequences = Describer(gazetteer, lexicon).describe(Labelled(prose, ("O",) * len(prose.tokens)))
    tokens = [strings for run, _ in sequences for strings in run]
    # Some strings have no weights, as most of what is read: else every word would be one of the model's.
    weights = {s: tuple(draw(s, n) for n in range(5)) for s in {*chain(*tokens)} if draw(s, 5) > -1.0}
    transitions = [(0.0, 1.0, 0.0, 0.0, 0.0)] * 5
    data = pack(weights, transitions, lexicon, caution=-0.5, agreement=2.0)
    assert data == pack(dict(reversed(weights.items())), transitions, lexicon, caution=-0.5, agreement=2.0)
    sums = unpack(data, lexicon).sums
    seen = observe(gloss(prose, gazetteer), sums.words, lexicon)
    nothing = (0.0,) * 5
    expected = [
        [sum(column) for column in zip(*(weights.get(s, nothing) for s in t), strict=True)] for t in tokens
    ]
    assert sums.score(seen).tolist() == expected


def draw(string, label):
    """Draw a weight between -2 and 2, a multiple of 1/512, the same each time."""
    return (crc32(f"{label} {string}".encode()) % 2049 - 1024) / 512


@pytest.mark.slow
def test_a_fold_trained_again_gives_its_figures(corpora, gazetteer):
    crossvalidate = pytest.importorskip("geomap.train.crossvalidate")
    trial = crossvalidate.Trial(corpora, crossvalidate.Settings(), gazetteer)
    again = trial.fold(0)
    for name, counts in again.items():
        then = figures([tuple(FIGURES["folds"][name][0])])["f1"]
        # The gazetteer may have grown since; the folds of TR-News have about 110 names.
        assert figures([counts])["f1"] == pytest.approx(then, abs=0.02)
