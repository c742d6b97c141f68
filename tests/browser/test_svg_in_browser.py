"""The map for print in a browser: it is drawn, it asks for nothing, its names do not lie on each other."""

import json

import pytest

from geomap.export import encode
from tests.stories import small_story

pytestmark = pytest.mark.browser

NAMES = """() => [...document.querySelectorAll("g[paint-order] text")].map((node) => {
  const box = node.getBoundingClientRect();
  return [node.textContent, box.left, box.top, box.right, box.bottom];
})"""


@pytest.fixture
def drawn(visit, tmp_path):
    def go(story):
        path = tmp_path / "story.svg"
        path.write_bytes(encode(story, ".svg"))
        return visit(path.as_uri(), width=1200, height=860, script=False)

    return go


def test_the_map_is_an_a4_sheet_that_asks_for_nothing(drawn, sample):
    opened = drawn(sample)
    assert len(opened.requests) == 1
    assert opened.complaints == []
    box = opened.page.evaluate("(() => { const b = document.documentElement.getBoundingClientRect();"
                               "return [b.width, b.height]; })()")  # fmt: skip
    assert box == pytest.approx([297 * 96 / 25.4, 210 * 96 / 25.4], abs=1)
    stops = [s for j in sample.journeys if j.legs for s in j.stops]
    shown = opened.page.evaluate("[...document.querySelectorAll('text')].map(n => n.textContent)")
    assert sample.title in shown
    assert all(sample.places_by_id[stop.place].name in shown for stop in stops)


def test_names_do_not_lie_on_each_other(drawn, sample):
    """The widths that the writer reckons are wide enough for the fonts of a real browser."""
    boxes = drawn(sample).page.evaluate(NAMES)
    assert len(boxes) > 10
    slack = 1.5
    for i, (name, left, top, right, bottom) in enumerate(boxes):
        for other, x, y, r, b in boxes[:i]:
            apart = right - slack <= x or r - slack <= left or bottom - slack <= y + 3 or b - slack <= top + 3
            assert apart, (name, other)


def test_hostile_text_is_text(drawn):
    attack = "</text><script>window.__x=1</script><image href='http://evil.example/x'/>&amp;\x01"
    opened = drawn(small_story(title=attack))
    assert len(opened.requests) == 1
    texts = json.dumps(opened.page.evaluate("[...document.querySelectorAll('text')].map(n => n.textContent)"))
    assert "</text><script>" in texts
