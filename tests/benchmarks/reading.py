"""Time what reading journeys costs beside recognising and resolving names, on the sample and on long texts.

    python tests/benchmarks/reading.py [--runs N] [--copies N]

Journeys, dates and claims (`find_times`, `find_people`, `find_movements`, `find_claims`,
`assemble_journeys`) against `recognise` and `resolve`, in one warm process: the median over N builds of the
sample, and of each of its articles written one after the other several times over, to show the growth.
Times are of the processor, so that a busy machine shows less. Nothing is asserted: machines are noisy, and
these figures are for people.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from geomap.gazetteer import Gazetteer
from geomap.pipeline import build, stages

SEEDS = Path(__file__).parents[2] / "seeds"
NAMES = ("recognise", "resolve")
JOURNEYS = ("find_people", "find_times", "find_movements", "find_claims", "assemble_journeys")


def spent_in(source: Path, runs: int, gazetteer: Gazetteer) -> dict[str, float]:
    """Give the median seconds of each function over several builds."""
    seconds: dict[str, list[float]] = defaultdict(list)
    real = {name: getattr(stages, name) for name in (*NAMES, *JOURNEYS)}

    def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **kwargs: Any) -> Any:
            started = time.process_time()
            try:
                return function(*args, **kwargs)
            finally:
                seconds[name][-1] += time.process_time() - started

        return run

    build(source, gazetteer=gazetteer)  # warm: imports, caches, the disk
    try:
        for name, function in real.items():
            setattr(stages, name, timed(name, function))
        for _ in range(runs):
            for name in real:
                seconds[name].append(0.0)
            build(source, gazetteer=gazetteer)
    finally:
        for name, function in real.items():
            setattr(stages, name, function)
    return {name: statistics.median(seconds[name]) for name in real}


def report(title: str, spent: dict[str, float]) -> None:
    """Print one table."""
    names, journeys = (sum(spent[n] for n in part) for part in (NAMES, JOURNEYS))
    print(f"{title}: names {names * 1000:.0f} ms, journeys {journeys * 1000:.0f} ms ({journeys / names:.2f})")
    for name, seconds in spent.items():
        print(f"  {name:20s} {seconds * 1000:8.1f} ms")


def main() -> None:
    """Print both."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--copies", type=int, default=8)
    arguments = parser.parse_args()
    gazetteer = Gazetteer.default()
    report("sample", spent_in(SEEDS, arguments.runs, gazetteer))
    with tempfile.TemporaryDirectory() as folder:
        for file in sorted(SEEDS.glob("*.txt")):
            text = file.read_text(encoding="utf-8")
            (Path(folder) / file.name).write_text("\n\n".join([text] * arguments.copies), encoding="utf-8")
        report(f"{arguments.copies} times as long", spent_in(Path(folder), arguments.runs, gazetteer))


if __name__ == "__main__":
    main()
