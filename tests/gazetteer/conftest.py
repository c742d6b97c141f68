from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from geomap.gazetteer import Gazetteer
from geomap.gazetteer.build import write
from geomap.gazetteer.entries import Draft, Entry, Sort
from geomap.model import Bounds


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.default()


def make_draft() -> Draft:
    """Two Parises, their regions and countries: enough for every rule of damage and of ranking."""
    draft = Draft()
    france = Bounds(41.3, -5.2, 51.1, 9.6)
    draft.add(
        Entry("gn3017382", "France", "country", 46.5, 2.5, "test", "FR", geonameid=3017382, bounds=france)
    ).population = 64_000_000
    paris = draft.add(Entry("gn2988507", "Paris", "city", 48.85341, 2.3488, "test", "FR", geonameid=2988507))
    paris.population, paris.capital = 2_138_551, True
    paris.call("Lutetia", Sort.ALTERNATE)
    paris.call("PAR", Sort.CODE)
    texas = draft.add(Entry("gm-texas", "Texas", "admin1", 31.0, -99.0, "test", "US", "Texas"))
    texas.population = 25_000_000
    draft.add(
        Entry("gm-paris-texas", "Paris", "town", 33.66, -95.56, "test", "US", "Texas")
    ).population = 24_000
    return draft


@pytest.fixture
def small_file(tmp_path: Path) -> Path:
    path = tmp_path / "gazetteer.sqlite"
    write(make_draft(), path)
    return path


@pytest.fixture
def small_draft() -> Callable[[], Draft]:
    return make_draft
