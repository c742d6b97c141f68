"""A folder of two short articles, served as `geomap serve` would, and a client that is its page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from geomap.correct import anchor_at
from geomap.model.correction_json import anchor_to_record
from geomap.web import Editable, create_app

FIRST = """Minister lands in Lisbon

Lisbon, 4 March 2024 - The minister left Madrid on Sunday and arrived in Lisbon on Monday.
She praised Porto, and Porto praised her.
"""
SECOND = """Talks go on in Vienna

Vienna, 5 March 2024 - Diplomats met in Vienna. The talks move to Paris next week.
"""


@dataclass
class Desk:
    """A served folder, and what its page would send."""

    folder: Path
    workspace: Editable
    client: FlaskClient

    @property
    def file(self) -> Path:
        return self.folder / "geomap-corrections.json"

    @property
    def headers(self) -> dict[str, str]:
        return {
            "X-Geomap-Token": self.workspace.guard.token,
            "Origin": "http://localhost",
            "Sec-Fetch-Site": "same-origin",
        }

    def send(self, method: str, address: str, **more: object) -> TestResponse:
        headers = {**self.headers, **more.pop("headers", {})}
        return self.client.open(f"/api/{address}", method=method, headers=headers, **more)

    def correct(self, *records: dict[str, object]) -> TestResponse:
        return self.send("POST", "corrections", json={"records": list(records)})

    def mentions(self, name: str) -> list[dict[str, object]]:
        answer = self.client.get("/api/mentions?limit=1000").json
        return [m for m in answer["mentions"] if m["text"] == name]

    def reject(self, name: str, *, which: int = 0, scope: str = "here") -> dict[str, object]:
        mention = self.mentions(name)[which]
        return {"action": "reject", "target": self.target(mention, scope), "value": None}

    def target(self, mention: dict[str, object], scope: str = "here") -> dict[str, object]:
        document = self.workspace.edition.story.documents_by_id[mention["document"]]
        anchor = anchor_at(document, mention["start"], mention["end"])
        return {"kind": "mention", "anchor": anchor_to_record(anchor), "scope": scope}


@pytest.fixture
def articles(tmp_path):
    return write_articles(tmp_path)


@pytest.fixture
def desk(articles):
    return opened(articles)


@pytest.fixture(scope="module")
def unchanged_desk(tmp_path_factory):
    """A desk for tests that are refused."""
    return opened(write_articles(tmp_path_factory.mktemp("unchanged")))


def write_articles(parent):
    folder = parent / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(FIRST, encoding="utf-8")
    (folder / "b.txt").write_text(SECOND, encoding="utf-8")
    return folder


def opened(folder):
    workspace = Editable.open([folder])
    return Desk(folder, workspace, create_app(workspace).test_client())
