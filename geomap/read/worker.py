"""The process in which foreign files are parsed: ``python -m geomap.read.worker``, started by `child`.

From requests on standard input (a line of JSON, then the file's bytes) to parts on standard output (a
line of JSON each, then ``{"end": true}``). It sets its own limits of memory and processor time where the
system offers them, and whatever a parser throws is one failed part. It is killed from outside when it
takes too long; nothing is lost with it.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from typing import BinaryIO

from geomap.read.part import END, Part, UnreadableError

PARSERS = {
    "html": "geomap.read.web_page:parse",
    "pdf": "geomap.read.pdf:parse",
    "zip": "geomap.read.archive:parse",
    "feed": "geomap.read.feed:parse",
    "mail": "geomap.read.mail:parse",
    "json": "geomap.read.table:parse_json",
    "csv": "geomap.read.table:parse_csv",
    "fetch": "geomap.read.fetch:parse",
}


def main() -> None:
    """Answer requests until standard input ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a parser prints must not mix with the answers
    requests = sys.stdin.buffer
    with answers:
        while line := requests.readline():
            request = json.loads(line)
            data = requests.read(request["size"])
            _limit(memory_bytes=request["memory_bytes"], seconds=request["seconds"])
            _answer(request["kind"], data, request["name"], answers)
            del data
            answers.write(END)
            answers.flush()


def _answer(kind: str, data: bytes, name: str, answers: BinaryIO) -> None:
    try:
        module, function = PARSERS[kind].split(":")
        parse: Callable[[bytes, str], Iterator[Part]] = getattr(importlib.import_module(module), function)
        answers.writelines(part.cleaned().to_json().encode("ascii") + b"\n" for part in parse(data, name))
    except UnreadableError as error:
        _fail(answers, str(error))
    except MemoryError:
        _fail(answers, "it needs more memory than a document should: split it into its articles")
    except RecursionError:
        _fail(answers, "it is nested too deeply")
    except Exception as error:  # noqa: BLE001 - parsers of foreign formats throw anything
        _fail(answers, f"it is damaged: its parser stopped ({type(error).__name__})")


def _fail(answers: BinaryIO, why: str) -> None:
    answers.write(Part(fail=why).to_json().encode("ascii") + b"\n")


def _limit(*, memory_bytes: int, seconds: int) -> None:
    """Bound memory and processor time; systems without these limits have the clock of the parent only."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime) + 1
    for what, soft in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CPU, spent + seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        try:
            resource.setrlimit(what, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))
        except (ValueError, OSError):
            continue


if __name__ == "__main__":
    main()
