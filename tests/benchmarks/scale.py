"""Measure whether time and memory grow no faster than a folder: N articles, then ten times as many.

    python tests/benchmarks/scale.py [--documents N] [--times K]

Writes folders of short articles about towns of the gazetteer, made up here from a seed, runs `geomap export`
on each in a process of its own, and prints user time, peak memory and their ratios. HARDENING asks for
t(10 N) / t(N) of at most 12. Nothing is asserted: these figures are for people.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

from geomap.gazetteer import Gazetteer
from geomap.model import Bounds

PEOPLE = ("Amina Farouk", "Jonas Weber", "Mei Tanaka", "Pedro Salgado", "Ruth Okafor", "Nils Berg")
FILLER = (
    "Traders said that prices had risen since spring, and nobody knew when the road would open.",
    "The council met for two hours behind closed doors and gave no reasons for its decision.",
    "It had rained since the morning, and the market closed early.",
)


def towns() -> list[str]:
    """Give names of towns from all over the world, in the order of the gazetteer."""
    found = Gazetteer.default().within(Bounds(-60, -180, 75, 180), limit=4000)
    return sorted({place.name for place in found})


def article(n: int, names: list[str], chance: random.Random) -> str:
    """Write one article: a journey of three towns, and some that are only named."""
    here, there, then, *others = chance.sample(names, 8)
    who = chance.choice(PEOPLE)
    day = 1 + n % 28
    named = [f"A trader in {a} had heard of it from a cousin in {b}. {c}" for a, b, c in zip(
        others[:2], others[2:4], chance.sample(FILLER, 2), strict=True
    )]  # fmt: skip
    return (
        f"{who} reaches {there}\n\n{here}, {day} March 2021 - {who} left {here} on Monday and "
        f"arrived in {there} on Tuesday. From {there} {who} travelled by train to {then}, where "
        "officials were waiting.\n\n" + "\n\n".join(named) + "\n"
    )


def run(folder: Path) -> tuple[float, float]:
    """Export a folder; gives seconds of user time and MB of peak memory."""
    command = [sys.executable, "-m", "geomap", "export", str(folder), "-o", str(folder.with_suffix(".html"))]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"geomap export failed on {folder.name}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--times", type=int, default=10)
    options = parser.parse_args()
    names = towns()
    figures = []
    with tempfile.TemporaryDirectory() as root:
        for documents in (options.documents, options.documents * options.times):
            folder = Path(root, f"articles-{documents}")
            folder.mkdir()
            chance = random.Random(11)  # noqa: S311 (nothing secret)
            for n in range(documents):
                (folder / f"{n:06}.txt").write_text(article(n, names, chance), encoding="utf-8")
            seconds, megabytes = run(folder)
            size = folder.with_suffix(".html").stat().st_size / 1e6
            print(f"{documents:,} articles: {seconds:.1f} s, {megabytes:.0f} MB, page of {size:.1f} MB")
            figures.append((seconds, megabytes))
    for (seconds, megabytes), (more_seconds, more_megabytes) in pairwise(figures):
        ratios = f"time × {more_seconds / seconds:.1f}, memory × {more_megabytes / megabytes:.1f}"
        print(f"times {options.times}: {ratios}")


if __name__ == "__main__":
    main()
