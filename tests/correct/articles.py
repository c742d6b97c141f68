"""Two small articles to be corrected, and corrections of them."""

from __future__ import annotations

import hashlib
from pathlib import Path

from geomap.correct import anchor_at, place_from_record
from geomap.model import Correction, Document, OfMention, Place, Story

FLIGHT = """Ana Ruiz crosses the strait

Ana Ruiz left Anadyr on Monday, March 4, 2024 by plane. She landed in Nome on Tuesday. From Nome she flew to Juneau on Wednesday.

Officials in Washington said that Ruiz would fly on to Seattle. Washington was pleased. The harbour waited for her in Juneau.
"""  # noqa: E501 - an article's paragraphs are one line each
WAITING = """Waiting for a pilot

Ana Ruiz arrived in Juneau on Wednesday, March 6, 2024. The mayor of Seattle expects Ruiz on Friday.
"""
PIN = place_from_record({"id": None, "name": "Nome airport", "kind": "airport", "lat": 64.51, "lon": -165.44})


def folder_of(path: Path, **texts: str) -> Path:
    """Write articles into a folder: by name without suffix, both of the above if none is given."""
    path.mkdir(exist_ok=True)
    for name, text in (texts or {"flight": FLIGHT, "waiting": WAITING}).items():
        (path / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
    return path


def document(text: str, path: str = "a.txt", document_id: str = "d1") -> Document:
    """Give a document that has only a text and a path."""
    return Document(document_id, path, "", text, hashlib.sha256(text.encode()).hexdigest())


def of(story: Story, words: str, action: str, value: object = None, **more: object) -> Correction:
    """Correct the first occurrence of some words in a story; ``nth`` another one, ``path`` in one article."""
    path, nth, scope = more.pop("path", None), more.pop("nth", 0), more.pop("scope", "here")
    article = next(d for d in story.documents if words in d.text and path in {None, d.path})
    at = -1
    for _ in range(nth + 1):
        at = article.text.index(words, at + 1)
    return Correction(action, OfMention(anchor_at(article, at, at + len(words)), scope), value, **more)


def place_named(story: Story, name: str) -> Place:
    return next(p for p in story.places if p.name == name)


def mention_at(story: Story, correction: Correction):
    """Give the mention that stands where a correction was made, None if there is none."""
    anchor = correction.target.anchor
    ids = {d.id for d in story.documents if d.path == anchor.document}
    return next((m for m in story.mentions if m.document in ids and m.start == anchor.start), None)


def state_of(story: Story, correction: Correction) -> str:
    return next(o.state for o in story.corrections if o.record.id == correction.id)


def why_of(story: Story, correction: Correction) -> str:
    return next(o.why for o in story.corrections if o.record.id == correction.id)
