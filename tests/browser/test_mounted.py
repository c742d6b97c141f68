"""The page inside an application that is not ours: mounted under a prefix, and in a frame on another site."""

import threading
from contextlib import contextmanager

import pytest
from flask import Flask
from werkzeug.serving import make_server

from geomap.web import blueprint
from tests.stories import small_story

pytestmark = pytest.mark.browser


@contextmanager
def served(app):
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def foreign_app(**more):
    app = Flask("newsroom")
    app.add_url_rule("/", "home", lambda: "<!doctype html><title>News</title>")
    app.register_blueprint(blueprint(small_story(), **more), url_prefix="/maps/flight")
    return app


def test_the_page_works_under_a_prefix_of_a_foreign_application(visit):
    with served(foreign_app()) as origin:
        opened = visit(f"{origin}/maps/flight/")
        assert opened.marks == 2
        opened.page.locator("[data-place='gn5870133']").first.click()
        opened.quiet()
        assert all(url.startswith((f"{origin}/maps/flight/", "data:")) for url in opened.requests)


def test_the_address_without_its_slash_leads_to_the_page(visit):
    with served(foreign_app()) as origin:
        assert visit(f"{origin}/maps/flight").page.url == f"{origin}/maps/flight/"


@pytest.mark.parametrize("allowed", [True, False])
def test_only_an_origin_that_was_named_can_frame_the_page(browser, allowed):
    host = Flask("host")
    with served(host) as outside, served(foreign_app(embed_on=[outside] if allowed else [])) as origin:
        frame = f'<!doctype html><title>Host</title><iframe src="{origin}/maps/flight/"></iframe>'
        host.add_url_rule("/", "home", lambda: frame)
        page = browser.new_page()
        try:
            page.goto(f"{outside}/")
            (inner,) = page.frames[1:]
            if allowed:
                inner.wait_for_function("document.documentElement.dataset.marks !== undefined")
            else:
                assert "marks" not in inner.evaluate("document.documentElement.dataset")
        finally:
            page.close()
