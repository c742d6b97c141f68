"""The gazetteer as a geopy geocoder: take Nominatim out, put this in, and no network is needed.

From a query to ``geopy.Location`` values whose ``raw`` has Nominatim's keys, and ours beside them.
Nothing found is None, never an empty list and never an error. It covers places, not streets; what it
is asked for and cannot know (extra tags, outlines, other languages) it leaves out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from geopy.adapters import BaseAsyncAdapter, BaseSyncAdapter
from geopy.exc import ConfigurationError, GeocoderQueryError, GeocoderServiceError, GeocoderUnavailable
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from geomap.errors import GazetteerError
from geomap.gazetteer import addresses, layout
from geomap.gazetteer.lookup import Gazetteer
from geomap.model import Bounds, Candidate, Place

DEFAULT_LIMIT = 10
MOST_RESULTS = 50
"""Nominatim's own default and bound."""
REVERSE_RADIUS_KM = 100.0
STREET_ZOOM = 18
COUNTRY_ZOOM = 4
STATE_ZOOM = 9
"""Nominatim's zoom up to which `reverse` gives the country, and the state."""
POINT_BOX_DEG = 0.05
"""Half the side of the box of a place whose extent is unknown, as Nominatim gives for a town."""
MOST_PROMINENT = 12.0
MAX_LAT = 90.0

FEATURE_TYPES: Mapping[str, frozenset[str]] = {
    "country": frozenset({"country"}),
    "state": frozenset({"admin1"}),
    "city": frozenset({"city", "town", "village", "admin2"}),
    "settlement": frozenset({"city", "town", "village", "district"}),
}
_ADDRESS_KEY = {"country": "country", "admin1": "state", "admin2": "county"}

Result = TypeVar("Result")


class NoNetworkAdapter(BaseSyncAdapter):  # type: ignore[misc]
    """An adapter that answers no request: the gazetteer is on the disk."""

    def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> Any:  # noqa: ANN401
        """Refuse."""
        return self.get_text(url, timeout=timeout, headers=headers)

    def get_text(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> str:  # noqa: ARG002
        """Refuse."""
        raise GeocoderServiceError(f"the gazetteer needs no network, but {url} was asked for")


class GazetteerGeocoder(Geocoder):  # type: ignore[misc]
    """A geopy geocoder that needs neither network nor key.

    Parameters
    ----------
    gazetteer
        A gazetteer or the path of its file; by default the one that was built with geomap.
    scheme, timeout, proxies, user_agent, ssl_context, adapter_factory
        As every geopy geocoder takes them; they matter only to an adapter of your own. With an
        asynchronous adapter, calls give awaitables.

    Raises
    ------
    geopy.exc.ConfigurationError
        There is no gazetteer, or it is damaged.
    """

    def __init__(  # geopy's usual six and one of our own
        self,
        *,
        gazetteer: Gazetteer | Path | str | None = None,
        scheme: str | None = None,
        timeout: Any = DEFAULT_SENTINEL,  # noqa: ANN401
        proxies: Any = DEFAULT_SENTINEL,  # noqa: ANN401
        user_agent: str | None = None,
        ssl_context: Any = DEFAULT_SENTINEL,  # noqa: ANN401
        adapter_factory: Callable[..., Any] | None = None,
    ) -> None:
        super().__init__(
            scheme=scheme, timeout=timeout, proxies=proxies, user_agent=user_agent,
            ssl_context=ssl_context, adapter_factory=adapter_factory or NoNetworkAdapter,
        )  # fmt: skip
        try:
            if gazetteer is None:
                gazetteer = Gazetteer.default()
            elif not isinstance(gazetteer, Gazetteer):
                gazetteer = Gazetteer(Path(gazetteer))
        except GazetteerError as error:
            raise ConfigurationError(str(error)) from error
        self.gazetteer = gazetteer

    def geocode(  # noqa: PLR0913  # Nominatim's, so that one line can be swapped
        self,
        query: str | Mapping[str, str],
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,  # noqa: ANN401, ARG002
        limit: int | None = None,
        addressdetails: bool = True,
        language: str | bool = False,  # noqa: ARG002
        country_codes: str | Sequence[str] | None = None,
        viewbox: Sequence[Any] | None = None,
        bounded: bool = False,
        featuretype: str | None = None,
        namedetails: bool = False,
    ) -> Any:  # noqa: ANN401  # Location, list of them, None, or an awaitable of these
        """Find the places that a query means.

        Parameters
        ----------
        query
            ``"Paris"``, ``"Paris, Texas"``, or a mapping with keys of ``street``, ``city``,
            ``county``, ``state``, ``country``, ``postalcode``.
        exactly_one
            Give the best place; else a list of up to ``limit``, the most prominent first.
        timeout, language
            Accepted and without effect: nothing waits, and names are the usual English ones.
        limit
            At most so many results, 1 to 50.
        addressdetails, namedetails
            Put ``address`` and ``namedetails`` into ``raw``.
        country_codes
            Only places of these countries (ISO 3166-1 alpha-2).
        viewbox
            Two opposite corners; places inside come first, and with ``bounded`` alone.
        featuretype
            ``country``, ``state``, ``city`` or ``settlement``.

        Returns
        -------
        Location, list of Location or None
            None where nothing is found, in both modes.

        Raises
        ------
        geopy.exc.GeocoderQueryError
            The query or an argument is malformed.
        geopy.exc.GeocoderUnavailable
            The gazetteer's file is damaged.
        """

        def answer() -> list[Location]:
            kinds = _feature_kinds(featuretype)
            most = 1 if exactly_one else _checked_limit(limit)
            countries = _codes(country_codes)
            box = _view(viewbox)
            found = addresses.find(self.gazetteer, query)
            if kinds is not None:
                found = [c for c in found if c.place.kind in kinds]
            if countries is not None:
                found = [c for c in found if countries & set((c.place.country or "").split("/"))]
            if box is not None:
                inside = [c for c in found if layout.holds(box, c.place.lat, c.place.lon)]
                found = inside if bounded else inside + [c for c in found if c not in inside]
            return [self._location(c, address=addressdetails, names=namedetails) for c in found[:most]]

        return self._reply(answer, exactly_one=exactly_one)

    def reverse(  # Nominatim's
        self,
        query: Any,  # noqa: ANN401  # Point, pair or "lat, lon"
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,  # noqa: ANN401, ARG002
        language: str | bool = False,  # noqa: ARG002
        addressdetails: bool = True,
        zoom: int | None = None,
        namedetails: bool = False,
    ) -> Any:  # noqa: ANN401  # Location, list of them, None, or an awaitable of these
        """Find the populated place nearest to a point, within 100 km.

        Parameters
        ----------
        query
            A ``geopy.Point``, ``(lat, lon)`` or ``"lat, lon"``.
        exactly_one
            Give the nearest; else a list, the nearest first.
        zoom
            As Nominatim's: up to 4 gives the country, up to 9 the state, else the place.

        Returns
        -------
        Location, list of Location or None
            None where no populated place is near, in both modes.

        Raises
        ------
        geopy.exc.GeocoderQueryError
            The point is malformed.
        geopy.exc.GeocoderUnavailable
            The gazetteer's file is damaged.
        """

        def answer() -> list[Location]:
            point = _point(query)
            near = self.gazetteer.near(
                point.latitude, point.longitude, radius_km=REVERSE_RADIUS_KM, limit=DEFAULT_LIMIT
            )
            places = [place for place, _ in near]
            level = STREET_ZOOM if zoom is None else zoom
            if level <= STATE_ZOOM:
                kind = "country" if level <= COUNTRY_ZOOM else "admin1"
                areas = [self._around(place, kind) for place in places]
                places = list({area.id: area for area in areas if area is not None}.values())
            return [
                self._location(Candidate(p, "name"), address=addressdetails, names=namedetails)
                for p in places
            ]

        return self._reply(answer, exactly_one=exactly_one)

    def _reply(self, answer: Callable[[], list[Location]], *, exactly_one: bool) -> Any:  # noqa: ANN401
        """Give the answer in geopy's form: None for a miss, an awaitable under an async adapter."""

        def reply() -> Location | list[Location] | None:
            try:
                found = answer()
            except GazetteerError as error:
                raise GeocoderUnavailable(str(error)) from error
            except GeocoderQueryError:
                raise
            except ValueError as error:
                raise GeocoderQueryError(str(error)) from error
            if not found:
                return None
            return found[0] if exactly_one else found

        if not isinstance(self.adapter, BaseAsyncAdapter):
            return reply()

        async def later() -> Location | list[Location] | None:
            return reply()

        return later()

    def _around(self, place: Place, kind: str) -> Place | None:
        name = place.country if kind == "country" else place.admin1
        if name is None:
            return None
        if kind == "country":
            countries = self.gazetteer.of_kinds(["country"], limit=layout.MOST_COUNTRIES)
            return next((c for c in countries if c.country == name), None)
        found = (c.place for c in self.gazetteer.candidates(name))
        return next((p for p in found if p.kind == kind and p.country == place.country), None)

    def _location(self, candidate: Candidate, *, address: bool, names: bool) -> Location:
        place = candidate.place
        country = self._around(place, "country") if place.kind != "country" else place
        parts = _address(place, country)
        shown = list(dict.fromkeys(part for key, part in parts.items() if key != "country_code"))
        south, west, north, east = place.bounds or _box(place)
        importance = layout.prominence(place.kind, place.population) / MOST_PROMINENT
        raw: dict[str, Any] = {
            "place_id": place.id,
            "licence": "Data from GeoNames, CC BY 4.0, https://www.geonames.org",
            "lat": str(place.lat),
            "lon": str(place.lon),
            "display_name": ", ".join(shown),
            "name": place.name,
            "class": "boundary" if place.kind in _ADDRESS_KEY else "place",
            "type": "administrative" if place.kind in _ADDRESS_KEY else place.kind,
            "addresstype": _ADDRESS_KEY.get(place.kind, place.kind),
            "importance": round(min(max(importance, 0.0), 1.0), 4),
            "boundingbox": [str(south), str(north), str(west), str(east)],
            "geonameid": place.geonameid,
            "kind": place.kind,
            "population": place.population,
            "match": candidate.match,
        }
        if address:
            raw["address"] = parts
        if names:
            raw["namedetails"] = {"name": place.name, "name:en": place.name}
        return Location(raw["display_name"], Point(place.lat, place.lon), raw)

    def __getstate__(self) -> dict[str, Any]:
        """Leave the adapter out, which may hold open connections."""
        return {key: value for key, value in self.__dict__.items() if key != "adapter"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Come back without a network."""
        self.__dict__.update(state)
        self.adapter = NoNetworkAdapter(proxies=self.proxies, ssl_context=self.ssl_context)


def _address(place: Place, country: Place | None) -> dict[str, str]:
    parts = {_ADDRESS_KEY.get(place.kind, place.kind): place.name}
    if place.admin2 and place.kind not in {"admin1", "country"}:
        parts.setdefault("county", place.admin2)
    if place.admin1 and place.kind != "country":
        parts.setdefault("state", place.admin1)
    if country is not None:
        parts.setdefault("country", country.name)
    if place.country:
        parts["country_code"] = place.country.lower()
    return parts


def _box(place: Place) -> Bounds:
    d = POINT_BOX_DEG
    corners = (max(place.lat - d, -90.0), place.lon - d, min(place.lat + d, 90.0), place.lon + d)
    return Bounds(*(round(corner, 5) for corner in corners))


def _feature_kinds(featuretype: str | None) -> frozenset[str] | None:
    if featuretype is None:
        return None
    if featuretype not in FEATURE_TYPES:
        raise GeocoderQueryError(f"featuretype is one of {', '.join(FEATURE_TYPES)}, not {featuretype!r}")
    return FEATURE_TYPES[featuretype]


def _checked_limit(limit: int | None) -> int:
    if limit is None:
        return DEFAULT_LIMIT
    if limit < 1:
        raise GeocoderQueryError("limit cannot be less than 1")
    return min(limit, MOST_RESULTS)


def _codes(country_codes: str | Sequence[str] | None) -> set[str] | None:
    if not country_codes:
        return None
    several = country_codes.split(",") if isinstance(country_codes, str) else country_codes
    return {code.strip().upper() for code in several}


def _view(viewbox: Sequence[Any] | None) -> Bounds | None:
    if viewbox is None:
        return None
    if len(viewbox) != 2:  # noqa: PLR2004  # corners
        raise GeocoderQueryError("a viewbox has two opposite corners")
    a, b = (_point(corner) for corner in viewbox)
    (south, north), (west, east) = sorted((a.latitude, b.latitude)), sorted((a.longitude, b.longitude))
    return Bounds(south, west, north, east)


def _point(value: Any) -> Point:  # noqa: ANN401
    if value is None or value == "":
        raise GeocoderQueryError("a point is a geopy Point, a pair (lat, lon) or 'lat, lon'")
    try:
        if isinstance(value, (tuple, list)) and abs(float(value[0])) > MAX_LAT:
            raise GeocoderQueryError(f"{value!r} is no point: the latitude comes first, -90 to 90")
        return value if isinstance(value, Point) else Point(value)
    except (ValueError, TypeError, IndexError) as error:
        raise GeocoderQueryError(f"{value!r} is no point: {error}") from error
