"""The tables of names and of the words around them, read once from the package's data.

From ``data/*.txt`` to sets by section. Nothing is decided here; each file says where it comes from.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@cache
def sections(name: str) -> Mapping[str, frozenset[str]]:
    """Give the words of each section of a table.

    Parameters
    ----------
    name
        ``given_names``, ``surnames`` or ``name_words``.
    """
    text = (files("geomap.language") / "data" / f"{name}.txt").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    section = ""
    for line in text.splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            found.setdefault(section, []).extend(line.split())
    return MappingProxyType({key: frozenset(words) for key, words in found.items()})


@cache
def weight_by_name(name: str) -> Mapping[str, str]:
    """Give the section (``plain``, ``word`` or ``place``) of each name of a table of names."""
    return MappingProxyType({word: key for key, words in sections(name).items() for word in words})
