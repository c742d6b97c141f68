"""Time each stage of reading on texts made to hurt it: seconds for 100 kB, and growth for twice as much.

    python tests/benchmarks/hostile.py [--chars N]

Attack 15 of HARDENING asks for a second and for 2.5 times. The ratio is also a test (`tests/growth.py`); the
seconds are for people, as machines differ.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable

from geomap.gazetteer import Gazetteer
from geomap.language import find_people, find_times, read_prose
from geomap.read import read_text
from geomap.recognise import recognise
from tests.growth import seconds_of

UNITS = ("A", "A. ", "12°", "a-", " ", "Kim's ", "he went to ", "By A B\n", "Paris and ")
ROUNDS = 3


def stages() -> dict[str, Callable[[str], object]]:
    """Name what is timed; each reads the text from the start, so that its time holds the stages before it."""
    gazetteer = Gazetteer.default()
    return {
        "read": _document,
        "prose": lambda text: read_prose(_document(text)),
        "people": lambda text: find_people(read_prose(_document(text))),
        "times": lambda text: find_times(read_prose(_document(text))),
        "names": lambda text: recognise(read_prose(_document(text)), gazetteer=gazetteer),
    }


def main() -> None:
    """Print a row for each text, a column for each stage."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--chars", type=int, default=100_000)
    chars = parser.parse_args().chars
    named = stages()
    print(f"seconds for {chars:,} characters, and times as long for twice as many")
    print(f"{'text':14s}" + "".join(f"{name:>14s}" for name in named))
    for unit in UNITS:
        cells = []
        for work in named.values():
            once, twice = (_least_seconds(work, unit * (size // len(unit))) for size in (chars, 2 * chars))
            cells.append(f"{once:.2f} ×{twice / once:.1f}")
        print(f"{unit!r:14s}" + "".join(f"{cell:>14s}" for cell in cells))


def _document(text: str) -> object:
    return read_text(text, document_id="d1")


def _least_seconds(work: Callable[[str], object], text: str) -> float:
    return min(seconds_of(lambda: work(text)) for _ in range(ROUNDS))


if __name__ == "__main__":
    main()
