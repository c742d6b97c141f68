"""Hostile text is shown literally, nothing of it runs, and the marks are all still there."""

from dataclasses import replace

import pytest

from geomap.draw import to_map
from geomap.model import Excluded, Journey, Label, Span, Story
from tests.stories import small_story

pytestmark = pytest.mark.browser

PYTHON = ["{{7*7}}", "{{ cycler.__init__.__globals__.os.getpid() }}", "{% raw %}", "{# unclosed"]
TEMPLATE = ["${window.__x=1}", "a`+(window.__x=1)+`b", "a\\`;window.__x=1;//", "C:\\users\\x"]
SCRIPT = ["</script><script>window.__x=1</script>", "<!--<script>", "]]>", "a\u2028b\u2029c"]
MARKUP = [
    "<img src=x onerror=window.__x=1>",
    "<svg onload=window.__x=1>",
    '<iframe srcdoc="<script>parent.__x=1</script>">',
    "<style>*{display:none}</style>",
    "<base href=//evil>",
    "<meta http-equiv=refresh content='0;url=//evil'>",
    "\"'><b onmouseover=window.__x=1>",
]
LINKS = ["javascript:window.__x=1", "JaVaScRiPt:window.__x=1", "data:text/html,<script>window.__x=1</script>"]
NAMES = ["a\nb.txt", "-rf", "__proto__", "constructor", "\u202egnp.exe", "o\u0301" * 500, "\U000e0041"]
# Each string once first in its text, and each in some text; a page for every single one would take minutes.
GROUPS = [
    PYTHON,
    [PYTHON[3], PYTHON[0]],
    TEMPLATE,
    TEMPLATE[::-1],
    SCRIPT,
    SCRIPT[1:],
    MARKUP,
    MARKUP[::-1],
    LINKS,
]
ATTACKS = [*(" ".join(group) for group in GROUPS), *NAMES]


def poisoned(attack: str) -> Story:
    """The small story with an attack in every place where text of others may stand."""
    story = small_story()
    text = f"{attack} {story.documents[0].text} {attack}"
    shift = len(attack) + 1
    moved = {"documents": (), "labels": (Label(attack, "city", 65.0, -170.0, 0, 0),)}
    moved["documents"] = (
        replace(
            story.documents[0], text=text, title=attack, path=attack, source=attack,
            sentences=(Span(0, len(text)),), title_span=Span(0, len(attack)),
        ),
    )  # fmt: skip
    for field in ("mentions", "movements", "claims"):
        moved[field] = tuple(
            replace(x, start=x.start + shift, end=x.end + shift) for x in getattr(story, field)
        )
    moved["mentions"] = tuple(replace(m, reasons=(attack,)) for m in moved["mentions"])
    moved["movements"] = tuple(replace(m, traveller=attack, attributed_to=attack) for m in moved["movements"])
    moved["claims"] = tuple(replace(c, subject=attack, note=attack, unit=attack) for c in moved["claims"])
    moved["places"] = tuple(replace(p, name=f"{p.name} {attack}", admin1=attack) for p in story.places)
    moved["journeys"] = tuple(Journey(j.id, attack, j.stops, j.legs) for j in story.journeys)
    moved["disagreements"] = tuple(
        replace(d, topic=attack, note=attack, evidence=()) for d in story.disagreements
    )
    moved["skipped"] = (Excluded(attack, attack),)
    moved["unplaced"] = tuple(replace(u, why=attack) for u in story.unplaced)
    return replace(story, title=attack, dates=(), **moved)


def look_everywhere(opened, attack: str) -> None:
    """Choose each mark and the leg, so that every popup is built, and compare what is shown."""
    page = opened.page
    assert opened.marks == 2
    shown = page.evaluate("document.querySelector('.byline').textContent")
    assert attack[:100].partition("\n")[0].strip() in shown
    for mark in ("gn2127202", "gn5870133"):
        page.evaluate(f"Geomap.view.choose('place', '{mark}')")
        popup = page.evaluate("document.querySelector('.leaflet-popup-content').textContent")
        assert attack[:80] in popup
    page.evaluate("Geomap.view.choose('leg', 1)")
    assert attack[:80] in page.evaluate("document.querySelector('.leaflet-popup-content').textContent")
    assert page.locator("iframe, base, img, body script:not([type]):not([nonce]) + script + b").count() == 0
    links = page.evaluate("Array.from(document.querySelectorAll('a[href]'), a => a.protocol)")
    assert set(links) <= {"file:", "http:", "https:"}
    opened.quiet()


@pytest.mark.parametrize("attack", ATTACKS)
def test_in_the_file(open_file, attack):
    opened = open_file(poisoned(attack))
    look_everywhere(opened, attack)
    assert [url for url in opened.requests if not url.startswith(("file:", "data:"))] == []


@pytest.mark.parametrize("attack", [*ATTACKS[::2][:5], NAMES[0]])
def test_in_the_served_page(open_served, attack):
    look_everywhere(open_served(poisoned(attack)), attack)


@pytest.mark.parametrize("attack", [*PYTHON[:2], PYTHON[3], *ATTACKS[2:7:2]])
def test_in_the_map_alone(visit, tmp_path, attack):
    path = tmp_path / "map.html"
    to_map(poisoned(attack)).save(str(path))
    opened = visit(path.as_uri())
    opened.page.evaluate("Geomap.view.choose('place', 'gn5870133')")
    assert attack[:80] in opened.page.evaluate("document.querySelector('.leaflet-popup-content').textContent")
    assert opened.marks == 2
    opened.quiet()
