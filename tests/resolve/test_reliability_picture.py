"""The picture of the resolver's reliability shows the figures of the model that is shipped."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from geomap.train.reliability import COMMAND, MANIFEST, draw, interval

PICTURE = Path(__file__).parents[2] / "docs" / "images" / "reliability.svg"
BINS = {"0.5-0.6": [0.55, 0.5, 20], "0.9-1.0": [0.97, 1.0, 400]}


def test_the_committed_picture_is_of_the_committed_figures():
    figures = json.loads(MANIFEST.read_text(encoding="utf-8"))["figures"]["calibration"]
    assert PICTURE.read_text(encoding="utf-8") == draw(figures), f"draw it again: {COMMAND}"


def test_every_bin_of_every_corpus_has_a_mark():
    drawn = draw({"lgl": {"bins": BINS, "ece": 0.01}, "trnews": {"bins": BINS, "ece": 0.02}})
    picture = ET.fromstring(drawn)  # noqa: S314 - our own
    assert len(picture.findall(".//{*}circle")) == 4
    assert "said 0.55, right 0.50, 20 answers" in [t.text for t in picture.findall(".//{*}title")]


def test_an_interval_holds_its_share_and_stays_a_share():
    for share, count in ((0.0, 1), (1.0, 5), (0.5, 100), (0.97, 2000)):
        low, high = interval(share, count)
        assert 0 <= low <= share <= high <= 1
    assert interval(0.5, 100) == pytest.approx((0.404, 0.596), abs=0.001)
