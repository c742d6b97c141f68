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
    if word in _WORDS["future"]:
        return Tense.FUTURE
    if (
        word == "to"
        and i
        and words[i - 1] in _WORDS["ahead"]
        and i + 1 < len(words)
        and words[i + 1].isalpha()
    ):
        return Tense.FUTURE
    if word in _WORDS["ahead"] and i + 1 < len(words) and words[i + 1] in ("to", "for"):
        return Tense.FUTURE
    if word in _WORDS["past"] or (len(word) > 3 and word.endswith("ed") and word not in _WORDS["not_past"]):  # noqa: PLR2004
        return Tense.PAST
    return None
