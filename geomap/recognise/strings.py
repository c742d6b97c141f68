"""Spell out what a word is as the strings that carry weights.

From the parts of `geomap.recognise.features.Described` to strings such as ``w=lagos`` (the word), ``-1c=12``
(the coarse cluster of the word before) or ``gs=S03`` (known alone as a country, and how prominent). Pure: the
same parts give the same strings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import product
from math import prod
from typing import Final, NamedTuple

import numpy as np

from geomap.recognise.chains import Ints, Whole
from geomap.recognise.known import KIND_COUNT, Part, kinds_of
from geomap.recognise.lexicon import Lexicon

POSITIONS: Final = ("L", "L", "-2", "-1", "own", "1", "2", "R", "R", "el", "et", "rf", "rl")
"""Where the words that are looked at stand: four before, itself, four after; before and after its run;
the run's first and last. Far words count alike."""
ROLES: Final = ("own", "-1", "1", "-2", "2", "L", "R", "el", "et", "rf", "rl")
"""The different positions, those of which more is spelt first."""
MOST: Final = 4
"""Counts above are one."""

PLACES: Final = "SBILO"
"""A word's place in a known name: single, begin, inside, last, or outside of any."""
_COARSE = ("-", "D", *map(str, range(KIND_COUNT)))
GLOSSES: Final = tuple(place + coarse for place in PLACES for coarse in _COARSE)
"""What the gazetteer says of a word: its place in a known name, and the most telling kind of that name."""
KINDS_IN_PLACE: Final = len(_COARSE)
"""Glosses of one place; they stand together, in the order of `PLACES`."""
_NUMBERS = {gloss: number for number, gloss in enumerate(GLOSSES)}


@lru_cache(maxsize=16_384)
def gloss_of(part: Part) -> int:
    """Give the number of a part's gloss in `GLOSSES`."""
    return _NUMBERS[part.place + kinds_of(part.mask).coarse]


LONGEST_SHAPE = 24
_REPEATED = re.compile(r"(.)\1+")


def _outline(char: str) -> str:
    return "X" if char.isupper() else "x" if char.islower() else "d" if char.isdigit() else char


_OUTLINE = "".join(map(_outline, map(chr, range(128))))


def shape(word: str) -> str:
    """Give a word's outline: capitals X, small letters x, digits d, repeats folded."""
    if word.isascii():
        return _fold(word[:LONGEST_SHAPE].translate(_OUTLINE))
    return _fold("".join(map(_outline, word[:LONGEST_SHAPE])))


@lru_cache(maxsize=4_096)
def _fold(outline: str) -> str:
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


CASED: Final = ("word", "shape", "upper_names")
"""The traits that a word's small letters do not tell."""


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
    """Where a word stands, its run and its capital; ``left`` and ``right`` are the glosses beside its own."""

    left: str
    gloss: str
    right: str
    place: str
    from_start: int
    to_end: int
    upper: bool


JOINED: Final[dict[str, tuple[str, ...]]] = {
    "-1pw": ("low -1", "low own"), "-1ps": ("shape -1", "shape own"), "-1pg": ("low -1", "gloss"),
    "1pw": ("low own", "low 1"), "1ps": ("shape own", "shape 1"), "1pg": ("low 1", "gloss"),
    "elt": ("low el", "low et"), "elg": ("low el", "place"), "etg": ("low et", "place"),
    "rlp": ("low rl", "to_end"), "rfp": ("low rf", "from_start"),
    "glh": ("left", "gloss"), "ghr": ("gloss", "right"),
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


def spell_part(part: Part) -> list[str]:
    """Give the strings of a word's part in a known name."""
    seen = kinds_of(part.mask)
    place, kind = part.place, part.place + seen.coarse
    return [
        f"g={place}{seen.kinds}", f"g0={kind}", f"gs={kind}{seen.size}", f"gq={place}{seen.sorts}",
        *(f"gb={place}{bit}" for bit in seen.bits),
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Description:
    """Small numbers that describe a word together.

    Attributes
    ----------
    sizes
        How many values each number has; all begin at 0.
    spell
        Gives the strings that they make.
    """

    sizes: tuple[int, ...]
    spell: Callable[..., list[str]]
    _steps: Ints = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Work out what one of each number counts for in a code."""
        steps = np.array([prod(self.sizes[i:]) for i in range(1, len(self.sizes) + 1)])
        object.__setattr__(self, "_steps", steps)

    def code(self, columns: Iterable[Whole]) -> Ints:
        """Make one number of the numbers of each word: its place among `every`."""
        return np.asarray(self._steps.dot(np.array([*columns], dtype=np.intp)))

    def spell_code(self, code: int) -> list[str]:
        """Give the strings of what `code` made."""
        return self.spell(*map(int, np.unravel_index(code, self.sizes)))

    def every(self) -> Iterator[list[str]]:
        """Give the strings of every code, in order."""
        return (self.spell(*values) for values in product(*map(range, self.sizes)))


def _gloss(mark: str, number: int) -> list[str]:
    return [f"{mark}={GLOSSES[number]}"]


def _line(title: int, upper: int, open_: int, short: int, place: int, capital: int) -> list[str]:
    return [f"t={title}{upper}{PLACES[place]}{capital}", f"to={open_}{short}"]


def _run(length: int, from_start: int, to_end: int, ends: int) -> list[str]:
    strings = [f"rn={length}", f"rp={from_start}|{to_end}"]
    return [*strings, f"e={ends & 1}{ends >> 1}"] if ends else strings


def _use(total: int, *values: int) -> list[str]:
    """Spell how the document uses a word with a capital; of others the total is 0."""
    *single, leaning, joined, small = values
    everything = (total, *single, leaning - 1, joined, small)
    return [f"d{i}={value}" for i, value in enumerate(everything)] if total else []


GROUPS: Final = {
    **{mark: Description((len(GLOSSES),), partial(_gloss, mark)) for mark in ("gl", "gr", "gll", "grr")},
    "line": Description((2, 2, 2, 2, len(PLACES), 2), _line),
    "run": Description((MOST + 1, MOST + 1, MOST + 1, 4), _run),
    "use": Description((MOST, 2, 2, 2, 2, 2, 3, 2, 2), _use),
}
"""The glosses of the words around; the sentence, with the word's place in a known name and whether it has a
capital; its run; and how the document uses the word."""
