"""Verbs that are of motion, or of being somewhere, only by the word that follows them.

"pushed north" goes somewhere and "pushed reforms" does not; "studied in X" tells where somebody was. From the
index of a verb, its reading and the word before it to yes or no. Present tenses of being somewhere ("works
in X") tell what somebody is, not where a trip has come to, and are refused.
"""

from __future__ import annotations

from collections.abc import Sequence

from geomap.movement import lexicon as lx
from geomap.movement.units import Unit
from geomap.movement.verbs import GO, RESIDE, Verb

_WAYWARD = lx.words("""
    push turn strike wind swing veer slip slide edge loop press double steer work bear fight drop break
    sweep dash
""")
_STATES = lx.words("live reside remain study educate teach work serve train enrol enroll graduate die")
_WAYS = lx.DESTINATION_PREPOSITIONS | lx.words("""
    north south east west northeast northwest southeast southwest north-east north-west south-east
    south-west northward southward eastward westward northwards southwards eastwards westwards back on
    down up over out across along inland upriver downriver ashore homeward homewards through
""")
_PLACING = lx.AT_PREPOSITIONS | lx.words("for as briefly there under until first")


def is_followed(units: Sequence[Unit], i: int, verb: Verb, before: str) -> bool:
    """Say whether what follows the verb at i lets it be one of motion."""
    nxt = units[i + 1] if i + 1 < len(units) else None
    if verb.lemma in _WAYWARD and verb.frame is GO:
        if nxt is not None and nxt.low in lx.POSSESSIVE_PRONOUNS:
            return i + 2 < len(units) and units[i + 2].low == "way"
        return nxt is not None and nxt.low in _WAYS
    if verb.lemma == "fall" and verb.frame is RESIDE:
        return any(u.low in lx.AT_PREPOSITIONS for u in units[i + 2 : i + 3])
    if verb.lemma in _STATES:
        placed = nxt is not None and (nxt.kind == "time" or nxt.low in _PLACING)
        return placed and (
            verb.form not in {"base", "s"} or before in lx.MODALS or before in {"to", "did", "not"}
        )
    return True
