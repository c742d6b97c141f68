"""The gazetteer with a second opinion beside it: which names are asked for, and what is said of the answers.

From a document's mentions to the names that the gazetteer lacks; from a service's opinions to candidates for
resolving, and to the words that mark in each mention who found its place, or why nobody did.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from geomap.gazetteer.lookup import Gazetteer
from geomap.gazetteer.second_opinion import Opinion, SecondOpinion
from geomap.model import Analysis, Candidate, CandidateSource, Mention, Place, Unplaced

NOT_WANTED: Final = Opinion("not_asked")


@dataclass(frozen=True, eq=False)
class Beside:
    """The gazetteer, and what a service says of the names that it lacks, for one document."""

    gazetteer: Gazetteer
    online: SecondOpinion
    opinions: Mapping[str, Opinion]

    @classmethod
    def asked(cls, online: SecondOpinion, gazetteer: Gazetteer, mentions: Iterable[Mention]) -> Beside:
        """Ask for the names of a document that the gazetteer lacks."""
        return cls(gazetteer, online, online.look_up(wanted(mentions, gazetteer)))

    def candidates(self, name: str) -> Sequence[Candidate]:
        """Give the gazetteer's candidates; only if it has none, the service's."""
        return self.gazetteer.candidates(name) or self.opinions.get(name, NOT_WANTED).candidates

    def place(self, place_id: str) -> Place:
        """Give the place of an id.

        Raises
        ------
        KeyError
            There is none.
        """
        return self.online.place(place_id) or self.gazetteer.place(place_id)

    def told(self, analysis: Analysis) -> Analysis:
        """Say in each mention's reasons who found its place, or why nobody did."""
        names = {m.id: m.text for m in analysis.mentions}
        return replace(
            analysis,
            mentions=tuple(map(self._told, analysis.mentions)),
            unplaced=tuple(self._told_why(u, names.get(u.mention, "")) for u in analysis.unplaced),
        )

    def _told(self, mention: Mention) -> Mention:
        opinion = self.opinions.get(mention.text)
        if opinion is None or mention.place is None:
            return mention
        if mention.place in {c.place.id for c in opinion.candidates}:
            found = f"found by {self.online.label}, not in the gazetteer"
            return replace(mention, reasons=(found, *mention.reasons))
        if mention.approximate and opinion.state != "found":
            return replace(mention, reasons=(*mention.reasons, self._why(opinion)))
        return mention

    def _told_why(self, unplaced: Unplaced, name: str) -> Unplaced:
        opinion = self.opinions.get(name)
        if opinion is None or opinion.state == "found":
            return unplaced
        return replace(unplaced, why=f"{unplaced.why}; {self._why(opinion)}")

    def _why(self, opinion: Opinion) -> str:
        if opinion.state == "not_found":
            return f"not found by {self.online.label} either"
        return f"not looked up: {self.online.label} {opinion.why}"


def wanted(mentions: Iterable[Mention], gazetteer: CandidateSource) -> list[str]:
    """Give the names to ask for: of places of the story, none of which the gazetteer has a candidate for."""
    names = dict.fromkeys(m.text for m in mentions if m.role == "location" and not m.furniture)
    return [name for name in names if not gazetteer.candidates(name)]
