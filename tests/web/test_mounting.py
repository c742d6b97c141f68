"""The blueprint in an application that is not ours, without a browser."""

import re

import pytest
from flask import Flask

from geomap.errors import OptionError
from geomap.web import blueprint, create_app
from tests.stories import small_story


@pytest.fixture(scope="module")
def client():
    app = Flask("newsroom")
    app.add_url_rule("/", "home", lambda: "news")
    app.register_blueprint(blueprint(small_story()), url_prefix="/maps")
    app.register_blueprint(blueprint(small_story(title="Two")), url_prefix="/two", name="two")
    return app.test_client()


def test_every_linked_asset_is_there_under_the_prefix(client):
    page = client.get("/maps/").get_data(as_text=True)
    links = [u for u in re.findall(r'<(?:script|link)[^>]+(?:src|href)="([^"#]+)"', page) if "data:" not in u]
    assert links
    for url in links:
        assert client.get(f"/maps/{url}").status_code == 200, url


def test_the_headers_are_on_ours_alone(client):
    assert client.get("/maps/").headers["X-Content-Type-Options"] == "nosniff"
    assert "X-Content-Type-Options" not in client.get("/").headers


def test_two_stories_can_be_mounted(client):
    assert client.get("/two/story.json").json["title"] == "Two"
    assert client.get("/maps/story.json").json["title"] != "Two"


def test_what_is_not_there_leads_back_to_the_map(client):
    response = client.get("/maps/../nothing/<script>")
    assert response.status_code == 404
    assert b"script" not in response.data
    assert b'href="/maps/"' in client.get("/maps/nothing").data
    assert b'href="/two/"' in client.get("/two/nothing").data


def test_an_unknown_address_of_the_api_is_answered_as_json(client):
    response = client.get("/maps/api/<script>")
    assert response.status_code == 404
    assert response.json == {
        "error": "geomap has nothing under this address.",
        "code": "not_found",
        "status": 404,
    }
    assert b"script" not in response.data


def test_a_foreign_name_is_refused_here_too(client):
    assert client.get("/maps/", headers={"Host": "evil.com"}).status_code == 400
    assert client.get("/", headers={"Host": "evil.com"}).status_code == 200


def test_the_application_can_take_over_the_check_of_names():
    app = Flask("newsroom")
    app.config["TRUSTED_HOSTS"] = ["maps.example.org"]
    app.register_blueprint(blueprint(small_story(), hosts=None), url_prefix="/maps")
    client = app.test_client()
    assert client.get("/maps/", headers={"Host": "maps.example.org"}).status_code == 200
    assert client.get("/maps/", headers={"Host": "evil.com"}).status_code == 400


def test_framing_is_opened_for_named_origins_only():
    policy = create_app(small_story(), embed_on=["https://news.example.org", "http://localhost:3000"])
    header = policy.test_client().get("/").headers["Content-Security-Policy"]
    assert header.endswith("frame-ancestors https://news.example.org http://localhost:3000")


@pytest.mark.parametrize(
    "origin", ["*", "news.example.org", "https://a.b/c", "https://a b", "'self'", "data:", ""]
)
def test_what_is_no_origin_is_refused(origin):
    with pytest.raises(OptionError, match="no origin"):
        create_app(small_story(), embed_on=[origin])
