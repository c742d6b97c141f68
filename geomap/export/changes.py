"""What is different between two stories: articles, places, journeys, figures, and how they were made.

From an earlier story and a later one to a list of changes, each in words. What is the same is matched by what
stays: an article by its path, else by its file's hash; a place by its id, else by its name; a journey by
its traveller and the stops that both have. Two things that match in nothing are one removed and one added.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from geomap.draw.wording import coordinates, kind_words, region_and_country
from geomap.export.changes_of_journeys import Kept, journey_changes, numbered
from geomap.export.contents import StoryIndex
from geomap.gazetteer import normalise
from geomap.geodesy import distance_km
from geomap.model import Document, Place, Story
from geomap.page.contents import VERDICTS
from geomap.page.dates import in_words

What = Literal["added", "removed", "changed"]

MOVED_KM = 1.0
"""A place whose point lies further off than this is said to have moved; less is rounding."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    Attributes
    ----------
    what
        ``added``, ``removed`` or ``changed``.
    name
        What it is about.
    detail
        What it is now, and what it was.
    """

    what: What
    name: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """The changes of one kind; there is at least one."""

    heading: str
    changes: tuple[Change, ...]


def changes(old: Story, new: Story) -> tuple[Section, ...]:
    """Compare two stories; of a story and itself, nothing."""
    before, after = StoryIndex(old), StoryIndex(new)
    documents = _pairs(old.documents, new.documents, lambda d: d.path, lambda d: d.sha256)
    places = _pairs(before.places, after.places, lambda p: p.id, lambda p: normalise(p.name))
    same = {was.id: now.id for was, now in documents if was and now}
    kept = Kept.of(places)
    sections = (
        ("How it was made", _making(old, new)),
        ("Articles", _documents(documents)),
        ("Places", _places(places)),
        ("Journeys", (Change(*told) for told in journey_changes(old, new, kept))),
        ("Figures in the articles", _claims(old, new, same)),
        ("Where the articles disagree", _disagreements(old, new)),
        ("Names without a place", _unplaced(old, new)),
    )
    told = ((heading, tuple(found)) for heading, found in sections)
    return tuple(Section(heading, found) for heading, found in told if found)


def _pairs(old: Sequence[T], new: Sequence[T], *keys: Callable[[T], str]) -> list[tuple[T | None, T | None]]:
    """Match by one key after the other, each thing once; then what is only new, then what is only old."""
    found: dict[int, int] = {}
    free = dict.fromkeys(range(len(old)))
    for key in keys:
        table: dict[str, list[int]] = defaultdict(list)
        for i in free:
            table[key(old[i])].append(i)
        for at in table.values():
            at.reverse()
        for j, thing in enumerate(new):
            known = key(thing)
            if j not in found and known and table[known]:
                found[j] = table[known].pop()
                del free[found[j]]
    pairs: list[tuple[T | None, T | None]] = [
        (old[found[j]] if j in found else None, thing) for j, thing in enumerate(new)
    ]
    return pairs + [(old[i], None) for i in free]


def _making(old: Story, new: Story) -> Iterator[Change]:
    facts = [
        ("Title", old.title, new.title),
        ("geomap", old.geomap, new.geomap),
        ("Gazetteer", _gazetteer(old), _gazetteer(new)),
    ]
    facts += [
        (f"--{name}", old.options.get(name, "not given"), new.options.get(name, "not given"))
        for name in sorted({*old.options, *new.options})
    ]
    for name, was, now in facts:
        if was != now:
            yield Change("changed", name, _now_and_was(now, was))


def _gazetteer(story: Story) -> str:
    return f"{story.gazetteer.name} {story.gazetteer.release}"


def _documents(pairs: Iterable[tuple[Document | None, Document | None]]) -> Iterator[Change]:
    for was, now in pairs:
        if was is None and now is not None:
            yield Change("added", now.title, now.path)
        elif now is None and was is not None:
            yield Change("removed", was.title, was.path)
        elif was is not None and now is not None:
            details = list(_document(was, now))
            if details:
                yield Change("changed", now.title, "; ".join(details))


def _document(was: Document, now: Document) -> Iterator[str]:
    if was.sha256 != now.sha256:
        yield "its text was edited"
    facts = [
        ("path", was.path, now.path),
        ("title", was.title, now.title),
        ("published", _day(was), _day(now)),
        ("source", was.source or "unknown", now.source or "unknown"),
    ]
    for name, before, after in facts:
        if before != after:
            yield f"{name} {_now_and_was(after, before)}"


def _day(document: Document) -> str:
    if not document.published:
        return "on no known day"
    return f"{in_words(document.published)} ({document.published_basis})"


def _places(pairs: Iterable[tuple[Place | None, Place | None]]) -> Iterator[Change]:
    for was, now in pairs:
        if was is None and now is not None:
            yield Change("added", now.name, _where(now))
        elif now is None and was is not None:
            yield Change("removed", was.name, _where(was))
        elif was is not None and now is not None:
            details = list(_place(was, now))
            if details:
                yield Change("changed", now.name, "; ".join(details))


def _place(was: Place, now: Place) -> Iterator[str]:
    km = distance_km((was.lat, was.lon), (now.lat, now.lon))
    if km > MOVED_KM:
        yield f"moved by {km:,.0f} km: {_now_and_was(_where(now), _where(was))}"
    elif was.kind != now.kind:
        yield f"kind {_now_and_was(kind_words(now.kind), kind_words(was.kind))}"
    if was.name != now.name:
        yield f"name {_now_and_was(now.name, was.name)}"


def _where(place: Place) -> str:
    words = (kind_words(place.kind), region_and_country(place), coordinates(place))
    return ", ".join(word for word in words if word)


def _claims(old: Story, new: Story, same: Mapping[str, str]) -> Iterator[Change]:
    titles = {d.id: d.title for d in new.documents}
    before = numbered(((same.get(c.document, ""), c.type, c.text), c) for c in old.claims)
    after = numbered(((c.document, c.type, c.text), c) for c in new.claims)
    for key, claim in after.items():
        was = before.get(key)
        name = f"“{claim.text}” ({titles[claim.document]})"
        if was is None:
            yield Change("added", name, VERDICTS[claim.verdict])
        elif was.verdict != claim.verdict:
            yield Change("changed", name, _now_and_was(VERDICTS[claim.verdict], VERDICTS[was.verdict]))
        elif was.note != claim.note:
            yield Change("changed", name, _now_and_was(claim.note, was.note))
    for key, claim in before.items():
        if key not in after:
            title = old.documents_by_id[claim.document].title
            yield Change("removed", f"“{claim.text}” ({title})", VERDICTS[claim.verdict])


def _disagreements(old: Story, new: Story) -> Iterator[Change]:
    before = numbered((d.topic, d) for d in old.disagreements)
    after = numbered((d.topic, d) for d in new.disagreements)
    for key, now in after.items():
        was = before.get(key)
        if was is None:
            yield Change("added", now.topic, now.note)
        elif was.note != now.note:
            yield Change("changed", now.topic, _now_and_was(now.note, was.note))
    for key, was in before.items():
        if key not in after:
            yield Change("removed", was.topic, was.note)


def _unplaced(old: Story, new: Story) -> Iterator[Change]:
    before, after = _names_without_place(old), _names_without_place(new)
    texts = {text for text, _ in before}, {text for text, _ in after}
    for (text, why), count in after.items():
        if text not in texts[0]:
            yield Change("added", f"“{text}”", f"{why} ({count}×)")
    for text in dict.fromkeys(text for text, _ in before):
        if text not in texts[1]:
            yield Change("removed", f"“{text}”")


def _names_without_place(story: Story) -> Counter[tuple[str, str]]:
    texts = {m.id: m.text for m in story.mentions if not m.furniture}
    return Counter((texts[u.mention], u.why) for u in story.unplaced if u.mention in texts)


def _now_and_was(now: str, was: str) -> str:
    return f"{now} (was: {was})"
