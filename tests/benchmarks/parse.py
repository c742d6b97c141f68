"""Time ``geomap parse`` on a corpus: documents a second of processor time, memory, first line, a yardstick.

    python tests/benchmarks/parse.py CORPUS.jsonl [--runs N] [--flashgeotext PYTHON] [--profile]

Each run is a fresh process. Counted is the processor time that the system charges to it, user and system,
all threads together, start included; it is less moved by other work on the machine than the clock is, though
neighbours on the same core still slow it: the best of the runs is the figure. flashgeotext, which looks
names up and chooses no place, is the yardstick of the same minute. It is no dependency: where it is missing,
it is said how to get it. Nothing is asserted: machines are noisy, and these figures are for people.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import pstats
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

YARDSTICK = """
import json, sys
from flashgeotext.geotext import GeoText
finder = GeoText()
for line in sys.stdin:
    record = json.loads(line)
    found = finder.extract(record["text"])
    print(json.dumps({"id": record["id"], "found": found}, default=str))
"""
INSTALL = (
    "flashgeotext is not installed there: python -m venv V && V/bin/pip install flashgeotext, "
    "then --flashgeotext V/bin/python"
)


class Run(NamedTuple):
    """What one process took."""

    processor_s: float
    wall_s: float
    first_line_s: float
    peak_mb: float


def run(command: list[str], lines: bytes) -> Run:
    """Run a command on lines and wait until its output ends."""
    with tempfile.TemporaryFile() as source:
        source.write(lines)
        source.seek(0)
        started = time.perf_counter()
        process = subprocess.Popen(command, stdin=source, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        first = process.stdout.readline()
        first_line_s = time.perf_counter() - started
        process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode or not first:
        raise SystemExit(f"{command[0]} … ended with {process.returncode}")
    wall_s = time.perf_counter() - started
    return Run(used.ru_utime + used.ru_stime, wall_s, first_line_s, used.ru_maxrss / 1024)


def best(command: list[str], lines: bytes, runs: int) -> Run:
    """Give the least of each figure, and the most memory."""
    columns = list(zip(*(run(command, lines) for _ in range(runs)), strict=True))
    return Run(*map(min, columns[:3]), max(columns[3]))


def report(name: str, command: list[str], records: list[bytes], runs: int) -> float:
    """Print the figures of a command; give its documents a second, start included."""
    one, whole = best(command, records[0], runs), best(command, b"".join(records), runs)
    rate = len(records) / whole.processor_s
    warm = (len(records) - 1) / max(1e-9, whole.processor_s - one.processor_s)
    print(
        f"{name:13s} {rate:6.1f} documents/s with the start ({whole.processor_s:.2f} s of processor time), "
        f"{warm:6.1f} without; first line after {one.first_line_s:.2f} s ({one.processor_s:.2f} s of "
        f"processor time); {whole.peak_mb:.0f} MB"
    )
    return rate


def profile(records: list[bytes]) -> None:
    """Print where one process spends its time on the records."""
    from geomap.gazetteer import Gazetteer
    from geomap.pipeline import parse_record
    from geomap.resolve import Homes

    gazetteer, homes = Gazetteer.default(), Homes()
    timer = cProfile.Profile(time.process_time)
    timer.enable()
    for line in records:
        parse_record(json.loads(line), gazetteer=gazetteer, homes=homes)
    timer.disable()
    pstats.Stats(timer).strip_dirs().sort_stats("cumtime").print_stats("geomap|[a-z_]+[.]py", 40)


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--flashgeotext", default=sys.executable, metavar="PYTHON")
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    records = [line for line in options.corpus.read_bytes().splitlines(keepends=True) if line.strip()]
    if options.profile:
        profile(records)
        return
    ours = report("geomap", [sys.executable, "-m", "geomap", "parse"], records, options.runs)
    yardstick = [options.flashgeotext, "-c", YARDSTICK]
    probe = [options.flashgeotext, "-c", "import flashgeotext"]
    if subprocess.run(probe, capture_output=True, check=False).returncode:
        print(INSTALL)
        return
    theirs = report("flashgeotext", yardstick, records, options.runs)
    print(f"geomap takes {theirs / ours:.1f} times as long as flashgeotext")


if __name__ == "__main__":
    main()
