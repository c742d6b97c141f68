"""Title, day and source are what the page says, and nothing is made up."""

import pytest

from geomap.read import read_text

TOP = "Flight begins today"
STORY = "The minister flew from Rome to Paris on Monday, her office said. She stayed for two days.\n"


def read(text, **known):
    document = read_text(text, document_id="d1", **known)
    if document.title_span:
        start, end = document.title_span
        assert " ".join(text[start:end].split()) == document.title
    return document


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Minister flies to Paris\n\n{STORY}", "Minister flies to Paris"),
        (f"The Daily Bugle\n\nMinister flies to Paris\n\n{STORY}", "Minister flies to Paris"),
        (f"May 4, 2020\nBugle\nFlight to Paris begins\nFlight to Paris begins\n\n{STORY}",
         "Flight to Paris begins"),
        (f"# Minister flies to Paris\n\n{STORY}", "Minister flies to Paris"),
        (f"Title: Minister flies to Paris\nDate: 2020-05-04\n\n{STORY}", "Minister flies to Paris"),
        (f"Will she fly to Paris?\n\n{STORY}", "Will she fly to Paris?"),
    ],
)  # fmt: skip
def test_the_headline_is_the_title(text, title):
    assert read(text).title == title


def test_without_a_headline_the_file_name_stands_in():
    document = read(STORY, path="somewhere/walk_to_rome.txt")
    assert (document.title, document.title_span) == ("walk to rome", None)


def test_what_the_caller_knows_goes_before_the_text():
    document = read(f"Other\n\n{STORY}", title="Mine", published="2020-05-04", source="Me")
    assert (document.title, document.published, document.published_basis, document.source) == (
        "Mine", "2020-05-04", "stated", "Me",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "day", "basis"),
    [
        (f"{TOP}\nPublished: March 4, 2021\n\n{STORY}", "2021-03-04", "stated"),
        (f"{TOP}\nLast updated 4 March 2021, 10:15 GMT\n\n{STORY}", "2021-03-04", "stated"),
        (f"{TOP}\nBy Ann Lee, 4 March 2021\n\n{STORY}", "2021-03-04", "stated"),
        (f"{TOP}\nStand: 04.03.2021, 14:30 Uhr\n\n{STORY}", "2021-03-04", "stated"),
        (f"{TOP}\n4 mars 2021\n\n{STORY}", "2021-03-04", "stated"),
        (f"March 4, 2021\n\n{TOP}\n\n{STORY}", "2021-03-04", "stated"),
        ("Flight begins\n\nROME, March 4, 2021 (AP) — The minister flew to Paris, officials said.\n",
         "2021-03-04", "stated"),
        (f"{TOP}\n\n{STORY}", None, "none"),
        (f"{TOP}\n\n{STORY}The treaty of May 4, 1950 says so, she told them again.\n", None, "none"),
        # A page's own date is not believed against a picture just released, or a weekday with its date.
        (f"May 24, 2024\n\n{TOP}\n\nPhoto: This image, released on March 4, 2021, shows her.\n\n{STORY}",
         "2021-03-04", "inferred"),
        (f"May 24, 2024\n\n{TOP}\n\n{STORY}\nShe had landed on Thursday 4th March, it is said there.\n",
         None, "none"),
        # A photograph from the archive, or an old day in the story, says nothing against it.
        (f"May 24, 2024\n\n{TOP}\n\nFile photo taken on March 4, 2021.\n\n{STORY}", "2024-05-24", "stated"),
        (f"May 24, 2024\n\n{TOP}\n\n{STORY}Her father died on June 3, 1990, she said.\n",
         "2024-05-24", "stated"),
    ],
)  # fmt: skip
def test_the_day_is_stated_inferred_or_none(text, day, basis):
    document = read(text)
    assert (document.published, document.published_basis) == (day, basis)


def test_a_date_in_the_file_name_is_the_last_resort():
    document = read(STORY, path="2021-03-04-flight.txt")
    assert (document.published, document.published_basis) == ("2021-03-04", "inferred")


def test_a_given_day_that_is_none_tells_nothing():
    assert read(STORY, published="7:58 AM ET").published is None
    assert read(STORY, published="Thu, 4 Mar 2021 10:00:00 GMT").published == "2021-03-04"


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Flight begins\n\nROME (AP) — The minister flew to Paris, officials said on Monday.\n", "AP"),
        (
            "Flight begins\n\nROME, March 4 (Reuters) - The minister flew to Paris, officials said.\n",
            "Reuters",
        ),
        (f"{TOP}\n\n{STORY}\nSource: Stern\n", "Stern"),
        (f"The Daily Bugle\n\nFlight begins today in Rome\n\n{STORY}", "The Daily Bugle"),
        (f"{TOP}\n\n{STORY}\n© 2021 Bugle Media. All rights reserved.\n", "Bugle Media"),
        (f"{TOP}\n\n{STORY}", None),
    ],
)
def test_the_source_is_who_published_it(text, source):
    assert read(text).source == source
