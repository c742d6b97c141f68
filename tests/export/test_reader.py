"""A story comes back from what geomap wrote, and the same page comes out of it again."""

import pytest

from geomap.errors import StoryError
from geomap.export import encode
from geomap.export.reader import stored_story
from tests.stories import small_story


@pytest.mark.parametrize("suffix", [".json", ".html"])
def test_a_story_comes_back_whole(tmp_path, suffix):
    path = tmp_path / f"story{suffix}"
    story = small_story(title="\ud800 </script> \u2028 “x”")
    path.write_bytes(encode(story, suffix))
    assert stored_story(path) == story
    assert encode(stored_story(path), ".html") == encode(story, ".html")


def test_the_samples_page_gives_the_same_page(tmp_path, sample):
    path = tmp_path / "story.html"
    path.write_bytes(encode(sample, ".html"))
    assert stored_story(path) == sample
    assert encode(stored_story(path), ".html") == path.read_bytes()


def test_a_byte_order_mark_does_no_harm(tmp_path):
    path = tmp_path / "story.json"
    path.write_bytes(b"\xef\xbb\xbf" + encode(small_story(), ".json"))
    assert stored_story(path) == small_story()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("story.txt", '{"schema":1}'),
        ("other.json", '{"text": "an article"}'),
        ("page.html", "<p>an article</p>"),
        ("missing.json", None),
        ("folder.html", "/"),
    ],
)
def test_what_is_no_file_of_geomaps_is_left_to_the_reading_of_articles(tmp_path, name, content):
    if content == "/":
        (tmp_path / name).mkdir()
    elif content is not None:
        (tmp_path / name).write_text(content)
    assert stored_story(tmp_path / name) is None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("story.json", b'{"schema":99}'),
        ("story.json", b'{"schema":1,"title":"x"}'),
        ("story.html", b'<script type="application/json" id="geomap-story">{</script>'),
        ("story.html", b'<script id="geomap-story">\xff</script>'),
    ],
)
def test_a_damaged_story_is_named(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(StoryError, match=name):
        stored_story(tmp_path / name)
