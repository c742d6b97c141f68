"""An online geocoder beside the gazetteer, against a real server that misbehaves on cue."""

from __future__ import annotations

import itertools
import json
import time

import pytest
from geopy.geocoders import Nominatim

import geomap
from geomap.errors import OptionError
from geomap.export import encode
from geomap.gazetteer.adapter import BoundedAdapter
from geomap.gazetteer.cache import FILE_NAME
from geomap.gazetteer.second_opinion import REFUSALS_IN_A_ROW, Patience, SecondOpinion
from geomap.gazetteer.services import service_named
from tests.gazetteer.nominatim_server import PLAIN, NominatimServer

AGENT = "geomap-tests (tests@example.org)"
QUICK = Patience(tries=3, first_s=0.02, most_s=0.5)
UNKNOWN = "Qwzxqwzx"


@pytest.fixture(scope="module")
def running():
    with NominatimServer() as server:
        yield server


@pytest.fixture
def server(running):
    running.asked.clear()
    running.cues.clear()
    running.places.clear()
    running.always = "well"
    running.places |= {"Qarvo": [PLAIN], UNKNOWN: []}
    return running


@pytest.fixture
def ask(server, tmp_path):
    """Make a second opinion that asks the server; each one is a new run with the same cache."""

    def make(*, folder=tmp_path, tell=lambda _: None, timeout_s=20.0, **more):
        service = service_named("nominatim", user_agent=AGENT, url=server.url, adapter_factory=BoundedAdapter)
        service.geocoder.timeout = timeout_s
        return SecondOpinion(service, folder=folder, patience=QUICK, tell=tell, **more)

    return make


def answer(**changed):
    return "json " + json.dumps([{**PLAIN, **changed}])


def test_a_name_that_the_service_knows_becomes_a_candidate_with_its_source_in_the_id(ask):
    (candidate,) = ask().look_up(["Qarvo"])["Qarvo"].candidates
    place = candidate.place
    assert (place.id, place.name, place.kind) == ("nominatim-node-4242", "Qarvo", "village")
    assert (place.lat, place.lon, place.country, place.admin1) == (12.5, 34.25, "SD", "Kassala")
    assert (place.population, place.bounds, candidate.match) == (812, None, "name")


def test_a_miss_is_not_an_outage(ask):
    opinion = ask().look_up([UNKNOWN])[UNKNOWN]
    assert (opinion.state, opinion.candidates) == ("not_found", ())


def test_each_name_is_sent_once_with_the_persons_user_agent_and_nothing_else(ask, server):
    ask().look_up(["Qarvo", UNKNOWN, "Qarvo"])
    assert server.names == ["Qarvo", UNKNOWN]
    assert {asked.agent for asked in server.asked} == {AGENT}
    assert set(server.asked[0].query) == {
        "q", "format", "limit", "addressdetails", "namedetails", "extratags", "accept-language",
    }  # fmt: skip


def test_hits_and_misses_are_kept_from_run_to_run(ask, server):
    first = ask().look_up(["Qarvo", UNKNOWN])
    again = ask()
    assert again.look_up(["Qarvo", UNKNOWN]) == first
    assert len(server.asked) == 2
    assert again.counts.kept == 2


OUTAGES = {
    "status 500": "500", "status 502": "502", "status 503": "in time", "status 429": "wait", "reset": "reset",
    "html": "no JSON", "bytes": "no text", "nested": "no JSON", "huge": "2,000,000", "endless": "2,000,000",
    "cut": "no JSON", "silent 1": "in time", "json ": "no JSON", "json null": "no list", "json {}": "no list",
    "json 7": "no list", 'json "x"': "no list", "json [7]": "form", "json [null]": "form",
    "json [[]]": "form",
    'json [{"lat": NaN}]': "no JSON", answer(lat="<img src=x onerror=window.__x=1>"): "form",
    answer(lat="NaN"): "form", answer(lat="Infinity"): "form", answer(lat=91): "form",
    answer(lon="1000"): "nowhere", answer(lat="0", lon="0"): "nowhere", answer(lat=None): "nowhere",
    answer(display_name=None): "form", answer(lat=[1]): "form", "status 404": "404",
}  # fmt: skip


@pytest.mark.parametrize("cue", OUTAGES, ids=lambda cue: cue[:40])
def test_what_is_no_answer_is_an_outage_that_is_tried_again_and_never_kept(ask, server, cue):
    server.always = cue
    run = ask(timeout_s=0.3 if cue.startswith("silent") else 20.0)
    opinion = run.look_up(["Qarvo"])["Qarvo"]
    assert opinion.state == "not_asked"
    assert OUTAGES[cue] in opinion.why
    assert len(server.asked) == QUICK.tries
    # The run asks no more; the next one does, for this name only.
    assert run.look_up(["Abc"])["Abc"].state == "not_asked"
    assert len(server.asked) == QUICK.tries
    server.always = "well"
    assert ask().look_up(["Qarvo"])["Qarvo"].state == "found"


def test_a_failure_that_passes_is_borne(ask, server):
    server.cues.extend(["reset", "status 500"])
    assert ask().look_up(["Qarvo"])["Qarvo"].state == "found"
    assert len(server.asked) == 3


def test_the_pauses_grow(ask, server):
    server.always = "status 500"
    run = ask()
    run._patience = Patience(tries=3, first_s=0.1, most_s=5)
    run.look_up(["Qarvo"])
    first, second = (b.at - a.at for a, b in itertools.pairwise(server.asked))
    assert first >= 0.1
    assert second >= 0.2


def test_the_next_run_asks_only_what_is_open(ask, server):
    server.cues.extend(["well", *["status 500"] * QUICK.tries])
    first = ask().look_up(["Qarvo", "Kenya", "Nairobi"])
    assert [o.state for o in first.values()] == ["found", "not_asked", "not_asked"]
    server.asked.clear()
    second = ask().look_up(["Qarvo", "Kenya", "Nairobi"])
    assert [o.state for o in second.values()] == ["found"] * 3
    assert server.names == ["Kenya", "Nairobi"]


def test_retry_after_is_obeyed(ask, server):
    server.cues.append("status 429 1")
    run = ask()
    run._patience = Patience(tries=2, first_s=0.01, most_s=5)
    assert run.look_up(["Qarvo"])["Qarvo"].state == "found"
    assert server.asked[1].at - server.asked[0].at >= 1


def test_a_long_retry_after_ends_the_run_and_the_next_one_does_not_even_ask(ask, server):
    server.cues.append("status 429 600")
    assert "wait" in ask().look_up(["Qarvo"])["Qarvo"].why
    assert "left alone" in ask().look_up(["Qarvo"])["Qarvo"].why
    assert len(server.asked) == 1


@pytest.mark.parametrize("code", [401, 402, 403])
def test_who_is_refused_does_not_insist(ask, server, code):
    server.always = f"status {code}"
    assert "refuses us" in ask().look_up(["Qarvo", "Kenya"])["Qarvo"].why
    assert len(server.asked) == 1


def test_a_refused_name_is_left_out_and_the_others_are_asked_for(ask, server):
    server.cues.append("status 400")
    found = ask().look_up(["Qarvo", "Kenya"])
    assert [o.state for o in found.values()] == ["not_asked", "found"]
    assert server.names == ["Qarvo", "Kenya"]


def test_many_refusals_in_a_row_end_the_run(ask, server):
    server.always = 'json {"error": "no"}'
    ask().look_up(list("abcdefgh"))
    assert len(server.asked) == REFUSALS_IN_A_ROW


def test_a_redirect_to_another_host_is_not_followed(ask, server):
    with NominatimServer() as elsewhere:
        server.always = f"redirect http://localhost:{elsewhere.port}/search?q=Qarvo"
        assert "sends us on to localhost" in ask().look_up(["Qarvo"])["Qarvo"].why
        assert not elsewhere.asked


def test_a_redirect_within_the_host_is_followed(ask, server):
    server.cues.append("redirect /search?q=Qarvo&format=json")
    assert ask().look_up(["Qarvo"])["Qarvo"].state == "found"


def test_an_answer_that_drips_ends(ask, server, monkeypatch):
    monkeypatch.setattr("geomap.gazetteer.adapter.MOST_SECONDS", 0.2)
    server.always = "drip"
    start = time.monotonic()
    assert "in time" in ask().look_up(["Qarvo"])["Qarvo"].why
    assert time.monotonic() - start < 20


def test_without_a_server_nobody_waits_long(tmp_path):
    service = service_named("nominatim", url="http://127.0.0.1:9", adapter_factory=BoundedAdapter)
    run = SecondOpinion(service, folder=tmp_path, patience=QUICK)
    assert "did not answer" in run.look_up(["Qarvo"])["Qarvo"].why


@pytest.mark.parametrize("name", ["a\x00b", "\u202eevil", "x" * 101, "a\ud800"])
def test_what_is_no_name_is_not_sent(ask, server, name):
    assert ask().look_up([name])[name].state == "not_asked"
    assert not server.asked


def test_a_name_broken_over_a_line_is_sent_whole(ask, server):
    ask().look_up(["Qarvo\n  Market"])
    assert server.names == ["Qarvo Market"]


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"class": "boundary", "type": "administrative", "addresstype": "state"}, "admin1"),
        ({"class": "boundary", "type": "administrative", "addresstype": "country"}, "country"),
        ({"class": "place", "type": "suburb"}, "district"),
        ({"class": "natural", "type": "peak"}, "mountain"),
        ({"class": "waterway", "type": "river"}, "river"),
        ({"class": "railway", "type": "station"}, "station"),
        ({"category": "aeroway", "class": "aeroway", "type": "aerodrome"}, "airport"),
    ],
)
def test_what_openstreetmap_calls_a_thing_becomes_our_kind(ask, server, changed, kind):
    server.places["Qarvo"] = [{**PLAIN, **changed}]
    assert ask().look_up(["Qarvo"])["Qarvo"].candidates[0].place.kind == kind


@pytest.mark.parametrize(
    "changed",
    [
        {"class": "shop", "type": "bakery"},
        {"class": "highway", "type": "residential"},
        {"class": ["place"], "type": {}},
        {"name": "Elsewhere", "display_name": "Elsewhere", "namedetails": {}},
        {"class": "tourism", "type": "museum", "name": "Qarvo Museum", "namedetails": {}},
    ],
    ids=["shop", "street", "no kind", "another name", "a museum named after it"],
)
def test_what_no_story_is_about_is_not_found(ask, server, changed):
    server.places["Qarvo"] = [{**PLAIN, **changed}]
    assert ask().look_up(["Qarvo"])["Qarvo"].state == "not_found"


def test_another_of_its_names_leads_to_a_place(ask, server):
    server.places["Karvo"] = [PLAIN]
    assert ask().look_up(["Karvo"])["Karvo"].candidates[0].match == "alternate"


def test_hostile_fields_cost_themselves_alone(ask, server):
    server.places["Qarvo"] = [{
        **PLAIN, "osm_id": "<img>", "osm_type": "node", "address": "x", "namedetails": 7,
        "boundingbox": ["a", None, 91, 5], "extratags": {"population": "1e999"}, "type": "sea",
    }]  # fmt: skip
    (candidate,) = ask().look_up(["Qarvo"])["Qarvo"].candidates
    place = candidate.place
    assert (place.bounds, place.country, place.population) == (None, None, 0)
    assert place.id == "nominatim-qarvo-12d5000n-34d2500e"


def test_an_area_keeps_its_extent(ask, server):
    server.places["Qarvo"] = [{**PLAIN, "type": "island"}]
    place = ask().look_up(["Qarvo"])["Qarvo"].candidates[0].place
    assert place.bounds == (12.4, 34.1, 12.6, 34.4)


def test_a_name_of_odd_letters_stays_one_printable_line(ask, server):
    odd = "Qarvo\n\x1b[31m\u202e"
    server.places["Qarvo"] = [{**PLAIN, "name": odd, "namedetails": {"name": odd, "name:en": "Qarvo"}}]
    assert ask().look_up(["Qarvo"])["Qarvo"].candidates[0].place.name.isprintable()


def test_a_cache_that_was_tampered_with_cannot_put_a_place_off_the_earth(ask, tmp_path):
    import sqlite3

    ask().look_up(["Qarvo"])
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute("UPDATE answer SET answer = replace(answer, '12.5', '912.5')")
    connection.close()
    assert ask().look_up(["Qarvo"])["Qarvo"].candidates == ()


TEXT = (
    "Fire in Qarvo\n\nNAIROBI, March 3, 2024 - The minister travelled from Nairobi to Qarvo on Sunday. "
    "She later drove to the village of Qwzxqwzx.\n"
)


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_story_marks_what_the_service_found_and_credits_it(ask, article, gazetteer):
    story = geomap.build(article, gazetteer=gazetteer, geocoder=ask())
    found = [m for m in story.mentions if m.text == "Qarvo"]
    assert {m.place for m in found} == {"nominatim-node-4242"}
    assert all(m.reasons[0] == "found by Nominatim, not in the gazetteer" for m in found)
    assert "OpenStreetMap" in story.gazetteer.sources[-1]
    assert geomap.Story.from_json(story.to_json()) == story
    missed = next(m for m in story.mentions if m.text == UNKNOWN)
    whys = [*missed.reasons, *(u.why for u in story.unplaced if u.mention == missed.id)]
    assert "not found by Nominatim either" in " ".join(whys)


def test_a_story_says_what_was_not_looked_up(ask, article, gazetteer, server):
    server.always = "status 500"
    story = geomap.build(article, gazetteer=gazetteer, geocoder=ask())
    missed = next(m for m in story.mentions if m.text == UNKNOWN)
    whys = " ".join([*missed.reasons, *(u.why for u in story.unplaced if u.mention == missed.id)])
    assert "not looked up: Nominatim" in whys
    assert "OpenStreetMap" not in " ".join(story.gazetteer.sources)


def test_the_same_input_and_the_same_cache_give_the_same_bytes(ask, article, gazetteer, server):
    first = geomap.build(article, gazetteer=gazetteer, geocoder=ask()).to_json()
    server.always = "status 500"
    assert geomap.build(article, gazetteer=gazetteer, geocoder=ask()).to_json() == first


def test_only_what_the_gazetteer_lacks_is_asked_for(ask, article, gazetteer, server):
    geomap.build(article, gazetteer=gazetteer, geocoder=ask())
    assert set(server.names) <= {"Qarvo", UNKNOWN}


def test_a_geocoder_that_a_caller_made_is_taken_as_it_is(server, article, gazetteer, tmp_path, monkeypatch):
    monkeypatch.setenv("GEOMAP_CACHE", str(tmp_path / "cache"))
    theirs = Nominatim(user_agent=AGENT, domain=server.domain, scheme="http")
    story = geomap.build(article, gazetteer=gazetteer, geocoder=theirs)
    assert "nominatim-node-4242" in story.places_by_id


def test_what_is_no_geocoder_is_refused():
    with pytest.raises(OptionError, match="no synchronous geocoder"):
        SecondOpinion.of(object())


def test_without_a_folder_that_can_be_written_it_works_and_says_so_once(ask, tmp_path):
    (tmp_path / "file").write_text("in the way")
    told = []
    run = ask(folder=tmp_path / "file" / "geomap", tell=told.append)
    assert [o.state for o in run.look_up(["Qarvo", UNKNOWN]).values()] == ["found", "not_found"]
    assert len(told) == 1
    assert "geomap" in told[0]


@pytest.mark.parametrize(
    "evil", ["<img src=x onerror=window.__x=1>", "{{7*7}}", "</script>", "${window.__x=1}"]
)
def test_a_hostile_name_in_an_answer_stays_text_in_the_page(ask, article, gazetteer, server, evil):
    server.places["Qarvo"] = [{**PLAIN, "name": f"Qarvo {evil}", "namedetails": {}}]
    story = geomap.build(article, gazetteer=gazetteer, geocoder=ask())
    assert story.places_by_id["nominatim-node-4242"].name == f"Qarvo {evil}"
    html = encode(story, ".html").decode()
    assert f"Qarvo {evil}" not in html or evil in {"{{7*7}}", "${window.__x=1}"}
    assert "Qarvo 49" not in html
