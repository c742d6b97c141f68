"""A person's own spaCy pipeline can take the tagger's place; without spaCy it is said what to install."""

import sys

import pytest

from geomap.errors import OptionError
from geomap.language import read_prose
from geomap.model import Document
from geomap.recognise import recognise, tagger_named

TEXT = "The ferry left Old Harbour’s pier for Atlantis, Zanzibar officials said 😀. Ann Paris waved."


@pytest.mark.parametrize("name", ["spacy", "spacy:", "stanza:en", "x"])
def test_an_unknown_recogniser_is_refused(name):
    with pytest.raises(OptionError, match="spacy:"):
        tagger_named(name)


def test_without_a_wish_it_is_our_own():
    assert tagger_named(None) is None


def test_without_spacy_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(OptionError, match=r"pip install '\.\[spacy\]'"):
        tagger_named("spacy:en_core_web_sm")


def test_its_places_become_mentions_with_our_roles(gazetteer, tmp_path):
    spacy = pytest.importorskip(
        "spacy", reason="NOT TESTED: spaCy is not installed (pip install geomap[spacy])"
    )
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([
        {"label": "LOC", "pattern": "Old Harbour"}, {"label": "GPE", "pattern": "Atlantis"},
        {"label": "PERSON", "pattern": "Ann Paris"},
    ])  # fmt: skip
    nlp.to_disk(tmp_path / "mine")
    document = Document("d1", "", "", TEXT, "")
    found = recognise(
        read_prose(document), gazetteer=gazetteer, tagger=tagger_named(f"spacy:{tmp_path / 'mine'}")
    )
    assert all(TEXT[m.start : m.end] == m.text for m in found)
    roles = {m.text: m.role for m in found}
    assert roles["Old Harbour"] == roles["Atlantis"] == "location"
    assert "Paris" not in roles
    with pytest.raises(OptionError, match="no such pipeline"):
        tagger_named("spacy:there_is_none")
