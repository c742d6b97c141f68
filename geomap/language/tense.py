"""Whether a clause tells of the past or of what is to come, as far as its time expression needs it.

From the words around a time expression to past, future or unknown. The nearest verb decides, first before
the expression in its clause, then after it: "arrived on Monday to attend a forum that will last until
Wednesday" has both. No grammar is parsed; unknown is an honest answer.
"""

from __future__ import annotations

from enum import Enum

from geomap.language.name_words import sections
from geomap.model import Prose


class Tense(Enum):
    """The direction in which a time expression without its own looks."""

    PAST = "past"
    FUTURE = "future"
    UNKNOWN = "unknown"


_WORDS = sections("tense_words")
_BREAKS = frozenset(";:—–.!?")
_REACH = 14


def tense_at(prose: Prose, start: int, end: int) -> Tense:
    """Say whether the clause around the characters ``[start, end)`` tells of the past or the future."""
    tokens = prose.tokens
    sentence = prose.sentence_at(start)
    if sentence is None:
        return Tense.UNKNOWN
    first, last = sentence.first_token, sentence.last_token
    here, after = prose.token_index(start), prose.token_index(end)
    before = [t.text.lower() for t in tokens[max(first, here - _REACH) : here]]
    if before and before[-1] in _WORDS["leads_on"]:
        return Tense.PAST if _WORDS["not"] & set(before) else Tense.FUTURE
    for i in range(len(before) - 1, -1, -1):
        if before[i] in _BREAKS:
            break
        tense = _of(before, i)
        if tense:
            return tense
    following = [t.text.lower() for t in tokens[after : min(last, after + _REACH)]]
    for i, word in enumerate(following):
        if word in _BREAKS:
            break
        tense = _of(following, i)
        if tense:
            return tense
    return Tense.UNKNOWN


def _of(words: list[str], i: int) -> Tense | None:
    """Give the tense that a word shows, if it is a verb that shows one."""
    word = words[i]
    if word in _WORDS["future"] or word in _WORDS["present"]:
        return Tense.FUTURE  # "she flies to Rome on Friday": with a day, English plans in the present
    if word in _WORDS["plain"] and i and not set(words[max(0, i - 3) : i]) & _WORDS["governs_plain"]:
        return Tense.FUTURE
    if (
        word == "to"
        and i
        and words[i - 1] in _WORDS["ahead"]
        and words[i + 1 : i + 2]
        and words[i + 1].isalpha()
    ):
        return Tense.FUTURE
    if word in _WORDS["ahead"] and words[i + 1 : i + 2] and words[i + 1] in ("to", "for"):
        return Tense.FUTURE
    if _is_under_way(words, i):
        return Tense.FUTURE
    if word in _WORDS["past"]:
        return Tense.PAST
    if len(word) > len("need") - 1 and word.endswith("ed") and word not in _WORDS["not_past"]:
        return _of_participle(words, i)
    return None


def _is_under_way(words: list[str], i: int) -> bool:
    """Say whether "is travelling", "we're flying" ends at i: with a day of its own it is a plan."""
    return words[i].endswith("ing") and i > 0 and words[i - 1] in _WORDS["is"]


def _of_participle(words: list[str], i: int) -> Tense | None:
    """Give the tense of a word in "ed": the past, unless it hangs on "will be", "to be", "is"."""
    j = i - 1
    while j >= 0 and (words[j] in _WORDS["links"] or words[j].endswith("ly")):
        j -= 1
    if j == i - 1:
        return Tense.PAST
    if j >= 0 and (words[j] in _WORDS["future"] or words[j] == "to"):
        return Tense.FUTURE
    if "been" in words[j + 1 : i] or j + 1 == i or not set(words[j + 1 : i]) & _WORDS["is"]:
        return Tense.PAST
    return None
