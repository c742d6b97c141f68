"""``--help`` needs no other page: every verb, argument and option says what it is."""

import re

import click
import pytest
from click.testing import CliRunner

from geomap.cli import main


def verbs(command, path=()):
    yield path, command
    if isinstance(command, click.Group):
        for name, sub in command.commands.items():
            yield from verbs(sub, (*path, name))


ALL = list(verbs(main))


@pytest.fixture(params=ALL, ids=lambda v: " ".join(v[0]) or "geomap")
def verb(request):
    return request.param


def shown(path):
    done = CliRunner().invoke(main, [*path, "--help"], prog_name="geomap")
    assert done.exit_code == 0
    return done.output


def test_every_verb_says_what_it_does(verb):
    path, command = verb
    assert command.help.strip().splitlines()[0].endswith(".")
    assert "Usage: geomap " in shown(path)


def test_every_option_says_what_it_is(verb):
    _, command = verb
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, option.name
            assert len(option.help) > 10, option.name
            assert option.help.endswith("."), option.name


def test_every_argument_is_spoken_of(verb):
    """SOURCE is explained where all verbs are listed, for several take it."""
    _, command = verb
    for argument in command.params:
        if isinstance(argument, click.Argument):
            name = re.sub(r"[^A-Z]", "", argument.make_metavar(click.Context(command)).replace("...", ""))
            choices = getattr(argument.type, "choices", None)
            word = argument.name.upper() if choices else name
            assert word in command.help + main.help, argument.name


def test_the_first_page_says_where_things_go_and_how_it_ends():
    text = " ".join(shown(()).split())
    for said in (
        "Exit status: 0 all good",
        "standard error",
        "GEOMAP_GAZETTEER",
        "GEOMAP_CACHE",
        "story.html",
    ):
        assert said in text
    assert all(f"  {name} " in shown(()) for name in main.commands)
