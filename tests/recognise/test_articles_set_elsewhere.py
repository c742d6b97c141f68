"""Copies of training articles with other towns in them."""

import pytest

from geomap.train.renaming import renamed, towns_of

TEXT = "LYON (AP) - Lyon and Burgundy trade with France. Lyon's mayor left for Dijon."


def marked(text, *names):
    """Mark the first place of each name from where the last one ended."""
    mentions, at = [], 0
    for name in names:
        at = text.index(name, at)
        mentions.append({"start": at, "end": at + len(name), "text": name, "kind": "place", "toponym": True})
        at += len(name)
    return {"id": "one", "text": text, "mentions": mentions}


@pytest.fixture
def record():
    return marked(TEXT, "LYON", "Lyon", "Burgundy", "France", "Lyon", "Dijon")


def test_a_town_has_one_new_name_throughout_and_all_else_stays(record, gazetteer):
    copy = renamed(record, ["Hullby", "Northam", "Sale"], gazetteer)
    found = [copy["text"][m["start"] : m["end"]] for m in copy["mentions"]]
    town = found[1]
    assert town in {"Hullby", "Northam", "Sale"}
    assert found[:5] == [town.upper(), town, "Burgundy", "France", town]
    assert "Lyon" not in copy["text"]
    assert copy["text"].endswith(f"mayor left for {found[5]}.")


def test_the_same_article_is_renamed_in_the_same_way(record, gazetteer):
    towns = ["Hullby", "Northam", "Sale"]
    assert renamed(record, towns, gazetteer) == renamed(record, towns, gazetteer)


def test_an_article_without_a_town_has_no_copy(gazetteer):
    assert renamed(marked("France and Burgundy.", "France", "Burgundy"), ["Hullby"], gazetteer) is None


def test_the_towns_are_names_of_one_or_two_words(gazetteer):
    towns = towns_of(gazetteer)
    assert len(towns) > 10_000
    assert towns == sorted(set(towns))
    assert all(len(town.split()) <= 2 and town.isascii() for town in towns)
