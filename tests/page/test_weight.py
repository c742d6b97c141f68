"""The page of the sample is light, and a big story's is bounded."""

import gzip

import pytest

from geomap.export.html import to_html
from geomap.model import Story
from tests.big_stories import big_story


def test_the_page_of_the_sample_is_at_most_300_kb_packed(sample: Story):
    assert len(gzip.compress(to_html(sample).encode(), mtime=0)) <= 300_000


@pytest.mark.parametrize("documents", [400])
def test_what_a_big_page_adds_to_its_story_is_bounded(documents):
    story = big_story(documents)
    assert len(to_html(story)) <= 1.6 * len(story.to_json()) + 1_000_000
