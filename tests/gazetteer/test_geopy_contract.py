"""What geopy asks of a geocoder, as tests that another offline geocoder can be put through.

`GEOCODERS` maps a name to a factory that takes a geocoder's keyword arguments.
"""

from __future__ import annotations

import asyncio
import inspect
import pickle
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import geopy.geocoders
import pytest
from geopy.adapters import BaseAsyncAdapter
from geopy.exc import ConfigurationError, GeocoderQueryError, GeocoderServiceError, GeocoderUnavailable
from geopy.extra.rate_limiter import AsyncRateLimiter, RateLimiter
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

from geomap.errors import GazetteerError
from geomap.gazetteer import Gazetteer, GazetteerGeocoder

GEOCODERS = {"gazetteer": GazetteerGeocoder}
NOMINATIM_KEYS = {
    "place_id",
    "lat",
    "lon",
    "display_name",
    "class",
    "type",
    "importance",
    "boundingbox",
    "address",
}
USUAL_SIX = {"scheme", "timeout", "proxies", "user_agent", "ssl_context", "adapter_factory"}
UNKNOWN = "Qwzxqwzx Vwqzxk"
MID_ATLANTIC = (30.0, -45.0)


class Asynchronous(BaseAsyncAdapter):
    """An async adapter that opens nothing and refuses every request."""

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        return None

    async def get_json(self, url, **_):
        raise GeocoderServiceError(url)

    async def get_text(self, url, **_):
        raise GeocoderServiceError(url)


def awaited(coroutine):
    """Run a coroutine in a thread of its own: the browser's tests may have a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


@pytest.fixture(params=sorted(GEOCODERS))
def factory(request):
    return GEOCODERS[request.param]


@pytest.fixture
def geocoder(factory):
    return factory()


@pytest.fixture
def asynchronous(factory):
    return factory(adapter_factory=Asynchronous)


def test_it_is_a_geopy_geocoder_with_keyword_only_construction(factory):
    assert issubclass(factory, Geocoder)
    parameters = inspect.signature(factory).parameters
    assert set(parameters) >= USUAL_SIX
    assert all(p.kind is p.KEYWORD_ONLY for p in parameters.values())


@pytest.mark.parametrize("method", ["geocode", "reverse"])
def test_only_the_query_is_positional_and_nothing_is_passed_through(factory, method):
    query, *others = list(inspect.signature(getattr(factory, method)).parameters.values())[1:]
    assert query.name == "query"
    assert all(p.kind is p.KEYWORD_ONLY for p in others)
    named = {p.name: p.default for p in others}
    assert named["exactly_one"] is True
    assert named["timeout"] is DEFAULT_SENTINEL


def test_geocode_takes_nominatims_arguments(factory):
    names = set(inspect.signature(factory.geocode).parameters)
    assert names >= {
        "country_codes",
        "viewbox",
        "bounded",
        "featuretype",
        "limit",
        "language",
        "addressdetails",
    }


def test_a_hit_is_a_location_or_a_list_of_them(geocoder):
    one = geocoder.geocode("Nairobi")
    assert isinstance(one, Location)
    several = geocoder.geocode("Springfield", exactly_one=False)
    assert isinstance(several, list)
    assert len(several) > 1
    assert all(isinstance(location, Location) for location in several)
    address, (lat, lon) = one
    assert address.startswith("Nairobi")
    assert (round(lat), round(lon)) == (-1, 37)


@pytest.mark.parametrize("exactly_one", [True, False])
@pytest.mark.parametrize(
    "query", [UNKNOWN, "", "   ", ",", "…", "Paris, Narnia", {"city": ""}, {"city": UNKNOWN}, {}]
)
def test_a_miss_is_none_in_both_modes(geocoder, query, exactly_one):
    assert geocoder.geocode(query, exactly_one=exactly_one) is None


@pytest.mark.parametrize("exactly_one", [True, False])
def test_a_point_far_from_all_is_none_in_both_modes(geocoder, exactly_one):
    assert geocoder.reverse(MID_ATLANTIC, exactly_one=exactly_one) is None


@pytest.mark.parametrize(
    "query", [Point(43.1, 131.9), (43.1, 131.9), [43.1, 131.9], "43.1, 131.9", "43.1 131.9"]
)
def test_reverse_takes_a_point_in_every_form(geocoder, query):
    found = geocoder.reverse(query)
    assert isinstance(found, Location)
    assert "Vladivostok" in found.address


def test_reverse_gives_the_nearest_first(geocoder):
    several = geocoder.reverse((48.85, 2.35), exactly_one=False)
    assert len(several) > 1
    assert several[0] == geocoder.reverse((48.85, 2.35))


@pytest.mark.parametrize(("zoom", "name"), [(3, "Kenya"), (18, "Nairobi")])
def test_reverse_zooms_out_to_what_lies_around(geocoder, zoom, name):
    assert geocoder.reverse((-1.283, 36.817), zoom=zoom).raw["name"].startswith(name)


@pytest.mark.parametrize("query", ["not a point", "", None, (91, 0), ("a", "b"), (float("nan"), 0), object()])
def test_a_malformed_point_is_a_query_error(geocoder, query):
    with pytest.raises(GeocoderQueryError):
        geocoder.reverse(query)


@pytest.mark.parametrize("query", [None, 7, ["Paris"], {"town": "Paris"}, {"city": 7}])
def test_a_malformed_query_is_a_query_error(geocoder, query):
    with pytest.raises(GeocoderQueryError):
        geocoder.geocode(query)


@pytest.mark.parametrize(
    "arguments", [{"limit": 0}, {"featuretype": "planet"}, {"viewbox": [(1, 2)]}, {"viewbox": ["x", "y"]}]
)
def test_a_malformed_argument_is_a_query_error(geocoder, arguments):
    with pytest.raises(GeocoderQueryError):
        geocoder.geocode("Paris", exactly_one=False, **arguments)


def test_raw_has_nominatims_keys_in_nominatims_types(geocoder):
    raw = geocoder.geocode("Nairobi").raw
    assert set(raw) >= NOMINATIM_KEYS
    assert isinstance(raw["lat"], str)
    assert isinstance(raw["lon"], str)
    assert 0 <= raw["importance"] <= 1
    south, north, west, east = (float(text) for text in raw["boundingbox"])
    assert south <= float(raw["lat"]) <= north
    assert west <= float(raw["lon"]) <= east
    assert raw["address"]["country_code"] == "ke"
    assert raw["address"]["country"] == "Kenya"
    assert "address" not in geocoder.geocode("Nairobi", addressdetails=False).raw
    assert "namedetails" in geocoder.geocode("Nairobi", namedetails=True).raw


@pytest.mark.parametrize(
    ("query", "country", "region"),
    [
        ("Paris, Texas", "us", "Texas"),
        ("Paris, TX, USA", "us", "Texas"),
        ("Paris, France", "fr", None),
        ("Cambridge, Massachusetts", "us", "Massachusetts"),
        ("Cambridge, England", "gb", "England"),
        ({"city": "Birmingham", "state": "Alabama"}, "us", "Alabama"),
        ({"city": "Birmingham", "country": "UK"}, "gb", "England"),
        ({"country": "Kenya"}, "ke", None),
        ({"state": "Georgia"}, "us", "Georgia"),
    ],
)
def test_what_stands_beside_a_name_must_contain_the_place(geocoder, query, country, region):
    address = geocoder.geocode(query).raw["address"]
    assert address["country_code"] == country
    assert region is None or address["state"] == region


@pytest.mark.parametrize("codes", ["us", "US", ["us"], "us,ca"])
def test_country_codes_restrict(geocoder, codes):
    assert geocoder.geocode("Georgia", country_codes=codes).raw["address"]["country_code"] == "us"
    assert geocoder.geocode("Nairobi", country_codes="us", exactly_one=False) is None


def test_a_viewbox_prefers_and_bounded_restricts(geocoder):
    texas = [Point(25, -107), Point(37, -93)]
    assert geocoder.geocode("Paris").raw["address"]["country_code"] == "fr"
    assert geocoder.geocode("Paris", viewbox=texas).raw["address"]["country_code"] == "us"
    assert geocoder.geocode("Nairobi", viewbox=texas).raw["address"]["country_code"] == "ke"
    assert geocoder.geocode("Nairobi", viewbox=texas, bounded=True) is None


@pytest.mark.parametrize(("featuretype", "kind"), [("country", "country"), ("state", "admin1")])
def test_featuretype_restricts(geocoder, featuretype, kind):
    assert geocoder.geocode("Georgia", featuretype=featuretype).raw["kind"] == kind
    assert geocoder.geocode("Nairobi", featuretype="country") is None


def test_limit_bounds_the_list(geocoder):
    assert len(geocoder.geocode("Springfield", exactly_one=False, limit=2)) == 2


def test_timeout_and_language_are_taken(geocoder):
    assert geocoder.geocode("Nairobi", timeout=None, language="en")
    assert geocoder.reverse((-1.28, 36.82), timeout=3, language="fr")


def test_any_use_of_the_network_raises(geocoder):
    with pytest.raises(GeocoderServiceError):
        geocoder.adapter.get_json("https://example.invalid/", timeout=1, headers={})
    with pytest.raises(GeocoderServiceError):
        geocoder._call_geocoder("https://example.invalid/", lambda answer: answer)


def test_the_library_wide_adapter_is_left_alone(factory, monkeypatch):
    def refuse(**_):
        raise AssertionError("the default adapter was made")

    monkeypatch.setattr(geopy.geocoders.options, "default_adapter_factory", refuse)
    assert factory().geocode("Nairobi")


def test_it_works_in_a_with_block_with_partial_and_with_a_rate_limiter(factory):
    with factory() as inside:
        limited = RateLimiter(inside.geocode, min_delay_seconds=0, swallow_exceptions=False)
        assert limited("Nairobi") == inside.geocode("Nairobi")
        assert limited(UNKNOWN) is None
        american = partial(inside.geocode, country_codes="us")
        assert american("Paris").raw["address"]["country_code"] == "us"


def test_it_and_its_answers_can_be_pickled(geocoder):
    again = pickle.loads(pickle.dumps(geocoder))  # noqa: S301
    answer = geocoder.geocode("Nairobi")
    assert again.geocode("Nairobi") == answer
    assert pickle.loads(pickle.dumps(answer)) == answer  # noqa: S301


def test_with_an_async_adapter_calls_give_awaitables(asynchronous):
    async def ask():
        async with asynchronous as inside:
            limited = AsyncRateLimiter(inside.geocode, min_delay_seconds=0, swallow_exceptions=False)
            return (
                await inside.geocode("Nairobi"),
                await inside.reverse((-1.283, 36.817)),
                await inside.geocode(UNKNOWN, exactly_one=False),
                await limited("Nairobi"),
            )

    found, back, missed, limited = awaited(ask())
    assert isinstance(found, Location)
    assert isinstance(back, Location)
    assert missed is None
    assert limited == found


def test_with_an_async_adapter_errors_come_when_awaited(asynchronous):
    async def ask():
        await asynchronous.geocode(None)

    with pytest.raises(GeocoderQueryError):
        awaited(ask())


def test_a_missing_gazetteer_is_a_configuration_error(tmp_path):
    with pytest.raises(ConfigurationError, match="there is no gazetteer"):
        GazetteerGeocoder(gazetteer=tmp_path / "none.sqlite")


def test_a_gazetteer_that_turns_out_damaged_is_unavailable(small_file):
    content = small_file.read_bytes()
    at = content.rindex(b"lutetia")
    small_file.write_bytes(content[:at] + b"lutexia" + content[at + 7 :])
    damaged = Gazetteer(small_file)
    with pytest.raises(GazetteerError):
        damaged.verify()
    with pytest.raises(GeocoderUnavailable, match="damaged"):
        GazetteerGeocoder(gazetteer=damaged).geocode("Paris")


def test_a_gazetteer_of_ones_own_can_be_given(small_file):
    assert (
        GazetteerGeocoder(gazetteer=str(small_file)).geocode("Paris, Texas").raw["place_id"]
        == "gm-paris-texas"
    )
