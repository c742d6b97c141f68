"""Every compiled pattern of the package takes linear time on text made to hurt it (HARDENING, attack 15)."""

import copy
import importlib
import pkgutil
import re

import pytest

import geomap
from geomap.late import LatePattern, late_pattern
from tests.growth import assert_linear

ATTACKS = ["A", "A. ", "12°", "a-", " ", "Kim's "]
CHARS = 100_000
BUILD_ONLY = {"geomap.assets.build", "geomap.gazetteer.build", "geomap.gazetteer.packages"}


def patterns():
    for module in pkgutil.walk_packages(geomap.__path__, "geomap."):
        if (
            module.name in BUILD_ONLY
            or module.name.startswith("geomap.train")
            or module.name.endswith("__main__")
        ):
            continue
        for name, value in sorted(vars(importlib.import_module(module.name)).items()):
            for n, pattern in enumerate(within(value)):
                yield pytest.param(pattern, id=f"{module.name}.{name}[{n}]")


def within(value, depth=5):
    """Give the patterns of a value: itself, or those in a table, however it is nested."""
    if isinstance(value, LatePattern):
        value = value.compiled
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif depth and isinstance(value, dict):
        for inner in value.values():
            yield from within(inner, depth - 1)
    elif depth and isinstance(value, list | tuple):
        for inner in value:
            yield from within(inner, depth - 1)


def test_patterns_in_nested_tables_are_found():
    plain, inner = re.compile("a"), re.compile("b")
    assert list(within({"x": [("name", plain), (3, {"y": inner})]})) == [plain, inner]


def test_patterns_that_are_compiled_late_are_found():
    assert list(within((late_pattern("a"),))) == [re.compile("a")]


@pytest.mark.parametrize("pattern", list(patterns()))
def test_a_pattern_is_linear(pattern):
    for attack in ATTACKS:
        assert_linear(lambda text: [None for _ in pattern.finditer(text)], attack, CHARS)
        # What may end anywhere fails only at the end, if at all.
        assert_linear(lambda text: [None for _ in pattern.finditer(text + "!")], attack, CHARS)


def test_a_pattern_that_is_not_compiled_yet_can_be_copied():
    assert copy.copy(late_pattern("a+")).findall("aa b a") == ["aa", "a"]
