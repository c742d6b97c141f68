"""The gazetteer with a second opinion beside it: which names are asked for, and what is said of the answers.

From a document's mentions to the names that the gazetteer lacks; from a service's opinions to candidates for
resolving, and to the words that mark in each mention who found its place, or why nobody did.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from geomap.gazetteer.second_opinion import Opinion
from geomap.model import Candidate, CandidateSource, Mention, Unplaced


@dataclass(frozen=True, eq=False)
class Beside:
    """The gazetteer, and what a service says of the names that it lacks, for one document."""

    gazetteer: CandidateSource
    label: str
    opinions: Mapping[str, Opinion] = field(default_factory=dict)

    def candidates(self, name: str) -> Sequence[Candidate]:
        """Give the gazetteer's candidates; only if it has none, the service's."""
        known = self.gazetteer.candidates(name)
        return known or self.opinions.get(name, _NOT_WANTED).candidates

    def told(self, mention: Mention) -> Mention:
        """Say in a mention's reasons who found its place, or why nobody did."""
        opinion = self.opinions.get(mention.text)
        if opinion is None or mention.place is None:
            return mention
        if not mention.approximate:
            online = {c.place.id for c in opinion.candidates}
            if mention.place not in online:
                return mention
            return replace(
                mention, reasons=(f"found by {self.label}, not in the gazetteer", *mention.reasons)
            )
        if opinion.state == "found":
            return mention
        return replace(mention, reasons=(*mention.reasons, self._why(opinion)))

    def told_why(self, unplaced: Unplaced, mention: Mention) -> Unplaced:
        """Say of a mention without a place whether the service knows none, or was not asked."""
        opinion = self.opinions.get(mention.text)
        if opinion is None or opinion.state == "found":
            return unplaced
        return replace(unplaced, why=f"{unplaced.why}; {self._why(opinion)}")

    def _why(self, opinion: Opinion) -> str:
        if opinion.state == "not_found":
            return f"not found by {self.label} either"
        return f"not looked up: {self.label} {opinion.why}"


_NOT_WANTED: Final = Opinion("not_asked")


def wanted(mentions: Iterable[Mention], gazetteer: CandidateSource) -> list[str]:
    """Give the names to ask for: of places of the story, none of which the gazetteer has a candidate for."""
    names = dict.fromkeys(m.text for m in mentions if m.role == "location" and not m.furniture)
    return [name for name in names if not gazetteer.candidates(name)]
