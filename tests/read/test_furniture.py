"""Page furniture is told by what it is; articles lose nothing."""

import itertools

import pytest

from geomap.read import read_text
from tests.growth import assert_linear
from tests.read.pages import PAGES, marked


def kept_and_removed(text):
    document = read_text(text, document_id="d1")
    removed = [text[a:b] for a, b in document.furniture]
    kept, at = [], 0
    for a, b in document.furniture:
        kept.append(text[at:a])
        at = b
    return "".join((*kept, text[at:])), "\n".join(removed)


@pytest.mark.parametrize("kind", PAGES)
def test_keeps_the_story_and_removes_the_rest(kind):
    text, lines = marked(PAGES[kind])
    document = read_text(text, document_id="d1")
    at, wrong = 0, []
    for line, is_furniture in lines:
        start = text.index(line, at)
        at = start + len(line)
        if document.in_furniture(start) != is_furniture:
            wrong.append(line)
    assert wrong == []


def test_spans_are_sorted_disjoint_and_have_no_white_space_around():
    for page in PAGES.values():
        text, _ = marked(page)
        spans = read_text(text, document_id="d1").furniture
        assert all(a.end < b.start for a, b in itertools.pairwise(spans))
        assert all(text[a:b] == text[a:b].strip() != "" for a, b in spans)


STORY_LINES = [
    "Advertisement campaigns for the railway began in March, the company said in a statement.",
    "By Tuesday the army had crossed the river.",
    "By train to Vladivostok",
    "See the mountains from here and you know why people stay, says Anna.",
    "Watch out for ice on the road to Harlan, police warned drivers on Monday.",
    "Related to the king by marriage, he fled to Spain.",
    "More on that journey is not known, and nobody at the station would talk.",
    "Comments by the minister angered Seoul on Friday.",
    "Cookies were baked in Harlan for the soldiers.",
    "“Follow us,” the guide said, and we walked to the bridge.",
    "Read aloud in Rome on Sunday, the letter moved many.",
    "Photo: The bridge at Kyle, seen from the pier.",
    "The opinions of the two ministers differ on the border.",
    "SEOUL, South Korea — The train left on Monday, officials said.",
    "Associated Press writer Ann Lee in Nairobi, Kenya, contributed to this report.",
    "• six stations, among them Maribel Central",
    "1. The minister visits Moscow, the first such visit in years.",
    "Key Points:",
    "Visit to Moscow is possible",
    "Share of rail traffic grows in Kenya",
]


@pytest.mark.parametrize("line", STORY_LINES)
def test_a_line_that_tells_something_stays(line):
    text = (
        f"Minister goes home\n\nThe minister flew from Rome to Paris on Monday, her office said.\n{line}\n"
        "She will go on to London on Tuesday and speak to the press there.\n"
    )
    assert kept_and_removed(text)[1] == ""


def test_a_plain_article_loses_nothing():
    text = (
        "The ship left Odesa at dawn. It carried grain for Egypt, the owner said.\n\n"
        "A second ship followed it an hour later. Nobody was hurt.\n\n"
        "What comes next\n\nThe captain wants to reach Istanbul on Friday.\n"
    )
    assert read_text(text, document_id="d1").furniture == ()


def test_lines_wrapped_at_a_width_are_judged_as_paragraphs():
    text = (
        "The convoy left the capital in the morning and went north along the\n"
        "river until it came to the bridge, where it had to wait because the\n"
        "road was closed. A policeman said that he would let it through when\n"
        "the water fell. Drivers could follow us on the other bank, he added,\n"
        "and read the news while they stood there. In the evening they were\n"
        "still at the bridge, and it began to rain again over the whole valley.\n"
    )
    assert read_text(text, document_id="d1").furniture == ()


def test_a_rule_at_the_end_of_a_paragraph_is_cut_off():
    text = "A head\n\nThe train stood at the border for a day, he said. ___\n\nIt went on to Khasan.\n"
    document = read_text(text, document_id="d1")
    assert [text[a:b] for a, b in document.furniture] == ["___"]


def test_front_matter_of_markdown_is_furniture():
    text = (
        "---\ntitle: A Walk\ndate: 2020-05-04\n---\n\n# A Walk to Rome\n\n"
        "We walked from Siena to Rome in nine days.\n"
    )
    document = read_text(text, document_id="d1", path="walk.md")
    assert text[slice(*document.furniture[0])] == "---\ntitle: A Walk\ndate: 2020-05-04\n---"
    assert document.title == "A Walk to Rome"
    assert document.published == "2020-05-04"


@pytest.mark.parametrize(
    "unit", ["A", "A. ", "a-", " ", "\n", "> ", "Share\n", "Analysis. The war\n", "By A B\n", "*"]
)
def test_takes_linear_time(unit):
    assert_linear(lambda text: read_text(text, document_id="d1"), unit, 200_000)
