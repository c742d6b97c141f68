"""Time expressions mean what their words and the day of publication say."""

import itertools

import pytest

from geomap.language import find_times, read_prose
from geomap.model import Document
from tests.growth import assert_linear

TUESDAY = "2023-09-12"


def times_of(text, published=TUESDAY):
    document = Document(id="d1", path="", title="", text=text, sha256="", published=published)
    found = find_times(read_prose(document))
    assert all(text[t.start : t.end] == t.text for t in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    return found


@pytest.mark.parametrize(
    ("text", "words", "iso", "basis"),
    [
        ("Released on September 12, 2023, it shows him.", "September 12, 2023", "2023-09-12", "stated"),
        ("They met on 12 September 2023 in Rome.", "12 September 2023", "2023-09-12", "stated"),
        ("Filed 2023-09-12 by staff.", "2023-09-12", "2023-09-12", "stated"),
        ("He left on Sept. 10 by train.", "Sept. 10", "2023-09-10", "relative"),
        ("The vote is scheduled for 3 January.", "3 January", "2024-01-03", "relative"),
        ("It is scheduled for September 10-13.", "September 10-13", "2023-09-10/2023-09-13", "relative"),
        ("It ran from 10 to 13 May 2022.", "10 to 13 May 2022", "2022-05-10/2022-05-13", "stated"),
        ("The attack in late August failed.", "late August", "2023-08-21/2023-08-31", "relative"),
        ("Prices rose in mid-2022.", "mid-2022", "2022-05/2022-08", "stated"),
        ("In July, the minister visited.", "July", "2023-07", "relative"),
        ("In October, he fled.", "October", "2022-10", "relative"),
        ("They will vote in October.", "October", "2023-10", "relative"),
        ("The invasion in February 2022 began it.", "February 2022", "2022-02", "stated"),
        ("They first met in 2019.", "2019", "2019", "stated"),
        ("Wages fell in the 1990s.", "the 1990s", "1990/1999", "stated"),
        ("He arrived on Tuesday.", "Tuesday", "2023-09-12", "relative"),
        ("He left on Sunday afternoon.", "Sunday afternoon", "2023-09-10", "relative"),
        ("The train crossed early Tuesday.", "early Tuesday", "2023-09-12", "relative"),
        ("The forum will last until Wednesday.", "Wednesday", "2023-09-13", "relative"),
        ("A forum running through Wednesday.", "Wednesday", "2023-09-13", "relative"),
        ("He is due to meet Xi on Friday.", "Friday", "2023-09-15", "relative"),
        ("Officials said on Wednesday that it rained.", "Wednesday", "2023-09-06", "relative"),
        ("The train had not crossed until Monday.", "Monday", "2023-09-11", "relative"),
        ("She comes next Monday.", "next Monday", "2023-09-18", "relative"),
        ("It snowed last week.", "last week", "2023-09-04/2023-09-10", "relative"),
        ("It will snow next month.", "next month", "2023-10", "relative"),
        ("It snowed last year.", "last year", "2022", "relative"),
        ("They fought over the weekend.", "the weekend", "2023-09-09/2023-09-10", "relative"),
        ("They will meet this weekend.", "this weekend", "2023-09-16/2023-09-17", "relative"),
        ("It rained yesterday.", "yesterday", "2023-09-11", "relative"),
        ("He died two days ago.", "two days ago", "2023-09-10", "relative"),
        ("They meet in the coming days.", "in the coming days", "2023-09-12/..", "relative"),
        ("A 20-hour train ride.", "20-hour", "PT20H", "stated"),
        ("Closed for more than three years.", "more than three years", "P3Y", "stated"),
        ("Shipments over the past 17 months.", "the past 17 months", "P17M", "stated"),
        ("It lasts for a few more days.", "a few more days", "P3D", "stated"),
        ("It takes two and a half hours.", "two and a half hours", "PT2.5H", "stated"),
    ],
)  # fmt: skip
def test_means_what_it_says(text, words, iso, basis):
    found = times_of(text)
    assert [(t.iso, t.basis) for t in found] == [(iso, basis)]
    assert words in found[0].text or found[0].text in words


def test_a_later_day_counts_from_the_last_one_named():
    found = times_of("He left on September 1, 2023. Two days later he crossed. The next morning he rested.")
    assert [t.iso for t in found] == ["2023-09-01", "2023-09-03", "2023-09-04"]


def test_days_after_an_event_have_no_date():
    assert [t.iso for t in times_of("It came two days after the fire.")] == [None]


def test_a_time_of_day_takes_the_day_of_its_sentence():
    assert [t.iso for t in times_of("It left on Monday at 10:30 p.m. from Kyiv.")] == [
        "2023-09-11",
        "2023-09-11T22:30",
    ]
    assert [t.iso for t in times_of("It came at 10.00 GMT on Sunday.")] == ["2023-09-10T10:00Z", "2023-09-10"]
    assert [t.iso for t in times_of("It had not crossed until 19. 00 local time.")] == [None]


def test_the_year_goes_on_from_a_day_just_written_out():
    found = times_of("He fell ill on November 1, 2006. By November 11, he was better.")
    assert [t.iso for t in found] == ["2006-11-01", "2006-11-11"]


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("We left on 25 February 1914. On 1 May I sailed.", None, ["1914-02-25", "1914-05-01"]),
        ("We left on 25 February 1914. On 1 May I sailed.", "2023-09-12", ["1914-02-25", "1914-05-01"]),
        ("He sailed on 1 May 1914. On 2 January he was home.", None, ["1914-05-01", "1915-01-02"]),
        ("He sailed on 1 May 1914. She had left on 20 December.", None, ["1914-05-01", "1913-12-20"]),
        ("He left in March 1843 and died on 2 June.", None, ["1843-03", "1843-06-02"]),
        ("In 1844 he went on. By 2 June he was home.", None, ["1844", "1844-06-02"]),
        ("He sailed on 3 May 1868, in her since 1850. In July he came.", None,
         ["1868-05-03", "1850", "1868-07"]),
        ("He sailed on 3 May 1868; born on 2 May 1840, he died on 9 August.", None,
         ["1868-05-03", "1840-05-02", "1868-08-09"]),
        ("We reached Aden on 25 February 1914 and left it on the 28th.", None, ["1914-02-25", "1914-02-28"]),
        ("We reached Aden on 25 February 1914. We left on the 4th for home.", None,
         ["1914-02-25", "1914-03-04"]),
    ],
)  # fmt: skip
def test_a_day_without_its_year_goes_on_from_the_dates_that_the_text_writes_out(text, published, expected):
    assert [t.iso for t in times_of(text, published)] == expected


def test_a_look_at_the_past_does_not_take_the_days_of_now_along():
    text = "The war began on February 24, 2022. On Monday she spoke. On Sept. 10 she left."
    assert [t.iso for t in times_of(text)] == ["2022-02-24", "2023-09-11", "2023-09-10"]
    assert [t.iso for t in times_of(text, None)] == ["2022-02-24", None, None]


def test_a_number_of_the_green_is_no_day():
    assert times_of("She was level on the 18th, and on the 6th at Troon.") == ()


LETTERS = """Aden, 3 March 1912

We came in yesterday, and sail on the 6th. We left Suez on the 27th ult. and home on 20 November.

On board, Jan. 5th.

We reached Bombay on Tuesday.
"""


def test_each_letter_counts_from_the_day_above_it():
    expected = [
        "1912-03-03", "1912-03-02", "1912-03-06", "1912-02-27", "1911-11-20", "1913-01-05", "1912-12-31",
    ]  # fmt: skip
    for published in ("1912-03-03", None):
        assert [t.iso for t in times_of(LETTERS, published)] == expected


def test_each_entry_of_a_diary_counts_from_the_day_above_it():
    text = (
        "3 December 1871. Left Ujiji.\n\n5 December. Marched yesterday.\n\n2d January: Rest since the 31st."
    )
    assert [t.iso for t in times_of(text, None)] == [
        "1871-12-03", "1871-12-05", "1871-12-04", "1872-01-02", "1871-12-31",
    ]  # fmt: skip


def test_a_caption_with_a_day_dates_nothing():
    text = "Rain fell on Monday. She rose. She left. She spoke.\n\nLyon, 3 May 2019\n\nIt rained on Tuesday."
    assert [t.iso for t in times_of(text)] == ["2023-09-11", "2019-05-03", "2023-09-12"]


def test_without_a_day_of_publication_only_written_out_dates_resolve():
    found = times_of("On Monday he came, on 3 May he left, on March 4, 2021 he stayed, in 2019 too.", None)
    assert [(t.iso, t.basis) for t in found] == [
        (None, None), (None, None), ("2021-03-04", "stated"), ("2019", "stated"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "It may march on, said April Smith.",
        "A 19-year-old man drove at 50 kilometers an hour.",
        "About 2000 people paid $1999 for 2,015 seats.",
        "He earns $9 an hour, she said.",
        "Sun and second thoughts, first and last.",
    ],
)
def test_what_only_looks_like_time_is_none(text):
    assert times_of(text) == ()


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "12 ",
        "a ",
        "the past ",
        "May ",
        "September 1",
        "10:",
        "2019-",
        "in ",
        "A. ",
        "on the 6th ",
        "3 May.\n",
    ],
)
def test_takes_linear_time(unit):
    assert_linear(times_of, unit, 100_000)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("She returns to Lisbon on Friday.", "2023-09-15"),
        ("The mayor is travelling to Oslo on Friday.", "2023-09-15"),
        ("We fly to Oslo on Friday.", "2023-09-15"),
        ("They did not fly to Oslo on Friday.", "2023-09-08"),
        ("The prisoner will be moved to Tunja on Friday.", "2023-09-15"),
        ("The prisoner is to be moved on Friday.", "2023-09-15"),
        ("The prisoner was moved to Tunja on Friday.", "2023-09-08"),
        ("The line has been closed since Friday.", "2023-09-08"),
        ("He will leave on Thursday, arriving in Bergen on Friday.", "2023-09-15"),
    ],
)
def test_a_plan_in_the_present_tense_lies_ahead_and_a_participle_follows_its_auxiliary(text, iso):
    assert times_of(text)[-1].iso == iso
