"""A real Chromium that resolves no host, and pages that remember what they asked for and complained of."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError
from werkzeug.serving import make_server

from geomap.export.html import to_html
from geomap.model import Story
from geomap.web import create_app

CHROMIUM = Path(os.environ.get("GEOMAP_CHROMIUM", "/usr/bin/chromium"))
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]  # fmt: skip
DRAWN = "document.documentElement.dataset.marks !== undefined"
LIT = "Array.from(document.querySelectorAll('#articles .lit'), n => n.textContent).join('')"


def lit(page: Page, text: str) -> bool:
    """Say whether these words get highlighted in the articles, a moment after the address has changed."""
    try:
        page.wait_for_function(f"text => {LIT} === text", arg=text, timeout=10_000)
    except PlaywrightTimeoutError:
        return False
    return True


@dataclass
class Opened:
    """A page in the browser and what it did."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def marks(self) -> int:
        """The number of marks that the page says are on the map."""
        return int(self.page.evaluate("document.documentElement.dataset.marks"))

    def quiet(self) -> None:
        """Check that nothing was logged, nothing failed and nothing of the attack ran."""
        assert self.complaints == []
        assert self.page.evaluate("window.__x") is None


Open = Callable[..., Opened]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        message = f"NOT TESTED: there is no {CHROMIUM.name}; apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Open]:
    """Open an address; all pages of a test are closed after it."""
    contexts = []

    def go(
        address: str, *, width: int = 1280, height: int = 800, script: bool = True, **more: object
    ) -> Opened:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            reduced_motion="reduce",
            java_script_enabled=script,
            **more,
        )
        contexts.append(context)
        opened = Opened(context.new_page())
        context.on("request", lambda request: opened.requests.append(request.url))
        opened.page.on("console", lambda message: opened.complaints.append(message.text))
        opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        opened.page.on("dialog", lambda dialog: opened.complaints.append(dialog.message))
        opened.page.goto(address)
        if script:
            opened.page.wait_for_function(DRAWN)
        return opened

    yield go
    for context in contexts:
        context.close()


@pytest.fixture
def open_file(visit: Open, tmp_path: Path) -> Open:
    """Export a story to a file and open it from disk."""

    def go(story: Story, **more: object) -> Opened:
        path = tmp_path / "story.html"
        path.write_text(to_html(story), encoding="utf-8")
        return visit(path.as_uri(), **more)

    return go


@pytest.fixture
def open_served(visit: Open) -> Iterator[Open]:
    """Serve a story on this machine and open it."""
    servers = []

    def go(story: Story, **more: object) -> Opened:
        server = make_server("127.0.0.1", 0, create_app(story), threaded=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        servers.append((server, thread))
        return visit(f"http://127.0.0.1:{server.server_port}/", **more)

    yield go
    for server, thread in servers:
        server.shutdown()
        thread.join()
        server.server_close()
