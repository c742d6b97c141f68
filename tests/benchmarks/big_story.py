"""Measure the page of a big folder: 2,000 articles with 20,000 names, made up here from a seed.

    python tests/benchmarks/big_story.py [--documents N] [--browser PATH]

Says how long the export takes after analysis, how big the file is, how many nodes the page opens with, and
when it answers. Nothing is asserted: machines are noisy, and these figures are for people
(`tests/browser/test_big_story.py` holds the limits that do not depend on the machine).
"""

from __future__ import annotations

import argparse
import gzip
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from geomap.export.html import to_html
from tests.big_stories import big_story
from tests.browser.conftest import ARGUMENTS, CHROMIUM, DRAWN

NODES = "document.querySelectorAll('*').length"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--browser", default=str(CHROMIUM))
    options = parser.parse_args()
    story = big_story(options.documents)
    print(f"{len(story.documents):,} articles, {len(story.mentions):,} names, {len(story.places):,} places")
    started, worked = time.perf_counter(), time.process_time()
    page = to_html(story)
    elapsed, worked = time.perf_counter() - started, time.process_time() - worked
    print(f"export: {elapsed:.2f} s, of which the processor worked {worked:.2f} s")
    data = page.encode()
    packed = gzip.compress(data, mtime=0)
    print(f"size: {len(data) / 1e6:.1f} MB, {len(packed) / 1e6:.1f} MB packed")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "story.html"
        path.write_bytes(data)
        browser = playwright.chromium.launch(executable_path=options.browser, args=ARGUMENTS)
        window = browser.new_page(viewport={"width": 1280, "height": 800})
        thread = window.context.new_cdp_session(window)
        thread.send("Performance.enable", {"timeDomain": "threadTicks"})  # on a loaded machine clocks mislead
        started = time.perf_counter()
        window.goto(path.as_uri())
        window.wait_for_function(f"{DRAWN} && Geomap.page !== undefined")
        elapsed = time.perf_counter() - started
        spent = {m["name"]: m["value"] for m in thread.send("Performance.getMetrics")["metrics"]}
        print(
            f"interactive: {elapsed:.2f} s, of which the page's thread worked {spent['TaskDuration']:.2f} s "
            f"(scripts {spent['ScriptDuration']:.2f}, layout {spent['LayoutDuration']:.2f})"
        )
        print(f"nodes before the first click: {window.evaluate(NODES):,}")
        for words, code in (
            ("choosing a place", "Geomap.page.choose('place', 'gm-p7', 'list')"),
            ("searching a word", "Geomap.page.reading.search.set('harbour')"),
            (
                "sorting by name",
                "document.querySelector('#sort').value = 'name', Geomap.page.reading._apply()",
            ),
        ):
            started = time.perf_counter()
            window.evaluate(f"void ({code})")
            print(f"{words}: {time.perf_counter() - started:.2f} s, then {window.evaluate(NODES):,} nodes")
        browser.close()


if __name__ == "__main__":
    main()
