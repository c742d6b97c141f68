"""The reading half of the API: what it gives, page by page, and what it refuses without echoing it."""

import json
from pathlib import Path

import pytest

from geomap.web import create_app
from tests.stories import small_story

STORY = small_story()


@pytest.fixture(scope="module")
def client():
    return create_app(STORY).test_client()


def test_the_story_in_figures(client):
    answer = client.get("/api/story").json
    assert answer["title"] == STORY.title
    assert answer["counts"]["mentions"] == len(STORY.mentions)
    assert answer["counts"]["drawn"] == 2
    assert answer["journeys"] == [{"id": "j1", "traveller": "Ana Ruiz", "stops": 2, "legs": 1}]


def test_a_mention_has_its_place_and_its_sentence(client):
    nome = client.get("/api/mentions?place=gn5870133").json["mentions"]
    assert [m["text"] for m in nome] == ["Nome"]
    assert "landed in Nome, Atlantis said." in nome[0]["sentence"]
    assert (nome[0]["name"], nome[0]["lat"]) == ("Nome", 64.5011)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Anadyr", "Nome", "Atlantis"]),
        ("?role=actor", ["Atlantis"]),
        ("?document=d1", ["Anadyr", "Nome", "Atlantis"]),
        ("?document=d2", []),
        ("?bbox=170,60,-160,70", ["Anadyr", "Nome"]),
        ("?bbox=-170,60,-160,70", ["Nome"]),
        ("?limit=1", ["Anadyr"]),
        ("?limit=2&page=2", ["Atlantis"]),
        ("?limit=2&page=1000000", []),
    ],
)
def test_mentions_can_be_picked(client, query, found):
    answer = client.get(f"/api/mentions{query}").json
    assert [m["text"] for m in answer["mentions"]] == found


def test_a_list_says_how_many_pages_it_has(client):
    answer = client.get("/api/mentions?limit=2").json
    assert (answer["total"], answer["page"], answer["pages"]) == (3, 1, 2)


def test_places_are_those_that_the_story_names(client):
    answer = client.get("/api/places").json["places"]
    assert [(p["id"], p["where"], p["mentions"]) for p in answer] == [
        ("gn2127202", "Russia", 1),
        ("gn5870133", "Alaska, United States", 1),
    ]
    assert client.get("/api/places?kind=village").json["total"] == 1


def test_a_place_has_its_mentions(client):
    answer = client.get("/api/places/gn5870133").json
    assert answer["name"] == "Nome"
    assert [m["id"] for m in answer["mentions"]] == ["d1m2"]


def test_a_name_is_looked_up_in_the_whole_gazetteer(client):
    (first, *_) = client.get("/api/places?q=Vladivostok").json["places"]
    assert (first["name"], first["country"], first["mentions"]) == ("Vladivostok", "RU", 0)
    assert client.get("/api/places?q=Xyzzyplugh").json["places"] == []


def test_documents_come_with_their_text_one_by_one(client):
    (heading,) = client.get("/api/documents").json["documents"]
    assert "text" not in heading
    assert client.get(f"/api/documents/{heading['id']}").json["text"] == STORY.documents[0].text


def test_legs_are_numbered_by_journey(client):
    (leg,) = client.get("/api/legs?journey=j1").json["legs"]
    assert (leg["number"], leg["traveller"], leg["from"], leg["to"]) == (
        1, "Ana Ruiz", "gn2127202", "gn5870133",
    )  # fmt: skip
    assert client.get("/api/legs?journey=j9").json["total"] == 0


HOSTILE = [
    "bbox=nan,inf,1e999,x", "bbox=1,2,3", "bbox=1,2,3,4,5", "bbox=,,,", "bbox=181,0,1,1", "bbox=0,10,1,9",
    "bbox=%00", "limit=-1", "limit=0", "limit=1001", "limit=1e3", "limit=%D9%A1", "limit=+1",
    "page=99999999999999999999", "page=0", "role=<script>window.__x=1</script>", "role=", "document=",
    f"document={'x' * 300}", "evil=<script>", "limit=1&limit=2", "__proto__=1", "constructor=x",
]  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE)
def test_a_query_that_makes_no_sense_is_refused_and_not_echoed(client, query):
    response = client.get(f"/api/mentions?{query}")
    assert response.status_code == 400
    assert response.json["code"] == "bad_query"
    for part in ("script", "nan", "evil", "__proto__", "constructor", "9999", "xxx", "Traceback"):
        assert part not in response.get_data(as_text=True)


@pytest.mark.parametrize(
    "path",
    [
        "places/<script>", "places/%00", "places/..%2f..%2fetc%2fpasswd", "places/__proto__", "documents/d9",
        "documents/constructor", f"places/{'x' * 500}", "documents/", "<script>", "openapi.json/..",
    ],
)  # fmt: skip
def test_what_is_not_there_is_refused_as_json(client, path):
    response = client.get(f"/api/{path}")
    assert response.status_code == 404
    assert response.json["code"] == "not_found"
    assert response.get_data() == client.get("/api/nothing").get_data()


def test_no_answer_of_the_api_can_be_taken_for_a_page():
    story = small_story(title="</script><script>window.__x=1</script>")
    response = create_app(story).test_client().get("/api/story")
    assert b"<" not in response.data
    assert response.json["title"] == story.title
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Type"] == "application/json"


def test_names_of_javascript_are_ordinary_names():
    client = create_app(small_story(title="__proto__")).test_client()
    assert client.get("/api/story").json["title"] == "__proto__"


def description():
    return json.loads(Path("geomap/web/openapi.json").read_text(encoding="utf-8"))


def test_the_description_and_the_routes_are_the_same(client):
    described = {(path, method.upper()) for path, item in description()["paths"].items() for method in item}
    served = {
        (rule.rule.replace("<", "{").replace(">", "}"), method)
        for rule in client.application.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
        if rule.rule.startswith("/api/")
    }
    assert served == described


def test_each_address_is_called_in_the_description_as_in_the_code(client):
    named = {
        (rule.rule.replace("<", "{").replace(">", "}"), method): rule.endpoint.removeprefix("geomap.")
        for rule in client.application.url_map.iter_rules()
        for method in rule.methods
    }
    for path, item in description()["paths"].items():
        for method, operation in item.items():
            assert named[path, method.upper()] == operation["operationId"]


def test_the_description_is_served(client):
    assert client.get("/api/openapi.json").json == description()
