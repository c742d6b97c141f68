"""Text of documents on its way into a file: without what a format cannot hold, otherwise untouched.

XML 1.0 has no place for control characters, UTF-8 none for lone surrogates, and no reader gains by
either; everything else, markup included, stays as it stands and is escaped by whoever writes the file.
"""

from __future__ import annotations

import re

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_SURROGATES = re.compile("[\ud800-\udfff]")

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
"""What stands for half a surrogate pair: something was there that no file can hold."""


def clean(text: str) -> str:
    """Drop the control characters and noncharacters, put U+FFFD for lone surrogates; keep line ends."""
    return _SURROGATES.sub(REPLACEMENT, _CONTROLS.sub("", text))


def one_line(text: str) -> str:
    """Clean a text, with one space for each run of white space and line ends of any kind."""
    flat = " ".join(text.split())
    return flat if flat.isascii() and flat.isprintable() else " ".join(clean(flat).split())
