"""What the page's templates get: everything that is shown, already in words, nothing of it markup."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

MOST, FEW = 200, 20
"""A list of up to 200 entries stands in the page whole, also for who has no script. Of a longer one 20
stand there, so that a story of 20,000 names opens with fewer than 3,000 nodes
(tests/benchmarks/big_story.py)."""


MOST_STOPS, FEW_STOPS = 100, 8
"""The same for the stops of all journeys together; journeys are not cut."""


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A sentence, the characters that matter in it, and where it stands."""

    document: str
    title: str
    start: int
    end: int
    before: str
    marked: str
    after: str


@dataclass(frozen=True, slots=True)
class DateView:
    """A stop's date: machine-readable, in words, and how it is known."""

    iso: str
    text: str
    basis: str
    stated: bool


@dataclass(frozen=True, slots=True)
class StopView:
    """A stop of a journey."""

    number: int
    place: str
    name: str
    where: str
    status: str
    status_words: str
    hollow: bool
    inferred: bool
    date: DateView | None
    quotes: tuple[QuoteView, ...]
    wider: tuple[QuoteView, ...]
    about: str


@dataclass(frozen=True, slots=True)
class LegView:
    """A leg of a journey; ``lat`` and ``lon`` are its end's, ``name`` what a person calls it."""

    number: int
    name: str
    origin: str
    destination: str
    origin_name: str
    destination_name: str
    lat: float
    lon: float
    status: str
    status_words: str
    inferred: bool
    mode: str
    length: str
    direction: str
    basis: str
    date: DateView | None
    quotes: tuple[QuoteView, ...]
    wider: tuple[QuoteView, ...]
    about: str


@dataclass(frozen=True, slots=True)
class JourneyView:
    """A journey: its stops, and the leg that leaves each but the last."""

    id: str
    traveller: str
    stops: tuple[StopView, ...]
    legs: tuple[LegView, ...]


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place of the list of places."""

    id: str
    name: str
    kind: str
    where: str
    coordinates: str
    lat: float
    lon: float
    shape: str
    stops: str
    journey: int
    hollow: bool
    inferred: bool
    count: int
    as_place: int
    articles: int
    sure: str
    approximate: bool
    reasons: tuple[str, ...]
    alternatives: tuple[str, ...]
    quotes: tuple[QuoteView, ...]
    more: int


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A figure that a text states, and what the map says to it."""

    id: str
    type: str
    text: str
    subject: str
    computed: str
    verdict: str
    verdict_words: str
    note: str
    quote: QuoteView


@dataclass(frozen=True, slots=True)
class DisagreementView:
    """Statements that cannot all be true."""

    topic: str
    note: str
    quotes: tuple[QuoteView, ...]


@dataclass(frozen=True, slots=True)
class DocumentView:
    """An article's heading; its text stands in the story's JSON.

    ``lang`` is for the attribute, ``language`` is empty for English; ``found`` says what the file was and
    where in it title, date, author and source stood; ``copy_of`` is the title of the article it repeats.
    """

    id: str
    title: str
    source: str
    link: str
    path: str
    published: DateView | None
    names: int
    author: str
    lang: str
    language: str
    found: str
    copy_of: str


@dataclass(frozen=True, slots=True)
class UnplacedView:
    """A name without a place, every time that it stands in the texts for the same reason."""

    text: str
    why: str
    at: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class ExcludedView:
    """A file that gave no article."""

    path: str
    why: str


@dataclass(frozen=True, slots=True)
class TallyView:
    """A sum that adds up: a total and its parts, in words."""

    total: int
    what: str
    parts: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class DatedView:
    """A dated stop, whoever was there."""

    date: DateView
    place: str
    name: str
    journey: str
    traveller: str
    status_words: str


@dataclass(frozen=True, slots=True)
class ShareView:
    """What shows the map elsewhere: code for a frame and for a picture, whom to credit, the map in words."""

    frame: str
    picture: str
    credit: str
    words: str


@dataclass(frozen=True, slots=True)
class PageContext:
    """The page."""

    title: str
    description: str
    standfirst: str
    journeys: tuple[JourneyView, ...]
    visits: tuple[JourneyView, ...]
    timeline: tuple[DatedView, ...]
    undated: int
    places: tuple[PlaceView, ...]
    named: tuple[PlaceView, ...]
    claims: tuple[ClaimView, ...]
    disagreements: tuple[DisagreementView, ...]
    documents: tuple[DocumentView, ...]
    unplaced: tuple[UnplacedView, ...]
    rejected: tuple[UnplacedView, ...]
    lost: tuple[ExcludedView, ...]
    skipped: tuple[ExcludedView, ...]
    failed: tuple[ExcludedView, ...]
    tallies: tuple[TallyView, ...]
    provenance: str
    share: ShareView
    credit: str
    note: str
    editing: str
    api: str
    token: str
    policy: Markup
    styles: tuple[Markup, ...]
    scripts: tuple[Markup, ...]
    first: Markup
    start: Markup
    map_html: Markup
    drawing: Markup
    story: Markup

    def listed(self, entries: Sequence[object], few: int = FEW, most: int = MOST) -> int:
        """Say how many entries of a list stand in the page itself."""
        return len(entries) if len(entries) <= most else few

    def held_back(self, entries: Sequence[object], few: int = FEW, most: int = MOST) -> int:
        """Say how many wait in a template until a reader asks for them."""
        return len(entries) - self.listed(entries, few, most)

    def listed_journeys(self) -> int:
        """Say how many journeys stand in the page itself."""
        stops = [len(journey.stops) for journey in self.journeys]
        if sum(stops) <= MOST_STOPS:
            return len(stops)
        return max(1, sum(sum(stops[: i + 1]) <= FEW_STOPS for i in range(len(stops))))
