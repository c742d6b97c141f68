"""No text of a story reaches a folium or branca constructor: what they produce is run as a template."""

import ast
import inspect
from pathlib import Path

import branca.element
import folium
import pytest

import geomap.draw.story_map

PACKAGE = Path(geomap.draw.story_map.__file__).parents[1]
MODULES = sorted(PACKAGE.rglob("*.py"))

# What may stand as an argument: constants, and names that hold folium's own links or ours.
ALLOWED = {"JavascriptLink(stock_js[name])", "CssLink(stock_css[name])"}


def foreign_names(tree: ast.Module) -> set[str]:
    """The names in a module that are folium's or branca's, or of our classes made from them."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(a.asname or a.name.split(".")[0] for a in node.names if is_foreign(a.name))
        elif isinstance(node, ast.ImportFrom) and is_foreign(node.module or ""):
            names.update(a.asname or a.name for a in node.names)
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and any(root_of(base) in names for base in node.bases):
            names.add(node.name)
    return names


def is_foreign(module: str) -> bool:
    return module.split(".", maxsplit=1)[0] in {"folium", "branca"}


def root_of(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute | ast.Call):
        node = node.value if isinstance(node, ast.Attribute) else node.func
    return node.id if isinstance(node, ast.Name) else ""


def is_constant(node: ast.expr) -> bool:
    try:
        ast.literal_eval(node)
    except ValueError:
        return False
    return True


def test_only_one_module_knows_folium():
    knowing = [path.name for path in MODULES if foreign_names(ast.parse(path.read_text("utf-8")))]
    assert knowing == ["story_map.py"]


def test_folium_and_branca_get_constants_alone():
    tree = ast.parse(Path(geomap.draw.story_map.__file__).read_text("utf-8"))
    # the figure keeps text for itself: what it hands on to branca is among the calls that are checked
    foreign = foreign_names(tree) - {"StoryFigure"}
    checked = 0
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        words = ast.unparse(call)
        constructs = isinstance(call.func, ast.Name | ast.Attribute) and root_of(call.func) in foreign
        on_an_instance = any(isinstance(node, ast.Call) for node in ast.walk(call.func))
        if words in ALLOWED or not (
            words.startswith("super().__init__") or (constructs and not on_an_instance)
        ):
            continue
        checked += 1
        arguments = [*call.args, *(k.value for k in call.keywords)]
        assert all(is_constant(a) for a in arguments), f"line {call.lineno}: {words}"
    assert checked >= 4


@pytest.mark.parametrize("name", ["StoryMap", "StoryLayer"])
def test_our_elements_take_nothing_at_all(name):
    assert list(inspect.signature(getattr(geomap.draw.story_map, name)).parameters) == []


def test_the_test_knows_what_it_guards():
    assert issubclass(geomap.draw.story_map.StoryMap, folium.Map)
    assert issubclass(geomap.draw.story_map.StoryFigure, branca.element.Figure)
