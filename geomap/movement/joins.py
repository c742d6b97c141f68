"""How the phrase to the right of a word of motion goes on: over marks, after "and", in lists and halts.

From a unit that is a mark or joins to how many units belong to the phrase, 0 where the clause ends. What
a place is to the verb is decided in `geomap.movement.complements`.
"""

from __future__ import annotations

from collections.abc import Sequence

from geomap.movement import lexicon as lx
from geomap.movement.ends import Ends
from geomap.movement.phrases import (
    DASHES,
    LISTING,
    LOOK_AHEAD,
    aside,
    elliptic,
    goes_on,
    halt_at,
    is_dated_item,
    joined,
    list_aside,
    parenthesis,
    then_at,
    turns_back,
)  # fmt: skip
from geomap.movement.trigger import Trigger
from geomap.movement.units import Reading, Unit
from geomap.movement.verbs import End

_AFTER_LISTED = (
    lx.PREPOSITIONS
    | lx.PLACE_NOUNS
    | lx.words(
        "and or then next last this later regions provinces areas oblasts cities respectively before after"
    )
)
_THEN = lx.words(
    "then on finally later onward eventually the a back , thence thereafter afterwards subsequently again"
)
_SKIPPED_MARKS = frozenset("“”\"'’‘«»")
MOTION_PREPOSITIONS = (
    lx.ORIGIN_PREPOSITIONS
    | lx.DESTINATION_PREPOSITIONS
    | lx.VIA_PREPOSITIONS
    | frozenset(lx.words("in at on near"))
)
_CONTINUES = MOTION_PREPOSITIONS | lx.words("bound en heading headed stopping arriving passing")


class Phrase:
    """One phrase to the right of a trigger, as far as it was read."""

    def __init__(self, reading: Reading, units: Sequence[Unit], trigger: Trigger) -> None:
        self.reading, self.units, self.trigger = reading, units, trigger
        self.frame = trigger.frame
        self.ends = Ends(last=trigger.last)
        self.end: End | None = self.frame.object
        self.preposition = ""
        self.place_head = False
        self.words = 0
        self.last_added: tuple[End, int] | None = None
        self.from_list = False
        if self.frame.name == "present" and trigger.lemma == "in":
            self.preposition, self.end = "in", "destination"

    def halt(self, i: int) -> int:
        """Take the places of "after stops in" and "stopping at" as lying on the way."""
        if self.trigger.group is None or self.frame.weak or self.frame.name == "stay":
            return 0
        arrived = bool(self.ends.destinations) or self.ends.home
        step = halt_at(self.units, i, arrived=arrived)
        if step:
            self.preposition, self.end, self.words, self.from_list = "via", "via", 0, False
        return step

    def low(self, i: int) -> str:
        """Give the word at i, or nothing after the end."""
        return self.units[i].low if i < len(self.units) else ""

    def mark(self, i: int) -> int:  # noqa: C901, PLR0911, PLR0912 - one return for each kind
        """Step over a mark, or stop at it."""
        text = self.units[i].text
        if text in _SKIPPED_MARKS or text in {"-", "/"}:
            return 1
        if text == "(":
            return parenthesis(self.units, i)
        if text in DASHES and self.last_added is not None and joined(self.units, i):
            self.end, self.preposition = "destination", "to"
            return 1
        if text != ",":
            return 0
        after = [u for u in self.units[i + 1 : i + 1 + LOOK_AHEAD] if u.text not in _SKIPPED_MARKS]
        if not after:
            return 0
        first = after[0]
        if first.kind == "time":
            return 1
        if first.kind == "place":
            if first.mention is not None and first.mention.role == "demonym":
                return 0
            return int(len(after) == 1 or self.ends_name(after[1]))
        if first.low == "the" and [u.kind for u in after[1:2]] == ["place"] and self.from_list:
            return 2 if after[1].text[0].isupper() and (len(after) < 3 or self.ends_name(after[2])) else 0  # noqa: PLR2004
        if self.frame.carries and first.kind == "person" and self.last_added is None:
            return 1
        if halt_at(self.units, i + 1, arrived=bool(self.ends.destinations) or self.ends.home):
            return 1
        if first.low == "first" and after[1:] and after[1].low in MOTION_PREPOSITIONS:
            return 1
        if first.low in _CONTINUES or (first.low in {"and", "then"} and after[1:]):
            return 1
        step = elliptic(self.units, i + 1) if self.last_added is not None else 0
        if step:
            return 1 + step
        if first.low in lx.words("accompanied together along with by a an the his her"):
            return aside(self.units, i, onwards=_CONTINUES)
        return 0

    def conjunction(self, i: int) -> int:  # noqa: C901, PLR0911 - one return for each kind
        """Go on after "and" where a list or the same phrase goes on."""
        j = i + 1
        while self.low(j) in _THEN:
            j += 1
        if self.low(i + 1) == "," and self.last_added is not None:
            listed = list_aside(self.units, i + 1)
            if listed:
                return listed - i
            step = aside(self.units, i + 1, onwards=MOTION_PREPOSITIONS)
            if step:
                return 1 + step
        if self.low(i + 1) == "back" and self.ends.origins and self.ends.destinations:
            self.ends.back = turns_back(self.units, i + 1)
            return 0
        step = elliptic(self.units, j) if self.last_added is not None else 0
        if step or (self.last_added is not None and j > i + 1 and then_at(self.units, j)):
            return j - i + step
        if self.frame.at and j < len(self.units) and self.follows_list(i, j):
            return j - i
        if j < len(self.units) and (
            self.units[j].kind == "place"
            or (self.low(j) in MOTION_PREPOSITIONS and self.low(j) not in {"in", "at", "on"})
        ):
            follows = self.units[j + 1] if j + 1 < len(self.units) else None
            if self.units[j].kind == "place" and follows is not None and not self.ends_name(follows):
                return 0
            return j - i
        if j < len(self.units) and self.units[i - 1].kind == "person":
            more = self.units[i + 1 : i + 5]
            if self.units[j].kind == "person" or (
                more and more[0].low in lx.DETERMINERS and any(u.low in lx.PEOPLE_NOUNS for u in more)
            ):
                return 1
        if self.last_added is None and self.words and self.end is not None and goes_on(self.units, j):
            return 1
        for k in range(j, min(j + 4, len(self.units))):
            if self.units[k].kind == "place" and all(
                u.low in lx.PLACE_NOUNS | lx.COMPASS_ADJECTIVES | lx.DETERMINERS | {"of"}
                for u in self.units[j:k]
            ):
                return k - i
        return 0

    def follows_list(self, i: int, j: int) -> bool:
        """Say whether "and Tuesday in X" or "and in X" goes on with a list of stays."""
        if not self.ends.destinations:
            return False
        if j == i + 1 and self.low(j) in {"in", "at"} and j + 1 < len(self.units):
            return self.units[j + 1].kind == "place" and self.units[i - 1].kind == "place"
        return is_dated_item(self.units, j)

    def ends_name(self, unit: Unit) -> bool:
        """Say whether a name before this unit stands in a list, not as the subject of a new clause."""
        return unit.kind in {"mark", "time"} or unit.low in _AFTER_LISTED

    def listed(self, i: int) -> bool:
        """Say whether the place at i is a stay of its own: "Tuesday in X", "and in X" after another."""
        before = self.units[i - 2] if i > 1 else None
        if before is not None and before.text == "," and i > 2:  # noqa: PLR2004
            return self.units[i - 3].kind == "place"
        return before is not None and (before.kind == "time" or before.low in LISTING)
