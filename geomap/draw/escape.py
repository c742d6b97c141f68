"""The one gate through which data reaches a script: JSON that cannot end or change the element it is in."""

from __future__ import annotations

import json
from typing import Any

_SURROGATES = range(0xD800, 0xE000)
"""Lone ones have no UTF-8 form; as an escape they stay the same JSON value."""

_UNSAFE = {code: f"\\u{code:04x}" for code in (*map(ord, "<>&\u2028\u2029"), *_SURROGATES)}


def script_json(value: Any) -> str:  # noqa: ANN401 (whatever `json.dumps` takes)
    """Write a value as JSON for ``<script type="application/json">``; the same value, the same bytes."""
    return escape_json(json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False))


def escape_json(text: str) -> str:
    """Make JSON text safe inside a script element; it stays the same JSON value."""
    return text.translate(_UNSAFE)
