"""What is counted, and how: one document's counts, from which all figures follow.

From a gold document and a prediction (the record that ``geomap parse`` writes) to counts by name.

Recognition
    Exact spans. "Without demonyms" leaves out gold demonyms and predicted ones and forgives what overlaps a
    gold demonym, but keeps "US", "UK" and the like. "Lenient" counts any overlap, one to one. What is
    predicted as part of another name counts only for corpora that mark such names (`EMBEDDED`).
Resolution
    Over all gold mentions with coordinates, the spans given; no answer is 20,039 km off. Right: within
    161 km (100 miles), or the same GeoNames id, country or first-level region; strict: by distance alone.
End to end
    Found with the exact span and rightly placed; a placed prediction that is neither is wrong.
Roles
    Over the gold mentions that state one, the spans given: location against the rest; all four where the gold
    is no metonymy corpus.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from geomap.evaluate.gold import GoldDocument

MAX_ERROR_KM: Final = 20039.0
NEAR_KM: Final = 161.0
CLOSE_KM: Final = 25.0
EARTH_RADIUS_KM: Final = 6371.0088
EMBEDDED: Final = frozenset({"GeoWebNews", "LGL", "TR-News"})
ABBREVIATIONS: Final = frozenset({"us", "usa", "uk", "eu", "uae"})
RECOGNITION: Final = ("exact", "exact_no_demonyms", "lenient_no_demonyms")

Counts = Counter[str]
Pair = tuple[int, int]
Prediction = Mapping[str, Any]


def sphere_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Give the great-circle distance on a sphere in km, as the field measures it (not WGS84)."""
    p1, p2, dl = math.radians(lat1), math.radians(lat2), math.radians(lon2 - lon1)
    h = math.sin((p2 - p1) / 2) ** 2 + math.cos(p1) * math.cos(p2) * math.sin(dl / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(h)))


def fold(name: str | None) -> str:
    """Fold a name for comparison: no case, no diacritics, letters and digits only."""
    plain = unicodedata.normalize("NFKD", (name or "").casefold())
    kept = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(kept.split())


def span(mention: Mapping[str, Any]) -> Pair:
    """Give the span of a gold or predicted mention."""
    return int(mention["start"]), int(mention["end"])


def overlaps(s: Pair, ranges: Iterable[Pair]) -> bool:
    """Say whether a span shares a character with any of the others."""
    return any(a < s[1] and s[0] < b for a, b in ranges)


def judge(gold: Mapping[str, Any], place: Mapping[str, Any] | None) -> tuple[float, bool, bool]:
    """Give a placed mention's error in km, whether it counts as right, and whether the id is the same."""
    if not place or place.get("lat") is None or place.get("lon") is None:
        return MAX_ERROR_KM, False, False
    error = sphere_km(gold["lat"], gold["lon"], place["lat"], place["lon"])
    same = bool(gold.get("geonameid")) and str(place.get("geonameid") or "") == str(gold["geonameid"])
    return error, error <= NEAR_KM or same or _same_area(gold, place), same


def _same_area(gold: Mapping[str, Any], place: Mapping[str, Any]) -> bool:
    """Say whether both are the same country or first-level region, whatever its point."""
    names = {fold(gold.get("name")), fold(gold["text"])}
    feature = gold.get("feature") or ""
    if place.get("kind") == "country":
        if feature.startswith("PCL"):
            return place.get("country") is not None and place["country"] == gold.get("country")
        return not feature and fold(place.get("name")) in names
    if place.get("kind") == "admin1" and feature in {"ADM1", ""}:
        return fold(place.get("name")) in names and gold.get("country") in (None, place.get("country"))
    return False


def counting(gold: GoldDocument, predicted: Prediction) -> list[Mapping[str, Any]]:
    """Give the predictions that count for the gold's corpus, one for each span."""
    embedded = gold.corpus in EMBEDDED
    best = {span(m): m for m in predicted["mentions"] if embedded or m.get("role") != "part_of_name"}
    return list(best.values())


def _spared(gold: GoldDocument) -> set[Pair]:
    """Give the spans that are marked, but neither as toponyms nor as wrong ones."""
    return {span(m) for m in gold.mentions if not m.get("toponym", True) and m.get("kind") != "non_toponym"}


def count_recognition(gold: GoldDocument, predicted: Prediction) -> Counts:
    """Count the hits (tp), false alarms (fp) and misses (fn) of each of `RECOGNITION`."""
    counts: Counts = Counter()
    found, spared = counting(gold, predicted), _spared(gold)
    marked, said = {span(m) for m in gold.toponyms}, {span(m) for m in found}
    _add(counts, "exact", len(marked & said), len(said - marked - spared), len(marked - said))

    marked, said = without_demonyms(gold, found)
    _add(counts, "exact_no_demonyms", len(marked & said), len(said - marked), len(marked - said))

    left, hit = sorted(said), 0
    for s in sorted(marked):
        match = next((q for q in left if q[0] < s[1] and s[0] < q[1]), None)
        if match:
            left.remove(match)
            hit += 1
    _add(counts, "lenient_no_demonyms", hit, len(left), len(marked) - hit)
    return counts


def without_demonyms(gold: GoldDocument, found: Sequence[Mapping[str, Any]]) -> tuple[set[Pair], set[Pair]]:
    """Give the spans marked and found, leaving demonyms out on both sides."""
    demonyms = {span(m) for m in gold.toponyms if m.get("kind") == "demonym"}
    marked = {span(m) for m in gold.toponyms if m.get("kind") != "demonym"}
    spared = _spared(gold)
    said = {span(m) for m in found if m.get("role") != "demonym" or _kept(gold, span(m), marked)}
    return marked, {s for s in said if s in marked or not (overlaps(s, demonyms) or s in spared)}


def _kept(gold: GoldDocument, s: Pair, marked: set[Pair]) -> bool:
    """Say whether a predicted demonym is a country's abbreviation that the corpus marks as a place."""
    return s in marked and fold(gold.text[s[0] : s[1]]).replace(" ", "") in ABBREVIATIONS


def _add(counts: Counts, name: str, tp: int, fp: int, fn: int) -> None:
    counts[f"{name}.tp"] += tp
    counts[f"{name}.fp"] += fp
    counts[f"{name}.fn"] += fn


def placed_gold(gold: GoldDocument) -> dict[Pair, Mapping[str, Any]]:
    """Give the gold mentions with coordinates, by span."""
    return {span(m): m for m in gold.toponyms if m.get("lat") is not None}


def count_answer(mention: Mapping[str, Any], answer: Mapping[str, Any] | None) -> Counts:
    """Count one gold mention with coordinates: how far off, and whether right."""
    error, right, same = judge(mention, answer["place"] if answer else None)
    return Counter(
        {
            "n": 1,
            "found": answer is not None,
            "unresolved": error == MAX_ERROR_KM,
            "right": right,
            "strict": error <= NEAR_KM,
            "close": error <= CLOSE_KM,
            "km": error,
            "log": math.log(1 + error),
            "with_id": bool(mention.get("geonameid")),
            "same": same,
            "wrong": bool(answer and answer.get("place")) and not right,
        }
    )


def count_false_places(gold: GoldDocument, answers: Mapping[Pair, Mapping[str, Any]]) -> int:
    """Count the placed predictions that stand on no gold name at all."""
    marked, spared = {span(m) for m in gold.toponyms}, _spared(gold)
    demonyms = {span(m) for m in gold.toponyms if m.get("kind") == "demonym"}
    return sum(
        bool(a.get("place"))
        and s not in marked
        and s not in spared
        and not overlaps(s, demonyms)
        and a.get("role") != "demonym"
        for s, a in answers.items()
    )


def count_roles(gold: GoldDocument, given: Prediction) -> Counts:
    """Count the roles, the spans given: all that a gold states, and location against the rest."""
    answers = {span(m): m for m in given["mentions"]}
    counts: Counts = Counter()
    for m in gold.toponyms:
        role = m.get("role")
        answer = answers.get(span(m))
        if role is None or role == "mixed" or answer is None:
            continue
        literal, said = role == "location", answer.get("role") == "location"
        counts["roles.n"] += 1
        counts["roles.literal"] += literal
        counts["roles.right"] += literal == said
        _add(counts, "metonymic", not literal and not said, literal and not said, not literal and said)
        if gold.whole:
            counts["roles4.n"] += 1
            counts["roles4.right"] += answer.get("role") in {role, *(m.get("alt_roles") or ())}
    return counts
