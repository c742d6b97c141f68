"""Lighthouse on the served page of the sample: performance, accessibility, best practices, and what it minds.

    npm install --prefix SCRATCH --ignore-scripts lighthouse    # 185 MB, 200 packages: not part of geomap
    python tests/benchmarks/lighthouse.py SCRATCH [--mobile] [--least 90 100 100]

Chromium is that of GEOMAP_CHROMIUM, else /usr/bin/chromium; it resolves no host but this machine. The server
is waitress, as `geomap serve` uses it. Performance is the median of the runs; it depends on the load.
The exit status is 1 where a score lies below --least.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from geomap.assets import seeds_path
from geomap.pipeline import build
from geomap.web import create_app, listen

CATEGORIES = ("performance", "accessibility", "best-practices")
ATTEMPTS = 3
"""On a loaded machine the browser sometimes answers too late for a trace."""
FLAGS = "--headless=new --no-sandbox --disable-gpu --host-resolver-rules='MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'"
METRICS = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time",
           "cumulative-layout-shift", "total-byte-weight")  # fmt: skip


def report(lighthouse: Path, address: str, *, mobile: bool) -> dict[str, object]:
    """Run Lighthouse, once more where the browser was too slow to be measured at all."""
    environment = {**os.environ, "CHROME_PATH": os.environ.get("GEOMAP_CHROMIUM", "/usr/bin/chromium")}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.json"
        command = [
            str(lighthouse), address, "--quiet", "--output=json", f"--output-path={path}",
            f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={FLAGS}",
            "--no-enable-error-reporting", *([] if mobile else ["--preset=desktop"]),
        ]  # fmt: skip
        for attempt in range(ATTEMPTS):
            done = subprocess.run(command, check=False, env=environment)
            if done.returncode == 0:
                return json.loads(path.read_text(encoding="utf-8"))
            print(f"attempt {attempt + 1} failed", file=sys.stderr)
    raise SystemExit("Lighthouse could not measure the page")


def minded(found: dict[str, object]) -> list[str]:
    """Name the audits that are not passed, with what each points at."""
    lines = []
    for category in CATEGORIES:
        for entry in found["categories"][category]["auditRefs"]:
            audit = found["audits"][entry["id"]]
            if audit["score"] is not None and audit["score"] < 0.9 and entry["weight"]:
                at = [
                    item.get("node", {}).get("snippet") or item.get("url") or item.get("description", "")
                    for item in audit.get("details", {}).get("items", [])[:3]
                ]
                value = audit.get("displayValue", "")
                lines.append(f"  {category}: {audit['title']} {value} {[str(a)[:110] for a in at if a]}")
    return lines


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("scratch", type=Path, help="folder where npm installed lighthouse")
    parser.add_argument("--mobile", action="store_true", help="a slow phone on a slow network")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--least", type=int, nargs=3, default=[0, 0, 0], metavar=("P", "A", "B"))
    arguments = parser.parse_args()
    lighthouse = arguments.scratch / "node_modules/.bin/lighthouse"
    if not lighthouse.exists():
        print(f"no Lighthouse there: npm install --prefix {arguments.scratch} --ignore-scripts lighthouse")
        return 2
    server = listen(create_app(build(seeds_path())), port=0)
    threading.Thread(target=server.run, daemon=True).start()
    runs = [report(lighthouse, server.address, mobile=arguments.mobile) for _ in range(arguments.runs)]
    server.close()
    scores = {
        category: round(100 * statistics.median(run["categories"][category]["score"] for run in runs))
        for category in CATEGORIES
    }
    print(
        f"Lighthouse {runs[0]['lighthouseVersion']}, {'mobile' if arguments.mobile else 'desktop'}:", scores
    )
    for metric in METRICS:
        print(f"  {metric}:", ", ".join(str(run["audits"][metric].get("displayValue")) for run in runs))
    print("\n".join(minded(runs[0])) or "  nothing minded")
    return int(any(scores[c] < least for c, least in zip(CATEGORIES, arguments.least, strict=True)))


if __name__ == "__main__":
    sys.exit(main())
