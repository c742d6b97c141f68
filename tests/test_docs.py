"""The docs are true: each verb, option, format, key and public name stands in them, and their code runs."""

import json
import re
from pathlib import Path

import click
import pytest

import geomap
from geomap.cli import main
from geomap.export import FORMATS
from geomap.model import KINDS
from tests.stories import small_story

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def doc(name):
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def commands(command, path=()):
    if isinstance(command, click.Group):
        for name, sub in command.commands.items():
            yield from commands(sub, (*path, name))
    else:
        yield " ".join(path), command


@pytest.mark.parametrize(
    ("path", "command"), list(commands(main)), ids=lambda v: v if isinstance(v, str) else ""
)
def test_every_verb_and_option_is_documented(path, command):
    text = doc("command-line.md")
    assert f"## `geomap {path}`" in text
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert f"`{parameter.opts[-1]}`" in text, parameter.opts


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_is_documented(suffix):
    assert f"`{suffix}`" in doc("command-line.md")


@pytest.mark.parametrize("name", geomap.__all__)
def test_every_public_name_is_documented(name):
    assert f"## `geomap.{name}`" in doc("library.md")


def test_every_key_of_the_contract_is_documented():
    text = doc("story-json.md")
    record = json.loads(small_story().to_json())
    for key, value in record.items():
        assert f"`{key}`" in text, key
        entries = value if isinstance(value, list) else []
        for entry in entries[:1] if key != "labels" else []:
            for inner in entry:
                assert f"`{inner}`" in text, (key, inner)
    assert all(kind in text for kind in KINDS)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_link_leads_somewhere(page):
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://", "mailto:")):
            assert (page.parent / target).exists(), target


def test_the_code_of_the_library_page_runs(tmp_path, monkeypatch, capsys):
    """The blocks run in order, in a folder that holds the sample, as a newcomer would run them."""
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    (tmp_path / "articles").symlink_to(ROOT / "seeds")
    monkeypatch.chdir(tmp_path)
    from flask import Flask

    names = {"app": Flask("host")}
    for block in re.findall(r"```python\n(.*?)```", doc("library.md"), flags=re.DOTALL):
        exec(compile(block, "docs/library.md", "exec"), names)  # noqa: S102 - our own page
    assert "Vladivostok" in capsys.readouterr().out
    assert (tmp_path / "story.html").stat().st_size > 100_000


def test_the_stages_have_the_same_numbers_in_code_and_docs():
    code = "".join(p.read_text(encoding="utf-8") for p in sorted((ROOT / "geomap/pipeline").glob("*.py")))
    text = doc("how-it-works.md")
    for number, stage in enumerate(["read", "language", "recognise", "resolve", "movement", "journey"], 1):
        assert re.search(rf"# (stage )?{number}\b", code), stage
        assert re.search(rf"## {number}\. .*`geomap/{stage}`", text), stage


@pytest.mark.gold
def test_the_followed_sentence_fares_as_the_page_says(sample):
    """Each id and figure of how-it-works is the sample's own."""
    text = " ".join(doc("how-it-works.md").split())
    mention = next(m for m in sample.mentions if m.text == "Khasan")
    movement = next(
        v for v in sample.movements if v.destination == mention.place and "reached" in quoted(sample, v)
    )
    journey = sample.journeys[0]
    leg = journey.legs[0]
    assert [s.inferred for s in journey.stops[:3]] == [False, True, False]
    assert journey.stops[2].place == mention.place
    for said in (
        f"mention `{mention.id}`", f"movement `{movement.id}`", f"the document `{mention.document}`",
        f'**{movement.modality}**, attributed to "{movement.attributed_to}"',
        f"{leg.path_km:.0f} km from station to station, {leg.geodesic_km:.0f} km in a straight line",
    ):  # fmt: skip
        assert said in text, said


def quoted(story, span):
    return story.documents_by_id[span.document].text[span.start : span.end]
