"""The reading half of the API: the story in parts, for programs that do not want all of story.json.

From the edition that stands now to JSON. Records are those of story.json with a little more (a mention has
its place's point and its sentence), so that a program need not join them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from flask import Blueprint, Response, abort, request

from geomap.draw.wording import region_and_country
from geomap.errors import GazetteerError
from geomap.model import KINDS, Document, Place, Role
from geomap.web.answers import Refusal, json_answer
from geomap.web.queries import Query, paged

if TYPE_CHECKING:
    from geomap.web.edition import Edition
    from geomap.web.workspace import Workspace

Record = dict[str, Any]

ROLES = get_args(Role)
FOUND = 20
"""Places of the gazetteer that a search gives."""

_ID = re.compile(r"[A-Za-z0-9:.,_-]{1,120}")


class Reading:
    """What each address of the reading API answers."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def register(self, blueprint: Blueprint) -> None:
        """Add the addresses."""
        for address, view in (
            ("story", self.story),
            ("documents", self.documents),
            ("documents/<document_id>", self.document),
            ("places", self.places),
            ("places/<place_id>", self.place),
            ("mentions", self.mentions),
            ("legs", self.legs),
            ("openapi.json", self.description),
        ):
            blueprint.add_url_rule(f"/api/{address}", f"api_{view.__name__}", _checked(view))

    def story(self) -> Response:
        """Give what the story is, and how much of everything it has."""
        Query(request, ())
        story = self._workspace.edition.story
        record = self._workspace.edition.record
        mentions = [m for m in story.mentions if not m.furniture]
        counts = {
            name: len(record[name])
            for name in (
                "documents", "places", "mentions", "movements", "journeys", "claims", "disagreements",
                "unplaced", "skipped", "failed",
            )
        }  # fmt: skip
        counts["legs"] = sum(len(j.legs) for j in story.journeys)
        counts["drawn"] = len({m.place for m in mentions if m.place and m.role == "location"})
        return json_answer(
            {
                "title": story.title,
                "geomap": story.geomap,
                "options": record["options"],
                "gazetteer": record["gazetteer"],
                "counts": counts,
                "journeys": [
                    {"id": j.id, "traveller": j.traveller, "stops": len(j.stops), "legs": len(j.legs)}
                    for j in story.journeys
                ],
                "editing": not self._workspace.guard.closed,
            }
        )

    def documents(self) -> Response:
        """Give the articles without their texts."""
        query = Query(request, ("limit", "page"))
        record = self._workspace.edition.record
        return json_answer(paged("documents", [_heading(d) for d in record["documents"]], query))

    def document(self, document_id: str) -> Response:
        """Give an article whole."""
        Query(request, ())
        return json_answer(_named(self._workspace.edition.record["documents"], document_id))

    def places(self) -> Response:
        """Give the places of the story, or with a name those of the whole gazetteer."""
        query = Query(request, ("q", "bbox", "kind", "limit", "page"))
        name, bounds = query.text("q"), query.bounds()
        kind = query.one_of("kind", KINDS)
        edition = self._workspace.edition
        counts = _counts(edition)
        known = edition.story.places if name is None else self._found(name)
        found = [
            _place(p, counts.get(p.id, 0))
            for p in known
            if (name is not None or p.id in counts)
            and (kind is None or p.kind == kind)
            and (bounds is None or bounds.holds(p.lat, p.lon))
        ]
        return json_answer(paged("places", found, query))

    def _found(self, name: str) -> tuple[Place, ...]:
        try:
            return self._workspace.find(name, FOUND)
        except GazetteerError as error:
            raise Refusal(HTTPStatus.SERVICE_UNAVAILABLE, "no_gazetteer", str(error)) from error

    def place(self, place_id: str) -> Response:
        """Give a place of the story with its mentions."""
        Query(request, ())
        edition = self._workspace.edition
        place = edition.story.places_by_id.get(place_id)
        if place is None:
            abort(HTTPStatus.NOT_FOUND)
        mentions = [_mention(m, edition) for m in edition.record["mentions"] if m["place"] == place_id]
        return json_answer({**_place(place, _counts(edition).get(place_id, 0)), "mentions": mentions})

    def mentions(self) -> Response:
        """Give the names in the texts."""
        query = Query(request, ("bbox", "document", "limit", "page", "place", "role"))
        bounds, role = query.bounds(), query.one_of("role", ROLES)
        document, place = query.text("document"), query.text("place")
        edition = self._workspace.edition
        points = edition.story.places_by_id
        found = [
            m
            for m in edition.record["mentions"]
            if (role is None or m["role"] == role)
            and (document is None or m["document"] == document)
            and (place is None or m["place"] == place)
            and (
                bounds is None
                or (m["place"] and bounds.holds(points[m["place"]].lat, points[m["place"]].lon))
            )
        ]
        answer = paged("mentions", found, query)
        return json_answer({**answer, "mentions": [_mention(m, edition) for m in answer["mentions"]]})

    def legs(self) -> Response:
        """Give the legs of all journeys."""
        query = Query(request, ("journey", "limit", "page"))
        journey = query.text("journey")
        legs = [
            {"journey": j["id"], "traveller": j["traveller"], "number": number, **leg}
            for j in self._workspace.edition.record["journeys"]
            if journey is None or j["id"] == journey
            for number, leg in enumerate(j["legs"], 1)
        ]
        return json_answer(paged("legs", legs, query))

    def description(self) -> Response:
        """Give the description of this API."""
        response = Response(_description(), content_type="application/json")
        response.headers["Cache-Control"] = "no-cache"
        return response


def _checked(view: Callable[..., Response]) -> Callable[..., Response]:
    """Refuse a name in the address that none of our ids could be."""

    def checked(**names: str) -> Response:
        if not all(_ID.fullmatch(name) for name in names.values()):
            abort(HTTPStatus.NOT_FOUND)
        return view(**names)

    return checked


@cache
def _description() -> bytes:
    return Path(__file__).with_name("openapi.json").read_bytes()


def _named(records: list[Record], record_id: str) -> Record:
    found = next((r for r in records if r["id"] == record_id), None)
    if found is None:
        abort(HTTPStatus.NOT_FOUND)
    return found


def _heading(document: Record) -> Record:
    return {
        key: value
        for key, value in document.items()
        if key not in {"text", "furniture", "sentences", "title_span"}
    }


def _place(place: Place, mentions: int) -> Record:
    return {
        "id": place.id, "name": place.name, "kind": place.kind, "lat": place.lat, "lon": place.lon,
        "country": place.country, "admin1": place.admin1, "geonameid": place.geonameid,
        "bounds": list(place.bounds) if place.bounds else None,
        "where": region_and_country(place), "mentions": mentions,
    }  # fmt: skip


def _mention(record: Record, edition: Edition) -> Record:
    """Add the point and the sentence."""
    story = edition.story
    place = story.places_by_id[record["place"]] if record["place"] else None
    document: Document = story.documents_by_id[record["document"]]
    sentence = document.sentence_at(record["start"])
    return {
        **record,
        "name": place.name if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "sentence": document.text[sentence.start : max(sentence.end, record["end"])],
    }


def _counts(edition: Edition) -> dict[str, int]:
    """Count the mentions of each place, page furniture left out."""
    counts: dict[str, int] = {}
    for mention in edition.story.mentions:
        if mention.place and not mention.furniture:
            counts[mention.place] = counts.get(mention.place, 0) + 1
    return counts
