"""The verb ``parse``: names found and placed in a stream of documents, a line at a time."""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import click

from geomap.cli.saying import NOTHING_BUILT, SOME_FAILED, say
from geomap.errors import SourceError

OBJECTS_BETWEEN_COLLECTIONS: Final = 100_000
"""How many more objects than before Python looks for cycles in, instead of 700: what is loaded at the start
stays, and documents leave no cycles. Measured on LGL: 4 % of the start, 2 % of the whole, the same memory."""


@click.command()
@click.option("--given", "given_spans", is_flag=True, help='Resolve exactly the spans in "mentions".')
@click.option("--home", metavar="NAME", help="Country, region or town that the texts are written from.")
def parse(*, given_spans: bool, home: str | None) -> None:
    """Find and place the names in a stream of documents.

    Reads JSON lines {"id", "text"} from standard input, writes JSON lines {"id", "mentions"} in the
    same order to standard output. A line that cannot be read is named on standard error, and the
    others are still done.
    """
    # numpy's library would start threads, which for matrices as small as ours only wait for each other.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with _rare_collections():
        _parse(sys.stdin.buffer, given_spans=given_spans, home=home)


def _parse(stream: Iterable[bytes], *, given_spans: bool, home: str | None) -> None:
    from geomap.gazetteer import Gazetteer
    from geomap.pipeline import parse_record
    from geomap.resolve import Homes

    gazetteer = Gazetteer.default()
    homes = Homes()
    if home is not None:
        from geomap.pipeline import home_named  # this loads much that a stream does not need

        homes = Homes(home_named(home, gazetteer=gazetteer))
    encode = json.JSONEncoder(ensure_ascii=True, allow_nan=False).encode
    failed = read = 0
    for number, line in _lines(stream):
        read += 1
        try:
            record = _decode(line)
            answer = parse_record(record, gazetteer=gazetteer, given_spans=given_spans, homes=homes)
        except SourceError as error:
            failed += 1
            say(f"line {number}: {error.why if error.path == 'line' else error}")
            continue
        sys.stdout.write(encode(answer) + "\n")
        sys.stdout.flush()
        if read - failed == 1:
            gc.freeze()  # what the first document has loaded stays, and is no garbage at the end either
    if failed == read and read:
        say(
            'Nothing could be read: each line is one document, {"id": "a", "text": "…"}. '
            "For files and folders there is geomap export."
        )
    if failed:
        sys.exit(NOTHING_BUILT if failed == read else SOME_FAILED)


@contextmanager
def _rare_collections() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _lines(stream: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Give the lines that hold something, with their numbers from 1."""
    for number, line in enumerate(stream, 1):
        if line.strip():
            yield number, line


def _decode(line: bytes) -> Any:  # noqa: ANN401 - any JSON value; parse_record checks it
    from geomap.model.fields import finite  # with it comes what --help does not need

    try:
        return json.loads(line, parse_constant=finite, parse_float=finite)
    except (ValueError, RecursionError) as error:
        raise SourceError("line", f"is no JSON ({error})") from error
