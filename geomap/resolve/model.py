"""The trained ranker that lies in the package, read once per process."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Final

from geomap.resolve.ranking import Ranker

MODEL: Final = Path(__file__).with_name("data") / "ranker.json"


@lru_cache(maxsize=1)
def load_ranker() -> Ranker:
    """Read the model that was trained for this version."""
    return Ranker.read(json.loads(MODEL.read_text(encoding="utf-8")))
