"""Names of a package that are loaded when they are first used, so that a command starts with what it needs.

From a package and where its names live to the `__getattr__` that fetches them (PEP 562).
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Mapping
from typing import Any


def late(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """Make a package's ``__getattr__``.

    Parameters
    ----------
    homes
        For each name the module that it is found in.
    """

    def fetch(name: str) -> Any:  # noqa: ANN401 - whatever lies there
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(homes[name]), name)
        setattr(sys.modules[package], name, value)
        return value

    return fetch
