"""What other documents tell of the same travellers, by which a document without a day of its own is dated.

From all analyses, gone through once, to answers about each of them: whether another document that has a day
tells of the same traveller in the same place, and whether others tell as under way what this one only plans.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geomap.model import Analysis, Place


class Company:
    """The documents of a story, to be asked about one of them.

    Parameters
    ----------
    names
        The one name of each traveller.
    dated
        Ids of the documents that have a day, of publication or in their text.
    """

    def __init__(
        self,
        analyses: Sequence[Analysis],
        *,
        names: Mapping[str, str],
        places: Mapping[str, Place],
        dated: set[str],
    ) -> None:
        self._names = names
        self._places = places
        self._seen: dict[str, dict[str, set[str]]] = {}
        self._under_way: dict[str, set[str]] = {}
        for analysis in analyses:
            document = analysis.document.id
            if document in dated:
                for who, where in self._trips(analysis):
                    self._seen.setdefault(who, {}).setdefault(where, set()).add(document)
            for m in analysis.movements:
                if m.modality in {"happened", "reported"}:
                    self._under_way.setdefault(self._name(m.traveller), set()).add(document)

    def shares_a_trip(self, analysis: Analysis) -> bool:
        """Say whether another document with a date tells of the same traveller in the same place."""
        own = {analysis.document.id}
        return any(
            documents - own and self._near(where, here)
            for who, here in self._trips(analysis)
            for where, documents in self._seen.get(who, {}).items()
        )

    def only_plans(self, analysis: Analysis) -> bool:
        """Say whether a document only plans a trip that other documents tell as under way."""
        told: dict[str, set[str]] = {}
        for m in analysis.movements:
            if m.modality not in {"past", "cancelled"} and m.destination:
                told.setdefault(self._name(m.traveller), set()).add(m.modality)
        own = {analysis.document.id}
        return any(
            self._under_way.get(who, set()) - own
            for who, how in told.items()
            if how <= {"planned", "possible"}
        )

    def _trips(self, analysis: Analysis) -> set[tuple[str, str]]:
        return {
            (self._name(m.traveller), m.destination)
            for m in analysis.movements
            if m.destination and m.modality not in {"past", "cancelled"}
        }

    def _name(self, traveller: str) -> str:
        return self._names.get(traveller, traveller)

    def _near(self, one: str, other: str) -> bool:
        a, b = self._places.get(one), self._places.get(other)
        return a is not None and b is not None and (a.id == b.id or a.holds(b) or b.holds(a))
