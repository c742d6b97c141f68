"""Which correction concerns which article: the records sought in the documents of today.

From `Corrections` and documents to a `Plan`: for each document what is said about it, with the spans where
the words stand now; what is said about stops and legs; and what is lost, with the reason. Two plans that
say the same about a document say it in equal values, so that only what a change touches is analysed anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from geomap.correct.anchors import Articles, Found, Lost, locate, plain
from geomap.correct.corrections import Corrections, made_at
from geomap.model import Anchor, Correction, Document, OfDocument, OfLeg, OfMention, OfStop, Span


@dataclass(frozen=True, slots=True)
class Said:
    """A correction as it concerns one document.

    Attributes
    ----------
    span
        Where its words stand in this document; None if it is only about all that are written alike.
    """

    record: Correction
    span: Span | None


@dataclass(frozen=True, slots=True)
class OfArticle:
    """All that is said about one document.

    Attributes
    ----------
    names
        About names in its text, the latest last.
    published
        Its day of publication as a person gave it.
    left_out
        It is not to be read.
    """

    names: tuple[Said, ...] = ()
    published: str | None = None
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class OfRoute:
    """A correction of a stop or leg, with the spans of its anchors by document."""

    record: Correction
    spans: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True)
class Plan:
    """All corrections, sought in the documents of today.

    Attributes
    ----------
    records
        All of them, the latest last.
    articles
        By document, what is said about it; a document that nothing is said about is not in it.
    routes
        About stops and legs, the latest last.
    lost
        By record, why it fits nowhere any more.
    moved
        Records that were found elsewhere than they stood.
    overruled, disputed
        By record, why; only of those about whole documents.
    """

    records: tuple[Correction, ...] = ()
    articles: Mapping[str, OfArticle] = field(default_factory=dict)
    routes: tuple[OfRoute, ...] = ()
    lost: Mapping[str, str] = field(default_factory=dict)
    moved: frozenset[str] = frozenset()
    overruled: Mapping[str, str] = field(default_factory=dict)
    disputed: Mapping[str, str] = field(default_factory=dict)

    def of(self, document: str) -> OfArticle:
        """Give what is said about a document, by its id."""
        return self.articles.get(document, OfArticle())


def alike(words: str) -> str:
    """Give the form that all names written alike share: white space and case do not count."""
    return plain(words).strip()


def in_order(records: Sequence[Correction]) -> tuple[Correction, ...]:
    """Put the latest last: by time where each has one, else as they stand."""
    times = {r.id: at for r in records if (at := made_at(r)) is not None}
    if len(times) < len(records):
        return tuple(records)
    return tuple(sorted(records, key=lambda r: times[r.id]))


def make_plan(corrections: Corrections, documents: Sequence[Document]) -> Plan:
    """Seek all corrections in the documents of today."""
    if not corrections.records:
        return Plan()
    return _Seeker(documents).plan(in_order(corrections.records))


class _Seeker:
    def __init__(self, documents: Sequence[Document]) -> None:
        self._articles = Articles(documents)
        self._folded: dict[str, str] = {}
        self._holders: dict[str, set[str]] = {}
        self._names: dict[str, list[Said]] = {}
        self._lost: dict[str, str] = {}
        self._moved: set[str] = set()

    def plan(self, records: tuple[Correction, ...]) -> Plan:
        routes: list[OfRoute] = []
        about: dict[tuple[str, str], list[Correction]] = {}
        for record in records:
            target = record.target
            if isinstance(target, OfMention):
                self._mention(record, target)
            elif isinstance(target, OfDocument):
                for document in self._documents(record, target):
                    about.setdefault((document, record.action), []).append(record)
            else:
                routes.append(self._route(record, target))
        overruled, disputed = _settled(about)
        published = {d: rs[-1].value for (d, action), rs in about.items() if action == "date"}
        left_out = {d for d, action in about if action == "leave_out"}
        ids = dict.fromkeys([*self._names, *published, *sorted(left_out)])
        return Plan(
            records=records,
            articles={
                i: OfArticle(tuple(self._names.get(i, ())), _text(published.get(i)), i in left_out)
                for i in ids
            },
            routes=tuple(routes),
            lost=self._lost,
            moved=frozenset(self._moved),
            overruled=overruled,
            disputed=disputed,
        )

    def _mention(self, record: Correction, target: OfMention) -> None:
        anchor = target.anchor
        found = locate(anchor, self._articles)
        at: dict[str, Span] = {}
        if isinstance(found, Found):
            at[found.document] = Span(found.start, found.end)
            if not found.exact:
                self._moved.add(record.id)
        ids = list(at)
        if target.scope == "everywhere":
            ids = [d.id for d in self._articles.documents]
        elif target.scope == "article" and not ids:
            same = self._articles.named(anchor.document) or self._articles.hashed(anchor.sha256)
            ids = [d.id for d in same[:1]]
        words = alike(anchor.quote)
        holding = [i for i in ids if i in at or self._holds(i, words)]
        if not holding and isinstance(found, Lost):
            self._lost[record.id] = found.why
        for i in holding:
            self._names.setdefault(i, []).append(Said(record, at.get(i)))

    def _holds(self, document: str, words: str) -> bool:
        if not self._folded:
            self._folded = {d.id: alike(d.text) for d in self._articles.documents}
        if words not in self._holders:
            self._holders[words] = {i for i, text in self._folded.items() if words in text}
        return document in self._holders[words]

    def _documents(self, record: Correction, target: OfDocument) -> list[str]:
        named = self._articles.named(target.document)
        if named:
            return [d.id for d in named]
        same = self._articles.hashed(target.sha256) if target.sha256 else ()
        if same:
            self._moved.add(record.id)
        else:
            self._lost[record.id] = f"there is no article {target.document} any more"
        return [d.id for d in same]

    def _route(self, record: Correction, target: OfStop | OfLeg) -> OfRoute:
        return OfRoute(record, tuple(self._spans(target.anchors)))

    def _spans(self, anchors: Sequence[Anchor]) -> list[tuple[str, Span]]:
        found = (locate(anchor, self._articles) for anchor in anchors)
        return [(f.document, Span(f.start, f.end)) for f in found if isinstance(f, Found)]


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _settled(
    about: Mapping[tuple[str, str], Sequence[Correction]],
) -> tuple[dict[str, str], dict[str, str]]:
    """Say which records about whole documents are overruled, and which are disputed."""
    overruled: dict[str, str] = {}
    disputed: dict[str, str] = {}
    for (_, action), records in about.items():
        if action == "date":
            for record in records[:-1]:
                if record.value != records[-1].value:
                    overruled[record.id] = later_says(records[-1])
            disputed |= disputes_among([(r, r.value) for r in records])
    return overruled, disputed


def later_says(record: Correction) -> str:
    """Say in words that a later correction counts."""
    return f"a later correction says otherwise ({record.id}, {who(record)})"


def who(record: Correction) -> str:
    """Name the person who made a correction."""
    return record.by or "somebody"


def disputes_among(said: Sequence[tuple[Correction, object]]) -> dict[str, str]:
    """Say by record which of some statements about one thing other people contradict.

    What nobody gave a name for contradicts nobody: whoever corrects may give a name later.

    Parameters
    ----------
    said
        Records and what each says, the latest last; of one person only the last statement counts.
    """
    last: dict[str | None, tuple[Correction, object]] = {}
    for record, value in said:
        last.pop(record.by, None)
        last[record.by] = record, value
    if not last:
        return {}
    *earlier, (latest, applied) = last.values()
    against = [r for r, value in earlier if value != applied and r.by and latest.by]
    if not against:
        return {}
    out = {r.id: f"{who(latest)} says otherwise, later, and that is applied" for r in against}
    return {**out, latest.id: f"{', '.join(who(r) for r in against)} said otherwise"}
