"""What a person says on the command line about geocoders, what is said back, and what leaves the machine."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from geomap.errors import OptionError
from geomap.export import encode
from geomap.gazetteer.second_opinion import SecondOpinion
from geomap.gazetteer.services import NOT_FOR_NAMES, TERMS, service_named
from geomap.model import Story
from geomap.options import Options
from tests.gazetteer.nominatim_server import PLAIN, NominatimServer
from tests.stories import small_story

ROOT = Path(__file__).parents[2]
AGENT = "geomap-tests (tests@example.org)"
PAGE = (ROOT / "docs" / "geocoders.md").read_text(encoding="utf-8")
TEXT = "Fire in Qarvo\n\nNAIROBI, March 3, 2024 - The minister travelled from Nairobi to Qarvo on Sunday.\n"

# Every use of the network goes by these events of Python's own audit; files and pipes do not.
WATCHED = """
import sys

def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        raise SystemExit(f"the network was used: {event} {arguments}")

sys.addaudithook(watch)
from geomap.cli import main
main(sys.argv[1:])
"""


def geomap(*arguments, code=("-m", "geomap"), **environment):
    clean = {k: v for k, v in os.environ.items() if not k.startswith("GEOMAP_")}
    return subprocess.run(
        [sys.executable, *code, *map(str, arguments)],
        capture_output=True, text=True, cwd=ROOT, check=False, env={**clean, **environment},
    )  # fmt: skip


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def server():
    with NominatimServer() as running:
        running.places["Qarvo"] = [PLAIN]
        yield running


def test_unasked_nothing_leaves_the_machine(article, tmp_path):
    done = geomap(
        "export", article, "-o", tmp_path / "story.json", code=("-c", WATCHED),
        GEOMAP_CACHE=str(tmp_path / "cache"), GEOMAP_USER_AGENT=AGENT, GEOMAP_GEOCODER_KEY="k",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "sent to" not in done.stderr
    assert not (tmp_path / "cache").exists()


def test_the_watch_sees_what_leaves(article, tmp_path, server):
    done = geomap(
        "export", article, "-o", tmp_path / "s.json", "--geocoder", "nominatim", "--geocoder-url", server.url,
        code=("-c", WATCHED), GEOMAP_CACHE=str(tmp_path / "cache"),
    )  # fmt: skip
    assert not server.asked
    assert done.returncode != 0 or "not looked up 1" in done.stderr


def test_asked_it_says_what_is_sent_where_and_what_came_of_it(article, tmp_path, server):
    output = tmp_path / "story.json"
    done = geomap(
        "export", article, "-o", output, "--geocoder", "nominatim", "--geocoder-url", server.url,
        "--user-agent", AGENT, GEOMAP_CACHE=str(tmp_path / "cache"),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    first, *_ = done.stderr.splitlines()
    for said in ("the gazetteer lacks are sent to Nominatim", server.url, "without encryption", AGENT):
        assert said in first
    assert "names found 1, not found 0, not looked up 0; requests 1" in done.stderr
    story = json.loads(output.read_text(encoding="utf-8"))
    assert story["options"] == {"geocoder": "nominatim"}
    assert "nominatim-node-4242" in {place["id"] for place in story["places"]}
    assert server.url not in output.read_text(encoding="utf-8")


def test_a_key_is_sent_to_the_service_and_stands_nowhere_else(article, tmp_path, server):
    output = tmp_path / "story.json"
    done = geomap(
        "export", article, "-o", output, "--geocoder", "pickpoint", "--geocoder-url", server.url,
        GEOMAP_CACHE=str(tmp_path / "cache"), GEOMAP_GEOCODER_KEY="s3cr3t", GEOMAP_USER_AGENT=AGENT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert server.asked[0].query["key"] == "s3cr3t"
    assert server.asked[0].agent == AGENT
    written = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(b"s3cr3t" in content for content in written)
    assert "s3cr3t" not in done.stderr + done.stdout
    assert "s3cr3t" not in repr(Options(geocoder_key="s3cr3t"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"geocoder": "nominatin"}, "is unknown; geopy has"),
        ({"geocoder": "what3words"}, "is unknown; geopy has"),
        ({"geocoder": "nominatim"}, "needs --user-agent"),
        ({"geocoder": "photon"}, "needs --user-agent"),
        ({"geocoder": "geonames"}, "needs --geocoder-username (or GEOMAP_GEOCODER_USERNAME)"),
        ({"geocoder": "opencage"}, "needs --geocoder-key (or GEOMAP_GEOCODER_KEY)"),
        ({"geocoder": "pelias"}, "needs the address of its server"),
        ({"geocoder_url": "http://localhost"}, "needs --geocoder"),
        ({"geocoder": "nominatim", "geocoder_url": "localhost:80"}, "is no address"),
        ({"geocoder": "nominatim", "geocoder_url": "ftp://host"}, "is no address"),
        ({"geocoder": "nominatim", "geocoder_url": "file:///etc/passwd"}, "is no address"),
        ({"geocoder": "nominatim", "geocoder_url": "http://host:99999"}, "is no address"),
        ({"geocoder": "nominatim", "geocoder_url": "http://a:b@host"}, "host, port and path alone"),
        ({"geocoder": "nominatim", "geocoder_url": "http://host/?key=1"}, "host, port and path alone"),
        ({"geocoder": "nominatim", "geocoder_url": "http://ho st/"}, "is no address"),
    ],
)
def test_what_is_wrong_is_said_before_anything_is_sent(arguments, said):
    with pytest.raises(OptionError, match=re.escape(said)):
        SecondOpinion.named(Options(**arguments))


@pytest.mark.parametrize(
    "agent",
    ["geopy/2.5.0", "my-application", "python-requests/2.32", "Mozilla/5.0 (X11)", "curl/8", "x", " " * 9,
     "a\r\nX: y", "ana’s atlas", "a" * 300],
)  # fmt: skip
def test_an_agent_that_identifies_nobody_is_refused(agent):
    with pytest.raises(OptionError, match="--user-agent"):
        service_named("nominatim", user_agent=agent)


def test_the_public_nominatim_is_asked_once_a_second_and_over_an_encrypted_line():
    service = service_named("nominatim", user_agent=AGENT)
    assert service.terms.interval_s >= 1
    assert service.address == "https://nominatim.openstreetmap.org"
    assert service.geocoder.headers["User-Agent"] == AGENT
    assert service.geocoder.timeout > 1


@pytest.mark.parametrize(
    ("url", "interval_s"),
    [("http://localhost:8080", 0), ("http://127.0.0.1", 0), ("http://[::1]:80", 0),
     ("https://nominatim.openstreetmap.org", 1), ("https://geo.example.org/nominatim/", 1)],
)  # fmt: skip
def test_only_a_server_on_this_machine_is_asked_without_a_pause(url, interval_s):
    assert service_named("nominatim", url=url, user_agent=AGENT).terms.interval_s == interval_s


@pytest.mark.parametrize("name", sorted(TERMS))
def test_every_service_with_terms_is_geopys_and_is_documented(name):
    import geopy.geocoders

    assert name in geopy.geocoders.SERVICE_TO_GEOCODER
    assert f"| `{name}` |" in PAGE


def test_every_geocoder_of_geopys_that_takes_names_can_be_made_ready():
    from geopy.geocoders import SERVICE_TO_GEOCODER

    for name in sorted(set(SERVICE_TO_GEOCODER) - NOT_FOR_NAMES):
        url = "http://localhost" if name == "pelias" else None
        key = None if name == "ignfrance" else "k"  # geopy warns that it needs none any more
        service = service_named(name, user_agent=AGENT, key=key, username="u", url=url)
        assert service.geocoder.headers["User-Agent"] == AGENT


def test_the_page_names_every_option_and_variable():
    for field in Options.__dataclass_fields__.values():
        if "geocoder" in field.name or field.name == "user_agent":
            assert f"--{field.name.replace('_', '-')}" in PAGE
            assert field.metadata.get("envvar", "") in PAGE
    assert "GEOMAP_CACHE" in PAGE


@pytest.mark.parametrize("suffix", [".geojson", ".kml", ".gpx", ".jsonld", ".svg", ".md", ".html"])
def test_every_format_credits_the_service_whose_place_it_shows(suffix):
    story = small_story()
    moved = story.to_json().replace(story.places[0].id, "nominatim-node-7")
    moved = re.sub(r'"geonameid": ?2127202', '"geonameid":null', moved)
    written = encode(Story.from_json(moved), suffix).decode("utf-8")
    assert "© OpenStreetMap contributors" in written
    assert "OpenStreetMap" not in encode(story, suffix).decode("utf-8")
    if suffix in {".jsonld", ".kml"}:
        assert "https://www.openstreetmap.org/node/7" in written
