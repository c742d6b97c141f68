"""The order of the stages, and nowhere else: documents in, a story out.

`analyse` runs stages 2 to 5 on one document and needs nothing but that document and a gazetteer, so
it can be cached or spread over machines. `assemble` runs stage 6 over what all of them gave. `build`
does the whole job; `parse_record` is the stream form, which stops after resolving.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import geomap
from geomap.errors import GazetteerError, NothingToBuildError, OptionError, SourceError
from geomap.gazetteer import Gazetteer, choose_labels
from geomap.gazetteer.beside import Beside, wanted
from geomap.gazetteer.second_opinion import SecondOpinion
from geomap.gazetteer.services import credited
from geomap.journey import Lines, Ways, assemble_journeys
from geomap.language import find_people, find_times, read_prose
from geomap.model import Analysis, Document, Excluded, Journey, Mention, Place, Prose, Source, Span, Story
from geomap.movement import find_claims, find_movements
from geomap.options import Options
from geomap.read import read_lines, read_sources, read_text
from geomap.recognise import Finds, given, recognise, tagger_named
from geomap.resolve import Home, Homes, Resolution, resolve

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many are done, and how many there are."""

log = logging.getLogger(__name__)


def build(
    sources: str | Path | Sequence[str | Path],
    *,
    options: Options | None = None,
    gazetteer: Gazetteer | None = None,
    geocoder: Any = None,  # noqa: ANN401 - one of geopy's, which carries no types
    progress: Progress | None = None,
) -> Story:
    """Build a story from files and folders.

    Parameters
    ----------
    sources
        A file or folder, or several of them.
    options
        How to build; all defaults if None.
    gazetteer
        Where names are looked up; the embedded one if None.
    geocoder
        A geocoder of geopy's, or a `SecondOpinion`, to ask for names that the gazetteer lacks; if None, the
        one that the options name, if they name one.
    progress
        Called after each document.

    Raises
    ------
    OptionError
        The file of lines cannot be read, or the home is no known place.
    SourceError
        A source does not exist, or (NothingToBuildError) none of its files could be read.
    GazetteerError
        The gazetteer is missing or damaged.
    """
    named = [sources] if isinstance(sources, str | Path) else list(sources)
    options = options or Options()
    gazetteer = gazetteer or Gazetteer.default()
    ways = _ways(options.lines)  # what is wrong with the file should be said before the work
    home = home_named(options.home, gazetteer=gazetteer)
    tagger = tagger_named(options.recogniser)
    online = _online(geocoder, options)
    source = read_sources(named, options=options)  # stage 1
    analyses, failed = _analyse_all(
        source.documents, gazetteer=gazetteer, home=home, tagger=tagger, online=online, progress=progress
    )
    if not analyses:
        raise NothingToBuildError(
            ", ".join(map(str, named)), f"no document could be analysed ({failed[0].why})"
        )
    return assemble(
        analyses,
        gazetteer=gazetteer,
        options=options,
        source=replace(
            source, failed=(*source.failed, *failed), documents=tuple(a.document for a in analyses)
        ),
        fallback_title=_folder_title(named),
        ways=ways,
    )


def _ways(lines: str | None) -> Ways:
    """Read what legs may follow besides what comes with geomap."""
    return Ways(lines=Lines.from_geojson(read_lines(lines), name=lines) if lines else None)


def _analyse_all(
    documents: Sequence[Document],
    *,
    gazetteer: Gazetteer,
    home: Home | None,
    tagger: Finds | None,
    online: SecondOpinion | None,
    progress: Progress | None,
) -> tuple[list[Analysis], list[Excluded]]:
    """Analyse each document; one that breaks a stage is listed, and the others are still built."""
    analyses: list[Analysis] = []
    failed: list[Excluded] = []
    for n, document in enumerate(documents, 1):
        try:
            analyses.append(analyse(document, gazetteer=gazetteer, home=home, tagger=tagger, online=online))
        except GazetteerError:
            raise
        except Exception as error:
            log.debug("%s", document.path, exc_info=True)
            failed.append(
                Excluded(document.path, f"could not be analysed ({error!r}); please report this as a bug")
            )
        if progress:
            progress("reading", n, len(documents))
    return analyses, failed


def _online(geocoder: Any, options: Options) -> SecondOpinion | None:  # noqa: ANN401 - see `build`
    """Give the geocoder that a caller made, or the options name."""
    if geocoder is None:
        return SecondOpinion.named(options)
    return geocoder if isinstance(geocoder, SecondOpinion) else SecondOpinion.of(geocoder)


def home_named(name: str | None, *, gazetteer: Gazetteer) -> Home | None:
    """Look up the place that a person says the articles are written from.

    Raises
    ------
    OptionError
        No such place is known.
    """
    if name is None:
        return None
    home = Home.named(name, candidates=gazetteer)
    if home is None:
        raise OptionError(f"--home {name!r} is no known place; give a country, a region or a town")
    return home


def analyse(
    document: Document,
    *,
    gazetteer: Gazetteer,
    home: Home | None = None,
    tagger: Finds | None = None,
    online: SecondOpinion | None = None,
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
    """
    # 2 language
    prose = read_prose(document)
    people = find_people(prose)
    times = find_times(prose)
    # 3 recognise
    found = recognise(prose, gazetteer=gazetteer, tagger=tagger)
    # 4 resolve
    resolution = _resolve(prose, found, gazetteer=gazetteer, home=home, online=online)
    # 5 movement
    movements = find_movements(
        prose, mentions=resolution.mentions, places=resolution.places, people=people, times=times
    )
    claims = find_claims(prose, mentions=resolution.mentions, places=resolution.places, movements=movements)
    return Analysis(
        document=replace(document, sentences=tuple(s.span for s in prose.sentences)),
        sentences=prose.sentences,
        mentions=resolution.mentions,
        places=dict(resolution.places),
        unplaced=resolution.unplaced,
        people=people,
        times=times,
        movements=movements,
        claims=claims,
    )


def _resolve(
    prose: Prose,
    found: Sequence[Mention],
    *,
    gazetteer: Gazetteer,
    home: Home | None,
    online: SecondOpinion | None,
) -> Resolution:
    """Place the mentions; where a second opinion was asked for, say which are its own."""
    if online is None:
        return resolve(prose, found, candidates=gazetteer, home=home)
    beside = Beside(gazetteer, online.label, online.look_up(wanted(found, gazetteer)))
    resolution = resolve(prose, found, candidates=beside, home=home)
    by_id = {m.id: m for m in resolution.mentions}
    return replace(
        resolution,
        mentions=tuple(map(beside.told, resolution.mentions)),
        unplaced=tuple(beside.told_why(u, by_id[u.mention]) for u in resolution.unplaced),
    )


def assemble(
    analyses: Sequence[Analysis],
    *,
    gazetteer: Gazetteer,
    options: Options | None = None,
    source: Source | None = None,
    fallback_title: str = "",
    ways: Ways | None = None,
) -> Story:
    """Put together what all documents gave: stage 6, the labels of the base map, the provenance."""
    options = options or Options()
    assembly = assemble_journeys(analyses, ways=ways)  # stage 6
    mentions = tuple(m for a in analyses for m in a.mentions)
    known = {place.id: place for a in analyses for place in a.places.values()}
    known |= {place.id: place for place in assembly.places}
    places = tuple(known[i] for i in _places_in_order(mentions, known))
    return Story(
        title=options.title or _title(assembly.journeys, known, analyses, fallback_title),
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
        points = dict.fromkeys(place.name for place in stops if not place.is_area)
        if len(points) > 1:
            return f"{journeys[0].traveller}: {' – '.join(points)}"
    return fallback or analyses[0].document.title


def _folder_title(named: Sequence[str | Path]) -> str:
    return ", ".join(Path(n).resolve().name for n in named)


def parse_record(
    record: dict[str, Any],
    *,
    gazetteer: Gazetteer,
    given_spans: bool = False,
    homes: Homes | None = None,
) -> dict[str, Any]:
    """Read one record of the stream: stages 1 to 4 on its text.

    Parameters
    ----------
    record
        ``{"id", "text", "title"?, "date"?, "url"?}``; with ``given_spans`` also ``"mentions"``, of
        which only ``start`` and ``end`` are read.
    given_spans
        Resolve exactly these spans instead of recognising names.
    homes
        What the outlets (by the host of ``url``) wrote about in the stream so far; learns from this record.

    Returns
    -------
    dict
        ``{"id", "mentions": [{"start", "end", "text", "role", "confidence", "place"}]}``.

    Raises
    ------
    SourceError
        The record lacks something or a span lies outside its text.
    """
    text = _field(record, "text")
    document = read_text(
        text, document_id="d1", title=_optional(record, "title"), published=_day(_optional(record, "date"))
    )
    prose = read_prose(document)
    mentions = given(prose, _spans(record, text)) if given_spans else recognise(prose, gazetteer=gazetteer)
    source = _optional(record, "url")
    resolution = resolve(
        prose, mentions, candidates=gazetteer, home=homes.of(source) if homes is not None else None
    )
    if homes is not None:
        homes.learn(source, resolution)
    return {
        "id": record["id"],
        "mentions": [_mention_record(m, resolution.places) for m in resolution.mentions],
    }


def _field(record: object, name: str) -> str:
    if not isinstance(record, dict) or "id" not in record:
        raise SourceError("line", 'is no document: it must be an object with "id" and "text"')
    value = record.get(name)
    if not isinstance(value, str):
        raise SourceError(f"document {record['id']}", f'has no "{name}" that is a string')
    return value


def _optional(record: dict[str, Any], name: str) -> str | None:
    value = record.get(name)
    return value if isinstance(value, str) and value.strip() else None


def _day(date: str | None) -> str | None:
    """Give the day of an ISO date or time, or None where there is none."""
    try:
        return dt.datetime.fromisoformat(date).date().isoformat() if date else None
    except ValueError:
        return None


def _spans(record: dict[str, Any], text: str) -> list[Span]:
    name = f"document {record['id']}"
    try:
        pairs = [(m["start"], m["end"]) for m in record["mentions"]]
    except (KeyError, TypeError) as error:
        raise SourceError(name, 'has no "mentions" with "start" and "end", which --given needs') from error
    for start, end in pairs:
        if not (type(start) is type(end) is int and 0 <= start < end <= len(text)):
            raise SourceError(name, f"has the span {start}–{end}, which does not lie in its text")
    return [Span(start, end) for start, end in pairs]


def _mention_record(mention: Mention, places: dict[str, Place]) -> dict[str, Any]:
    place = places[mention.place] if mention.place else None
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "role": mention.role,
        "confidence": mention.confidence,
        "place": place
        and {
            "id": place.id,
            "name": place.name,
            "kind": place.kind,
            "lat": place.lat,
            "lon": place.lon,
            "country": place.country,
            "geonameid": place.geonameid,
        },
    }
