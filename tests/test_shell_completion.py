"""The shell completes verbs, options and file names: asked through a real bash, and as zsh and fish ask."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def command(tmp_path):
    """Put a command named ``geomap`` on the path, as an installation does."""
    folder = tmp_path / "bin"
    folder.mkdir()
    script = folder / "geomap"
    script.write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -c "import geomap.cli as c; c.main(prog_name=\'geomap\')" "$@"\n'
    )
    script.chmod(0o755)
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)}


def run(command, *arguments, **environment):
    done = subprocess.run(
        arguments, env={**command, **environment}, capture_output=True, text=True, check=True
    )
    assert not done.stderr
    return done.stdout


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("geomap ex", ["export"]),
        ("geomap gazetteer s", ["search"]),
        ("geomap export --geo", ["--geocoder", "--geocoder-key", "--geocoder-url", "--geocoder-username"]),
        ("geomap completion f", ["fish"]),
    ],
)
def test_bash_completes_what_was_begun(command, words, offered):
    count = len(words.split()) - 1
    script = (
        'eval "$(geomap completion bash)"\n'
        f"COMP_WORDS=({words}); COMP_CWORD={count}\n"
        '_geomap_completion geomap\nprintf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    assert sorted(run(command, "bash", "--norc", "-c", script).split()) == offered


@pytest.mark.parametrize(
    ("shell", "words", "count"),
    [("zsh", "geomap ex", "1"), ("fish", "geomap ex", "ex")],
)
def test_other_shells_get_a_script_and_an_answer(command, shell, words, count):
    script = run(command, "geomap", "completion", shell)
    assert "_GEOMAP_COMPLETE" in script
    answer = run(command, "geomap", _GEOMAP_COMPLETE=f"{shell}_complete", COMP_WORDS=words, COMP_CWORD=count)
    assert "export" in answer
    assert "Write the story to files" in answer
