"""What became of each correction in a build: gathered from all documents and journeys.

From a plan and the outcomes in each document to one outcome for each record. None is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from geomap.correct.plan import Plan
from geomap.model import Correction, OfDocument, OfLeg, OfMention, OfStop, Outcome

LEFT_OUT = "its article is taken out"
ELSEWHERE = "its words stand elsewhere now"
RENAMED = "its article has another path now"


def outcomes_of(plan: Plan, outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """Give one outcome for each record, in the order in which they are applied."""
    found: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        found.setdefault(outcome.record.id, []).append(outcome)
    return tuple(_outcome(record, plan, found.get(record.id, ())) for record in plan.records)


def _outcome(record: Correction, plan: Plan, found: Sequence[Outcome]) -> Outcome:
    if record.id in plan.lost:
        return Outcome(record, "lost", plan.lost[record.id])
    if isinstance(record.target, OfDocument):
        return _of_document(record, plan)
    mentions = tuple(i for o in found for i in o.mentions)
    for state in ("disputed", "applied", "overruled", "lost"):
        first = next((o for o in found if o.state == state), None)
        if first is not None and state == "applied":
            elsewhere = record.id in plan.moved
            told = dict.fromkeys([ELSEWHERE] if elsewhere else [])
            told |= dict.fromkeys(o.why for o in found if o.state == state and o.why)
            return Outcome(record, "moved" if elsewhere else state, "; ".join(told), mentions)
        if first is not None and state == "lost" and _told_by_one_left_out(record, plan):
            return Outcome(record, "overruled", LEFT_OUT)
        if first is not None:
            return Outcome(record, first.state, first.why, mentions)
    where = [i for i, said in plan.articles.items() if any(s.record.id == record.id for s in said.names)]
    if isinstance(record.target, OfMention) and any(plan.of(i).left_out for i in where):
        return Outcome(record, "overruled", LEFT_OUT)
    return Outcome(record, "lost", "its article could not be analysed")


def _told_by_one_left_out(record: Correction, plan: Plan) -> bool:
    """Say whether sentences that bear a stop or leg out stand in an article that is taken out."""
    if not isinstance(record.target, OfStop | OfLeg):
        return False
    spans = (span for route in plan.routes if route.record.id == record.id for span in route.spans)
    return any(plan.of(document).left_out for document, _ in spans)


def _of_document(record: Correction, plan: Plan) -> Outcome:
    if record.id in plan.disputed:
        return Outcome(record, "disputed", plan.disputed[record.id])
    if record.id in plan.overruled:
        return Outcome(record, "overruled", plan.overruled[record.id])
    return Outcome(record, "moved", RENAMED) if record.id in plan.moved else Outcome(record, "applied")
