"""Words of motion that are several words: "the tour began in", "is due in", "was back in", "en route to".

From units and an index to the `Trigger` that stands there, or None.
"""

from __future__ import annotations

from collections.abc import Sequence

from geomap.movement import lexicon as lx
from geomap.movement.groups import VerbGroup, is_adverb, read_group
from geomap.movement.trigger import Trigger
from geomap.movement.units import Unit
from geomap.movement.verbs import BE, DUE, FINISH, START, Form, Frame, inflections

_TRIP_VERBS: dict[str, tuple[Frame, Form]] = {
    form: (frame, kind)
    for frame, stems in (
        (START, "begin/began/begun start commence open kick"),
        (FINISH, "end finish conclude close culminate wrap"),
    )
    for stem in stems.split()
    for form, kind in inflections(stem)
}
_TRIPS = frozenset(
    [
        "trip",
        "travels",
        "journey",
        "tour",
        "voyage",
        "expedition",
        "ride",
        "walk",
        "pilgrimage",
        "odyssey",
        "flight",
        "march",
        "trek",
        "mission",
        "cruise",
        "drive",
    ]
)


def trip_verb(units: Sequence[Unit], i: int) -> Trigger | None:
    """Find "the journey began in X", "she ended her tour in X"."""
    found = _TRIP_VERBS.get(units[i].low)
    if found is None:
        return None
    frame, form = found
    after = next((k for k in range(i + 1, min(i + 8, len(units))) if units[k].low in _TRIPS), None)
    if after is not None and any(u.low in lx.PREPOSITIONS for u in units[i + 1 : after]):
        after = None
    before = any(u.low in _TRIPS for u in units[max(0, i - 6) : i])
    if after is None and not before and not _opens_with(units, i, form):
        return None
    return Trigger(i, after or i, frame, read_group(units, i, form), "start")


def _opens_with(units: Sequence[Unit], i: int, form: Form) -> bool:
    """Say whether "Starting in X," or "…, ending in X" stands at i."""
    opens = i == 0 or units[i - 1].text == ","
    return form == "ing" and opens and i + 1 < len(units) and units[i + 1].low in {"in", "at", "from"}


def due(units: Sequence[Unit], i: int) -> Trigger | None:
    """Find "is due in X", "is expected in X"."""
    nxt = units[i + 1].low if i + 1 < len(units) else ""
    if units[i].low not in {"due", "expected", "awaited"} or nxt not in {"in", "at", "back"}:
        return None
    group = read_group(units, i, "participle")
    if group.start == i:
        return None
    group.passive = False
    group.certainties.append("planned")
    return Trigger(i, i, DUE, group, "due")


_AT = frozenset({"in", "at", "on", "off", "outside", "near"})
_BEEN = _AT | {"to", "through"}
_OWN = lx.POSSESSIVE_PRONOUNS | {"the"}
_BEING: dict[str, Form] = {
    "was": "past", "were": "past", "is": "s", "are": "s", "am": "s", "been": "participle", "be": "base",
}  # fmt: skip


def being(units: Sequence[Unit], i: int) -> Trigger | None:
    """Find "was in X", "was back in X", "will be at X" right before a place."""
    form = _BEING.get(units[i].low)
    if form is None:
        return None
    k = i + 1
    while k < len(units) and (is_adverb(units[k]) or units[k].low in lx.words("back still home safely")):
        k += 1
    if k >= len(units) or units[k].low not in (_BEEN if units[i].low == "been" else _AT):
        return None
    k += 1
    while k < len(units) and units[k].low in lx.DETERMINERS | lx.PLACE_NOUNS | lx.COMPASS_ADJECTIVES | {"of"}:
        k += 1
    if k >= len(units) or units[k].kind != "place":
        return None
    following = units[k + 1] if k + 1 < len(units) else None
    if following is not None and following.low == "'s":
        return None
    return Trigger(i, i, BE, read_group(units, i, form), "be")


PHRASAL = _TRIP_VERBS.keys() | _BEING.keys() | lx.words("due expected awaited en underway bound on")
"""The words at which these stand."""


def en_route(units: Sequence[Unit], i: int) -> Trigger | None:
    """Find "en route to", "on the way to", "bound for", "on board … for"."""
    low = units[i].low
    nxt = units[i + 1].low if i + 1 < len(units) else ""
    if (low == "en" and nxt == "route") or (low == "underway" and nxt in {"to", "for"}):
        last = i + 1 if low == "en" else i
    elif low == "bound" and nxt == "for":
        last = i
    elif low == "on" and nxt in _OWN and i + 2 < len(units) and units[i + 2].low == "way":
        last = i + 2
    else:
        return None
    frame = Frame("en route", heads_for=True, reached=False)
    start = i
    while start > 0 and (
        units[start - 1].low in lx.words("is are was were be been has had have") | lx.MODALS.keys()
        or is_adverb(units[start - 1])
    ):
        start -= 1
    group = read_group(units, i, "participle") if start < i else VerbGroup(i, i, finite=False)
    group.passive = False
    return Trigger(i, last, frame, group, "en route")
