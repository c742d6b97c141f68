"""What is loaded or compiled when it is first used, so that a command starts with what it needs."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, cast


def late(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """Make a package's ``__getattr__`` (PEP 562), which fetches names from where they live.

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


def late_pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Make a regular expression that is compiled when it is first matched; it is used like any other."""
    return cast("re.Pattern[str]", LatePattern(pattern, flags))


class LatePattern:
    """What `late_pattern` makes: takes the methods of the compiled pattern for its own at first use."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern that can match."""
        return re.compile(self.pattern, self._flags)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - a method of a pattern
        if name.startswith("_"):  # asked for by copy and pickle, before there is anything to compile
            raise AttributeError(name)
        method = getattr(self.compiled, name)
        setattr(self, name, method)
        return method
