"""An article's heading says what is known of it, and where that was found."""

import re
from dataclasses import replace

import pytest

from geomap.export.html import to_html
from geomap.page.headings import found_words, headings
from geomap.page.languages import lang_attribute, language_name
from tests.stories import small_story

STORY = small_story()
(FLIGHT,) = STORY.documents


def heading(**facts: object) -> str:
    """Give the words of the heading of an article of which something else is known."""
    page = to_html(replace(STORY, documents=(replace(FLIGHT, **facts),)))
    article = re.search(r"<article .*?(?=<div class=\"article-text)", page, re.DOTALL)[0]
    return " ".join(re.sub(r"<[^>]+>", "", article).split())


def test_author_language_and_where_they_were_found_are_shown():
    words = heading(
        source="AP", author="Bo Li", language="de", format="mail",
        found_in={"published": "mail header Date", "author": "mail header From"},
    )  # fmt: skip
    assert words == (
        "AP · 5 March 2024 · by Bo Li · in German · 3 names The flight "
        "a/flight.txt · mail; date from mail header Date; author from mail header From"
    )


def test_of_plain_english_text_nothing_more_is_said():
    assert heading(language="en") == "5 March 2024 · 3 names The flight a/flight.txt"


def test_the_address_is_linked_and_names_the_source_where_nothing_else_does():
    page = to_html(replace(STORY, documents=(replace(FLIGHT, url="https://news.example.org/a?b=1"),)))
    assert '<a href="https://news.example.org/a?b=1" rel="noopener noreferrer">news.example.org</a>' in page
    (view,) = headings(replace(STORY, documents=(replace(FLIGHT, url="javascript:alert(1)"),)))
    assert (view.link, view.source) == ("", "")


def test_text_in_another_language_is_marked_as_such():
    page = to_html(replace(STORY, documents=(replace(FLIGHT, language="ru"),)))
    assert '<div class="article-text" lang="ru">' in page
    assert re.search(r'<h3 class="article-title"[^>]* lang="ru">', page)


def test_a_copy_says_of_what():
    copy = replace(FLIGHT, id="d2", path="b.txt", copy_of="d1")
    assert headings(replace(STORY, documents=(FLIGHT, copy)))[1].copy_of == "The flight"


@pytest.mark.parametrize("code", [None, "", "x", '"><script>', "e\n", "EN", "toolong"])
def test_only_a_code_becomes_an_attribute(code):
    assert lang_attribute(code) == ""


def test_hostile_facts_are_text():
    attack = "<img src=x onerror=alert(1)>"
    page = to_html(
        replace(STORY, documents=(replace(FLIGHT, author=attack, language=attack, format=attack,
                                          found_in={"title": attack}),))
    )  # fmt: skip
    assert attack not in re.sub(r"<script type=\"application/json\".*?</script>", "", page, flags=re.DOTALL)
    assert f"title from {attack}" in found_words(replace(FLIGHT, found_in={"title": attack}))


def test_a_language_without_a_name_is_called_by_its_code():
    assert (language_name("de"), language_name("xx"), language_name(None)) == ("German", "xx", "")
