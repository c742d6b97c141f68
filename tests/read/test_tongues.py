# ruff: noqa: E501 - a sentence stands on one line
"""The language of a text is told by its script and its small words, or not at all."""

import pytest

from geomap.read import read_text
from geomap.read.tongues import language_of

TEXTS = {
    "en": "The train left Pyongyang on Sunday and arrived at the border, where it was met by officials of the region.",
    "de": "Der Zug verließ Pjöngjang am Sonntag und kam an der Grenze an, wo er von den Behörden empfangen wurde.",
    "fr": "Le train a quitté Pyongyang dimanche et est arrivé à la frontière, où il a été accueilli par les autorités.",
    "es": "El tren salió de Pyongyang el domingo y llegó a la frontera, donde fue recibido por las autoridades.",
    "it": "Il treno ha lasciato Pyongyang domenica ed è arrivato alla frontiera, dove è stato accolto dalle autorità.",
    "pt": "O trem deixou Pyongyang no domingo e chegou à fronteira, onde foi recebido pelas autoridades da região.",
    "nl": "De trein verliet Pyongyang op zondag en kwam aan bij de grens, waar hij door de autoriteiten werd ontvangen.",
    "sv": "Tåget lämnade Pyongyang på söndagen och kom till gränsen, där det möttes av företrädare för regionen.",
    "pl": "Pociąg wyjechał z Pjongjangu w niedzielę i przyjechał na granicę, gdzie został powitany przez władze.",
    "ru": "Поезд вышел из Пхеньяна в воскресенье и прибыл на границу, где его встретили представители властей.",
    "uk": "Поїзд вирушив із Пхеньяна у неділю і прибув на кордон, де його зустріли представники влади та журналісти.",
    "ar": "غادر القطار بيونغ يانغ يوم الأحد ووصل إلى الحدود في الصباح حيث كان في استقباله عدد من المسؤولين من المنطقة",
    "ja": "列車は日曜日に平壌を出発し、国境に到着した。大統領はウラジオストクで会談した。",
    "zh": "火车星期日离开平壤,星期二早上到达边境。总统在符拉迪沃斯托克举行了会谈。",
    "ko": "열차는 일요일에 평양을 출발하여 국경에 도착했다. 대통령은 블라디보스토크에서 회담했다.",
    "tr": "Tren pazar günü Pyongyang'dan ayrıldı ve sınıra ulaştı; burada bölge yetkilileri ve çok sayıda gazeteci için bir tören oldu.",
}  # fmt: skip


@pytest.mark.parametrize("code", TEXTS)
def test_a_text_is_told_by_its_small_words(code):
    assert language_of(TEXTS[code]) == code


@pytest.mark.parametrize(
    "text", ["", "Rome", "1 2 3 4 5 6 7 8 9", "Rome Paris Oslo Lyon Florence Bergen " * 5]
)
def test_too_little_tells_nothing(text):
    assert language_of(text) is None


def test_a_document_has_its_language():
    assert read_text(TEXTS["de"], document_id="d1").language == "de"
