"""The picture of the map: read back by Pillow, the same on each machine, with its words and its size."""

import io
import subprocess
import sys

import pytest
from PIL import Image, ImageFont

from geomap.errors import OutputError
from geomap.export import encode, png
from tests.stories import small_story


@pytest.fixture(scope="module")
def picture() -> Image.Image:
    image = Image.open(io.BytesIO(encode(small_story(), ".png", dpi=96)))
    image.load()
    return image


def test_it_is_an_a4_sheet_at_the_size_that_was_asked_for(picture):
    assert picture.format == "PNG"
    assert picture.size == (round(297 / 25.4 * 96), round(210 / 25.4 * 96))
    assert picture.info["dpi"] == pytest.approx((96, 96), abs=0.1)


def test_land_sea_line_and_letters_are_painted(picture):
    counts = {colour: n for n, colour in picture.convert("RGB").getcolors(1 << 24)}
    for colour in ((0xFF, 0xFF, 0xFF), (0xBF, 0x4E, 0x00), (0x1C, 0x1B, 0x19)):  # paper, journey, ink
        assert counts.get(colour, 0) > 100, colour


def test_its_words_say_what_it_shows_and_whom_to_credit(picture):
    words = picture.text
    assert words["Title"] == "Ana Ruiz: Anadyr – Nome"
    assert words["Description"] == (
        "Map. Journey of Ana Ruiz: Anadyr (4 March 2024), Nome (reported). 2 places from 1 article."
    )
    assert "GeoNames (CC BY 4.0)" in words["Copyright"]
    assert "Natural Earth" in words["Copyright"]
    assert words["Software"].startswith("geomap 0.1.0")


def test_the_same_story_gives_the_same_bytes_in_each_process():
    code = (
        "import hashlib; from geomap.export import encode; from tests.stories import small_story;"
        "print(hashlib.sha256(encode(small_story(), '.png', dpi=72)).hexdigest())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed, "PATH": "/nowhere"},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(seen) == 1


def test_our_fonts_have_every_letter_that_is_called_theirs():
    for path in png._fonts():
        if path.endswith("-It.ttf"):
            continue  # for names of seas, which are English
        font = ImageFont.truetype(path, 40)
        missing = bytes(font.getmask("\uf8fe"))
        lacking = [
            chr(code)
            for first, last in png._OWN_LETTERS
            for code in range(first, last + 1)
            if chr(code).isprintable()
            and not chr(code).isspace()
            and bytes(font.getmask(chr(code))) == missing
        ]
        assert lacking == [], path


def test_letters_of_other_scripts_are_left_to_the_machine_and_still_give_a_picture():
    story = small_story(title="平壤 – هاسان")
    assert Image.open(io.BytesIO(encode(story, ".png", dpi=36))).text["Title"] == "平壤 – هاسان"


def test_hostile_text_is_only_text():
    attack = "]]></text><image href='http://evil.example/x.png'/><!ENTITY x SYSTEM 'file:///etc/passwd'>&x;\0"
    image = Image.open(io.BytesIO(encode(small_story(title=attack), ".png", dpi=36)))
    assert image.text["Title"] == attack.rstrip("\0")


def test_a_lone_surrogate_does_not_stop_it():
    image = Image.open(io.BytesIO(encode(small_story(title="half \ud800"), ".png", dpi=36)))
    assert image.text["Title"] == "half \N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize("missing", ["resvg_py", "font_source_sans_pro"])
def test_what_is_missing_is_named_with_its_install_line(missing, monkeypatch):
    monkeypatch.setitem(sys.modules, missing, None)
    if missing != "resvg_py":
        monkeypatch.setattr(png, "find_spec", lambda name: None if name == missing else 1)
    with pytest.raises(OutputError, match=r"pip install '\.\[png\]' in the clone"):
        encode(small_story(), ".png")


@pytest.mark.parametrize("dpi", [0, -96, 35, 601])
def test_a_size_beyond_reason_is_refused(dpi):
    with pytest.raises(ValueError, match="dots per inch"):
        encode(small_story(), ".png", dpi=dpi)
