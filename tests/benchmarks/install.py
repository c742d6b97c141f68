"""Measure what ``pip install geomap`` downloads and takes on disk, and what each extra adds to it.

    python tests/benchmarks/install.py [--wheel FILE] [--extra NAME ...] [--no-extras]

Builds a wheel of the checkout (or takes the one that is named), downloads it with all that it needs into an
empty folder, installs it from there into a fresh virtual environment, and adds up bytes. Sizes depend on the
system and the day; docs/dependencies.md says when its figures were taken. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import tomllib
import venv
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOT_FOR_USERS = {"test", "train", "formats"}
MEGABYTE = 1_000_000

# Run by the fresh environment's own Python: the bytes of every distribution, and what imports take.
SIZES = """
import json
from importlib.metadata import distributions
sizes = {}
for d in distributions():
    files = [d.locate_file(f) for f in d.files or ()]
    sizes[d.metadata["Name"].lower().replace("_", "-")] = sum(f.stat().st_size for f in files if f.is_file())
print(json.dumps(sizes))
"""


def main() -> None:
    """Print one table for the base and a line for each extra."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--wheel", type=Path)
    parser.add_argument("--extra", action="append", default=[])
    parser.add_argument("--no-extras", action="store_true")
    arguments = parser.parse_args()
    extras = [] if arguments.no_extras else arguments.extra or extras_for_users()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        wheel = arguments.wheel or build(folder / "wheel")
        base_down, base_disk = measure(wheel, "", folder / "base")
        print(f"pip install geomap: {total(base_down)} to download, {total(base_disk)} on disk; of that")
        for name in sorted(base_disk, key=lambda n: -base_disk[n]):
            print(f"  {name:28}{megabytes(base_down.get(name, 0)):>9}{megabytes(base_disk[name]):>9}")
        for extra in extras:
            down, disk = measure(wheel, f"[{extra}]", folder / extra)
            brought = ", ".join(sorted(set(disk) - set(base_disk)))
            more = f"{total(down, base_down)} to download, {total(disk, base_disk)} on disk"
            print(f"geomap[{extra}] adds {more} ({brought})")


def extras_for_users() -> list[str]:
    """Give the extras that bring something to users, as pyproject.toml has them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return sorted(set(project["optional-dependencies"]) - NOT_FOR_USERS)


def build(folder: Path) -> Path:
    """Build a wheel of the checkout; the first time this makes base map and gazetteer, too."""
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT)
    return next(folder.glob("geomap-*.whl"))


def measure(wheel: Path, extras: str, folder: Path) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Give the bytes of each distribution: as downloaded, and as installed."""
    downloads, environment = folder / "downloads", folder / "venv"
    wanted = f"{wheel.resolve()}{extras}"
    run(sys.executable, "-m", "pip", "download", "--quiet", "--no-cache-dir", "--dest", downloads, wanted)
    venv.create(environment, with_pip=True)
    python = environment / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    run(python, "-m", "pip", "install", "--quiet", "--no-index", "--find-links", downloads, wanted)
    sizes = json.loads(run(python, "-c", SIZES))
    fetched = {f.name.split("-")[0].lower().replace("_", "-"): f.stat().st_size for f in downloads.iterdir()}
    return fetched, {name: size for name, size in sizes.items() if name not in {"pip", "setuptools"}}


def run(*command: str | Path) -> str:
    """Run a command; its own message says what is wrong."""
    return subprocess.run([str(c) for c in command], check=True, text=True, stdout=subprocess.PIPE).stdout


def total(sizes: Mapping[str, int], beside: Mapping[str, int] | None = None) -> str:
    """Write the sum of all sizes, or what it has more than another."""
    return megabytes(sum(sizes.values()) - sum((beside or {}).values()))


def megabytes(size: int) -> str:
    """Write a size in MB."""
    return f"{size / MEGABYTE:.1f} MB"


if __name__ == "__main__":
    main()
