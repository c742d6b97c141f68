"""Run geomap over gold corpora and report how good it is, by corpus and by slice, with the errors.

Each document is read twice by the pipeline: as ``geomap parse`` reads it, and with the gold spans given.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from geomap.evaluate.figures import (
    Figure,
    f1_figures,
    figure,
    median_figure,
    recognition_figures,
    resolution_figures,
)
from geomap.evaluate.gold import GoldDocument, read_gold
from geomap.evaluate.measure import (
    Counts,
    Pair,
    count_answer,
    count_false_places,
    count_recognition,
    count_roles,
    counting,
    fold,
    judge,
    placed_gold,
    span,
    without_demonyms,
)
from geomap.gazetteer import Gazetteer
from geomap.pipeline import parse_record
from geomap.resolve import Homes

KINDS: Final = {
    "PCL": "country", "ADM1": "first-level region", "ADM": "smaller region", "PPLX": "part of a town",
    "PPL": "town", "H": "water", "STM": "water", "LK": "water", "SEA": "water", "MT": "terrain",
    "ISL": "terrain",
}  # fmt: skip
"""GeoNames feature codes, or how they begin, as people name them; what is in no row is "other"."""

SHOWN_ERRORS: Final = 200


@dataclass(frozen=True, slots=True)
class Error:
    """One thing that went wrong: where, what kind of error, and in words what was wanted and what came."""

    document: str
    start: int
    kind: str
    note: str


@dataclass(slots=True)
class CorpusReport:
    """The figures of one gold file.

    Attributes
    ----------
    recognition, end_to_end
        Empty where the gold does not mark every name.
    slices
        Resolution with the spans given, acc@161, by slice and its value.
    """

    name: str
    documents: int
    recognition: dict[str, dict[str, Figure]] = field(default_factory=dict)
    roles: dict[str, Figure] = field(default_factory=dict)
    resolution: dict[str, Figure] = field(default_factory=dict)
    end_to_end: dict[str, Figure] = field(default_factory=dict)
    slices: dict[str, dict[str, Figure]] = field(default_factory=dict)
    errors: list[Error] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of all gold files, in the order given."""

    corpora: tuple[CorpusReport, ...]

    def to_text(self, *, errors: bool = True) -> str:
        """Write the report out as plain text, with the errors unless told otherwise."""
        return "\n".join(line for c in self.corpora for line in _lines(c, errors=errors))


def evaluate_files(paths: Sequence[Path], *, gazetteer: Gazetteer) -> Report:
    """Measure geomap on gold files.

    Parameters
    ----------
    paths
        Gold corpora, one JSON document a line.
    gazetteer
        Where names are looked up.

    Raises
    ------
    SourceError
        A file cannot be read or is no gold corpus.
    """
    return Report(tuple(evaluate(str(p.name), read_gold(Path(p)), gazetteer=gazetteer) for p in paths))


def evaluate(name: str, documents: Sequence[GoldDocument], *, gazetteer: Gazetteer) -> CorpusReport:
    """Measure geomap on the documents of one corpus."""
    pairs = []
    held, free = Homes(), Homes()
    for gold in documents:
        record = {k: v for k, v in (gold.record or {}).items() if k in {"title", "date", "url"} and v}
        record |= {"id": gold.id, "text": gold.text}
        spans = [{"start": s, "end": e} for s, e in sorted({span(m) for m in gold.toponyms})]
        with_spans = {**record, "mentions": spans}
        given = parse_record(with_spans, gazetteer=gazetteer, given_spans=True, homes=held)
        found = parse_record(record, gazetteer=gazetteer, homes=free) if gold.whole else None
        pairs.append((given, found))
    return score(name, documents, pairs)


def score(
    name: str,
    documents: Sequence[GoldDocument],
    predictions: Sequence[tuple[Mapping[str, Any] | None, Mapping[str, Any] | None]],
) -> CorpusReport:
    """Score predictions against gold: for each document those with the spans given, and those without."""
    report = CorpusReport(name, len(documents))
    given: list[Counts] = []
    roles: list[Counts] = []
    found: list[Counts] = []
    recognised: list[Counts] = []
    sliced: dict[tuple[str, str], list[Counts]] = defaultdict(list)
    known = Counter(x for d in documents for x in {fold(m["text"]) for m in d.toponyms})
    for gold, (with_spans, without) in zip(documents, predictions, strict=True):
        if with_spans is not None:
            roles.append(count_roles(gold, with_spans))
            given.append(_count_given(gold, with_spans, sliced, known, report.errors))
        if without is not None and gold.whole:
            recognised.append(count_recognition(gold, without))
            found.append(_count_end_to_end(gold, without))
            report.errors += _recognition_errors(gold, without)
    report.resolution = resolution_figures(given) | _median(documents, [g for g, _ in predictions])
    report.recognition = recognition_figures(recognised) if recognised else {}
    if any(c["n"] for c in found):
        report.end_to_end = {**f1_figures(found, "placed"), **resolution_figures(found)}
        report.end_to_end |= {k: f for k in ("found",) if (f := figure(k, found))}
        report.end_to_end |= _median(documents, [w for _, w in predictions], embedded=True)
    report.roles = _role_figures(roles)
    for (by, value), counts in sorted(sliced.items()):
        accuracy = figure("acc161", counts)
        if accuracy:
            report.slices.setdefault(by, {})[value] = accuracy
    return report


def _count_given(
    gold: GoldDocument,
    predicted: Mapping[str, Any],
    sliced: dict[tuple[str, str], list[Counts]],
    known: Mapping[str, int],
    errors: list[Error],
) -> Counts:
    answers = {span(m): m for m in predicted["mentions"]}
    total: Counts = Counter()
    here: dict[tuple[str, str], Counts] = defaultdict(Counter)
    for s, m in placed_gold(gold).items():
        counts = count_answer(m, answers.get(s))
        total.update(counts)
        for key in _slices(m, known):
            here[key].update(counts)
        if not counts["right"]:
            errors.append(Error(gold.id, s[0], "place", _place_note(m, answers.get(s))))
    for key, counts in here.items():
        sliced[key].append(counts)
    return total


def _count_end_to_end(gold: GoldDocument, predicted: Mapping[str, Any]) -> Counts:
    answers: dict[Pair, Mapping[str, Any]] = {span(m): m for m in counting(gold, predicted)}
    total: Counts = Counter()
    for s, m in placed_gold(gold).items():
        total.update(count_answer(m, answers.get(s)))
    total["placed.tp"] = total["right"]
    total["placed.fp"] = total["wrong"] + count_false_places(gold, answers)
    total["placed.fn"] = total["n"] - total["right"]
    return total


def _median(
    documents: Sequence[GoldDocument],
    predictions: Sequence[Mapping[str, Any] | None],
    *,
    embedded: bool = False,
) -> dict[str, Figure]:
    """Give the median error; ``embedded``: only over the predictions that count for the corpus."""
    errors = []
    for gold, predicted in zip(documents, predictions, strict=True):
        if predicted is None:
            continue
        answers = {span(m): m for m in (counting(gold, predicted) if embedded else predicted["mentions"])}
        placed = placed_gold(gold).items()
        errors.append([judge(m, (answers.get(s) or {}).get("place"))[0] for s, m in placed])
    median = median_figure(errors)
    return {"median_km": median} if median else {}


def _role_figures(roles: Sequence[Counts]) -> dict[str, Figure]:
    accuracy = figure("accuracy", roles)
    if accuracy is None:
        return {}
    out = {"accuracy": accuracy}
    out |= {f"metonymic {k}": f for k, f in f1_figures(roles, "metonymic").items()}
    four = figure("all_four", roles)
    return out | ({"all four roles": four} if four else {})


def _slices(m: Mapping[str, Any], known: Mapping[str, int]) -> list[tuple[str, str]]:
    kind = _kind(str(m.get("feature") or ""))
    out = [
        ("kind", kind),
        ("elsewhere", "named in other documents" if known[fold(m["text"])] > 1 else "named in this one only"),
        ("form", "demonym" if m.get("kind") == "demonym" else "name"),
    ]
    if kind != "unknown":
        out.append(("country", "a country" if kind == "country" else "no country"))
    return out


def _kind(feature: str) -> str:
    if not feature:
        return "unknown"
    for length in range(len(feature), 0, -1):
        if feature[:length] in KINDS:
            return KINDS[feature[:length]]
    return "other"


def _place_note(m: Mapping[str, Any], answer: Mapping[str, Any] | None) -> str:
    place = answer and answer.get("place")
    where = ", ".join(str(x) for x in (m.get("name") or m["text"], m.get("admin1"), m.get("country")) if x)
    got = f"{place['name']} ({place['kind']}, {place.get('country')})" if place else "nothing"
    return f"{m['text']!r} is {where}; got {got}"


def _recognition_errors(gold: GoldDocument, predicted: Mapping[str, Any]) -> list[Error]:
    marked, said = without_demonyms(gold, counting(gold, predicted))
    missed = [Error(gold.id, s, "missed", repr(gold.text[s:e])) for s, e in sorted(marked - said)]
    false = [Error(gold.id, s, "no name", repr(gold.text[s:e])) for s, e in sorted(said - marked)]
    return missed + false


def _lines(c: CorpusReport, *, errors: bool) -> list[str]:
    out = [f"{c.name}: {c.documents} documents"]
    for name, figures in c.recognition.items():
        out.append(f"  recognition, {name.replace('_', ' ')}")
        out += _table(figures)
    for title, figures in (
        ("roles, spans given", c.roles),
        ("resolution, spans given", c.resolution),
        ("end to end", c.end_to_end),
    ):
        if figures:
            out += [f"  {title}", *_table(figures)]
    for by, figures in c.slices.items():
        out += [f"  acc161 with the spans given, by {by}", *_table(figures)]
    if errors and c.errors:
        out.append(f"  errors ({min(SHOWN_ERRORS, len(c.errors))} of {len(c.errors)})")
        out += [f"    {e.document}:{e.start} {e.kind}: {e.note}" for e in c.errors[:SHOWN_ERRORS]]
    return out


def _table(figures: Mapping[str, Figure]) -> list[str]:
    return [
        f"    {name:26s} {f.value:8.3f}  [{f.low:.3f}, {f.high:.3f}]  n {f.n}" for name, f in figures.items()
    ]
