"""Which names are places, and where their spans begin and end, in texts of our own."""

import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest

from geomap.language import read_prose
from geomap.model import Document, Span
from geomap.recognise import given, recognise
from geomap.recognise.tagger import Found, load_tagger
from tests.growth import assert_linear


def mentions_of(text, gazetteer, **fields):
    return recognise(read_prose(Document("d1", "a.txt", "A", text, "", **fields)), gazetteer=gazetteer)


def names(text, gazetteer):
    return [m.text for m in mentions_of(text, gazetteer)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Reading is good for children.", []),
        ("She lives in Reading, where the river Kennet flows.", ["Reading"]),
        ("Mobile phones are banned.", []),
        ("Floods hit Mobile, Ala., on Friday.", ["Mobile", "Ala."]),
        ("It was a nice day in Nice.", ["Nice"]),
        ("Nice weather is expected.", []),
        ("Michael Jordan scored 30 points.", []),
        ("Refugees crossed into Jordan from Syria.", ["Jordan", "Syria"]),
        ("Chad Miller said he was sorry.", []),
        ("Troops from Chad entered northern Nigeria.", ["Chad", "Nigeria"]),
        ("Georgia O'Keeffe painted it.", []),
        ("Police in Tbilisi, Georgia, arrested two men.", ["Tbilisi", "Georgia"]),
        ("Denzel Washington arrived late.", []),
        ("He flew to Washington on Monday.", ["Washington"]),
        ("Spokesman Matthew Miller declined, and Adrienne Watson agreed.", []),
        ("Dake Kang and Ng Han Guan wrote from Wuhan.", ["Wuhan"]),
        ("Lee said Jim would come.", []),
        ("Igual was born in Spain.", ["Spain"]),
    ],
)
def test_names_that_are_also_words_or_people_are_places_only_where_the_sentence_says_so(
    text, expected, gazetteer
):
    assert names(text, gazetteer) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fresno, Calif., and Reno, Nev., are far apart.", ["Fresno", "Calif.", "Reno", "Nev."]),
        ("London-based traders fled to Paris's suburbs.", ["London", "Paris"]),
        ("Thousands fled southern Peru for the Puno region.", ["Peru", "Puno"]),
        ("The Danish-held territory is cold.", ["Danish"]),
        ("They saw Chile’s Atacama Desert.", ["Chile", "Atacama Desert"]),
        ("The U. K. officials met in the U.S. on Monday.", ["U. K.", "U.S."]),
        ("Bosnia and Herzegovina signed in Vienna.", ["Bosnia and Herzegovina", "Vienna"]),
        ("The European Union condemned it.", ["European Union"]),
        ("The UN and NATO met the AP in Oslo.", ["Oslo"]),
        ("BOMB KILLS SIX IN BAGHDAD", ["BAGHDAD"]),
        ("NAIROBI, Kenya (Reuters) — The minister left for Kampala.", ["NAIROBI", "Kenya", "Kampala"]),
        ("The plane left São Paulo for Sao Tome.", ["São Paulo", "Sao Tome"]),
        ("It cost US$ 5 in Quito.", ["Quito"]),
        ("Sparta, Wis., voted.", ["Sparta", "Wis."]),
        ("She was extradited from Marbella to the Netherlands.", ["Marbella", "Netherlands"]),
        ("Their first attempt to cross to Lesbos failed.", ["Lesbos"]),
        ("They met in St. George's, Grenada.", ["St. George's", "Grenada"]),
        ("Floods hit St. Petersburg's suburbs.", ["St. Petersburg"]),
        ("Flights from Mazar-i-Sharif to Kabul ended.", ["Mazar-i-Sharif", "Kabul"]),
        ("Rain fell over Tyne and Wear on Monday.", ["Tyne and Wear"]),
        ("The steamer Bristol left Liverpool, and the destroyer Glasgow met her.", ["Liverpool"]),
        ("LONDON - City council will spend more on ice in Ontario.", ["LONDON", "Ontario"]),
        ("The villages of North and East Anglia were cut off.", ["East Anglia"]),
    ],
)
def test_a_span_is_the_bare_name(text, expected, gazetteer):
    assert names(text, gazetteer) == expected


def test_a_name_that_the_gazetteer_lacks_is_found_by_its_sentence(gazetteer):
    assert gazetteer.knows("qaraventa") == 0
    assert "Qaraventa" in names(
        "Soldiers arrived in Qaraventa, a village near Tashkent, on Friday.", gazetteer
    )


def test_offsets_count_code_points_so_that_emoji_do_not_shift_a_name(gazetteer):
    text = "😀😀 Floods reached Accra’s port 🚢 and the town of Tema."
    for m in mentions_of(text, gazetteer):
        assert text[m.start : m.end] == m.text
    assert [m.text for m in mentions_of(text, gazetteer)] == ["Accra", "Tema"]


def test_mentions_are_numbered_in_order_never_overlap_and_know_furniture(gazetteer):
    text = "Read more on Kenya. Floods hit Lagos, Nigeria, and Accra, Ghana, on Monday."
    found = mentions_of(text, gazetteer, furniture=(Span(0, 19),))
    assert [m.id for m in found] == [f"d1m{n}" for n in range(1, len(found) + 1)]
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert [m.furniture for m in found] == [True, False, False, False, False]
    assert all(0 < m.confidence <= 1 and m.place is None for m in found)


def test_what_a_document_says_elsewhere_counts(gazetteer):
    alone = "Brampton was quiet."
    story = "He moved to Brampton in May. Shops in Brampton closed. Brampton was quiet."
    assert names(story, gazetteer).count("Brampton") == 3
    assert len(names(alone, gazetteer)) <= 1


def test_given_spans_are_kept_exactly_whatever_they_are():
    text = "He met Xyzzy in St. Paul's old town of Qux."
    spans = [Span(7, 12), Span(16, 26), Span(39, 42), Span(0, 1), Span(17, 18)]
    found = given(read_prose(Document("d1", "a.txt", "A", text, "")), spans)
    assert [(m.start, m.end, m.text) for m in found] == [(a, b, text[a:b]) for a, b in spans]
    assert all(m.role in {"location", "actor", "demonym", "part_of_name"} for m in found)


def test_an_empty_text_and_one_without_capitals_have_no_mentions(gazetteer):
    assert names("", gazetteer) == []
    assert names("nothing to see here, move on.", gazetteer) == []


def test_what_is_found_of_a_known_name_with_of_in_it_is_given_the_rest(gazetteer):
    class FindsTheFirst:
        exhaustive = False

        def find(self, glossed):
            return [
                Found(glossed.names[0].first, glossed.names[0].first + 1, embedded=False, probability=0.9)
            ]

    prose = read_prose(Document("d1", "a.txt", "A", "They sailed round the Isle of Wight and back.", ""))
    found = recognise(prose, gazetteer=gazetteer, tagger=FindsTheFirst())
    assert [m.text for m in found] == ["Isle of Wight"]


@pytest.mark.parametrize("attack", ["A. ", "Aa ", "A-", "Of and the ", "St. Mary's ", "Paris and "])
def test_hostile_texts_take_linear_time(attack, gazetteer):
    def read(text):
        recognise(read_prose(Document("d1", "a.txt", "A", text, "")), gazetteer=gazetteer)

    assert_linear(read, attack, 40_000)


def test_threads_that_share_a_tagger_find_what_one_finds(gazetteer):
    texts = [f"Ann went from Oslo to Lima{n}ville, near Velma{n} and Port Zo{n}ria." for n in range(60)]
    alone = [names(text, gazetteer) for text in texts]
    often = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for _ in range(3):
            fresh = load_tagger.__wrapped__()

            def find(text, tagger=fresh):
                prose = read_prose(Document("d1", "a.txt", "A", text, ""))
                return [m.text for m in recognise(prose, gazetteer=gazetteer, tagger=tagger)]

            with ThreadPoolExecutor(4) as pool:
                assert list(pool.map(find, texts)) == alone
    finally:
        sys.setswitchinterval(often)


def test_a_word_of_any_length_is_kept_in_the_text_and_not_in_the_memory(gazetteer):
    found = mentions_of(f"Oslo is far from X{'y' * 200_000} and from Lima.", gazetteer)
    assert [m.text for m in found if len(m.text) < 10] == ["Oslo", "Lima"]
