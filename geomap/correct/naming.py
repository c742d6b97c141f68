"""A person's word on which names a document holds, and what role each plays.

From the names that were found and what is said about them to the names that hold. The latest word on a name
counts. A name that a person has placed, accepted or marked is there even where nothing found it, and what
overlaps it is taken out; whatever is taken out is kept as rejected. Where a name that was marked by hand is
rejected later, what lies within it goes too: these words are no name, whatever was found among them.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from geomap.correct.plan import Said, alike
from geomap.model import Chosen, Correction, Mention, OfMention, Place, Rejected, Role, Span

ROLE_CHOSEN = "role chosen by a person"


@dataclass(frozen=True, slots=True)
class Word:
    """The last word on one name.

    Attributes
    ----------
    said
        All that is said about it, the latest last.
    role, place
        The records that decide them, None where the machine does.
    rejected
        The record that takes it out, None where it stays.
    """

    said: tuple[Correction, ...]
    role: Correction | None = None
    place: Correction | None = None
    rejected: Correction | None = None

    @classmethod
    def of(cls, said: Sequence[Correction]) -> Word:
        """Let the latest decide."""
        role = place = None
        out: Correction | None = None
        for record in said:
            if record.action == "note":
                continue
            out = record if record.action == "reject" else None
            if record.action in {"role", "accept", "add"}:
                role = record
            if record.action in {"place", "accept"} or (record.action == "add" and place_of(record)):
                place = record
        return cls(tuple(said), role, place, out)

    @property
    def holds(self) -> bool:
        """Say whether somebody says that it is a name, and nobody says otherwise later."""
        return self.rejected is None and any(record.action != "note" for record in self.said)

    @property
    def marked(self) -> bool:
        """Say whether somebody said that it is a name, whatever was said later."""
        return any(record.action not in {"note", "reject"} for record in self.said)

    @property
    def chosen_role(self) -> Role | None:
        """The role that a person gave it."""
        return None if self.role is None else role_of(self.role)

    @property
    def chosen_place(self) -> Place | None:
        """The place that a person gave it."""
        return None if self.place is None else place_of(self.place)


def role_of(record: Correction) -> Role | None:
    """Give the role that a correction names."""
    if isinstance(record.value, Chosen):
        return record.value.role
    return cast("Role", record.value) if record.action == "role" else None


def place_of(record: Correction) -> Place | None:
    """Give the place that a correction names."""
    if isinstance(record.value, Chosen):
        return record.value.place
    return record.value if isinstance(record.value, Place) else None


@dataclass(frozen=True)
class Named:
    """The names that hold after a person's word.

    Attributes
    ----------
    mentions
        In order of the text, never overlapping.
    words
        The last word on each span that a person spoke of.
    ids
        The mention on each of these spans, where there is one.
    rejected
        What was taken out, in order of the text.
    lost
        By record, why it does not fit here.
    overruled
        By span, the correction for whose name the one there gave way.
    """

    mentions: tuple[Mention, ...]
    words: Mapping[Span, Word]
    ids: Mapping[Span, str]
    rejected: tuple[Rejected, ...]
    lost: Mapping[str, str]
    overruled: Mapping[Span, Correction]


class _Taken:
    """Spans that do not overlap, to be asked which of them another one overlaps."""

    def __init__(self) -> None:
        self._spans: list[Span] = []
        self.by: dict[Span, Correction] = {}

    def rival(self, span: Span) -> Correction | None:
        """Give the correction that holds the first overlapping span, None if there is none."""
        return next((self.by[at] for at in self.overlapping(span)), None)

    def overlapping(self, span: Span) -> Iterator[Span]:
        """Give the spans that overlap one, in order."""
        for n in range(max(0, bisect_left(self._spans, span) - 1), len(self._spans)):
            if self._spans[n].start >= span.end:
                return
            if self._spans[n].overlaps(span):
                yield self._spans[n]

    def take(self, span: Span, record: Correction) -> None:
        """Hold a span that overlaps none."""
        insort(self._spans, span)
        self.by[span] = record


def settle_names(
    mentions: Sequence[Mention], said: Sequence[Said], *, make: Callable[[Span], Mention]
) -> Named:
    """Apply what is said about names, before they are resolved.

    Parameters
    ----------
    mentions
        Those that were found, in order of the text.
    said
        The latest last.
    make
        Makes the mention of a span that nothing found.
    """
    found = {m.span: m for m in mentions}
    words = {span: Word.of(records) for span, records in _by_span(mentions, said).items()}
    order = {s.record.id: n for n, s in enumerate(said)}
    taken, overruled = _Taken(), dict[Span, Correction]()
    gone = {span: word.rejected for span, word in words.items() if word.rejected and word.marked}
    spoken = [span for span, word in words.items() if word.holds or span in gone]
    for span in sorted(spoken, key=lambda s: -order[words[s].said[-1].id]):
        rival = taken.rival(span)
        if rival is None:
            taken.take(span, gone.get(span) or words[span].said[-1])
        elif span not in gone:
            overruled[span] = rival
    kept: list[Mention] = []
    rejected: list[Rejected] = []
    for m in mentions:
        word = words.get(m.span)
        out = word.rejected if word else None
        if out is None and m.span not in taken.by:
            over = taken.overlapping(m.span)
            out = next((taken.by[at] for at in over if at not in gone or at.contains(m.span)), None)
        if out is None:
            kept.append(m)
        else:
            rejected.append(Rejected(m.document, m.start, m.end, m.text, out.id))
    for span, record in taken.by.items():
        if span not in found and span not in gone:
            made = make(span)
            kept.append(replace(made, id=f"{made.document}m{record.id}", furniture=False))
    kept.sort(key=lambda m: m.span)
    named = tuple(_with_role(m, words[m.span]) if m.span in words else m for m in kept)
    return Named(
        mentions=named,
        ids={m.span: m.id for m in named if m.span in words},
        words=words,
        rejected=tuple(rejected),
        lost=dict(_lost(words, found, {m.span: m for m in named})),
        overruled=overruled,
    )


def _by_span(mentions: Sequence[Mention], said: Sequence[Said]) -> dict[Span, list[Correction]]:
    """Give for each span that somebody spoke of what is said about it, the latest last."""
    written: dict[str, dict[Span, None]] = {}
    for m in mentions:
        written.setdefault(alike(m.text), {})[m.span] = None
    for s in said:
        if s.span is not None and s.record.action not in {"reject", "note"}:
            written.setdefault(alike(_quote(s.record)), {})[s.span] = None
    out: dict[Span, list[Correction]] = {}
    for s in said:
        spans = {} if s.span is None else {s.span: None}
        if isinstance(s.record.target, OfMention) and s.record.target.scope != "here":
            spans |= written.get(alike(_quote(s.record)), {})
        for span in spans:
            out.setdefault(span, []).append(s.record)
    return out


def _quote(record: Correction) -> str:
    return record.target.anchor.quote if isinstance(record.target, OfMention) else ""


def _with_role(mention: Mention, word: Word) -> Mention:
    role = word.chosen_role
    if role is None:
        return mention
    reasons = (ROLE_CHOSEN, *mention.reasons) if role != mention.role else mention.reasons
    return replace(mention, role=role, reasons=reasons)


def _lost(
    words: Mapping[Span, Word], found: Mapping[Span, Mention], named: Mapping[Span, Mention]
) -> Iterator[tuple[str, str]]:
    """Say which records speak of a name that nobody finds and nobody has marked."""
    ends = sorted(named)
    for span, word in words.items():
        if span in found or word.marked:
            continue
        n = bisect_left(ends, span)
        around = next((at for at in ends[max(0, n - 1) : n + 1] if at.overlaps(span)), None)
        for record in word.said:
            if around is not None:
                yield record.id, f"the name that is found there now is “{named[around].text}”"
            elif record.action == "note":
                yield record.id, "no name is found there any more"
