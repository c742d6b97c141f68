"""Time the whole command ``geomap export`` on the sample, and say where the time goes.

    python tests/benchmarks/export.py [--runs N]

Whole command: the median over N fresh processes, interpreter start and imports included. Stages: one
process, each stage's share of one build and one export, after a first run that warms the disk cache.
Nothing is asserted: machines are noisy, and these figures are for people.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from geomap.export import FORMATS
from geomap.pipeline import build, stages, workshop

SEEDS = Path(__file__).parents[2] / "seeds"
STAGES = {
    "1 read": ["read_sources"],
    "2 language": ["read_prose", "find_people", "find_times"],
    "3 recognise": ["recognise"],
    "4 resolve": ["resolve"],
    "5 movement": ["find_movements", "find_claims"],
    "6 journey": ["assemble_journeys", "choose_labels"],
}


def whole_command(runs: int) -> list[float]:
    """Give the seconds that each of several fresh processes took."""
    seconds = []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(runs):
            command = [
                sys.executable,
                "-m",
                "geomap",
                "export",
                SEEDS,
                "-o",
                f"{folder}/story.html",
                "--force",
            ]
            started = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            seconds.append(time.perf_counter() - started)
    return seconds


def by_stage() -> dict[str, float]:
    """Give the seconds that each stage takes in a warm process."""
    spent: dict[str, float] = defaultdict(float)

    def timed(stage: str, function):
        def run(*args, **kwargs):
            started = time.perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                spent[stage] += time.perf_counter() - started

        return run

    FORMATS[".html"](build(SEEDS))  # warm: imports, caches, the disk
    for stage, names in STAGES.items():
        for name in names:
            room = stages if hasattr(stages, name) else workshop
            setattr(room, name, timed(stage, getattr(room, name)))
    story = build(SEEDS)
    started = time.perf_counter()
    FORMATS[".html"](story)
    spent["7-9 draw, page, export"] = time.perf_counter() - started
    return dict(spent)


def main() -> None:
    """Print both."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    seconds = whole_command(runs)
    print(f"whole command: median {statistics.median(seconds):.2f} s of {runs} (best {min(seconds):.2f} s)")
    for stage, spent in by_stage().items():
        print(f"  {stage:24s} {spent * 1000:7.1f} ms")


if __name__ == "__main__":
    main()
