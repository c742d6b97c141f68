"""Roles: by the words that govern a name, and never by the name."""

import pytest

from geomap.language import read_prose
from geomap.model import Document
from geomap.recognise import recognise
from geomap.recognise.cues import Scenes, find_cues
from geomap.recognise.lexicon import load_lexicon
from geomap.recognise.literalness import PRIOR, THOUSAND, literalness, load_literalness, load_weights


def roles(text, gazetteer):
    found = recognise(read_prose(Document("d1", "a.txt", "A", text, "")), gazetteer=gazetteer)
    return {m.text: m.role for m in found}


@pytest.mark.parametrize("name", ["Peru", "Brazil", "Norway"])
@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("The minister arrived in {} on Monday.", "location"),
        ("They travelled from {} by bus.", "location"),
        ("The army began its invasion of {} in May.", "location"),
        ("{}'s coast is long.", "location"),
        ("The train left for {} at noon.", "location"),
        ("{} said it would not sign the treaty.", "actor"),
        ("{}'s president met the press.", "actor"),
        ("He accused {} of spying.", "actor"),
        ("Talks between {} and India ended without a deal.", "actor"),
        ("They sold weapons to {} last year.", "actor"),
    ],
)
def test_the_words_round_a_name_tell_the_place_from_its_government(sentence, role, name, gazetteer):
    assert roles(sentence.format(name), gazetteer)[name] == role


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("The Kenyan runner won.", "Kenyan", "demonym"),
        ("North Koreans crossed the bridge.", "North Koreans", "demonym"),
        ("A US official declined to comment.", "US", "demonym"),
        ("The U.S. Army sent tents.", "U.S.", "demonym"),
        ("The envoy flew to the US on Monday.", "US", "location"),
        ("The Kremlin denied it.", "Kremlin", "actor"),
        ("Houston Police arrested a man.", "Houston", "part_of_name"),
        ("According to the Korean Central News Agency, it rained.", "Korean", "part_of_name"),
        ("The Korean embassy was shut.", "Korean", "demonym"),
        ("NAIROBI, Kenya (Reuters) — It rained.", "Kenya", "location"),
        ("The couple settled in Dayton, Ohio, in 1990.", "Ohio", "location"),
        ("The border between Chile and Peru is closed.", "Chile", "location"),
    ],
)
def test_adjectives_bodies_datelines_and_states(text, name, role, gazetteer):
    assert roles(text, gazetteer)[name] == role


@pytest.mark.parametrize("day", ["26 February 1912", "March 3d, 1912.", "Monday, 3 March"])
def test_the_head_of_a_letter_names_a_place(gazetteer, day):
    text = f"Lima, {day}\n\nMy dear Mother,\n\nI am well."
    assert roles(text, gazetteer)["Lima"] == "location"


@pytest.mark.parametrize("words", ["a ship bound for", "a vessel en route to", "he was on the way to"])
def test_where_somebody_is_bound_for_is_a_place(gazetteer, words):
    assert roles(f"Two men drowned as {words} Peru struck a rock.", gazetteer)["Peru"] == "location"


def test_the_reasons_are_words_of_the_sentence(gazetteer):
    prose = read_prose(Document("d1", "a.txt", "A", "The minister arrived in Peru.", ""))
    (mention,) = recognise(prose, gazetteer=gazetteer)
    assert "after 'in'" in mention.reasons


@pytest.mark.parametrize(
    "text",
    [
        "Talks between Chile and Peru ended on Monday without a deal, the ministry said.",
        "The plants of Peru's coast and Peru's army's old base near Lima were shown to the press.",
        "In southern Peru, Brazil and the north of Chile it rained; Norway will also never agree.",
    ],
)
def test_a_sum_is_that_of_the_cues_that_training_spells(text):
    prose = read_prose(Document("d1", "a.txt", "A", text, ""))
    weights, sums = load_weights(), load_literalness()
    for i, token in enumerate(prose.tokens):
        if token.text in {"Chile", "Peru", "Brazil", "Norway", "Lima"}:
            scene = Scenes(prose).of(i, i + 1)
            cues = [*find_cues(scene, load_lexicon()), PRIOR]
            assert sums.of(scene) == pytest.approx(THOUSAND * literalness(cues, weights))
