"""What the gazetteer lacks: the share of gold names that have the right place among their candidates.

From gold corpora to figures by corpus and by feature class (GeoNames' codes, as the corpora state them):
what no candidate mends no ranking mends. "Right" is as in `measure`. With ``--misses`` each missed name is
listed with its first candidates. Without a trained model and without the recogniser: the spans are given.

By hand: ``python -m geomap.evaluate.recall CORPUS.jsonl… [--misses]``.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from geomap.evaluate.gold import read_gold
from geomap.evaluate.measure import judge, placed_gold
from geomap.gazetteer import Gazetteer
from geomap.model import CandidateSource, Place

NO_CLASS: Final = "(none stated)"
CLASSES: Final = (
    ("countries", "PCL"), ("first-level regions", "ADM1"), ("second-level regions", "ADM2"),
    ("smaller divisions", "ADM"), ("populated places", "PPL"), ("airports", "AIR"),
)  # fmt: skip
"""Slices by how a feature code begins, the first that fits; other codes stand for themselves."""


@dataclass(slots=True)
class Recall:
    """Counts of gold mentions: all, with the right place among the candidates, with it first, with none."""

    n: int = 0
    found: int = 0
    first: int = 0
    without: int = 0
    candidates: int = 0

    def to_text(self, name: str) -> str:
        """Give the figures in a line."""
        n = max(self.n, 1)
        return (
            f"{name:24s} n {self.n:5d}  recall {self.found / n:.3f}  first {self.first / n:.3f}"
            f"  without any {self.without / n:.3f}  candidates {self.candidates / n:.1f}"
        )


@dataclass(slots=True)
class CorpusRecall:
    """One corpus: the whole, the slices by feature class, and what was missed."""

    whole: Recall = field(default_factory=Recall)
    classes: dict[str, Recall] = field(default_factory=dict)
    misses: Counter[str] = field(default_factory=Counter)

    def to_text(self, name: str, *, misses: bool = False) -> str:
        """Give the figures in lines, the largest slice first."""
        lines = [self.whole.to_text(name)]
        order = sorted(self.classes, key=lambda slice_: (-self.classes[slice_].n, slice_))
        lines += [self.classes[slice_].to_text(f"  {slice_}") for slice_ in order]
        if misses:
            missed = sorted(self.misses.items(), key=lambda item: (-item[1], item[0]))
            lines += [f"  missed {count:3d}  {what}" for what, count in missed]
        return "\n".join(lines)


def feature_class(mention: Mapping[str, Any]) -> str:
    """Give the slice that a gold mention belongs to."""
    code = str(mention.get("feature") or "")
    return next((name for name, start in CLASSES if code.startswith(start)), code or NO_CLASS)


def measure_recall(path: Path, *, gazetteer: CandidateSource) -> CorpusRecall:
    """Measure the candidates of one gold corpus.

    Raises
    ------
    SourceError
        The file is no gold corpus.
    """
    told = CorpusRecall()
    for document in read_gold(path):
        for mention in placed_gold(document).values():
            found = gazetteer.candidates(str(mention["text"]))
            right = [judge(mention, _record(candidate.place))[1] for candidate in found]
            slice_ = feature_class(mention)
            for counts in (told.whole, told.classes.setdefault(slice_, Recall())):
                counts.n += 1
                counts.found += any(right)
                counts.first += bool(right) and right[0]
                counts.without += not right
                counts.candidates += len(right)
            if not any(right):
                first = ", ".join(
                    f"{c.place.name} ({c.place.kind}, {c.place.country}, {c.match})" for c in found[:2]
                )
                where = f"{mention['lat']:.1f} {mention['lon']:.1f} {mention.get('country') or ''}".rstrip()
                told.misses[f"{mention['text']} [{slice_}; {where}] -> {first or 'nothing'}"] += 1
    return told


def _record(place: Place) -> dict[str, Any]:
    return {
        "name": place.name, "kind": place.kind, "lat": place.lat, "lon": place.lon, "country": place.country,
        "admin1": place.admin1, "geonameid": place.geonameid,
    }  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure the corpora that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--misses", action="store_true", help="list what was missed")
    given = parser.parse_args(arguments)
    for path in given.corpora:
        told = measure_recall(path, gazetteer=Gazetteer.default())
        sys.stdout.write(told.to_text(path.stem, misses=given.misses) + "\n")


if __name__ == "__main__":
    main()
