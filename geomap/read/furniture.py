"""Which ranges of a page are furniture: what its lines show, and what they are to each other.

From the units of a page and its headline to the spans that are no story, each with its reason. Furniture
is the masthead above the headline, dates and bylines around it, the headline again, buttons, calls to
the reader, labels over links and the links below them, teasers between paragraphs, notices, forms and
rules. Story stays: captions, datelines, sub-headings, contributor lines, lists of news. In doubt a unit
is story, for a lost sentence is worse than a stray one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from geomap.late import late_pattern
from geomap.model import Span
from geomap.read.cues import Cue, cues_of
from geomap.read.units import Unit
from geomap.read.wording import CONTRIBUTORS


@dataclass(frozen=True)
class Judged:
    """A unit with the cues that it shows; it is furniture if their weights reach 1."""

    unit: Unit
    cues: tuple[Cue, ...]

    @cached_property
    def furniture(self) -> bool:
        """Say whether the cues suffice."""
        return sum(cue.weight for cue in self.cues) >= 0.99  # noqa: PLR2004 (sums of tenths)

    def named(self, *names: str) -> bool:
        """Say whether one of these cues is there."""
        return any(cue.name in names for cue in self.cues)


_LABELS = ("related label", "section label")
# "Analysis. The slow war", "Interview | A general speaks": a section's name before a headline.
_SECTION = late_pattern(r"\A([^\W\d_]{3,14}(?: [^\W\d_]{3,14})?)\s?[.:|] \S")
_DATELINE = late_pattern(r"\A[^\W\d_][^.!?]{1,60}?(?:\([^)]{2,30}\) ?)?\s?[—–-]{1,2} \S")
_RULE_AT_END = late_pattern(r"(?:_{3,}|\*{3,}|={3,}|~{3,}|(?:\* ){2,}\*)$")
_KICKER_WORDS = 3
_LINK_WORDS = 4
_LONGEST_LINK = 45
_CAPTION = late_pattern(r"\A(?:images?|photos?|picture|caption|credit|video|file|foto|bild|getty|map)\b")
_NEW = late_pattern(r"[—–:?|]")


def judge(units: Sequence[Unit]) -> list[Judged]:
    """Give each unit the cues that it shows by itself."""
    last = len(units) - 1
    return [Judged(u, tuple(cues_of(u, from_top=i, from_end=last - i))) for i, u in enumerate(units)]


def find_furniture(judged: Sequence[Judged], *, title: int | None) -> list[Judged]:
    """Add what the units are to each other.

    Parameters
    ----------
    judged
        All units of the page with their own cues.
    title
        Index of the headline, or None.
    """
    page = [Judged(j.unit, ()) if CONTRIBUTORS.shown_by(j.unit.plain) else j for j in judged]
    if title is not None:
        page[title] = Judged(page[title].unit, ())
    for rule in (
        _front_matter,
        _masthead,
        _author,
        _repeated,
        _below_labels,
        _after_comments,
        _sections,
        _links_at_end,
        _cards,
        _teasers,
    ):
        for i, cue in rule(page, title).items():
            if i != title and not CONTRIBUTORS.shown_by(page[i].unit.plain):
                page[i] = Judged(page[i].unit, (*page[i].cues, cue))
    return page


def spans_of(page: Sequence[Judged], text: str) -> tuple[Span, ...]:
    """Give the ranges of furniture, neighbours joined, and rules that close a paragraph."""
    spans: list[Span] = []
    open_run = False
    for judged in page:
        unit = judged.unit
        if judged.furniture:
            start = spans.pop().start if open_run else unit.start
            spans.append(Span(start, unit.end))
        elif rule := _RULE_AT_END.search(text, max(unit.start, unit.end - 60), unit.end):
            spans.append(Span(rule.start(), unit.end))
            open_run = True
            continue
        open_run = judged.furniture
    return tuple(spans)


def _first_paragraph(page: Sequence[Judged]) -> int:
    """Give the index of the first unit that is a paragraph of the story."""
    return next((i for i, j in enumerate(page) if j.unit.prose and not j.furniture), len(page))


def _last_paragraph(page: Sequence[Judged]) -> int:
    """Give the index of the last paragraph of the story that ends with a full stop, or -1."""
    return next(
        (i for i in range(len(page) - 1, -1, -1)
         if page[i].unit.prose and page[i].unit.terminal and not page[i].furniture),
        -1,
    )  # fmt: skip


def _front_matter(page: Sequence[Judged], _title: int | None) -> dict[int, Cue]:
    """Mark the block of ``key: value`` lines between rules at the top of a Markdown file."""
    if not page or page[0].unit.text != "---":
        return {}
    close = next((i for i, j in enumerate(page[1:30], 1) if j.unit.text in ("---", "...")), 0)
    return {i: Cue("front matter", 1.0) for i in range(close + 1)} if close else {}


def _masthead(page: Sequence[Judged], title: int | None) -> dict[int, Cue]:
    """Mark what stands above the headline: names, mottos, dates."""
    if title is None or title > 8:  # noqa: PLR2004
        return {}
    above = [i for i in range(title) if not page[i].unit.prose and not _DATELINE.match(page[i].unit.body)]
    return {i: Cue("above the headline", 1.0) for i in above}


def _author(page: Sequence[Judged], title: int | None) -> dict[int, Cue]:
    """Mark a bare name between the headline and a line with the date."""
    if title is None:
        return {}
    return {
        i: Cue("name beside the date", 1.0)
        for i in range(title + 1, min(_first_paragraph(page), len(page) - 1))
        if not page[i].furniture and 2 <= len(page[i].unit.words) <= 4 and page[i].unit.capitalised == 1  # noqa: PLR2004
        and not page[i].unit.terminal and page[i + 1].named("date stamp", "reading time", "line of facts")
    }  # fmt: skip


def _repeated(page: Sequence[Judged], title: int | None) -> dict[int, Cue]:
    """Mark the headline's repetitions, and short lines that the page has again and again."""
    counts = Counter(j.unit.plain for j in page if len(j.unit.words) <= 20 and not j.unit.prose)  # noqa: PLR2004
    headline = page[title].unit.plain.rstrip(" .") if title is not None else None
    found = {}
    for i, j in enumerate(page):
        plain = j.unit.plain
        if headline and i != title and plain.rstrip(" .").strip() == headline:
            found[i] = Cue("headline again", 1.0)
        elif counts[plain] >= 3 and not j.unit.bullet:  # noqa: PLR2004
            found[i] = Cue("again and again", 0.6 if len(j.unit.words) < 4 else 1.0)  # noqa: PLR2004
    return found


def _below_labels(page: Sequence[Judged], _title: int | None) -> dict[int, Cue]:
    """Mark the links below a label such as "Most read", up to the next paragraph."""
    found: dict[int, Cue] = {}
    start, last = _first_paragraph(page), _last_paragraph(page)
    below = False
    for i, j in enumerate(page):
        unit = j.unit
        if j.furniture:
            below = below or (j.named(*_LABELS) and len(unit.words) <= 7 and not _names_a_link(j))  # noqa: PLR2004
        elif unit.prose or (unit.terminal and i < last):
            below = False
        elif (
            below
            and i > start
            and len(unit.words) >= _LINK_WORDS
            and (i > last or i - 1 in found or not _heads(page, i))
        ):
            found[i] = Cue("below a label", 1.0)
    return found


def _names_a_link(j: Judged) -> bool:
    """Say whether a label has its link on its own line ("See also: …")."""
    return len(j.unit.words) > 5  # noqa: PLR2004


def _heads(page: Sequence[Judged], i: int) -> bool:
    """Say whether a unit is a sub-heading: a paragraph follows at once, and a paragraph came before."""
    return i + 1 < len(page) and page[i + 1].unit.prose and not page[i - 1].furniture


def _after_comments(page: Sequence[Judged], _title: int | None) -> dict[int, Cue]:
    """Mark all that follows the form for comments, if it stands in the last part of the page."""
    total = page[-1].unit.end if page else 0
    for i, j in enumerate(page):
        if j.furniture and j.named("comment form") and j.unit.start > 0.6 * total:
            return {k: Cue("below the comment form", 1.0) for k in range(i + 1, len(page))}
    return {}


def _sections(page: Sequence[Judged], title: int | None) -> dict[int, Cue]:
    """Mark links with their section's name in front: three or more in a row, most without full stop."""
    found: dict[int, Cue] = {}
    first = max(_first_paragraph(page) + 1, (title or 0) + 1)
    run: list[int] = []
    last_story = max((i for i, j in enumerate(page) if not j.furniture), default=-1)
    for i in range(first, len(page) + 1):
        j = page[i] if i < len(page) else None
        if j and not j.furniture and _section_name(j.unit):
            run.append(i)
            continue
        names = Counter(_section_name(page[k].unit) for k in run)
        open_ended = sum(not page[k].unit.terminal for k in run)
        ends_page = i > last_story
        if len(run) >= 3 and open_ended >= 0.5 * len(run) and (ends_page or max(names.values()) > 1):  # noqa: PLR2004
            found.update((k, Cue("links by section", 1.0)) for k in run)
        run = []
    return found


def _section_name(unit: Unit) -> str:
    """Give the section's name that stands before a link, or nothing."""
    match = None if unit.bullet or len(unit.words) > _LONGEST_LINK else _SECTION.match(unit.body)
    return match[1].lower() if match else ""


def _links_at_end(page: Sequence[Judged], title: int | None) -> dict[int, Cue]:
    """Mark headlines in a row after the last paragraph; a list of news has bullets."""
    last = _last_paragraph(page)
    if last <= (title or 0):
        return {}
    rest = [i for i in range(last + 1, len(page)) if not page[i].furniture]
    links = [i for i in rest if page[i].unit.headline and len(page[i].unit.words) >= 4]  # noqa: PLR2004
    surrounded = any(page[i].furniture for i in range(last + 1, len(page)))
    if len(links) < (2 if surrounded else 3) or any(page[i].unit.prose for i in rest):
        return {}
    return {i: Cue("links at the end", 1.0) for i in links}


def _cards(page: Sequence[Judged], title: int | None) -> dict[int, Cue]:
    """Mark teasers of two lines amid the story: a section's or place's name, and a headline under it."""
    found: dict[int, Cue] = {}
    first = _first_paragraph(page)
    for i in range(max(first + 1, (title or 0) + 1), len(page) - 1):
        kicker, line = page[i].unit, page[i + 1].unit
        if page[i].furniture or page[i + 1].furniture or not (kicker.headline and line.headline):
            continue
        if len(kicker.words) > _KICKER_WORDS or not kicker.capitalised or _CAPTION.match(kicker.plain):
            continue
        if len(line.words) <= _LINK_WORDS or line.gap:
            continue
        if page[i - 1].unit.headline and not page[i - 1].furniture:
            continue
        if _NEW.search(line.body):
            found[i] = found[i + 1] = Cue("teaser of two lines", 1.0)
    return found


def _teasers(page: Sequence[Judged], title: int | None) -> dict[int, Cue]:
    """Mark single headlines of other articles between paragraphs; sub-headings are shorter and alone."""
    found: dict[int, Cue] = {}
    first, last = _first_paragraph(page), _last_paragraph(page)
    for i in range(max(first + 1, (title or 0) + 1), min(last, len(page) - 1)):
        unit = page[i].unit
        if page[i].furniture or not unit.headline or unit.heading or not 7 <= len(unit.words) <= 24:  # noqa: PLR2004
            continue
        cues = 0.4 * (unit.capitalised >= 0.85) + 0.2 * (len(unit.words) >= 8)  # noqa: PLR2004
        cues += 0.3 * (": " in unit.body or " | " in unit.body)
        cues += 0.3 * (page[i - 1].furniture or page[i + 1].furniture)
        if cues >= 0.99:  # noqa: PLR2004
            found[i] = Cue("teaser", 1.0)
    return found
