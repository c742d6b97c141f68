"""Candidate recall: what is counted, and in which slice."""

import json

from geomap.evaluate.recall import feature_class, main, measure_recall


def write(path, *mentions):
    text = " ".join(name for name, *_ in mentions)
    marked, at = [], 0
    for name, lat, lon, feature in mentions:
        marked.append({
            "start": at, "end": at + len(name), "text": name, "lat": lat, "lon": lon, "feature": feature,
        })  # fmt: skip
        at += len(name) + 1
    path.write_text(
        json.dumps({"id": "a", "corpus": "own", "text": text, "mentions": marked}), encoding="utf-8"
    )
    return path


def test_a_name_counts_as_found_where_any_candidate_is_right(tmp_path, gazetteer):
    path = write(
        tmp_path / "gold.jsonl",
        ("Vladivostok", 43.1, 131.9, "PPLA"), ("Paris", 33.66, -95.56, "PPL"), ("Qaraventa", 1, 2, "ADM2"),
    )  # fmt: skip
    told = measure_recall(path, gazetteer=gazetteer)
    assert (told.whole.n, told.whole.found, told.whole.first) == (3, 2, 1)
    assert told.classes["populated places"].n == 2
    assert told.classes["second-level regions"].found == 0
    assert "Qaraventa" in next(iter(told.misses))


def test_codes_without_a_slice_stand_for_themselves():
    assert feature_class({"feature": "LK"}) == "LK"
    assert feature_class({}) == "(none stated)"


def test_the_command_prints_a_line_for_each_corpus_and_class(tmp_path, capsys):
    path = write(tmp_path / "gold.jsonl", ("Vladivostok", 43.1, 131.9, "PPLA"))
    main([str(path), "--misses"])
    assert (
        capsys.readouterr().out.splitlines()[0].startswith("gold                     n     1  recall 1.000")
    )
