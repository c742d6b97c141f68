"""What a person's corrections took out of the story, and which of them no longer fit, in words.

Both are listed for every reader: a name that is gone was found once, and a correction that is lost is none
that somebody took back.
"""

from __future__ import annotations

from collections import defaultdict

from geomap.model import Story
from geomap.model.correction import Action, OfDocument, OfLeg, OfMention, OfStop, Target
from geomap.page.context import ExcludedView, UnplacedView

ACTION_WORDS: dict[Action, str] = {
    "place": "Another place for",
    "reject": "Not to be:",
    "role": "Another role for",
    "add": "Missed name",
    "accept": "Accepted:",
    "confirm": "Confirmed:",
    "date": "A day for",
    "name": "A name for",
    "note": "A note on",
    "leave_out": "To be left out:",
}
"""How a correction begins that is listed because it no longer fits."""


def rejected_names(story: Story) -> tuple[UnplacedView, ...]:
    """Give the names that a person took out, alike ones together."""
    records = {outcome.record.id: outcome.record for outcome in story.corrections}
    alike: dict[tuple[str, str], list[tuple[str, int, int]]] = defaultdict(list)
    for entry in story.rejected:
        record = records.get(entry.record)
        why = (record.note if record else None) or "no place name, as a person says"
        alike[entry.text, why].append((entry.document, entry.start, entry.end))
    return tuple(UnplacedView(text, why, tuple(at)) for (text, why), at in alike.items())


def lost_corrections(story: Story) -> tuple[ExcludedView, ...]:
    """Give the corrections that no longer fit the articles."""
    return tuple(
        ExcludedView(f"{ACTION_WORDS[o.record.action]} {_about(o.record.target)}", o.why)
        for o in story.corrections
        if o.state == "lost"
    )


def _about(target: Target) -> str:
    match target:
        case OfMention():
            return f"“{target.anchor.quote}” in {target.anchor.document}"
        case OfDocument():
            return target.document
        case OfStop():
            return f"stop {target.place.name} of {target.traveller}"
        case OfLeg():
            return f"leg {target.origin.name} – {target.destination.name} of {target.traveller}"
