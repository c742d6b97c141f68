"""The words that map and page use for kinds, statuses, modes, lengths and bearings: one table for both."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from geomap.geodesy import compass_point
from geomap.model import Leg, Modality, Place

KIND_WORDS = {
    "admin1": "region",
    "admin2": "district",
    "front_line": "front line",
    "facility": "site",
    "range": "mountain range",
    "bloc": "group of states",
    "border": "border area",
}
"""Kinds whose word differs from their name in story.json."""

STATUS_WORDS: dict[Modality, str] = {
    "happened": "happened",
    "reported": "reported",
    "planned": "planned",
    "possible": "possible",
    "past": "earlier trip",
    "cancelled": "cancelled",
}

MODE_WORDS = {"rail": "by rail", "road": "by road", "air": "by air", "sea": "by sea", "foot": "on foot"}

PATH_WORDS = {
    "geodesic": "straight line, not the track taken",
    "stations": "schematic, along known stations",
    "lines": "along the given line",
}

ROLE_WORDS = {
    "location": "a place where something happens",
    "actor": "a government or people",
    "demonym": "an adjective or nationality",
    "part_of_name": "part of another name",
}

SURE, LIKELY = 0.8, 0.5
"""Lowest confidences that are called "sure" and "likely"; finer steps would claim too much."""


def counted(number: int, one: str, many: str | None = None) -> str:
    """Give a number of things: ``1 leg``, ``2 legs``; ``many`` where the plural is another word."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def at_start(words: str) -> str:
    """Write words as they stand at the start of a heading: "the narrator" is "The narrator" there."""
    return words[:1].upper() + words[1:]


def kind_words(kind: str) -> str:
    """Name a kind of place in words."""
    return KIND_WORDS.get(kind, kind)


def confidence_words(confidence: float) -> str:
    """Say in a word how sure a placing is."""
    if confidence >= SURE:
        return "sure"
    return "likely" if confidence >= LIKELY else "doubtful"


@cache
def _country_names() -> dict[str, str]:
    table = Path(__file__).with_name("countries.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {code: name for code, name in rows}  # noqa: C416 (mypy cannot see that each row is a pair)


def country_name(codes: str | None) -> str:
    """Name one country, or several joined by ``/``; empty for none."""
    if not codes:
        return ""
    return " / ".join(_country_names().get(code, code) for code in codes.split("/"))


def region_and_country(place: Place) -> str:
    """Say what a place lies in, from the region to the country; a country lies in nothing."""
    country = "" if place.kind == "country" else country_name(place.country)
    region = place.admin1 if place.admin1 and place.admin1 != place.name else ""
    return ", ".join(part for part in (region, country) if part and part != place.name)


def coordinates(place: Place) -> str:
    """Write coordinates with no more decimals than the place is known to."""
    digits = 0 if place.is_area else 3
    ns, ew = ("N" if place.lat >= 0 else "S"), ("E" if place.lon >= 0 else "W")
    return f"{abs(place.lat):.{digits}f}° {ns}, {abs(place.lon):.{digits}f}° {ew}"


def length(leg: Leg) -> str:
    """Say how long a leg is, along its path and in a straight line."""
    straight = f"{_km(leg.geodesic_km)} in a straight line"
    if leg.path_km is None:
        return straight
    return f"about {_km(leg.path_km)} along the line drawn, {straight}"


def leg_words(leg: Leg, origin: Place, destination: Place) -> tuple[str, str, str]:
    """Say how long a leg is, where it heads, and what its line is.

    An end that is an area has no middle where somebody was, so there is no length to it, and only roughly
    a direction.
    """
    area = next((place for place in (destination, origin) if place.is_area), None)
    if area is None:
        return length(leg), direction(leg), PATH_WORDS[leg.path_basis]
    where = f"length unknown, as only {area.name} ({kind_words(area.kind)}) is named"
    return where, f"roughly {compass_point(leg.bearing_deg)}", "short arrow, where in the area is not said"


def _km(km: float) -> str:
    return f"{km:,.1f} km" if km < 10 else f"{km:,.0f} km"  # noqa: PLR2004 (a short hop keeps a decimal)


def direction(leg: Leg) -> str:
    """Say where a leg heads at its start."""
    return f"{compass_point(leg.bearing_deg)} ({leg.bearing_deg:.0f}°)"
