"""Who may write: our own page with our own token, and nobody else (HARDENING.md, attack 19)."""

import pytest

from geomap.options import Options
from geomap.web import Editable, create_app
from tests.stories import small_story
from tests.web.conftest import write_articles

WRITES = [
    ("POST", "corrections"), ("DELETE", "corrections/c0123456789ab"), ("POST", "corrections/withdraw"),
    ("POST", "corrections/merge"), ("POST", "articles"),
]  # fmt: skip
every_write = pytest.mark.parametrize(("method", "address"), WRITES)


@every_write
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "http://localhost:81"},
        {"Origin": "localhost"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"X-Geomap-Token": ""},
        {"X-Geomap-Token": "x" * 43},
        {"X-Geomap-Token": "tökén"},
        {"Host": "localhost:81"},
    ],
    ids=lambda headers: "=".join(*headers.items()),
)
def test_what_comes_from_elsewhere_is_refused(unchanged_desk, method, address, headers):
    answer = unchanged_desk.send(method, address, json={}, headers=headers)
    assert answer.status_code == 403
    assert set(answer.json) == {"error", "code", "status"}
    assert b"evil" not in answer.data
    assert not unchanged_desk.file.exists()


@every_write
def test_a_program_with_the_token_may_write(unchanged_desk, method, address):
    answer = unchanged_desk.client.open(
        f"/api/{address}",
        method=method,
        headers={"X-Geomap-Token": unchanged_desk.workspace.guard.token},
        json={},
    )
    assert answer.status_code in {400, 404}


@pytest.fixture(scope="module")
def read_only(tmp_path_factory):
    workspace = Editable.open([write_articles(tmp_path_factory.mktemp("read-only"))])
    return create_app(workspace, read_only=True).test_client()


@every_write
def test_read_only_answers_every_write_with_403(read_only, method, address):
    client = read_only
    assert client.open(f"/api/{address}", method=method, json={}).json["code"] == "read_only"
    page = client.get("/").get_data(as_text=True)
    assert 'data-editing="off"' in page
    assert "geomap-token" not in page
    assert client.get("/api/story").json["editing"] is False


@every_write
def test_a_story_without_its_articles_cannot_be_changed(method, address):
    client = create_app(small_story()).test_client()
    assert client.open(f"/api/{address}", method=method, json={}).json["code"] == "read_only"


@pytest.mark.parametrize(("method", "address"), [w for w in WRITES if w[0] == "POST"])
@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "text/json", ""])
def test_a_form_of_another_page_is_no_json(unchanged_desk, method, address, content_type):
    """What a page on another site can send without asking first is not even read."""
    answer = unchanged_desk.send(method, address, data=b"{}", content_type=content_type)
    assert (answer.status_code, answer.json["code"]) == (415, "unsupported")


def test_each_start_has_its_own_token(articles):
    assert Editable.open([articles]).guard.token != Editable.open([articles]).guard.token


def test_the_token_is_in_the_page_alone(unchanged_desk):
    token = unchanged_desk.workspace.guard.token
    assert token in unchanged_desk.client.get("/").get_data(as_text=True)
    for address in ("/story.json", "/story.geojson", "/api/story", "/api/corrections", "/api/openapi.json"):
        response = unchanged_desk.client.get(address)
        assert token not in response.get_data(as_text=True)
        assert token not in str(response.headers)


def test_without_a_file_of_corrections_there_is_nothing_to_change(articles):
    workspace = Editable.open([articles], options=Options(corrections="none"))
    client = create_app(workspace).test_client()
    assert client.post("/api/corrections", json={}).json["code"] == "read_only"
    assert 'data-editing="off"' in client.get("/").get_data(as_text=True)
