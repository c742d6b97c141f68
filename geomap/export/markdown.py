"""A story as a Markdown page to read, print or paste: journeys with their sentences, places, figures.

All that comes from documents is escaped, so that no link, picture, heading, table cell or HTML of theirs
becomes live in any dialect of Markdown; line ends in it are spaces. The page says what is not on the map too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from geomap.draw.quotes import Quote
from geomap.draw.wording import (
    MODE_WORDS,
    PATH_WORDS,
    STATUS_WORDS,
    at_start,
    confidence_words,
    coordinates,
    counted,
    direction,
    kind_words,
    length,
    region_and_country,
)
from geomap.export.contents import (
    INFERRED_WORDS,
    StoryIndex,
    Way,
    confidence,
    places_credit,
    provenance,
    words_of,
)
from geomap.export.text import one_line
from geomap.model import Claim, Journey, Place, Stop, StopTime, Story
from geomap.page.contents import VERDICTS
from geomap.page.dates import in_words

QUOTES_SHOWN = 6
"""Sentences under a leg or a stop."""

_ACTIVE = re.compile(r"([\\`*_{}\[\]()#+\-.!|~^=:@/$&<>\"'])")
"""What means something in some dialect: all of it can be escaped in CommonMark, which asks for no more."""

_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
"""Written as entities, so that a renderer that knows no escapes shows them as text too."""

_QUIET = frozenset(".-:'\"/()=+")
"""Of these, what is only live at a line's start or within an address; escaped where that may be."""

_ADDRESS = re.compile(r"(?i)(https?:|ftp:|mailto:|javascript:|data:|www\.|@)")


def to_markdown(story: Story) -> str:
    """Write the page, ending in a newline; the same story gives the same text."""
    return "\n".join(_lines(StoryIndex(story))).rstrip() + "\n"


def escaped(text: str) -> str:
    """Give a text on one line that shows as it stands, in a paragraph, a list, a quote or a table cell."""
    flat = one_line(text)
    has_address = _ADDRESS.search(flat) is not None

    def escape(match: re.Match[str]) -> str:
        character = match[0]
        if character in _ENTITIES:
            return _ENTITIES[character]
        if character in _QUIET and match.start() > 0 and not has_address:
            begins_list = character in ".)" and flat[: match.start()].isdigit()
            if not begins_list:
                return character
        return f"\\{character}"

    return _ACTIVE.sub(escape, flat)


def _lines(contents: StoryIndex) -> Iterator[str]:
    story = contents.story
    yield f"# {escaped(story.title)}"
    yield ""
    yield (
        f"Articles: {len(story.documents)}. Place names: {len(story.mentions)}. "
        f"Places: {len(contents.places)}. Legs: {len(contents.ways)}."
    )
    yield ""
    for journey in story.journeys:
        yield from _journey(contents, journey)
    yield from _places(contents)
    yield from _claims(contents)
    yield from _disagreements(contents)
    yield from _articles(story)
    yield from _left_out(story)
    yield "---"
    yield ""
    yield f"Made by {escaped(provenance(story))}. {escaped(places_credit(story))}."


def _journey(contents: StoryIndex, journey: Journey) -> Iterator[str]:
    if not journey.stops:
        return
    names = " – ".join(escaped(contents.place(stop.place).name) for stop in journey.stops)
    yield f"## {escaped(at_start(journey.traveller))}: {names}"
    yield ""
    if not journey.legs:
        yield "No way there is told."
        yield ""
    for number, stop in enumerate(journey.stops, 1):
        yield f"{number}. **{escaped(contents.place(stop.place).name)}**{_stop_words(stop)}"
    yield ""
    told = contents.ways_of(journey)
    for way in told:
        yield from _leg(contents, way)
    if not told:
        for stop in journey.stops:
            yield from _quotes(contents, contents.quotes_of_movements(stop.evidence))


def _stop_words(stop: Stop) -> str:
    words = [STATUS_WORDS[stop.status], INFERRED_WORDS if stop.inferred else "", _date(stop.when)]
    return ", " + ", ".join(word for word in words if word)


def _date(when: StopTime | None) -> str:
    return f"{escaped(in_words(when.iso))} ({when.basis})" if when else ""


def _leg(contents: StoryIndex, way: Way) -> Iterator[str]:
    leg = way.leg
    ends = (escaped(contents.place(end).name) for end in (leg.origin, leg.destination))
    words = [STATUS_WORDS[leg.status], INFERRED_WORDS if leg.inferred else ""]
    words += [MODE_WORDS.get(leg.mode or "", ""), length(leg), direction(leg), PATH_WORDS[leg.path_basis]]
    yield f"### Leg {way.number}: {' – '.join(ends)}"
    yield ""
    yield escaped(", ".join(word for word in words if word)) + "."
    yield ""
    yield from _quotes(contents, contents.quotes_of_movements(leg.evidence))


def _quotes(contents: StoryIndex, quotes: list[Quote]) -> Iterator[str]:
    for quote in quotes[:QUOTES_SHOWN]:
        yield f"> {escaped(words_of(quote))}"
        yield ">"
        yield f"> — *{escaped(contents.title_of(quote))}*"
        yield ""
    if len(quotes) > QUOTES_SHOWN:
        yield f"… and {counted(len(quotes) - QUOTES_SHOWN, 'more sentence')}."
        yield ""


def _places(contents: StoryIndex) -> Iterator[str]:
    if not contents.places:
        return
    yield "## Places"
    yield ""
    yield from _row(["Place", "Kind", "In", "Coordinates", "Named", "Placing"])
    yield from _row(["---", "---", "---", "---", "---:", "---"])
    for place in sorted(contents.places, key=lambda p: -len(contents.mentions(p))):
        yield from _row(_place(contents, place))
    yield ""


def _place(contents: StoryIndex, place: Place) -> list[str]:
    mentions = contents.mentions(place)
    best = confidence(mentions)
    sure = "" if best is None else confidence_words(best)
    where = escaped(region_and_country(place))
    count = str(len(mentions))
    return [escaped(place.name), kind_words(place.kind), where, coordinates(place), count, sure]


def _row(cells: Iterable[str]) -> Iterator[str]:
    yield "| " + " | ".join(cells) + " |"


def _claims(contents: StoryIndex) -> Iterator[str]:
    if not contents.story.claims:
        return
    yield "## Figures in the articles"
    yield ""
    for claim in contents.story.claims:
        yield from _claim(contents, claim)
    yield ""


def _claim(contents: StoryIndex, claim: Claim) -> Iterator[str]:
    title = contents.story.documents_by_id[claim.document].title
    yield (
        f"- “{escaped(claim.text)}” ({claim.type}, *{escaped(title)}*): {VERDICTS[claim.verdict]}. "
        f"{escaped(claim.note)}"
    )


def _disagreements(contents: StoryIndex) -> Iterator[str]:
    if not contents.story.disagreements:
        return
    yield "## Where the articles disagree"
    yield ""
    for disagreement in contents.story.disagreements:
        yield f"**{escaped(disagreement.topic)}** {escaped(disagreement.note)}"
        yield ""
        evidence = (contents.quote(e.document, e.start, e.end) for e in disagreement.evidence)
        yield from _quotes(contents, list(evidence))


def _articles(story: Story) -> Iterator[str]:
    yield "## Articles"
    yield ""
    for document in story.documents:
        words = [escaped(document.title), escaped(document.source or "")]
        day = escaped(in_words(document.published)) if document.published else ""
        words += [f"{day} ({document.published_basis})" if day else "no date", escaped(document.path)]
        yield "- " + ", ".join(word for word in words if word)
    yield ""


def _left_out(story: Story) -> Iterator[str]:
    by_id = {m.id: m for m in story.mentions}
    alike: dict[tuple[str, str], int] = {}
    for entry in story.unplaced:
        mention = by_id[entry.mention]
        if not mention.furniture:
            key = mention.text, entry.why
            alike[key] = alike.get(key, 0) + 1
    files = [("skipped", e) for e in story.skipped] + [("failed", e) for e in story.failed]
    if not alike and not files:
        return
    yield "## Left out"
    yield ""
    for (text, why), count in alike.items():
        times = f" ({count} times)" if count > 1 else ""
        yield f"- “{escaped(text)}”{times}: {escaped(why)}"
    for what, excluded in files:
        yield f"- file {escaped(excluded.path)}, {what}: {escaped(excluded.why)}"
    yield ""
