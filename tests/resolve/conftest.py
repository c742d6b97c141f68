"""A gazetteer of a few rows: real places with their real coordinates, and the twins that try a resolver."""

import pytest

from geomap.model import Candidate, Place
from geomap.resolve import resolve
from tests.resolve.bracketed import read

PLACES = [
    Place("gm-us", "United States", "country", 39.8, -98.6, "US", population=331_000_000),
    Place("gm-ua", "Ukraine", "country", 49.0, 31.4, "UA", population=41_000_000),
    Place("gm-ru", "Russia", "country", 61.5, 100.0, "RU", population=144_000_000),
    Place("gm-fr", "France", "country", 46.6, 2.5, "FR", population=67_000_000),
    Place("gm-ge", "Georgia", "country", 42.0, 43.5, "GE", population=3_700_000),
    Place("gm-us-ga", "Georgia", "admin1", 32.7, -83.4, "US", "Georgia", population=10_700_000),
    Place("gm-us-tx", "Texas", "admin1", 31.4, -99.3, "US", "Texas", population=29_000_000),
    Place("gm-us-tn", "Tennessee", "admin1", 35.8, -86.3, "US", "Tennessee", population=6_900_000),
    Place("gm-paris", "Paris", "city", 48.85, 2.35, "FR", population=2_138_000, capital=True),
    Place("gm-paris-tx", "Paris", "city", 33.66, -95.56, "US", "Texas", "Lamar County", population=25000),
    Place("gm-paris-tn", "Paris", "city", 36.30, -88.33, "US", "Tennessee", population=10_000),
    Place("gm-lamar", "Lamar County", "admin2", 33.67, -95.57, "US", "Texas", "Lamar County"),
    Place("gm-athens", "Athens", "city", 37.98, 23.72, "GR", population=664_000, capital=True),
    Place("gm-athens-ga", "Athens", "city", 33.96, -83.38, "US", "Georgia", population=116_000),
    Place("gm-tbilisi", "Tbilisi", "city", 41.69, 44.83, "GE", "Tbilisi", population=1_049_000, capital=True),
    Place("gm-donetsk", "Donetsk", "city", 48.02, 37.80, "UA", "Donetsk Oblast", population=901_000),
    Place("gm-ua-14", "Donetsk Oblast", "admin1", 48.1, 37.6, "UA", "Donetsk Oblast", population=4_100_000),
    Place("gm-luhansk", "Luhansk", "city", 48.57, 39.33, "UA", "Luhansk Oblast", population=401_000),
    Place("gm-ua-09", "Luhansk Oblast", "admin1", 49.0, 39.1, "UA", "Luhansk Oblast", population=2_100_000),
    Place("gm-moscow", "Moscow", "city", 55.76, 37.62, "RU", "Moscow", population=10_400_000, capital=True),
    Place("gm-ru-mos", "Moscow Oblast", "admin1", 55.5, 38.0, "RU", "Moscow Oblast", population=7_500_000),
    Place("gm-clarksville", "Clarksville", "city", 33.61, -95.05, "US", "Texas", population=3_000),
    Place("gm-clarksville-tn", "Clarksville", "city", 36.53, -87.36, "US", "Tennessee", population=149_000),
]  # fmt: skip
ALSO = {
    "donetsk": ["gm-donetsk", "gm-ua-14"],
    "luhansk": ["gm-luhansk", "gm-ua-09"],
    "moscow": ["gm-moscow", "gm-ru-mos"],
}
DEMONYMS = {"russian": "gm-ru", "ukrainian": "gm-ua", "french": "gm-fr", "georgian": "gm-ge"}
ABBREVIATIONS = {"tex.": "gm-us-tx", "u.s.": "gm-us"}


class TinyGazetteer:
    """Looks names up in the rows above."""

    def __init__(self):
        self.by_id = {p.id: p for p in PLACES}

    def candidates(self, name):
        key = name.casefold()
        found = [Candidate(p, "name") for p in PLACES if p.name.casefold() == key]
        for place_id in ALSO.get(key, []):
            if place_id not in {c.place.id for c in found}:
                found.append(Candidate(self.by_id[place_id], "variant"))
        for table, match in ((DEMONYMS, "demonym"), (ABBREVIATIONS, "abbreviation")):
            if key in table:
                found.append(Candidate(self.by_id[table[key]], match))
        return tuple(sorted(found, key=lambda c: -c.place.population))


@pytest.fixture(scope="session")
def tiny():
    return TinyGazetteer()


@pytest.fixture
def placed(tiny):
    """Resolve a bracketed text and give the ids of the places, in the text's order."""

    def run(text, **roles):
        prose, mentions = read(text, roles)
        return [m.place for m in resolve(prose, mentions, candidates=tiny).mentions]

    return run
