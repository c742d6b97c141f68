"""From a story to what the page says in words (`PageContext`), all but the assets.

Every list is whole here: what was not drawn is listed with its reason, and the tallies say how many
names and files there were and what became of each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from geomap.draw.drawing import MANY_PLACES, Record
from geomap.draw.evidence import witnesses
from geomap.draw.quotes import Quote, Quotes, distinct
from geomap.draw.selection import DrawnLeg, DrawnStop, Selection
from geomap.draw.shapes import shape
from geomap.draw.wording import (
    MODE_WORDS,
    ROLE_WORDS,
    STATUS_WORDS,
    confidence_words,
    coordinates,
    counted,
    kind_words,
    leg_words,
    region_and_country,
)
from geomap.model import Claim, Journey, Place, Stop, Story
from geomap.page.context import (
    ClaimView,
    DatedView,
    DisagreementView,
    DocumentView,
    ExcludedView,
    JourneyView,
    LegView,
    PlaceView,
    QuoteView,
    StopView,
    TallyView,
    UnplacedView,
)
from geomap.page.headings import date_view, headings

QUOTES_LISTED = 12
"""Sentences under a place; a country may have hundreds, and the articles show all of them."""

QUOTES_OF_NAMED = 3
"""Sentences under a place that is only named."""

VERDICTS = {
    "disagree": "does not fit the map",
    "approx": "roughly fits",
    "agree": "fits the map",
    "plausible": "plausible",
    "uncheckable": "cannot be checked",
}
"""The verdicts on a stated figure, those first that an editor must look at."""


OPEN_STATUSES = frozenset({"planned", "possible", "cancelled"})
"""Stops that are drawn as rings: the texts do not say that anybody was there."""


class PageContents:
    """Writes each part of the page from a story."""

    def __init__(self, story: Story, selection: Selection) -> None:
        self._story = story
        self._selection = selection
        self._quotes = Quotes(story)
        self._ranks = {j.id: n for n, j in enumerate(j for j in story.journeys if j.legs)}

    def journeys(self) -> tuple[JourneyView, ...]:
        """Give the journeys that have legs."""
        stops: dict[str, list[DrawnStop]] = defaultdict(list)
        legs: dict[str, list[DrawnLeg]] = defaultdict(list)
        for stop in self._selection.stops:
            stops[stop.journey.id].append(stop)
        for leg in self._selection.legs:
            legs[leg.journey.id].append(leg)
        return tuple(
            JourneyView(
                j.id,
                j.traveller,
                tuple(self._stop(s.number, s.stop) for s in stops[j.id]),
                tuple(self._leg(drawn) for drawn in legs[j.id]),
            )
            for j in self._story.journeys
            if j.legs
        )

    def visits(self) -> tuple[JourneyView, ...]:
        """Give the journeys of which no leg is known."""
        return tuple(self._visit(j) for j in self._story.journeys if j.stops and not j.legs)

    def _visit(self, journey: Journey) -> JourneyView:
        stops = tuple(self._stop(i, stop, travels=False) for i, stop in enumerate(journey.stops, 1))
        return JourneyView(journey.id, journey.traveller, stops, ())

    def timeline(self) -> tuple[DatedView, ...]:
        """Give the dated stops of all journeys in the order of time."""
        known = self._story.places_by_id
        dated = [(stop.when, j, i, stop) for j in self._story.journeys for i, stop in enumerate(j.stops, 1)]
        views = [
            DatedView(
                date_view(when.iso, when.basis), stop.place, known[stop.place].name, j.id, j.traveller,
                _stop_words(i, stop) if j.legs else STATUS_WORDS[stop.status],
            )
            for when, j, i, stop in dated
            if when
        ]  # fmt: skip
        return tuple(sorted(views, key=lambda view: view.date.iso))

    def undated(self) -> int:
        """Count the stops without a date."""
        return sum(stop.when is None for j in self._story.journeys for stop in j.stops)

    def _stop(self, number: int, stop: Stop, *, travels: bool = True) -> StopView:
        place = self._story.places_by_id[stop.place]
        found = witnesses(stop.evidence, {stop.place}, self._story, self._quotes)
        return StopView(
            number=number,
            place=place.id,
            name=place.name,
            where=_kind_and_where(place),
            status=stop.status,
            status_words=_stop_words(number, stop) if travels else STATUS_WORDS[stop.status],
            hollow=stop.status in OPEN_STATUSES,
            inferred=stop.inferred,
            date=date_view(stop.when.iso, stop.when.basis) if stop.when else None,
            quotes=self._views(found.direct),
            wider=self._views(found.wider),
            about=found.about,
        )

    def _leg(self, drawn: DrawnLeg) -> LegView:
        leg = drawn.leg
        places = self._story.places_by_id
        origin, destination = places[leg.origin], places[leg.destination]
        length, direction, basis = leg_words(leg, origin, destination)
        found = witnesses(leg.evidence, {leg.origin, leg.destination}, self._story, self._quotes)
        when = drawn.arrival.when if drawn.arrival else None
        return LegView(
            number=drawn.number,
            name=leg.name or "",
            origin=origin.id,
            destination=destination.id,
            origin_name=origin.name,
            destination_name=destination.name,
            lat=destination.lat,
            lon=destination.lon,
            status=leg.status,
            status_words=STATUS_WORDS[leg.status],
            inferred=leg.inferred,
            mode=MODE_WORDS.get(leg.mode or "", ""),
            length=length,
            direction=direction,
            basis=basis,
            date=date_view(when.iso, when.basis) if when else None,
            quotes=self._views(found.direct),
            wider=self._views(found.wider),
            about=found.about,
        )

    def _views(self, quotes: Iterable[Quote]) -> tuple[QuoteView, ...]:
        return tuple(self._view(quote) for quote in distinct(quotes))

    def _view(self, quote: Quote) -> QuoteView:
        title = self._story.documents_by_id[quote.document].title
        return QuoteView(
            quote.document, title, quote.marked.start, quote.marked.end,
            quote.before, quote.marked_text, quote.after,
        )  # fmt: skip

    def places(self) -> tuple[PlaceView, ...]:
        """Give the places that are drawn."""
        return tuple(self._place(place, drawn=True) for place in self._selection.places)

    def named(self) -> tuple[PlaceView, ...]:
        """Give the places that are named and not drawn."""
        return tuple(self._place(place, drawn=False) for place in self._selection.only_named)

    def _place(self, place: Place, *, drawn: bool) -> PlaceView:
        selection = self._selection
        named = selection.mentions.get(place.id, ())
        mentions = selection.locations(place.id) if drawn else named
        best = max(mentions, key=lambda m: m.confidence, default=None)
        quotes = self._views(self._quotes.around(m.document, m.start, m.end) for m in mentions)
        most = QUOTES_LISTED if drawn else QUOTES_OF_NAMED
        if len(selection.mentions) > MANY_PLACES:
            most = 0  # choosing the place shows them on the map and in the articles
        stops = selection.stops_of.get(place.id, ())  # the mark on the map is its first journey's
        own = [s for s in stops if s.journey is stops[0].journey]
        return PlaceView(
            id=place.id,
            name=place.name,
            kind=kind_words(place.kind),
            where=region_and_country(place),
            coordinates=coordinates(place),
            lat=place.lat,
            lon=place.lon,
            shape=shape(place.kind),
            stops="·".join(str(s.number) for s in own),
            journey=self._ranks[own[0].journey.id] if own else 0,
            hollow=bool(own) and own[0].stop.status in OPEN_STATUSES,
            inferred=bool(own) and (own[0].stop.inferred or place.is_area),
            count=len(named),
            as_place=len(mentions),
            articles=len({m.document for m in mentions}),
            sure=confidence_words(best.confidence) if best else "",
            approximate=bool(mentions) and all(m.approximate for m in mentions),
            reasons=best.reasons if best and most else (),
            alternatives=tuple(a.reason for a in best.alternatives) if best and most else (),
            quotes=quotes[:most],
            more=max(0, len(quotes) - most) if most else 0,
        )

    def claims(self) -> tuple[ClaimView, ...]:
        """Give the stated figures, those that do not fit first."""
        order = list(VERDICTS)
        return tuple(self._claim(c) for c in sorted(self._story.claims, key=lambda c: order.index(c.verdict)))

    def _claim(self, claim: Claim) -> ClaimView:
        return ClaimView(
            id=claim.id,
            type=claim.type,
            text=claim.text,
            subject=claim.subject,
            computed=_figure(claim.computed, claim.unit) if claim.computed is not None else "",
            verdict=claim.verdict,
            verdict_words=VERDICTS[claim.verdict],
            note=claim.note,
            quote=self._view(self._quotes.around(claim.document, claim.start, claim.end)),
        )

    def disagreements(self) -> tuple[DisagreementView, ...]:
        """Give the statements that cannot all be true, with each side's sentence."""
        return tuple(
            DisagreementView(
                d.topic,
                d.note,
                self._views(self._quotes.around(e.document, e.start, e.end) for e in d.evidence),
            )
            for d in self._story.disagreements
        )

    def documents(self) -> tuple[DocumentView, ...]:
        """Give the articles' headings."""
        return headings(self._story)

    def unplaced(self) -> tuple[UnplacedView, ...]:
        """Give the names without a place, alike ones together."""
        mentions = {m.id: m for m in self._story.mentions}
        alike: dict[tuple[str, str], list[tuple[str, int, int]]] = defaultdict(list)
        for entry in self._story.unplaced:
            m = mentions[entry.mention]
            if not m.furniture:
                alike[m.text, entry.why].append((m.document, m.start, m.end))
        return tuple(UnplacedView(text, why, tuple(at)) for (text, why), at in alike.items())

    def excluded(self) -> tuple[tuple[ExcludedView, ...], tuple[ExcludedView, ...]]:
        """Give the files that were skipped, and those that failed."""
        skipped, failed = self._story.skipped, self._story.failed
        return (
            tuple(ExcludedView(e.path, e.why) for e in skipped),
            tuple(ExcludedView(e.path, e.why) for e in failed),
        )

    def tallies(self) -> tuple[TallyView, ...]:
        """Count what became of every name and every file; the parts add up to the totals."""
        story = self._story
        drawn = sum(len(self._selection.locations(p.id)) for p in self._selection.places)
        parts = [(drawn, "drawn as places")]
        body = [m for m in story.mentions if not m.furniture]
        parts += [
            (sum(m.role == role and m.place is not None for m in body), f"{role_plural}, not drawn")
            for role, role_plural in ROLE_PLURALS.items()
        ]
        parts += [
            (sum(m.place is None for m in body), "without a place"),
            (len(story.mentions) - len(body), "in page furniture"),
            (len(story.rejected), "taken out by a person"),
        ]
        files = [
            (len(story.documents), "read"),
            (len(story.skipped), "skipped"),
            (len(story.failed), "failed"),
        ]
        names, seen = len(story.mentions) + len(story.rejected), sum(n for n, _ in files)
        return (
            TallyView(names, "name found" if names == 1 else "names found", tuple(p for p in parts if p[0])),
            TallyView(seen, "file seen" if seen == 1 else "files seen", tuple(p for p in files if p[0])),
        )

    def standfirst(self, drawing: Record) -> str:
        """Say in a sentence what was made of what."""
        counts = [
            counted(len(self._story.documents), "article"),
            counted(len(drawing["places"]), "place"),
        ]
        if drawing["legs"]:
            counts.append(counted(len(drawing["legs"]), "leg of a journey", "legs of a journey"))
        return f"{', '.join(counts)}. Every mark leads to its sentence."


ROLE_PLURALS = {
    "actor": "governments or peoples",
    "demonym": "adjectives and nationalities",
    "part_of_name": "parts of other names",
}

ROLES = tuple(ROLE_WORDS.items())


def _stop_words(number: int, stop: Stop) -> str:
    if stop.status != "happened":
        return STATUS_WORDS[stop.status]
    return "set out" if number == 1 else "reached"


def _kind_and_where(place: Place) -> str:
    return ", ".join(part for part in (kind_words(place.kind), region_and_country(place)) if part)


def _figure(value: float, unit: str) -> str:
    number = f"{value:,.0f}" if abs(value) >= 10 else f"{value:.1f}"  # noqa: PLR2004 (two digits suffice)
    return f"{number}°" if unit == "deg" else f"{number} {unit}"


def provenance(story: Story) -> str:
    """Say which program and gazetteer made the story."""
    g = story.gazetteer
    sources: Sequence[str] = g.sources
    listed = f" from {', '.join(sources)}" if sources else ""
    return f"geomap {story.geomap} · gazetteer {g.name} {g.release}, {g.places:,} places{listed}"
