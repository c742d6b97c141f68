"""Texts that are not in English: names as far as the gazetteer has them, every one taken for a place."""

import re

import pytest

from geomap.language import read_prose
from geomap.model import Document
from geomap.read import read_text
from geomap.recognise import recognise
from geomap.resolve import resolve
from tests.growth import assert_linear

# Names in brackets, as they stand; behind the bar what each is called and which country it lies in.
STORIES = {
    "de": "Die Kanzlerin flog am Montag von [Berlin] nach [Warschau] und fuhr mit dem Zug nach [Kiew]. "
    "Das Essen war gut, sagte Angela Merkel in [Schwerin]. [Russland]s Botschafter kam aus "
    "[Frankfurt am Main]."
    "|Berlin/DE Warsaw/PL Kyiv/UA Schwerin/DE Russia/RU Frankfurt am Main/DE",
    "fr": "Le ministre est parti de [Paris] pour [Alger], puis pour [Tunis], selon Florence Martin. Des gens "
    "ont manifesté à [Lyon] et [Genève], dans les rues d'[Aix-en-Provence] et en [Corée du Nord]."
    "|Paris/FR Algiers/DZ Tunis/TN Lyon/FR Geneva/CH Aix-en-Provence/FR North Korea/KP",
    "es": "La delegación viajó de [Sevilla] a [Nueva York] y después a [La Habana]. En [España] no se sabe "
    "nada de lo que ha pasado en el viaje.|Sevilla/ES New York City/US Havana/CU Spain/ES",
    "nl": "De trein vertrok uit [Amsterdam] naar [Brussel] en [Parijs]. Van der Berg woont in [Utrecht], "
    "maar hij werkt in [Duitsland].|Amsterdam/NL Brussels/BE Paris/FR Utrecht/NL Germany/DE",
    "ru": "Поезд выехал из [Пхеньяна] и прибыл во [Владивосток] через [Уссурийск]. В [Москве] и [Казани] об "
    "этом не говорили, а президент [России] ждал."
    "|Pyongyang/KP Vladivostok/RU Ussuriysk/RU Moscow/RU Kazan/RU Russia/RU",
    "tr": "Başbakan [Ankara]'dan [İstanbul]'a gitti ve daha sonra [Londra]'ya uçtu, bu bir ilk oldu ve çok "
    "konuşuldu için.|Ankara/TR Istanbul/TR London/GB",
    "zh": "火车从[平壤]出发,前往[符拉迪沃斯托克]。随后他访问了[北京]和[上海],[俄罗斯]方面表示欢迎。"
    "|Pyongyang/KP Vladivostok/RU Beijing/CN Shanghai/CN Russia/RU",
    "ja": "首相は[東京]を出発し、[ウラジオストク]に到着した。[ソウル]を訪問する予定だ。[ロシア]も参加した。"
    "|Tokyo/JP Vladivostok/RU Seoul/KR Russia/RU",
    "ko": "위원장은 [평양에서] 기차로 출발했다. [서울과] [도쿄는] 이를 주시했다. [러시아의] 대통령이 맞았다."
    "|Pyongyang/KP Seoul/KR Tokyo/JP Russia/RU",
    "ar": "غادر الرئيس [القاهرة] متوجها إلى [موسكو] ثم زار [بغداد] [ودمشق] في [العراق]. وقال إن المدينة "
    "جميلة.|Cairo/EG Moscow/RU Baghdad/IQ Damascus/SY Iraq/IQ",
    "hi": "प्रधानमंत्री [दिल्ली] से [मुंबई] गए और फिर [लंदन] पहुंचे। [भारत] और [चीन] ने बातचीत की।"
    "|Delhi/IN Mumbai/IN London/GB India/IN China/CN",
}  # fmt: skip
BRACKETED = re.compile(r"\[(.*?)\]")


@pytest.mark.parametrize("language", STORIES)
def test_names_are_found_and_placed_as_their_language_writes_them(language, gazetteer):
    marked, _, expected = STORIES[language].partition("|")
    document = read_text(BRACKETED.sub(r"\1", marked), document_id="d1")
    assert document.language == language
    prose = read_prose(document)
    mentions = recognise(prose, gazetteer=gazetteer)
    assert [m.text for m in mentions] == BRACKETED.findall(marked)
    assert {m.role for m in mentions} == {"location"}
    resolution = resolve(prose, mentions, candidates=gazetteer)
    found = (resolution.places[m.place or ""] for m in resolution.mentions)
    assert " ".join(f"{place.name}/{place.country}" for place in found) == expected


def test_every_span_is_the_text_that_it_names(gazetteer):
    for story in STORIES.values():
        text = story.partition("|")[0]
        prose = read_prose(read_text(text, document_id="d1"))
        for m in recognise(prose, gazetteer=gazetteer):
            assert text[m.start : m.end] == m.text


def test_a_script_that_is_not_latin_is_not_read_as_english_even_where_too_short_to_tell(gazetteer):
    document = Document("d1", "", "", "Поезд ушёл в Москву.", "")
    assert document.language is None
    assert [m.text for m in recognise(read_prose(document), gazetteer=gazetteer)] == ["Москву"]


@pytest.mark.parametrize(
    ("language", "unit"),
    [
        ("de", "A"), ("de", "A. "), ("de", "Aa "), ("de", "nach Neu-"), ("de", "Berlin und "), ("fr", "d'"),
        ("zh", "北"), ("zh", "平壤"), ("ja", "ア"), ("ar", "و"), ("ar", "ب "), ("ko", "서울"), ("ru", "а"),
    ],
)  # fmt: skip
def test_hostile_texts_take_linear_time(language, unit, gazetteer):
    def read(text):
        recognise(read_prose(Document("d1", "", "", text, "", language=language)), gazetteer=gazetteer)

    assert_linear(read, unit, 20_000)
