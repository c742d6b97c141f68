"""Spell out a group as the strings that carry weights.

From a group of `geomap.recognise.features` to strings such as ``w=lagos`` (the word), ``-1c=12`` (the coarse
cluster of the word before) or ``gs=S03`` (known alone as a country, and how prominent). Pure: the same
group gives the same strings.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from geomap.recognise.features import Group
from geomap.recognise.known import Part, kinds_of
from geomap.recognise.lexicon import UNKNOWN, Lexicon

LONGEST_SHAPE = 24
_REPEATED = re.compile(r"(.)\1+")


@lru_cache(maxsize=65_536)
def shape(word: str) -> str:
    """Give a word's outline: capitals X, small letters x, digits d, repeats folded."""
    outline = "".join(
        "X" if c.isupper() else "x" if c.islower() else "d" if c.isdigit() else c
        for c in word[:LONGEST_SHAPE]
    )
    return _REPEATED.sub(r"\1", outline)


def expand(group: Group, lexicon: Lexicon) -> list[str]:
    """Turn a group into the strings that carry weights."""
    name, *values = group
    return _SPELLED[str(name)](lexicon, *values)


def _own(lexicon: Lexicon, word: str) -> list[str]:
    low = word.lower()
    entry = lexicon.get(low, UNKNOWN)
    strings = [
        "b", f"w={low}", f"W={word}", f"s={shape(word)}", f"n={entry.names}",
        f"p2={low[:2]}", f"p3={low[:3]}", f"p4={low[:4]}", f"s2={low[-2:]}",
        f"s3={low[-3:]}", f"s4={low[-4:]}",
    ]  # fmt: skip
    return [*strings, f"c={entry.coarse}", f"f={entry.fine}"] if entry.coarse else strings


def _near(lexicon: Lexicon, distance: int, word: str) -> list[str]:
    low = word.lower()
    entry = lexicon.get(low, UNKNOWN)
    strings = [f"{distance}w={low}", f"{distance}s={shape(word)}"]
    if entry.coarse:
        strings += [f"{distance}c={entry.coarse}", f"{distance}f={entry.fine}"]
    if abs(distance) == 1:
        strings.append(f"{distance}s3={low[-3:]}")
        if word[0].isupper():
            strings.append(f"{distance}n={entry.names}")
    return strings


def _far(_: Lexicon, side: str, low: str) -> list[str]:
    return [f"{side}w={low}"]


def _pair(_: Lexicon, distance: int, left: str, right: str, kind: str) -> list[str]:
    low_left, low_right = left.lower(), right.lower()
    return [
        f"{distance}pw={low_left}|{low_right}", f"{distance}ps={shape(left)}|{shape(right)}",
        f"{distance}pg={low_left if distance < 0 else low_right}|{kind}",
    ]  # fmt: skip


def _kind(part: Part) -> str:
    return part.place + kinds_of(part.mask).coarse


def _known(_: Lexicon, left: Part, here: Part, right: Part) -> list[str]:
    seen = kinds_of(here.mask)
    place, kind = here.place, _kind(here)
    return [
        f"g={place}{seen.kinds}", f"g0={kind}", f"gs={kind}{seen.size}", f"gq={place}{seen.sorts}",
        f"gl={_kind(left)}", f"gr={_kind(right)}", f"glh={_kind(left)}|{kind}", f"ghr={kind}|{_kind(right)}",
        *(f"gb={place}{bit}" for bit in seen.bits),
    ]  # fmt: skip


def _known2(_: Lexicon, left: Part, right: Part) -> list[str]:
    return [f"gll={_kind(left)}", f"grr={_kind(right)}"]


def _line(_: Lexicon, title: int, upper: int, open_: int, short: int, place: str, capital: int) -> list[str]:
    return [f"t={title:d}{upper:d}{place}{capital:d}", f"to={open_:d}{short:d}"]


def _edge(_: Lexicon, lead: str, trail: str, place: str) -> list[str]:
    return [f"el={lead}", f"et={trail}", f"elt={lead}|{trail}", f"elg={lead}|{place}", f"etg={trail}|{place}"]


def _run(_: Lexicon, first: str, last: str, length: int, from_start: int, to_end: int) -> list[str]:
    return [
        f"rf={first}", f"rl={last}", f"rn={length}", f"rp={from_start}|{to_end}", f"rlp={last}|{to_end}",
        f"rfp={first}|{from_start}",
    ]  # fmt: skip


def _end(_: Lexicon, *values: int) -> list[str]:
    return [f"e={values[0]:d}{values[1]:d}"]


def _document(_: Lexicon, *values: int) -> list[str]:
    return [f"d{i}={int(value)}" for i, value in enumerate(values)]


def _around(_: Lexicon, before: str, place: str, after: str) -> list[str]:
    return [f"a={before}|{place}|{after}"]


_SPELLED: dict[str, Callable[..., list[str]]] = {
    "own": _own, "near": _near, "far": _far, "pair": _pair, "known": _known, "known2": _known2,
    "line": _line, "edge": _edge, "run": _run, "end": _end, "document": _document, "around": _around,
}  # fmt: skip
