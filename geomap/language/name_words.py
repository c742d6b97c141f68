"""The tables of names and of the words around them, read once from the package's data.

From ``data/*.txt`` to sets by section. Nothing is decided here; each file says where it comes from.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType


def sections(name: str) -> Mapping[str, frozenset[str]]:
    """Give the words of each section of a table in the package's data."""
    text = (Path(__file__).with_name("data") / f"{name}.txt").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    section = ""
    for line in text.splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            found.setdefault(section, []).extend(line.split())
    return MappingProxyType({key: frozenset(words) for key, words in found.items()})


def _kind_by_name(name: str) -> Mapping[str, str]:
    return MappingProxyType({word: key for key, words in sections(name).items() for word in words})


WORDS = sections("name_words")
"""The words around and inside names, by section."""
GIVEN = _kind_by_name("given_names")
"""Given names, each ``plain``, also a ``word``, or also a ``place``."""
SURNAMES = _kind_by_name("surnames")
"""Surnames, each ``plain``, also a ``word``, or also a ``place``."""
