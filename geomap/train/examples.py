"""Training examples for the resolver, from corpora whose place names a person has placed.

From corpus files (``../shared/corpora`` in this project's workshop; no part of the repository) to
documents with rows and labels. Labels follow the field's measure (`geomap.evaluate.measure.judge`): a
candidate is right within 161 km, or as the same area; the best of the right ones is the one to choose.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np

from geomap.evaluate.gold import GoldDocument, read_gold
from geomap.evaluate.measure import judge
from geomap.model import CandidateSource, Document, Mention, Place, Prose
from geomap.resolve.cues import read_cues
from geomap.resolve.features import Rows, rows_of
from geomap.resolve.senses import Sense, group
from geomap.resolve.table import table_of

CORPORA: Final = ("lgl", "trnews", "geovirus")
FOLDS: Final = 5
_WANTED: Final = {
    "PCL": {"country"},
    "ADM1": {"admin1"},
    "ADM2": {"admin2"},
    "PPL": {"city", "town", "village"},
}


@dataclass(frozen=True, slots=True, eq=False)
class Label:
    """A gold place of a sense.

    Attributes
    ----------
    choices
        For each candidate 1 if it is the one to choose, -1 if it is right too, 0 if wrong.
    weight
        Mentions of the sense with this gold place.
    """

    choices: tuple[int, ...]
    weight: int
    gold: Mapping[str, Any]


@dataclass(slots=True, eq=False)
class Example:
    """A document with its candidates and their labels.

    Attributes
    ----------
    fold
        0 to 4, by a hash of the document's group, the same for all corpora.
    labels
        For each sense of the rows.
    without
        Labels of the senses that have no candidate.
    placed
        Gold mentions with coordinates.
    """

    corpus: str
    group: str
    source: str
    fold: int
    prose: Prose
    mentions: tuple[Mention, ...]
    gold: tuple[Mapping[str, Any], ...]
    rows: Rows | None
    labels: list[list[Label]] = field(default_factory=list)
    without: list[tuple[Sense, list[Label]]] = field(default_factory=list)
    placed: int = 0


def as_record(place: Place) -> dict[str, Any]:
    """Give a place as ``geomap parse`` writes it, which is what the measure reads."""
    return {
        "name": place.name,
        "kind": place.kind,
        "lat": place.lat,
        "lon": place.lon,
        "country": place.country,
        "geonameid": place.geonameid,
    }


def read_examples(path: Path, *, candidates: CandidateSource) -> list[Example]:
    """Read one corpus."""
    return [_example(gold, path.stem, candidates) for gold in read_gold(path)]


def fold_of(group_name: str) -> int:
    """Give the fold of a group of documents."""
    return int(hashlib.md5(group_name.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def _example(gold: GoldDocument, corpus: str, candidates: CandidateSource) -> Example:
    prose = Prose(Document("d1", gold.id, gold.id, gold.text, ""), (), ())
    names = gold.toponyms
    mentions = tuple(
        Mention(
            f"d1m{n}",
            "d1",
            m["start"],
            m["end"],
            gold.text[m["start"] : m["end"]],
            "demonym" if m.get("kind") == "demonym" else "location",
        )
        for n, m in enumerate(names, 1)
    )
    record = gold.record or {}
    group_name = str(record.get("group") or gold.id)
    senses = group(mentions, read_cues(gold.text, mentions), table_of(candidates))
    example = Example(
        corpus,
        group_name,
        str(record.get("url") or ""),
        fold_of(group_name),
        prose,
        mentions,
        names,
        rows_of(senses),
    )
    example.placed = sum(m.get("lat") is not None for m in names)
    for s in senses:
        labels = _labels(s, [names[i] for i in s.members if names[i].get("lat") is not None])
        if len(s.entry):
            example.labels.append(labels)
        else:
            example.without.append((s, labels))
    return example


def _labels(sense: Sense, golds: Sequence[Mapping[str, Any]]) -> list[Label]:
    counts = Counter((m["lat"], m["lon"], m.get("geonameid")) for m in golds)
    first = {(m["lat"], m["lon"], m.get("geonameid")): m for m in reversed(golds)}
    return [Label(_choices(sense, first[key]), n, first[key]) for key, n in counts.items()]


def _choices(sense: Sense, gold: Mapping[str, Any]) -> tuple[int, ...]:
    judged = [judge(gold, as_record(c.place)) for c in sense.entry.candidates]
    right = [n for n, (_, ok, _) in enumerate(judged) if ok]
    out = [0] * len(judged)
    if right:
        feature = str(gold.get("feature") or "")
        wanted = next((kinds for code, kinds in _WANTED.items() if feature.startswith(code)), set())
        best = max(
            right, key=lambda n: (judged[n][2], sense.entry.candidates[n].place.kind in wanted, -judged[n][0])
        )
        for n in right:
            out[n] = -1
        out[best] = 1
    return tuple(out)


def accuracy(examples: Sequence[Example], best: Sequence[np.ndarray | None]) -> float:
    """Give the share of gold mentions whose sense's chosen row is right (acc@161, spans given)."""
    right = sum(
        label.weight * (label.choices[int(row) - int(start)] != 0)
        for e, rows in zip(examples, best, strict=True)
        if e.rows is not None and rows is not None
        for labels, row, start in zip(e.labels, rows, e.rows.starts, strict=True)
        for label in labels
    )
    return right / max(1, sum(e.placed for e in examples))


def ceiling(examples: Sequence[Example]) -> float:
    """Give the share of gold mentions that have a right candidate at all."""
    right = sum(
        label.weight * any(label.choices) for e in examples for labels in e.labels for label in labels
    )
    return right / max(1, sum(e.placed for e in examples))


def by_corpus(
    examples: Sequence[Example], measure: Callable[[list[Example], list[int]], float]
) -> dict[str, float]:
    """Measure each corpus by itself."""
    out = {}
    for name in CORPORA:
        mine = [i for i, e in enumerate(examples) if e.corpus == name]
        out[name] = round(measure([examples[i] for i in mine], mine), 4)
    return out
