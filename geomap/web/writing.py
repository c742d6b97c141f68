"""The writing half of the API: corrections made, undone and merged, articles added.

From a request that `Guard` let through to a change of the workspace, or a `Refusal`. What is answered is what
the story says of the change afterwards; a change that cannot be stored changes nothing.
"""

from __future__ import annotations

import datetime as dt
import errno
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, request

from geomap.correct import Corrections, from_record
from geomap.errors import CorrectionsError, GazetteerError, NothingToBuildError, OutputError
from geomap.model import Correction
from geomap.web.answers import Refusal, json_answer
from geomap.web.articles import Dropped, pasted
from geomap.web.guard import form_body, json_body

if TYPE_CHECKING:
    from geomap.web.workspace import Workspace

MOST_RECORDS = 1_000
"""Corrections of one request."""

MAX_RECORDS_BYTES = 2_000_000
MAX_FILE_BYTES = 20_000_000
"""An article, or a colleague's corrections; what the readers take of one file."""

FIELD = "file"
"""Name of the form's field that holds files."""

THEIRS, OURS = "the joined file", "this desk"
"""Who made corrections that name nobody, once a colleague's file says something different."""

LONGEST_TITLE = 300
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class Writing:
    """What each address of the writing API does."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def register(self, blueprint: Blueprint) -> None:
        """Add the addresses."""
        blueprint.add_url_rule("/api/corrections", "api_corrections", self.corrections)
        for address, name, method, view in (
            ("corrections", "correct", "POST", self.correct),
            ("corrections/<record_id>", "undo", "DELETE", self.undo),
            ("corrections/withdraw", "withdraw", "POST", self.withdraw),
            ("corrections/merge", "merge", "POST", self.merge),
            ("articles", "add_articles", "POST", self.add_articles),
        ):
            blueprint.add_url_rule(f"/api/{address}", f"api_{name}", self._guarded(view), methods=[method])

    def _guarded(self, view: Callable[..., Response]) -> Callable[..., Response]:
        """Ask the guard first; say in words what the disk says."""

        def guarded(**names: str) -> Response:
            self._workspace.guard.check(request)
            try:
                return view(**names)
            except OutputError as error:
                raise _not_stored(error) from error
            except CorrectionsError as error:
                raise Refusal(HTTPStatus.CONFLICT, "damaged_file", str(error)) from error
            except NothingToBuildError as error:
                message = f"Nothing was changed: no story would be left ({error.why})."
                raise Refusal(HTTPStatus.CONFLICT, "nothing_left", message) from error
            except GazetteerError as error:
                raise Refusal(HTTPStatus.SERVICE_UNAVAILABLE, "no_gazetteer", str(error)) from error

        return guarded

    def corrections(self) -> Response:
        """Give the file of corrections."""
        response = Response(self._workspace.corrections.to_json(), content_type="application/json")
        response.headers["Cache-Control"] = "no-store"
        return response

    def correct(self) -> Response:
        """Take corrections."""
        made = dt.datetime.fromtimestamp(int(time.time()), dt.UTC).isoformat().replace("+00:00", "Z")
        records = _records(json_body(request, most_bytes=MAX_RECORDS_BYTES), made=made)
        self._workspace.change(lambda corrections: corrections.with_records(records))
        return json_answer({"ids": [r.id for r in records], "states": self._states(r.id for r in records)})

    def undo(self, record_id: str) -> Response:
        """Undo one correction."""
        return self._withdraw([record_id])

    def withdraw(self) -> Response:
        """Undo several corrections at once."""
        body = _fields(json_body(request, most_bytes=MAX_RECORDS_BYTES), {"ids"})
        ids = body["ids"]
        if not _is_list(ids) or not all(isinstance(i, str) for i in ids):
            raise _bad("'ids' is a list of 1 to 1000 ids.")
        return self._withdraw(list(dict.fromkeys(ids)))

    def _withdraw(self, ids: list[str]) -> Response:
        def without(corrections: Corrections) -> Corrections:
            for record_id in ids:
                corrections = corrections.without(record_id)
            return corrections

        try:
            self._workspace.change(without)
        except KeyError as error:
            raise Refusal(HTTPStatus.NOT_FOUND, "unknown_id", "There is no such correction.") from error
        return json_answer({"withdrawn": ids})

    def merge(self) -> Response:
        """Join a colleague's file of corrections to ours."""
        if request.mimetype != "application/json":
            raise Refusal(
                HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported", "geomap takes application/json here."
            )
        request.max_content_length = MAX_FILE_BYTES
        try:
            theirs = Corrections.from_json(request.get_data(cache=False), name="this file")
        except CorrectionsError as error:
            raise _bad(str(error)) from error
        before = {r.id for r in self._workspace.corrections.records}
        disputed = {d.later.id for d in self._workspace.corrections.disputes()}
        after = self._workspace.change(lambda ours: ours.merge(theirs, by=THEIRS, ours_by=OURS))
        added = [r.id for r in after.records if r.id not in before]
        return json_answer(
            {
                "added": len(added),
                "known": len(theirs.records) - len(added),
                "disputed": sum(d.later.id not in disputed for d in after.disputes()),
                "states": self._states(added),
            }
        )

    def add_articles(self) -> Response:
        """Take articles: pasted as JSON, or files of a form."""
        if request.mimetype == "application/json":
            dropped = [_pasted(json_body(request, most_bytes=MAX_FILE_BYTES))]
        else:
            dropped = _files()
        added, failed = self._workspace.add_articles(dropped)
        reasons = [{"path": e.path, "why": e.why} for e in failed]
        if not added:
            raise Refusal(
                HTTPStatus.UNPROCESSABLE_ENTITY,
                "no_article",
                "; ".join(f"{r['path']}: {r['why']}" for r in reasons[:3]),
                failed=reasons,
            )
        return json_answer({"added": added, "failed": reasons})

    def _states(self, ids: Iterable[str]) -> list[dict[str, Any]]:
        """Say what became of corrections in the story that stands now."""
        outcomes = {o.record.id: o for o in self._workspace.edition.story.corrections}
        return [
            {"id": i, "state": o.state, "why": o.why, "mentions": list(o.mentions)}
            for i in ids
            if (o := outcomes.get(i))
        ]


def _records(body: object, *, made: str) -> tuple[Correction, ...]:
    """Read the corrections of a request; the time is ours."""
    given = _fields(body, {"records"})["records"]
    if not _is_list(given):
        raise _bad(f"'records' is a list of 1 to {MOST_RECORDS} corrections.")
    try:
        read = [
            from_record({k: v for k, v in r.items() if k not in {"id", "made"}} if isinstance(r, dict) else r,
                        where=f"record {n}")
            for n, r in enumerate(given, 1)
        ]  # fmt: skip
    except ValueError as error:
        raise _bad(str(error)) from error
    return tuple(replace(r, made=made, id="") for r in read)


def _fields(body: object, names: set[str]) -> dict[str, Any]:
    if not isinstance(body, dict) or set(body) != names:
        raise _bad("The body is an object with: " + ", ".join(sorted(names)) + ".")
    return body


def _is_list(value: object) -> bool:
    return isinstance(value, list) and 0 < len(value) <= MOST_RECORDS


def _pasted(body: object) -> Dropped:
    fields = _fields(body, {"title", "text"})
    title, text = fields["title"], fields["text"]
    if not isinstance(title, str) or not isinstance(text, str) or not title.strip() or not text.strip():
        raise _bad("'title' and 'text' are texts that are not empty.")
    if len(title) > LONGEST_TITLE:
        raise _bad(f"'title' has at most {LONGEST_TITLE} characters.")
    return pasted(" ".join(title.split()), text)


def _files() -> list[Dropped]:
    form_body(request, most_bytes=MAX_FILE_BYTES)
    files = request.files.getlist(FIELD)
    if not files or set(request.files) != {FIELD} or request.form:
        raise _bad(f"The form holds one or more files, each in a field named {FIELD!r}, and nothing else.")
    return [Dropped(f.filename or "article.txt", f.stream.read()) for f in files]


def _not_stored(error: OutputError) -> Refusal:
    """Say what the disk said: 507 where it is full, 500 where it cannot be written."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, OSError) and cause.errno in _FULL:
            status, code = HTTPStatus.INSUFFICIENT_STORAGE, "disk_full"
            break
        cause = cause.__cause__
    else:
        status, code = HTTPStatus.INTERNAL_SERVER_ERROR, "not_stored"
    return Refusal(status, code, f"Nothing was changed: {error}", path=error.path, why=error.why)


def _bad(message: str) -> Refusal:
    return Refusal(HTTPStatus.BAD_REQUEST, "bad_request", message)
