"""A file's bytes become its text, or a message that says what they are."""

import random

import pytest

from geomap.read.decoding import NotTextError, decode

ENGLISH = "The train left Pyongyang – “on time” – for the café at Khasan.\r\nIt came back.\rEnd\n"
RUSSIAN = (
    "Поезд вышел из Пхеньяна в воскресенье и прибыл на станцию Хасан во вторник утром. "
    "Президент России встретился с лидером Северной Кореи во Владивостоке.\n"
)
JAPANESE = (
    "列車は日曜日に平壌を出発し、火曜日の朝にハサン駅に到着した。大統領はウラジオストクで会談した。\n" * 2
)
CHINESE = "火车星期日离开平壤,星期二早上到达哈桑车站。总统在符拉迪沃斯托克举行了会谈。\n" * 2


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "utf-8"),
        (ENGLISH, "utf-8-sig"),
        (ENGLISH, "utf-16"),
        (ENGLISH, "utf-16-le"),
        (ENGLISH, "utf-16-be"),
        (ENGLISH, "utf-32"),
        (ENGLISH * 3, "cp1252"),
        (RUSSIAN, "utf-8"),
        (RUSSIAN, "utf-16"),
        (RUSSIAN, "cp1251"),
        (JAPANESE, "shift_jis"),
        (CHINESE, "gb18030"),
    ],
)
def test_finds_the_encoding_and_keeps_every_character(text, encoding):
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.encoding


@pytest.mark.parametrize(
    ("text", "encoding"), [(JAPANESE, "shift_jis"), (CHINESE, "gb18030"), (RUSSIAN, "cp1251")]
)
def test_a_long_file_of_many_bytes_a_character_is_decoded(text, encoding):
    long = text * 1_000
    assert decode(long.encode(encoding)).text == long


def test_a_byte_order_mark_is_no_part_of_the_text():
    assert decode("\ufeffHello there".encode()).text == "Hello there"


def test_a_stray_nul_stays_in_the_text():
    text = "The train left the city on Monday\0 and came back on Tuesday.\n"
    assert decode(text.encode()).text == text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00", "ZIP"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "PNG"),
        (bytes(1000), "binary"),
        (random.Random(1).randbytes(20_000), "text"),  # noqa: S311
        (b"<!DOCTYPE html><html><body>Hello</body></html>", "HTML"),
        (b"\xff\xfeA", "cut off"),
    ],
)
def test_says_what_a_file_is_that_is_no_text(data, says):
    with pytest.raises(NotTextError, match=says):
        decode(data)


def test_the_same_bytes_give_the_same_encoding():
    data = RUSSIAN.encode("cp1251")
    assert {decode(data).encoding for _ in range(3)} == {decode(data).encoding}
