"""Cues in the words around a name: what kind of place it is called, and which area it lies in.

From a text and its mentions (spans of names) to one `Cue` each. Reads only the sentence's surface:
whether a kind word or a containing area exists for the name in the gazetteer is for the features to
say. Refuses to guess from word lists of names; every rule is about kind words and punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from geomap.gazetteer.names import COMPASS
from geomap.model import Mention

REACH: Final = 48
"""Characters looked at on either side of a name."""

MOST_COMPANY: Final = 12

_FIRST: Final = frozenset({"admin1"})
_SECOND: Final = frozenset({"admin2", "district"})
_REGION: Final = frozenset({"admin1", "region"})
_STATE: Final = frozenset({"admin1", "country"})
_TOWN: Final = frozenset({"city", "town", "village", "district"})

KIND_WORDS: Final[dict[str, frozenset[str]]] = {
    **dict.fromkeys(("state", "province", "oblast", "krai", "governorate", "prefecture", "emirate"), _FIRST),
    **dict.fromkeys(("canton", "voivodeship", "wilaya"), _FIRST),
    **dict.fromkeys(("region", "territory"), _REGION),
    **dict.fromkeys(("governor", "statehouse", "upstate"), _FIRST),
    **dict.fromkeys(("legislature", "lawmakers", "legislators", "voters"), _STATE),
    **dict.fromkeys(("county", "parish", "raion", "rayon", "borough"), _SECOND),
    "district": frozenset({"admin2", "district", "admin1"}),
    **dict.fromkeys(("city", "town", "village", "township", "municipality", "suburb", "hamlet"), _TOWN),
    **dict.fromkeys(("capital", "resort", "downtown", "suburbs", "outskirts"), _TOWN),
    "port": frozenset({"city", "town", "port", "village"}),
    **dict.fromkeys(("country", "nation", "kingdom"), frozenset({"country"})),
    "republic": frozenset({"country", "admin1"}),
    "sea": frozenset({"sea", "ocean"}),
    "ocean": frozenset({"ocean", "sea"}),
    "gulf": frozenset({"gulf"}),
    "strait": frozenset({"strait"}),
    "river": frozenset({"river"}),
    "lake": frozenset({"lake"}),
    "island": frozenset({"island", "archipelago", "admin1", "country"}),
    "archipelago": frozenset({"archipelago", "island", "country"}),
    "peninsula": frozenset({"peninsula"}),
    "desert": frozenset({"desert"}),
    "mountain": frozenset({"mountain", "range"}),
    "airport": frozenset({"airport"}),
    "station": frozenset({"station"}),
    "bridge": frozenset({"bridge"}),
}
"""Words that say what a neighbouring name is, with the kinds that fit."""

_PLURALS: Final = {
    **{f"{word}s": word for word in KIND_WORDS if not word.endswith("s")},
    "counties": "county",
    "parishes": "parish",
    "territories": "territory",
    "cities": "city",
    "municipalities": "municipality",
    "countries": "country",
    "areas": "region",
}
_LOWER_ONLY: Final = frozenset({"state", "city", "town", "port", "capital", "country", "nation", "station"})
"""Capitalised behind a name these belong to another name (Michigan State, Manchester City)."""

_WORD_AFTER: Final = re.compile(
    r"(?P<owner>['’]s)?[ \u00a0-](?P<word>[A-Za-z]{4,14})\b(?! (?:[Cc]ourt|[Aa]ttorney|[Uu]niv))"
    r"(?P<names> (?:of )?[A-Z]| city)?"
)
_OF_BEFORE: Final = re.compile(r"\b(?P<word>[A-Za-z]{4,14})(?:,? (?:of|in))?(?: the)? $")
_LEAD_BEFORE: Final = re.compile(
    r"\b(?P<word>[a-z]{4,14}s)(?: in (?:[\w’'-]{1,14} ?){1,3})?"
    r"(?: of|,? including|,? such as|,? like| ?[:–—(-])(?: the)? ?$"
)
_APPOSITION: Final = re.compile(r", (?:an?|the) (?:[a-z-]{2,14} ){0,3}(?P<word>[a-z]{4,14})\b")
_LINK: Final = re.compile(r"(?:,|, and|,? or| and| &|, as well as)(?: the| in)? $")
_INTO: Final = re.compile(
    r"(?P<strong> ?[,(\[/] ?)(?=[A-Z])"
    r"|(?:,| city| area)? in (?:the )?(?:(?:north|south|east|west|central)[a-z-]{0,12} |state of )?(?=[A-Z])"
)
_WAY_ENDS: Final = (
    "from ", "to ", "for ", "in ", "at ", "into ", "via ", "through ", "toward ", "towards ",
    "left ", "leaving ", "reached ", "leaves ",
)  # fmt: skip
_LEAD_ENDS: Final = tuple(
    lead + end
    for lead in (" of", " including", " such as", " like", ":", "–", "—", "(", "-")
    for end in ("", " ", " the", " the ")
)
_OF_ENDS: Final = (" ",)
"""What `_WAY`, `_LEAD_BEFORE` and `_OF_BEFORE` end with: looked for first, for most names follow none."""

_OF_REACH: Final = 26
"""Characters that `_OF_BEFORE` can take at most, and a few more."""

_NEXT_NAME: Final = re.compile(r"(?:[A-Z]\. ?){2,3}|[A-Z][a-z]{1,5}\.|[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,2}")
_OWNER_GAP: Final = re.compile(
    r"(?:['’]s)? (?:[a-z][a-z-]* ){0,2}?(?:city|town|village|region|province|port|capital|state|county|"
    r"island|district|oblast|peninsula|suburb|resort)(?: of)?,? (?:the )?$"
    r"|['’]s? (?:[a-z][a-z-]* ){0,2}$"
)
_DATELINE: Final = re.compile(r"[^.\n]{0,40}(?:--|[—–]| - |\([A-Z][A-Za-z ]{1,20}\))")
_DATELINE_REACH: Final = 60
_WAY: Final = re.compile(
    r"\b(?:(?:[Ll]eft|leaving|leaves|reach(?:ed|es)|fl[ey]w|[Ff]l(?:y|ies|ying|own|ights?)|travel[a-z]{0,5}|arriv(?:ed?|es|ing|al)|"
    r"depart[a-z]{0,4}|dr(?:o|i)ven?|moved|return(?:ed|s|ing)?|land(?:ed|s|ing)|[Tt]rains?|bus|ferry|went|gone|"
    r"going|sail(?:ed|s|ing)|head(?:ed|ing|s)|bound|trip|journey|way|back|came|coming|rode|stay(?:ed|ing|s)|"
    r"stopp(?:ed|ing))(?: [\w’'-]{1,20}){0,4}? (?:from|to|for|in|at|into|via|through|towards?) $"
    r"|(?:left|leaving|reached|leaves) $)"
)
"""A way that leads to, from or through what follows, as ways do with cities."""


@dataclass(frozen=True, slots=True)
class Cue:
    """What the words beside a name say about it.

    Attributes
    ----------
    kinds
        Kinds of place that a word beside the name asks for; empty where none does.
    word
        That word.
    containers
        Names of areas said to hold the place, as they stand in the text, the longest first.
    strength
        0 to 1, how firmly the containers are said ("Paris, Texas" 1, "Paris in Texas" one half).
    dateline
        The name opens the article as its dateline.
    on_the_way
        Somebody leaves it, reaches it or passes through.
    company
        The other names of its list ("A, B and C").
    whole
        The name with the end that it shares with the next of its list: "East Africa" for the "East" of "East
        and Southern Africa"; else empty.
    """

    kinds: frozenset[str] = frozenset()
    word: str = ""
    containers: tuple[str, ...] = ()
    strength: float = 0.0
    dateline: bool = False
    on_the_way: bool = False
    company: tuple[str, ...] = ()
    whole: str = ""


def read_cues(text: str, mentions: Sequence[Mention]) -> tuple[Cue, ...]:
    """Read the cues beside each mention.

    Parameters
    ----------
    text
        The document's text, in which the mentions' spans count.
    mentions
        In any order; they may overlap.

    Returns
    -------
    tuple of Cue
        One for each mention, in the order given.
    """
    order = sorted(range(len(mentions)), key=lambda i: (mentions[i].start, mentions[i].end))
    starts = {mentions[i].start: mentions[i] for i in order}
    words: dict[int, str] = {}
    company: dict[int, tuple[str, ...]] = {}
    wholes: dict[int, str] = {}
    for chain in _lists(text, [mentions[i] for i in order]):
        word = _shared_word(text, chain)
        for m in chain:
            words[m.start] = _own_word(text, m) or word
            if 1 < len(chain) <= MOST_COMPANY:
                company[m.start] = tuple(n.text for n in chain if n is not m)
        if chain[0].text.lower() in COMPASS:
            wholes |= _shared_ends(chain)
    cues: dict[int, Cue] = {}
    before: Mention | None = None
    for i in order:
        m = mentions[i]
        word = words[m.start]
        containers, strength = _containers(text, m, starts, before)
        cues[i] = Cue(
            KIND_WORDS.get(word, frozenset()),
            word,
            containers,
            strength,
            _dateline(text, m),
            _follows(text, m, _WAY_ENDS) and _WAY.search(text, max(0, m.start - REACH), m.start) is not None,
            company.get(m.start, ()),
            wholes.get(m.start, ""),
        )
        before = m
    return tuple(cues[i] for i in range(len(mentions)))


def _lists(text: str, mentions: Iterable[Mention]) -> list[list[Mention]]:
    """Cut the mentions into lists such as "A, B and C"; most lists have one member."""
    chains: list[list[Mention]] = []
    for m in mentions:
        if chains:
            end = chains[-1][-1].end
            if 0 <= m.start - end <= len(", as well as the ") and _LINK.fullmatch(text[end : m.start]):
                chains[-1].append(m)
                continue
        chains.append([m])
    return chains


def _shared_ends(chain: list[Mention]) -> dict[int, str]:
    """Give the lone compass words that open a list their whole names, by start."""
    lone = [*takewhile(lambda m: m.text.lower() in COMPASS, chain)]
    side, _, end = chain[len(lone)].text.partition(" ") if len(lone) < len(chain) else ("", "", "")
    return {m.start: f"{m.text} {end}" for m in lone} if end and side.lower() in COMPASS else {}


def _shared_word(text: str, chain: list[Mention]) -> str:
    """Give the plural kind word that stands before or behind a list of names, in the singular."""
    start, led = chain[0].start, _follows(text, chain[0], _LEAD_ENDS)
    if len(chain) == 1 and not text.startswith(" area", chain[0].end):
        lead = _LEAD_BEFORE.search(text, max(0, start - REACH), start) if led else None
        return _PLURALS.get(lead["word"], "") if lead else ""
    after = _WORD_AFTER.match(text, chain[-1].end)
    if after and after["word"].lower() in _PLURALS:
        return _PLURALS[after["word"].lower()]
    lead = _LEAD_BEFORE.search(text, max(0, start - REACH), start) if led else None
    return _PLURALS.get(lead["word"], "") if lead else ""


def _follows(text: str, m: Mention, endings: tuple[str, ...]) -> bool:
    """Say whether the text before a name ends with one of these; a line may end in between."""
    end = m.start
    return text.endswith(endings, 0, end - text.endswith("\n", 0, end)) or text.endswith(endings, 0, end)


def _own_word(text: str, m: Mention) -> str:
    """Give the kind word that belongs to this name alone."""
    after = _WORD_AFTER.match(text, m.end)
    if after:
        word = after["word"]
        low = word.lower()
        another = KIND_WORDS.get(low, _REGION) <= _TOWN and (after["owner"] or after["names"])
        if low in KIND_WORDS and not another and (word == low or low not in _LOWER_ONLY):
            return low
    start = max(0, m.start - _OF_REACH)
    before = _OF_BEFORE.search(text, start, m.start) if _follows(text, m, _OF_ENDS) else None
    if before and before["word"].lower() in KIND_WORDS:
        tail = before.group()[len(before["word"]) :]
        low = before["word"].lower()
        if tail == " " and low == "upstate":
            return low
        if (tail.startswith(" of") and low != "capital") or (
            tail == " " and before["word"] == low and low in {"capital", "town", "city", "village"}
        ):
            return low
    apposition = _APPOSITION.match(text, m.end)
    if apposition and apposition["word"] in KIND_WORDS:
        return apposition["word"]
    return ""


def _containers(
    text: str, m: Mention, starts: dict[int, Mention], before: Mention | None
) -> tuple[tuple[str, ...], float]:
    """Give the names of areas that hold this place, and how firmly the text says so."""
    into = _INTO.match(text, m.end)
    if into:
        strength = 1.0 if into["strong"] else 0.5
        if into.end() in starts:
            return (starts[into.end()].text,), strength
        name = _NEXT_NAME.match(text, into.end(), into.end() + REACH)
        if name:
            words = name.group().split(" ")
            return tuple(" ".join(words[:n]).strip() for n in range(len(words), 0, -1)), strength
    if before is not None and before.end < m.start <= before.end + REACH:
        gap = text[before.end : m.start]
        if _OWNER_GAP.fullmatch(gap):
            return (before.text,), 0.75
    return (), 0.0


def _dateline(text: str, m: Mention) -> bool:
    """Say whether the name is the article's dateline."""
    if m.start >= _DATELINE_REACH:
        return False
    shouted = len(m.text) > 3 and m.text.isupper()  # noqa: PLR2004 - "U.S." is no dateline
    return shouted or bool(_DATELINE.match(text, m.end, m.end + REACH))
