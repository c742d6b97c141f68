"""A place and a day at the top of an article say when it was published, and are no headline."""

import pytest

from geomap.read import read_text

STORY = (
    "The foreign minister left for Baku on Monday with a large delegation, the government said. "
    "He will be back soon."
)


@pytest.mark.parametrize(
    ("text", "published", "title"),
    [
        (f"TBILISI, Feb 20, 2024. {STORY}", "2024-02-20", "d1"),
        (f"Tromsø, 2 September 2022\n\n{STORY}", "2022-09-02", "d1"),
        (f"A day in Lyon\n\nLyon, May 3, 2019\n\n{STORY}", "2019-05-03", "A day in Lyon"),
    ],
)
def test_a_place_and_a_day_above_the_story_are_its_dateline(text, published, title):
    document = read_text(text, document_id="d1")
    assert (document.published, document.published_basis) == (published, "stated")
    assert document.title == title


@pytest.mark.parametrize(
    "text",
    [
        f"The talks\n\nIn Paris, on May 3, 2019. {STORY}",
        "Anna Weber was born in Vienna, 3 May 1980. She left for Rome in 2001 and has been there ever since.",
    ],
)
def test_a_day_in_a_sentence_is_no_dateline(text):
    assert read_text(text, document_id="d1").published_basis != "stated"
