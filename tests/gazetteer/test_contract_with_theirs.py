"""One suite for our offline geocoder and for geopy's own: who swaps one for the other changes one line.

Theirs asks a local server that speaks Nominatim's protocol; the server answers from our gazetteer, so both
know the same places.
"""

from __future__ import annotations

import inspect
import pickle
from functools import partial

import pytest
from geopy.exc import GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from geomap import GazetteerGeocoder
from tests.gazetteer.nominatim_server import NominatimServer

UNKNOWN = "Qwzxqwzx Vwqzxk"
AGENT = "geomap-tests (tests@example.org)"


@pytest.fixture(scope="module")
def server():
    with NominatimServer() as running:
        yield running


@pytest.fixture(params=["ours", "theirs"])
def geocoder(request, server):
    if request.param == "ours":
        yield GazetteerGeocoder(user_agent=AGENT)
    else:
        with Nominatim(user_agent=AGENT, domain=server.domain, scheme="http", timeout=10) as theirs:
            yield theirs


def test_it_is_a_geocoder_with_the_usual_arguments(geocoder):
    assert isinstance(geocoder, Geocoder)
    taken = inspect.signature(type(geocoder)).parameters
    assert {"scheme", "timeout", "proxies", "user_agent", "ssl_context", "adapter_factory"} <= set(taken)
    assert all(p.kind is p.KEYWORD_ONLY for p in taken.values())
    assert geocoder.headers == {"User-Agent": AGENT}


@pytest.mark.parametrize("method", ["geocode", "reverse"])
def test_only_the_query_is_positional(geocoder, method):
    query, *others = inspect.signature(getattr(geocoder, method)).parameters.values()
    assert query.name == "query"
    assert all(p.kind is p.KEYWORD_ONLY for p in others)
    defaults = {p.name: p.default for p in others}
    assert defaults["exactly_one"] is True
    assert defaults["timeout"] is DEFAULT_SENTINEL
    assert {"language", "addressdetails", "namedetails"} <= set(defaults)


def test_exactly_one_gives_a_location(geocoder):
    location = geocoder.geocode("Nairobi")
    assert isinstance(location, Location)
    assert isinstance(location.point, Point)
    assert (round(location.latitude), round(location.longitude)) == (-1, 37)
    address, (lat, lon) = location
    assert address == location.address == str(location)
    assert (lat, lon) == (location.latitude, location.longitude)


def test_not_exactly_one_gives_a_list(geocoder):
    several = geocoder.geocode("Springfield", exactly_one=False)
    assert isinstance(several, list)
    assert len(several) > 1
    assert all(isinstance(location, Location) for location in several)


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_limit_bounds_a_list(geocoder, limit):
    assert len(geocoder.geocode("Springfield", exactly_one=False, limit=limit)) == limit


def test_a_limit_below_one_is_refused(geocoder):
    with pytest.raises((ValueError, GeopyError)):
        geocoder.geocode("Springfield", exactly_one=False, limit=0)


@pytest.mark.parametrize("exactly_one", [True, False])
@pytest.mark.parametrize("query", [UNKNOWN, {"city": UNKNOWN}])
def test_nothing_found_is_none(geocoder, query, exactly_one):
    assert geocoder.geocode(query, exactly_one=exactly_one) is None


def test_nothing_near_is_none(geocoder):
    assert geocoder.reverse((30.0, -45.0)) is None


@pytest.mark.parametrize(
    "query",
    [
        "Paris, Texas",
        {"city": "Paris", "state": "Texas"},
        {"city": "Paris", "state": "Texas", "country": "US"},
    ],
)
def test_a_query_is_text_or_a_mapping(geocoder, query):
    assert round(geocoder.geocode(query).latitude) == 34


@pytest.mark.parametrize("query", [Point(43.1, 131.9), (43.1, 131.9), [43.1, 131.9], "43.1, 131.9"])
def test_a_point_comes_in_every_form(geocoder, query):
    location = geocoder.reverse(query)
    assert isinstance(location, Location)
    assert "Vladivostok" in location.address


@pytest.mark.filterwarnings("ignore:Latitude normalization")  # geopy warns, and raises besides
@pytest.mark.parametrize("query", ["not a point", (91, 0), ("a", "b"), (float("nan"), 0)])
def test_what_is_no_point_is_a_value_error(geocoder, query):
    with pytest.raises(ValueError, match=r"."):
        geocoder.reverse(query)


@pytest.mark.parametrize("timeout", [None, 3, 3.5])
def test_a_time_limit_is_taken(geocoder, timeout):
    assert geocoder.geocode("Nairobi", timeout=timeout)
    assert geocoder.reverse((-1.28, 36.82), timeout=timeout)


def test_raw_is_a_dictionary_with_the_services_own_keys(geocoder):
    raw = geocoder.geocode("Nairobi", addressdetails=True, namedetails=True, language="en").raw
    assert {"place_id", "lat", "lon", "display_name", "class", "type", "importance", "boundingbox"} <= set(
        raw
    )
    assert all(isinstance(raw[key], str) for key in ("lat", "lon", "display_name"))
    assert [type(corner) for corner in raw["boundingbox"]] == [str] * 4
    assert raw["address"]["country_code"] == "ke"
    assert raw["namedetails"]["name"] == "Nairobi"


@pytest.mark.parametrize("codes", ["us", ["us"], ["us", "ca"]])
def test_country_codes_restrict(geocoder, codes):
    location = geocoder.geocode("Georgia", country_codes=codes, addressdetails=True)
    assert location.raw["address"]["country_code"] == "us"


def test_a_viewbox_of_three_corners_is_refused(geocoder):
    with pytest.raises(GeopyError):
        geocoder.geocode("Paris", viewbox=[(1, 2), (3, 4), (5, 6)])


def test_it_works_under_a_rate_limiter_with_partial_and_in_a_with_block(geocoder):
    with geocoder as inside:
        limited = RateLimiter(inside.geocode, min_delay_seconds=0, swallow_exceptions=False)
        assert limited("Nairobi") == inside.geocode("Nairobi")
        assert limited(UNKNOWN) is None
        american = partial(inside.geocode, country_codes="us", addressdetails=True)
        assert american("Paris").raw["address"]["country_code"] == "us"


def test_an_answer_can_be_compared_and_pickled(geocoder):
    answer = geocoder.geocode("Nairobi")
    assert pickle.loads(pickle.dumps(answer)) == answer == geocoder.geocode("Nairobi")  # noqa: S301
