"""The package's shape: who may import whom, how large a module may grow, what nobody may do."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "geomap"

# Lowest first. A part may import the parts in the rows above it; parts in one row do not know each other.
LAYERS = [
    {"errors", "geodesy", "late"},
    {"model"},
    {"options"},
    {"correct"},
    {"read"},
    {"language"},
    {"gazetteer"},
    {"recognise", "resolve", "movement", "journey"},
    {"pipeline"},
    {"evaluate", "spacy_component"},
    {"train"},
    {"assets"},
    {"draw"},
    {"page"},
    {"export"},
    {"web", "frames"},
    {"cli"},
    {"__main__"},
]
RANK = {part: rank for rank, layer in enumerate(LAYERS) for part in layer}
MODULES = sorted(p for p in PACKAGE.rglob("*.py") if p != PACKAGE / "__init__.py")
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "core", "base", "tools"}
LINES = 400
# What may touch the disk, and what may print.
AT_THE_RIM = {"read", "gazetteer", "assets", "export", "web", "cli", "train", "evaluate"}


def name(module: Path) -> str:
    return str(module.relative_to(PACKAGE))


def part_of(module: Path) -> str:
    return module.relative_to(PACKAGE).with_suffix("").parts[0]


def imported_parts(module: Path) -> set[str]:
    parts = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"geomap.{a.name}" for a in node.names] if node.module == "geomap" else [node.module]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        parts |= {n.split(".")[1] for n in names if n.startswith("geomap.")}
    return parts & RANK.keys()


def calls(module: Path) -> set[str]:
    """Names of the functions that a module calls: ``print``, ``open``, ``now`` …"""
    called = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            target = node.func
            called.add(target.id if isinstance(target, ast.Name) else getattr(target, "attr", ""))
    return called


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_imports_point_one_way(module):
    here = part_of(module)
    assert here in RANK, f"{here} has no place in the house: add it to LAYERS"
    backward = {p for p in imported_parts(module) if p != here and RANK[p] >= RANK[here]}
    assert not backward, f"{here} may not import {sorted(backward)}"


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_a_module_has_one_subject(module):
    assert module.stem not in DRAWERS
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LINES


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_a_module_says_what_it_is_for(module):
    assert ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_only_the_rim_touches_the_world(module):
    here = part_of(module)
    called = calls(module)
    if here != "cli":
        assert "print" not in called
        assert "echo" not in called
    assert not called & {"now", "today", "utcnow"}, "no stage reads the clock"
    if here not in AT_THE_RIM:
        assert not called & {"write_text", "write_bytes", "mkdir", "unlink", "urlopen"}


def test_no_pickle_anywhere():
    guilty = [m for m in MODULES if "import pickle" in m.read_text(encoding="utf-8")]
    assert not guilty
