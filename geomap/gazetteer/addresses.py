"""What a query to a geocoder asks for: ``Paris, Texas`` or ``{"city": "Paris", "state": "Texas"}``.

From the query to candidates, best first. What stands behind a comma, or in a structured query beside
the finest part, must be a region or country that the place lies in: a query for Paris, Ontario does
not give the Paris of France. Streets and postcodes are no places of the gazetteer: a query for a
street finds nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geomap.gazetteer.lookup import Gazetteer
from geomap.gazetteer.names import normalise
from geomap.model import Candidate, Place

PARTS = ("street", "city", "county", "state", "country", "postalcode")
"""Keys of a structured query, Nominatim's."""
_FINEST_FIRST = ("city", "county", "state", "country")
_KIND_OF_PART = {"county": {"admin2"}, "state": {"admin1"}, "country": {"country"}}
SURE = frozenset({"name", "alternate", "abbreviation", "variant"})


def find(gazetteer: Gazetteer, query: str | Mapping[str, str]) -> list[Candidate]:
    """Give the places that a query may mean, the best first.

    Raises
    ------
    ValueError
        The query is neither text nor a mapping with keys of `PARTS`.
    """
    if isinstance(query, str):
        return _find_text(gazetteer, query)
    if not isinstance(query, Mapping):
        raise ValueError(f"a query is text or a mapping, not {type(query).__name__}")  # noqa: TRY004
    unknown = sorted(set(query) - set(PARTS))
    if unknown:
        raise ValueError(f"a structured query has the keys {', '.join(PARTS)}, not {', '.join(unknown)}")
    if not all(isinstance(value, str) for value in query.values()):
        raise ValueError("the values of a structured query are text")
    return _find_parts(gazetteer, query)


def _find_text(gazetteer: Gazetteer, query: str) -> list[Candidate]:
    head, *rest = [part.strip() for part in query.split(",")]
    whole = gazetteer.knows(normalise(query))
    if whole or not any(rest):
        return list(gazetteer.candidates(query.strip(" ,")))
    return _inside(gazetteer, gazetteer.candidates(head), [part for part in rest if part])


def _find_parts(gazetteer: Gazetteer, query: Mapping[str, str]) -> list[Candidate]:
    if query.get("street", "").strip():
        return []
    given = [(part, query[part].strip()) for part in _FINEST_FIRST if query.get(part, "").strip()]
    if not given:
        return []
    (part, name), *rest = given
    kinds = _KIND_OF_PART.get(part)
    found = [c for c in gazetteer.candidates(name) if kinds is None or c.place.kind in kinds]
    return _inside(gazetteer, found, [value for _, value in rest])


def _inside(gazetteer: Gazetteer, found: Sequence[Candidate], containers: Sequence[str]) -> list[Candidate]:
    """Keep the candidates that lie in every one of the named regions and countries."""
    kept = list(found)
    for name in containers:
        areas = [c.place for c in gazetteer.candidates(name) if c.match in SURE]
        codes = name.upper() if len(name) == 2 else None  # noqa: PLR2004  # ISO 3166-1 alpha-2
        kept = [c for c in kept if c.place.country == codes or any(lies_in(c.place, area) for area in areas)]
    return kept


def lies_in(place: Place, area: Place) -> bool:
    """Say whether a place lies in a country or region, or is a part of a country's region."""
    if place.id == area.id or place.country is None or place.country != area.country:
        return False
    if area.kind == "country":
        return True
    if area.kind == "admin1":
        return place.admin1 == area.admin1
    return area.kind == "admin2" and (place.admin1, place.admin2) == (area.admin1, area.admin2)
