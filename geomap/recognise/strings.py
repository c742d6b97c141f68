"""Spell out what a word is as the strings that carry weights.

From the parts of `geomap.recognise.features.Described` to strings such as ``w=lagos`` (the word), ``-1c=12``
(the coarse cluster of the word before) or ``gs=S03`` (known alone as a country, and how prominent). Pure: the
same parts give the same strings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from geomap.recognise.known import Part, kinds_of
from geomap.recognise.lexicon import Lexicon

Group = tuple[object, ...]
POSITIONS = ("L", "L", "-2", "-1", "own", "1", "2", "R", "R", "el", "et", "rf", "rl")
"""Where the words of a `Described` stand: four before, itself, four after; before and after its run;
the run's first and last. Far words count alike."""
ROLES = tuple(dict.fromkeys(POSITIONS))

LONGEST_SHAPE = 24
_REPEATED = re.compile(r"(.)\1+")


def _outline(char: str) -> str:
    return "X" if char.isupper() else "x" if char.islower() else "d" if char.isdigit() else char


_OUTLINE = "".join(map(_outline, map(chr, range(128))))


@lru_cache(maxsize=65_536)
def shape(word: str) -> str:
    """Give a word's outline: capitals X, small letters x, digits d, repeats folded."""
    if word.isascii():
        outline = word[:LONGEST_SHAPE].translate(_OUTLINE)
    else:
        outline = "".join(map(_outline, word[:LONGEST_SHAPE]))
    return _REPEATED.sub(r"\1", outline)


class Traits(NamedTuple):
    """What the strings of a word are made of; empty where it has none of a kind."""

    low: str
    word: str
    shape: str
    names: str
    upper_names: str
    start2: str
    start3: str
    start4: str
    end2: str
    end3: str
    end4: str
    coarse: str
    fine: str


def traits_of(word: str, lexicon: Lexicon) -> Traits:
    """Give the traits of a word."""
    low = word.lower()
    coarse, fine, names = lexicon[low]
    names = names or NO_NAME
    return Traits(
        low, word, shape(word), names, names if word[0].isupper() else "", low[:2], low[:3], low[:4],
        low[-2:], low[-3:], low[-4:], coarse, fine if coarse else "",
    )  # fmt: skip


NO_NAME = "\0"
"""Stands for the mark of a word that is no name of a person, which is written as nothing."""
_BESIDE = ("low", "w"), ("shape", "s"), ("coarse", "c"), ("fine", "f")
_NEXT = (*_BESIDE, ("end3", "s3"), ("upper_names", "n"))
SPELT: dict[str, tuple[tuple[str, str], ...]] = {
    "own": (
        ("low", "w"), ("word", "W"), ("shape", "s"), ("names", "n"), ("start2", "p2"), ("start3", "p3"),
        ("start4", "p4"), ("end2", "s2"), ("end3", "s3"), ("end4", "s4"), ("coarse", "c"), ("fine", "f"),
    ),
    **{d: tuple((trait, f"{d}{mark}") for trait, mark in _NEXT) for d in ("-1", "1")},
    **{d: tuple((trait, f"{d}{mark}") for trait, mark in _BESIDE) for d in ("-2", "2")},
    "L": (("low", "Lw"),), "R": (("low", "Rw"),),
    **{edge: (("low", edge),) for edge in ("el", "et", "rf", "rl")},
}  # fmt: skip
"""For each role of a word, the traits that are spelt and the mark of each."""
ALWAYS = "b"
"""The string that every word has of itself."""


def spell(traits: Traits, role: str) -> list[str]:
    """Give the strings of a word in a role."""
    values = ((mark, getattr(traits, trait)) for trait, mark in SPELT[role])
    strings = [f"{mark}={'' if value == NO_NAME else value}" for mark, value in values if value]
    return [ALWAYS, *strings] if role == "own" else strings


class Situation(NamedTuple):
    """Where a word stands: its kind in a known name and its place there, steps to the ends of its run."""

    kind: str
    place: str
    from_start: int
    to_end: int
    upper: bool


JOINED: dict[str, tuple[str, ...]] = {
    "-1pw": ("low -1", "low own"), "-1ps": ("shape -1", "shape own"), "-1pg": ("low -1", "kind"),
    "1pw": ("low own", "low 1"), "1ps": ("shape own", "shape 1"), "1pg": ("low 1", "kind"),
    "elt": ("low el", "low et"), "elg": ("low el", "place"), "etg": ("low et", "place"),
    "rlp": ("low rl", "to_end"), "rfp": ("low rf", "from_start"),
    "a": ("low -1", "place", "low 1"),
}  # fmt: skip
"""For each string of several values its mark and the values: a trait of the word in a position, or where it
stands. The last is only of words with a capital."""


def join(words: Sequence[Traits], situation: Situation) -> list[str]:
    """Give the strings of several values, from the words in `POSITIONS`."""
    values = {name: str(value) for name, value in zip(Situation._fields, situation, strict=True)}
    for names in JOINED.values():
        for name in names:
            trait, _, position = name.partition(" ")
            if position:
                values[name] = getattr(words[POSITIONS.index(position)], trait)
    marks = JOINED if situation.upper else [mark for mark in JOINED if mark != "a"]
    return [f"{mark}={'|'.join(values[name] for name in JOINED[mark])}" for mark in marks]


def expand(group: Group) -> list[str]:
    """Turn a group into the strings that carry weights."""
    name, *values = group
    return _SPELLED[str(name)](*values)


def _part(part: Part) -> list[str]:
    seen = kinds_of(part.mask)
    place, kind = part.place, part.place + seen.coarse
    return [
        f"g={place}{seen.kinds}", f"g0={kind}", f"gs={kind}{seen.size}", f"gq={place}{seen.sorts}",
        *(f"gb={place}{bit}" for bit in seen.bits),
    ]  # fmt: skip


def _kinds(left: str, here: str, right: str) -> list[str]:
    return [f"gl={left}", f"gr={right}", f"glh={left}|{here}", f"ghr={here}|{right}"]


def _kinds2(left: str, right: str) -> list[str]:
    return [f"gll={left}", f"grr={right}"]


def _line(title: int, upper: int, open_: int, short: int, place: str, capital: int) -> list[str]:
    return [f"t={title:d}{upper:d}{place}{capital:d}", f"to={open_:d}{short:d}"]


def _run(length: int, from_start: int, to_end: int, ends: int) -> list[str]:
    strings = [f"rn={length}", f"rp={from_start}|{to_end}"]
    return [*strings, f"e={ends & 1}{ends >> 1}"] if ends else strings


def _document(*values: int) -> list[str]:
    return [f"d{i}={int(value)}" for i, value in enumerate(values)]


_SPELLED: dict[str, Callable[..., list[str]]] = {
    "part": _part, "kinds": _kinds, "kinds2": _kinds2, "line": _line, "run": _run, "document": _document,
}  # fmt: skip
