"""The figures equal those of the project's reference scorer, on a small gold with every odd case."""

import pytest

from geomap.evaluate import GoldDocument
from geomap.evaluate.report import score
from tests.evaluate import score as reference_scorer

TEXT = "Paris police met Russian and US envoys in Athens, Georgia, near Oconee County. Nice day in Reading."


def at(quote, /, **more):
    start = TEXT.index(quote)
    return {"start": start, "end": start + len(quote), "text": quote, **more}


PARIS = {
    "id": "a",
    "name": "Paris",
    "kind": "city",
    "lat": 48.85,
    "lon": 2.35,
    "country": "FR",
    "geonameid": 2988507,
}
ATHENS_GR = {
    "id": "b",
    "name": "Athens",
    "kind": "city",
    "lat": 37.98,
    "lon": 23.72,
    "country": "GR",
    "geonameid": 264371,
}
GEORGIA_US = {
    "id": "c",
    "name": "Georgia",
    "kind": "admin1",
    "lat": 30.0,
    "lon": -80.0,
    "country": "US",
    "geonameid": None,
}
RUSSIA = {
    "id": "d",
    "name": "Russia",
    "kind": "country",
    "lat": 55.0,
    "lon": 37.0,
    "country": "RU",
    "geonameid": None,
}

GOLD = [
    at("Paris", name="Paris", lat=48.8534, lon=2.3488, geonameid=2988507, country="FR", feature="PPLC"),
    at("Russian", name="Russia", lat=61.5, lon=100.0, kind="demonym", country="RU", feature="PCLI"),
    at("US", name="United States", lat=39.8, lon=-98.6, country="US", feature="PCLI"),
    at("Athens", name="Athens", lat=33.96, lon=-83.38, geonameid=4180386, country="US", feature="PPLA2"),
    at("Georgia", name="Georgia", lat=32.75, lon=-83.5, geonameid=4197000, country="US", feature="ADM1"),
    at("Oconee County", name="Oconee County"),
    at("Nice", toponym=False, kind="non_toponym"),
    at("Reading", toponym=False, kind="literal_expression"),
]
FOUND = [
    at("Paris", role="part_of_name", confidence=0.9, place=PARIS),
    at("Russian", role="demonym", confidence=0.9, place=RUSSIA),
    at("US", role="demonym", confidence=0.9, place=None),
    at("Athens", role="location", confidence=0.9, place=ATHENS_GR),
    at("Georgia", role="location", confidence=0.9, place=GEORGIA_US),
    at("County", role="location", confidence=0.9, place=None),
    at("Nice", role="location", confidence=0.9, place=PARIS),
    at("Reading", role="location", confidence=0.9, place=PARIS),
]
GIVEN = [m for m in FOUND if m["text"] not in {"County", "Nice", "Reading"}]


def both(corpus, *, found=FOUND, given=GIVEN):
    """Give our figures and the reference's for two documents: this one, and one without a name."""
    golds = [
        GoldDocument("1", corpus, TEXT, tuple(GOLD)),
        GoldDocument("2", corpus, "Nothing happened in Springfield.", ()),
    ]
    stray = {"start": 20, "end": 31, "text": "Springfield", "role": "location", "place": PARIS}
    pairs = [({"mentions": given}, {"mentions": found}), ({"mentions": []}, {"mentions": [stray]})]
    ours = score("small", golds, pairs)
    gold = {g.id: {"id": g.id, "corpus": corpus, "text": g.text, "mentions": list(g.mentions)} for g in golds}
    free = {g.id: {"mentions": p[1]["mentions"]} for g, p in zip(golds, pairs, strict=True)}
    held = {g.id: {"mentions": p[0]["mentions"]} for g, p in zip(golds, pairs, strict=True)}
    return ours, gold, free, held


@pytest.mark.parametrize("corpus", ["LGL", "GeoVirus"])
def test_recognition_equals_the_reference(corpus):
    ours, gold, free, _ = both(corpus)
    for name, figures in reference_scorer.recognition(gold, free).items():
        assert {k: f.value for k, f in ours.recognition[name].items()} == pytest.approx(figures), name


@pytest.mark.parametrize("corpus", ["LGL", "GeoVirus"])
def test_resolution_equals_the_reference(corpus):
    ours, gold, free, held = both(corpus)
    for figures, theirs in (
        (ours.resolution, reference_scorer.resolution(gold, held, given=True)),
        (ours.end_to_end, reference_scorer.resolution(gold, free, given=False)),
    ):
        for name in (
            "acc161",
            "acc161_strict",
            "acc25",
            "auc",
            "mean_km",
            "median_km",
            "unresolved",
            "same_id",
        ):
            assert figures[name].value == pytest.approx(theirs[name]), name
        assert figures["acc161"].n == theirs["mentions"]
    theirs = reference_scorer.resolution(gold, free, given=False)
    assert {k: ours.end_to_end[k].value for k in ("p", "r", "f1", "found")} == pytest.approx(
        {k: theirs[k] for k in ("p", "r", "f1", "found")}
    )


def test_every_interval_holds_its_figure_and_is_the_same_each_time():
    first, second = both("LGL")[0], both("LGL")[0]
    assert first == second
    for figures in (first.resolution, first.end_to_end, *first.slices.values(), *first.recognition.values()):
        for name, f in figures.items():
            assert f.low <= f.value + 1e-9, name
            assert f.value <= f.high + 1e-9, name


def test_an_error_says_where_it_is_and_what_was_wanted():
    ours, *_ = both("LGL")
    notes = {(e.kind, e.note) for e in ours.errors}
    assert ("missed", "'Oconee County'") in notes
    assert any(
        kind == "place" and note.startswith("'Athens' is Athens, US; got Athens") for kind, note in notes
    )


def test_a_report_reads_as_text():
    from geomap.evaluate import Report

    text = Report((both("LGL")[0],)).to_text()
    assert "acc161" in text
    assert "by kind" in text
    assert "Oconee County" in text
