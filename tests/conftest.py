"""What several tests share: the real gazetteer, the sample story built once, the corpora."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from geomap.gazetteer import Gazetteer
from geomap.model import Story
from geomap.pipeline import build

ROOT = Path(__file__).parents[1]
# Figures and answers hold for the embedded gazetteer, whatever the developer has imported.
os.environ["GEOMAP_GAZETTEER"] = "embedded"
SHARED = Path(os.environ.get("GEOMAP_SHARED", ROOT.parent / "shared"))


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The embedded gazetteer, as the build made it."""
    return Gazetteer.default()


@pytest.fixture(scope="session")
def sample(gazetteer: Gazetteer) -> Story:
    """The sample story, through the whole pipeline."""
    return build(ROOT / "seeds", gazetteer=gazetteer)


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The development corpora, no part of the repository: without them a test is skipped, in CI it fails."""
    folder = SHARED / "corpora"
    if not folder.is_dir():
        message = (
            f"NOT TESTED: the development corpora are not in {folder.name}/ beside the checkout's parent"
        )
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return folder
