"""The order of the stages, and nowhere else: documents in, a story out.

`analyse` runs stages 2 to 5 on one document and needs nothing but that document, a gazetteer and what a
person says about it, so it can be cached or spread over machines. `assemble` runs stage 6 over what all of
them gave.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import geomap
from geomap.correct import OfArticle, Plan, is_pin, outcomes_of, settle_names, settle_places
from geomap.gazetteer import Gazetteer, choose_labels
from geomap.gazetteer.beside import Beside
from geomap.gazetteer.second_opinion import SecondOpinion
from geomap.gazetteer.services import credited
from geomap.journey import Ways, assemble_journeys
from geomap.language import find_people, find_times, read_prose
from geomap.model import Analysis, Document, Journey, Mention, Place, Prose, Source, Story
from geomap.model.correction import BY_HAND
from geomap.movement import find_claims, find_movements
from geomap.options import Options
from geomap.recognise import Finds, given, recognise
from geomap.resolve import Home, resolve

MOST_IN_TITLE = 4
"""Stops that a title names; of more it names the first two and the last."""
NEAR_PIN_KM = 50.0
"""A pin lies in the country of the nearest town, if that is this near."""


def analyse(
    document: Document,
    *,
    gazetteer: Gazetteer,
    home: Home | None = None,
    tagger: Finds | None = None,
    online: SecondOpinion | None = None,
    said: OfArticle = OfArticle(),  # noqa: B008 - frozen
) -> Analysis:
    """Read one document: stages 2 to 5.

    Parameters
    ----------
    home
        Where it was written, where that is known.
    tagger
        What finds the names; our own if None.
    online
        What is asked for names that the gazetteer lacks; nothing if None.
    said
        A person's corrections of this document.
    """
    if said.published is not None:
        where = {**document.found_in, "published": BY_HAND}
        document = replace(
            document, published=said.published, published_basis="stated", found_in=dict(sorted(where.items()))
        )
    # 2 language
    prose = read_prose(document)
    people = find_people(prose)
    times = find_times(prose)
    # 3 recognise
    found = recognise(prose, gazetteer=gazetteer, tagger=tagger)
    # 4 resolve
    settle = partial(_settled, said=said) if said.names else _resolved
    known = Beside.asked(online, gazetteer, found) if online else gazetteer
    names = settle(prose, found, gazetteer=known, home=home)
    if isinstance(known, Beside):
        names = known.told(names)
    # 5 movement
    movements = find_movements(
        prose, mentions=names.mentions, places=names.places, people=people, times=times
    )
    claims = find_claims(prose, mentions=names.mentions, places=names.places, movements=movements)
    return replace(
        names,
        document=replace(document, sentences=tuple(s.span for s in prose.sentences)),
        people=people,
        times=times,
        movements=movements,
        claims=claims,
    )


def _resolved(
    prose: Prose, found: Sequence[Mention], *, gazetteer: Gazetteer | Beside, home: Home | None
) -> Analysis:
    """Resolve the names that were found."""
    resolution = resolve(prose, found, candidates=gazetteer, home=home)
    return Analysis(
        document=prose.document,
        sentences=prose.sentences,
        mentions=resolution.mentions,
        places=dict(resolution.places),
        unplaced=resolution.unplaced,
    )


def _settled(
    prose: Prose,
    found: Sequence[Mention],
    *,
    gazetteer: Gazetteer | Beside,
    home: Home | None,
    said: OfArticle,
) -> Analysis:
    """Resolve the names that were found as far as a person says nothing about them."""
    named = settle_names(found, said.names, make=lambda span: given(prose, [span])[0])
    placed = settle_places(
        named,
        said.names,
        candidates=gazetteer,
        resolve=lambda candidates: resolve(prose, named.mentions, candidates=candidates, home=home),
        known=partial(_known, gazetteer),
    )
    return Analysis(
        document=prose.document,
        sentences=prose.sentences,
        mentions=placed.mentions,
        places=placed.places,
        unplaced=placed.unplaced,
        corrections=placed.outcomes,
        rejected=named.rejected,
    )


def _known(gazetteer: Gazetteer | Beside, place: Place) -> Place:
    """Give the gazetteer's own place where it has it still; a pin lies in the country of what is near."""
    if is_pin(place.id):
        embedded = gazetteer.gazetteer if isinstance(gazetteer, Beside) else gazetteer
        near = [] if place.country else embedded.near(place.lat, place.lon, radius_km=NEAR_PIN_KM, limit=1)
        return replace(place, country=near[0][0].country, admin1=near[0][0].admin1) if near else place
    try:
        return gazetteer.place(place.id)
    except KeyError:
        return place


@dataclass(frozen=True)
class Built:
    """What a story was built from besides the analyses: the source, the corrections, how it was asked for.

    Attributes
    ----------
    fallback_title
        For a story that tells no journey.
    """

    options: Options = field(default_factory=Options)
    source: Source | None = None
    fallback_title: str = ""
    ways: Ways | None = None
    plan: Plan = field(default_factory=Plan)


def assemble(analyses: Sequence[Analysis], *, gazetteer: Gazetteer, built: Built | None = None) -> Story:
    """Put together what all documents gave: stage 6, the labels of the base map, the provenance."""
    built = built or Built()
    options, source, plan = built.options, built.source, built.plan
    assembly = assemble_journeys(analyses, ways=built.ways, said=plan.routes)  # stage 6
    mentions = tuple(m for a in analyses for m in a.mentions)
    known = {place.id: place for a in analyses for place in a.places.values()}
    known |= {place.id: place for place in assembly.places}
    places = tuple(known[i] for i in _places_in_order(mentions, known))
    return Story(
        title=options.title or _title(assembly.journeys, known, analyses, built.fallback_title),
        geomap=geomap.__version__,
        gazetteer=credited(gazetteer.provenance(), places),
        documents=assembly.documents,
        options=options.recorded(),
        places=places,
        mentions=mentions,
        movements=assembly.movements,
        journeys=assembly.journeys,
        claims=assembly.claims,
        dates=assembly.dates,
        disagreements=assembly.disagreements,
        unplaced=tuple(u for a in analyses for u in a.unplaced),
        skipped=source.skipped if source else (),
        failed=source.failed if source else (),
        labels=choose_labels(gazetteer, _drawn(mentions, known, assembly.journeys)),
        corrections=outcomes_of(plan, [*(o for a in analyses for o in a.corrections), *assembly.corrections]),
        rejected=tuple(r for a in analyses for r in a.rejected),
    )


def _places_in_order(mentions: Iterable[Mention], known: dict[str, Place]) -> list[str]:
    """Order places by their first mention, then the alternatives, then those only of journeys."""
    mentions = list(mentions)
    order = dict.fromkeys(m.place for m in mentions if m.place)
    order |= dict.fromkeys(a.place for m in mentions for a in m.alternatives)
    order |= dict.fromkeys(sorted(known))
    return [i for i in order if i in known]


def _drawn(
    mentions: Iterable[Mention], known: dict[str, Place], journeys: Iterable[Journey]
) -> tuple[Place, ...]:
    """Give the places that the map will show: stops of the journeys first, then all other locations."""
    ids = dict.fromkeys(stop.place for journey in journeys for stop in journey.stops)
    ids |= dict.fromkeys(m.place for m in mentions if m.place and m.role == "location" and not m.furniture)
    return tuple(known[i] for i in ids)


def _title(
    journeys: Sequence[Journey], known: dict[str, Place], analyses: Sequence[Analysis], fallback: str
) -> str:
    """Name the story after its one document, its main journey, or its folder."""
    if len(analyses) == 1:
        return analyses[0].document.title
    if journeys:
        stops = [known[stop.place] for stop in journeys[0].stops if not stop.inferred]
        points = list(dict.fromkeys(place.name for place in stops if not place.is_area))
        if len(points) > MOST_IN_TITLE:
            points[2:-1] = ["…"]
        if len(points) > 1:
            traveller = journeys[0].traveller
            return f"{traveller[:1].upper()}{traveller[1:]}: {' – '.join(points)}"
    return fallback or analyses[0].document.title
