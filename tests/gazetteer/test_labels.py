from __future__ import annotations

import itertools
import math

import pytest

from geomap.gazetteer import choose_labels


@pytest.fixture(scope="module")
def story(gazetteer):
    return [gazetteer.candidates(name)[0].place for name in ("Nairobi", "Mombasa", "Kampala")]


@pytest.fixture(scope="module")
def labels(gazetteer, story):
    return choose_labels(gazetteer, story)


def test_the_base_map_names_countries_capitals_seas_and_the_storys_neighbourhood(labels):
    by_kind = {
        kind: {label.text for label in labels if label.kind == kind}
        for kind in ("country", "capital", "sea", "city")
    }
    assert {"Kenya", "Brazil", "China", "France"} <= by_kind["country"]
    assert {"Addis Ababa", "Tokyo"} <= by_kind["capital"]
    assert {"Indian Ocean", "Arabian Sea"} <= by_kind["sea"]
    assert {"Kisumu", "Eldoret"} <= by_kind["city"]
    assert 250 <= len(labels) <= 500


def test_a_place_of_the_story_is_no_label(labels):
    assert not {"Nairobi", "Mombasa", "Kampala"} & {label.text for label in labels}


def test_ranks_count_from_zero_and_choosing_is_deterministic(gazetteer, story, labels):
    assert [label.rank for label in labels] == list(range(len(labels)))
    assert choose_labels(gazetteer, story) == labels
    assert {(x.text, x.lat) for x in choose_labels(gazetteer, story[::-1])} == {
        (x.text, x.lat) for x in labels
    }


@pytest.mark.parametrize("zoom", [1, 3, 5, 8])
def test_no_two_labels_cover_each_other_at_any_zoom(labels, zoom):
    def pixel(label):
        y = (1 - math.asinh(math.tan(math.radians(label.lat))) / math.pi) / 2
        return (label.lon + 180) / 360 * 256 * 2**zoom, y * 256 * 2**zoom

    shown = [label for label in labels if label.min_zoom <= zoom]
    for a, b in itertools.combinations(shown, 2):
        (ax, ay), (bx, by) = pixel(a), pixel(b)
        assert abs(ax - bx) > 3 * (len(a.text) + len(b.text)) or abs(ay - by) > 12, (a, b)


def test_a_story_without_places_has_the_worlds_labels(gazetteer):
    labels = choose_labels(gazetteer, [])
    assert "France" in {label.text for label in labels}


def test_a_story_across_the_antimeridian_has_labels_on_both_sides(gazetteer):
    story = [gazetteer.candidates(name)[0].place for name in ("Suva", "Apia")]
    texts = {label.text for label in choose_labels(gazetteer, story)}
    assert {"Fiji", "Samoa"} <= texts
