"""geomap as a component of a real spaCy pipeline, and spaCy's documents as a story."""

from __future__ import annotations

import pickle
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from geomap.errors import NothingToBuildError, OptionError
from geomap.options import Options

spacy = pytest.importorskip("spacy", reason="NOT TESTED: pip install 'geomap[spacy]'")
component = import_module("geomap.spacy_component")

ROOT = Path(__file__).parents[2]
TEXT = (
    "😀 Ana Ruiz left Anadyr on Monday.\r\n"
    "She landed in Nome. Moscow denied it. The Paris-Dakar rally begins."
)


@pytest.fixture
def nlp():
    blank = spacy.blank("en")
    blank.add_pipe("geomap")
    return blank


def test_names_become_spans_with_role_place_confidence_and_alternatives(nlp):
    doc = nlp(TEXT)
    spans = {span.text: span for span in doc.spans["geomap"]}
    anadyr, moscow = spans["Anadyr"], spans["Moscow"]
    assert (anadyr.label_, anadyr.kb_id_) == ("location", "gn2127202")
    assert anadyr._.geomap_role == "location"
    assert anadyr._.geomap_place["name"] == "Anadyr"
    assert round(anadyr._.geomap_place["lat"], 1) == 64.7
    assert 0 < anadyr._.geomap_confidence <= 1
    assert all(isinstance(reason, str) for reason in anadyr._.geomap_reasons)
    assert moscow.label_ == "actor"
    assert {"name", "lat", "lon", "score", "reason"} <= set(moscow._.geomap_alternatives[0])


def test_records_have_the_exact_characters_whatever_spacys_words_are(nlp):
    doc = nlp(TEXT)
    assert doc.text == TEXT
    assert all(TEXT[r["start"] : r["end"]] == r["text"] for r in doc._.geomap)
    for record in doc._.geomap:
        if record["span"]:
            start, end = record["span"]
            assert start <= record["start"] < record["end"] <= end


def test_a_name_inside_a_word_gives_the_word_and_keeps_its_characters(nlp):
    text = "The Paris-Dakar rally begins in Nome."
    nlp.tokenizer = spacy.tokenizer.Tokenizer(nlp.vocab)  # white space alone parts words
    doc = nlp(text)
    spans = [span.text for span in doc.spans["geomap"]]
    assert len(spans) == len(set(spans))
    assert "Nome." in spans
    assert next(r for r in doc._.geomap if r["text"] == "Nome")["span"] == [32, 37]


def test_what_is_no_name_has_no_attributes(nlp):
    doc = nlp(TEXT)
    assert doc[0:2]._.geomap_place is None
    assert spacy.blank("en")(TEXT)[0:1]._.geomap_role is None


@pytest.mark.parametrize("text", ["", " ", "\n\n", "😀", "no names here", "\x00", "A" * 5000])
def test_texts_without_names_give_none(nlp, text):
    doc = nlp(text)
    assert list(doc.spans["geomap"]) == []
    assert doc._.geomap == []


def test_a_document_survives_being_written_and_read(nlp):
    doc = nlp(TEXT)
    again = spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again._.geomap == doc._.geomap
    assert [(s.text, s.label_, s.kb_id_) for s in again.spans["geomap"]] == [
        (s.text, s.label_, s.kb_id_) for s in doc.spans["geomap"]
    ]
    assert again.spans["geomap"][0]._.geomap_place == doc.spans["geomap"][0]._.geomap_place


def test_a_pipeline_survives_being_written_and_read_with_its_settings(tmp_path):
    nlp = spacy.blank("en")
    nlp.add_pipe("geomap", config={"spans_key": "places", "home": "Virginia"})
    nlp.to_disk(tmp_path / "mine")
    doc = spacy.load(tmp_path / "mine")("The mayor of Richmond was in Richmond.")
    assert {span._.geomap_place["admin1"] for span in doc.spans["places"]} == {"Virginia"}


def test_the_component_can_be_sent_to_another_process():
    again = pickle.loads(pickle.dumps(component.GeomapComponent()))  # noqa: S301
    doc = again(spacy.blank("en")("She landed in Nome."))
    assert [span.text for span in doc.spans["geomap"]] == ["Nome"]


def ruled(*patterns, **config):
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": label, "pattern": text} for label, text in patterns])
    nlp.add_pipe("geomap", config=config)
    return nlp


def test_with_ents_the_pipelines_own_places_are_the_names():
    doc = ruled(("GPE", "Nome"), ("PERSON", "Ana Ruiz"), ("LOC", "Monday"), ents=True)(TEXT)
    assert [record["text"] for record in doc._.geomap] == ["Monday", "Nome"]
    assert [ent.text for ent in doc.ents] == ["Ana Ruiz", "Monday", "Nome"]


def test_without_ents_entities_play_no_part_and_stay():
    doc = ruled(("GPE", "Monday"))(TEXT)
    assert "Monday" not in [record["text"] for record in doc._.geomap]
    assert [ent.text for ent in doc.ents] == ["Monday"]


def test_documents_become_a_story(gazetteer):
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "GPE", "pattern": p} for p in ("Anadyr", "Nome")])
    docs = nlp.pipe(["Ana Ruiz flew from Anadyr to Nome.", "It rained in Nome and in Moscow."])
    story = component.story_from_docs(docs, gazetteer=gazetteer, options=Options(date="2024-03-05"))
    assert [m.text for m in story.mentions] == ["Anadyr", "Nome", "Nome"]
    assert [d.published for d in story.documents] == ["2024-03-05"] * 2
    assert [story.places_by_id[stop.place].name for stop in story.journeys[0].stops] == ["Anadyr", "Nome"]
    assert all(story.documents_by_id[m.document].text[m.start : m.end] == m.text for m in story.mentions)


def test_no_documents_are_no_story(gazetteer):
    with pytest.raises(NothingToBuildError):
        component.story_from_docs([], gazetteer=gazetteer)


def test_an_unknown_home_is_said_when_the_component_is_made():
    with pytest.raises(OptionError, match="--home"):
        spacy.blank("en").add_pipe("geomap", config={"home": "Qwzxqwzx"})


def test_an_installed_geomap_tells_spacy_where_the_component_is():
    points = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    module, _, name = points["spacy_factories"]["geomap"].partition(":")
    assert getattr(import_module(module), name) is component.make_component


def test_without_spacy_it_says_what_to_install():
    code = "import sys; sys.modules['spacy'] = None; import geomap.spacy_component"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert "spaCy, which is not installed: pip install '.[spacy]' in the clone" in done.stderr
