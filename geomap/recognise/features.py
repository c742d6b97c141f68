"""Describe each word of a run by what the tagger decides on.

From a document's prose and a gazetteer to, for each word that may belong to a name, a tuple of groups. A
group is a small hashable tuple (its kind and the few values that matter), and `expand` turns it into the
strings that carry weights. The tagger therefore sums a group's weights once and looks the sum up ever
after: most words, neighbours and situations repeat. The same code serves training and reading.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, Protocol

from geomap.gazetteer.entries import Sort
from geomap.gazetteer.lookup import SIZE_SHIFT
from geomap.model import KINDS, Prose
from geomap.recognise.lexicon import UNKNOWN, Lexicon
from geomap.recognise.runs import find_runs, is_capitalised

Group = tuple[object, ...]


class Knows(Protocol):
    """What recognising asks of a gazetteer."""

    def knows(self, key: str, /) -> int:
        """Give the kinds of place that a normalised name may be, as a bit mask; 0 if unknown."""
        ...

    def is_prefix(self, key: str, /) -> bool:
        """Say whether a known name of several words begins with these."""
        ...


@dataclass(frozen=True, slots=True)
class Run:
    """A run of tokens that may hold names: the first token's index, and each token's groups."""

    first: int
    groups: tuple[tuple[Group, ...], ...]


KIND_COUNT = len(KINDS)
KIND_MASK = (1 << KIND_COUNT) - 1
SORT_MASK = (1 << len(Sort)) - 1
SIZE_STEP = 20
"""The gazetteer's steps of prominence in one order of magnitude."""

BIG = 5
"""Orders of magnitude of prominence from which a city's or region's name is taken for it."""

LONGEST_NAME = 8
"""Words of the longest name that is looked up."""

TITLES = frozenset([
    "mr", "mrs", "ms", "miss", "dr", "sen", "rep", "gov", "gen", "col", "lt", "sgt", "capt", "maj", "rev",
    "judge", "president", "sheriff", "mayor", "senator", "governor", "coach", "professor", "justice",
    "officer", "detective", "spokesman", "spokeswoman", "director", "chief", "minister", "chancellor", "king",
    "queen", "prince", "princess", "secretary", "commissioner", "congressman", "attorney", "deputy", "sir",
    "lord", "lady", "pastor", "father", "sister", "captain", "colonel", "general", "lieutenant", "sergeant",
])  # fmt: skip
LOCATIVES = frozenset(["in", "near", "outside", "throughout", "downtown", "around", "across"])
SPEECH = frozenset(["said", "says", "told", "added", "asked", "explained", "recalled", "wrote", "noted"])


def shape(word: str) -> str:
    """Give a word's outline: capitals X, small letters x, digits d, repeats folded."""
    return _shape(word)


@lru_cache(maxsize=65_536)
def _shape(word: str) -> str:
    outline = "".join(
        "X" if c.isupper() else "x" if c.islower() else "d" if c.isdigit() else c for c in word[:24]
    )
    return re.sub(r"(.)\1+", r"\1", outline)


def observe(prose: Prose, gazetteer: Knows, lexicon: Lexicon) -> Iterator[Run]:
    """Give the runs of a document with the groups of their tokens, in order of the text."""
    tokens = prose.tokens
    words = [t.text for t in tokens]
    lowers = [w.lower() for w in words]
    found = list(_sentences(prose))
    known = _look_up(words, found, gazetteer)
    document = _gather(words, lowers, found, lexicon, known)
    for a, b, runs in found:
        line = _line(words[a:b])
        for first, last in runs:
            yield Run(
                first,
                tuple(
                    _groups(words, lowers, (a, b), (first, last), i, known, document, line)
                    for i in range(first, last)
                ),
            )


def known_names(prose: Prose, gazetteer: Knows) -> Iterator[tuple[int, int, int]]:
    """Give the longest names in the runs that the gazetteer knows: token range and kinds."""
    found = list(_sentences(prose))
    known = _look_up([t.text for t in prose.tokens], found, gazetteer)
    first = 0
    for i in sorted(known):
        part, mask = known[i]
        if part in {"S", "B"}:
            first = i
        if part in {"S", "L"}:
            yield first, i + 1, mask


def _sentences(prose: Prose) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    """Give the sentences that have runs: token range and runs."""
    tokens = prose.tokens
    for sentence in prose.sentences:
        a, b = sentence.first_token, sentence.last_token
        here = [t.text for t in tokens[a:b]]
        adjoining = [tokens[i].start == tokens[i - 1].end for i in range(a, b)]
        runs = [(a + x, a + y) for x, y in find_runs(here, adjoining=adjoining)]
        if runs:
            yield a, b, runs


def _look_up(words, found, gazetteer) -> dict[int, tuple[str, int]]:
    """Find the longest known names in the runs, from left to right: token to its part and kinds."""
    known: dict[int, tuple[str, int]] = {}
    for _, _, runs in found:
        for first, last in runs:
            i = first
            while i < last:
                if not words[i][0].isalnum():
                    i += 1
                    continue
                key, best, mask = "", 0, 0
                for j in range(i, min(last, i + LONGEST_NAME)):
                    part = key_of(words[j])
                    if part:
                        key = f"{key} {part}" if key else part
                        if words[j][0].isupper() or words[j][0].isdigit():
                            kinds = gazetteer.knows(key)
                            if kinds:
                                best, mask = j + 1, kinds
                        if not gazetteer.is_prefix(key):
                            break
                if best and words[i][0].isupper():
                    for j in range(i, best):
                        known[j] = (
                            "S" if best - i == 1 else "B" if j == i else "L" if j == best - 1 else "I",
                            mask,
                        )
                    i = best
                else:
                    i += 1
    return known


@lru_cache(maxsize=65_536)
def key_of(word: str) -> str:
    """Give the gazetteer's key of one token."""
    from geomap.gazetteer.names import normalise

    return normalise(word)


def _gather(words, lowers, found, lexicon, known):
    """Count over the document how each word is used."""
    uses = defaultdict(lambda: [0, 0, 0, 0, 0, 0, 0])
    for a, b, runs in found:
        for first, last in runs:
            for i in range(first, last):
                if not words[i][0].isupper():
                    continue
                use = uses[lowers[i]]
                use[0] += 1
                before = lowers[i - 1] if i > a else ""
                if before in LOCATIVES:
                    use[1] += 1
                if before in TITLES or (before == "." and i > a + 1 and lowers[i - 2] in TITLES):
                    use[2] += 1
                if (
                    i > first
                    and i > a + 1
                    and "g" in lexicon.get(before, UNKNOWN).names
                    and words[i - 1][0].isupper()
                ):
                    use[3] += 1
                after = lowers[i + 1] if i + 1 < b else ""
                if after in SPEECH:
                    use[4] += 1
                if after == "," and i + 2 < b and i + 2 in known:
                    use[5] += 1
                if i > first or i + 1 < last:
                    use[6] += 1
    small = set(lowers) & {w for w in words if w.islower()} & uses.keys()
    return {w: _usage(u, w in small) for w, u in uses.items()}


def _usage(use, small):
    total, place, title, given, speech, comma, joined = use
    person = title + given + speech
    return (
        "document", min(total, 3), place > 0, title > 0, given > 0, speech > 0, comma > 0,
        (place > person) - (person > place), 2 * joined > total, small,
    )  # fmt: skip


def _line(here: Sequence[str]) -> Group:
    """Describe the sentence: set in title case or in capitals, short."""
    long_words = [w for w in here if len(w) > 3 and w[0].isalpha()]
    capital = sum(w[0].isupper() for w in long_words)
    upper = sum(w.isupper() for w in long_words)
    n = len(long_words)
    title = n > 2 and capital > 0.6 * n
    return ("line", title, n > 2 and upper > 0.6 * n, here[-1] not in '.!?"”', len(here) < 8)


OFF = ("O", 0)


def _groups(words, lowers, sentence, run, i, known, document, line):
    a, b = sentence
    first, last = run
    word = words[i]
    before = words[i - 1] if i > a else "^"
    after = words[i + 1] if i + 1 < b else "$"
    before2 = words[i - 2] if i - 1 > a else "^"
    after2 = words[i + 2] if i + 2 < b else "$"
    here = known.get(i, OFF)
    left, right = known.get(i - 1, OFF), known.get(i + 1, OFF)
    low = lowers[i]
    out = [
        ("own", word),
        ("near", -1, before), ("near", 1, after), ("near", -2, before2), ("near", 2, after2),
        ("far", -3, lowers[i - 3] if i - 2 > a else "^"), ("far", 3, lowers[i + 3] if i + 3 < b else "$"),
        ("far", -4, lowers[i - 4] if i - 3 > a else "^"), ("far", 4, lowers[i + 4] if i + 4 < b else "$"),
        ("pair", -1, before, word, here), ("pair", 1, word, after, here),
        ("known", left, here, right),
        ("known2", known.get(i - 2, OFF), known.get(i + 2, OFF)),
        line + ((here[0], is_capitalised(word)),),
    ]  # fmt: skip
    lead = lowers[first - 1] if first > a else "^"
    trail = lowers[last] if last < b else "$"
    out.append(("edge", lead, trail, here[0]))
    out.append(
        (
            "run",
            lowers[first],
            lowers[last - 1],
            min(4, last - first),
            min(4, i - first),
            min(4, last - 1 - i),
        )
    )
    if i == first or i == last - 1:
        out.append(("end", i == first, i == last - 1))
    if word[0].isupper():
        out.append(document[low])
        out.append(("around", before.lower(), here[0], after.lower()))
    return tuple(out)


def expand(group: Group, lexicon: Lexicon) -> list[str]:
    """Turn a group into the strings that carry weights."""
    return _EXPAND[group[0]](group, lexicon)


def _own(group, lexicon):
    word = group[1]
    low = word.lower()
    entry = lexicon.get(low, UNKNOWN)
    outline = shape(word)
    out = [
        "b", f"w={low}", f"s={outline}", f"p2={low[:2]}", f"p3={low[:3]}", f"p4={low[:4]}",
        f"s2={low[-2:]}", f"s3={low[-3:]}", f"s4={low[-4:]}", f"n={entry.names}", f"W={word}",
    ]  # fmt: skip
    if entry.coarse:
        out += [f"c={entry.coarse}", f"f={entry.fine}"]
    return out


def _near(group, lexicon):
    d, word = group[1], group[2]
    low = word.lower()
    entry = lexicon.get(low, UNKNOWN)
    out = [f"{d}w={low}", f"{d}s={shape(word)}"]
    if entry.coarse:
        out += [f"{d}c={entry.coarse}", f"{d}f={entry.fine}"]
    if d in (-1, 1):
        out.append(f"{d}s3={low[-3:]}")
        if word[0].isupper():
            out.append(f"{d}n={entry.names}")
    return out


def _far(group, lexicon):
    _, d, low = group
    side = "L" if d < 0 else "R"
    return [f"{side}w={low}"]


def _pair(group, lexicon):
    _, d, a, b, known = group
    other = a if d < 0 else b
    return [
        f"{d}pw={a.lower()}|{b.lower()}",
        f"{d}ps={shape(a)}|{shape(b)}",
        f"{d}pg={other.lower()}|{known[0]}{coarse(known[1])}",
    ]


class Kinds(NamedTuple):
    """What a name may be: its most telling kind, all kinds, how it is known, and how big (tenfold steps)."""

    coarse: str
    kinds: str
    sorts: str
    size: int
    bits: tuple[int, ...]


@lru_cache(maxsize=16_384)
def kinds_of(mask: int) -> Kinds:
    """Read the gazetteer's bit mask."""
    kinds = mask & KIND_MASK
    sorts = (mask >> KIND_COUNT) & SORT_MASK
    size = (mask >> SIZE_SHIFT) // SIZE_STEP
    bits = tuple(i for i in range(KIND_COUNT) if kinds >> i & 1)
    lowest = "D" if sorts == 1 << Sort.DEMONYM else f"{bits[0]}" if bits else "-"
    return Kinds(lowest, f"{kinds:x}", f"{sorts:x}", size, bits)


def is_prominent(mask: int) -> bool:
    """Say whether a name's kinds hold a country, a continent, a region or a big city."""
    seen = kinds_of(mask)
    names = {KINDS[bit] for bit in seen.bits}
    return bool(names & {"country", "continent"}) or (bool(names & {"admin1", "city"}) and seen.size >= BIG)


def coarse(mask: int) -> str:
    """Give the most telling kind of a mask."""
    return kinds_of(mask).coarse


def _known(group, lexicon):
    _, left, here, right = group
    seen = kinds_of(here[1])
    part = here[0]
    near = f"{part}{seen.coarse}"
    out = [
        f"g={part}{seen.kinds}", f"g0={near}", f"gs={part}{seen.coarse}{seen.size}", f"gq={part}{seen.sorts}",
        f"gl={left[0]}{coarse(left[1])}", f"gr={right[0]}{coarse(right[1])}",
        f"glh={left[0]}{coarse(left[1])}|{near}", f"ghr={near}|{right[0]}{coarse(right[1])}",
    ]  # fmt: skip
    out += [f"gb={part}{bit}" for bit in seen.bits]
    return out


def _known2(group, lexicon):
    _, left, right = group
    return [f"gll={left[0]}{coarse(left[1])}", f"grr={right[0]}{coarse(right[1])}"]


def _expand_line(group, lexicon):
    _, title, upper, open_, short, here = group
    return [f"t={title:d}{upper:d}{here}", f"to={open_:d}{short:d}"]


def _edge(group, lexicon):
    _, lead, trail, here = group
    return [f"el={lead}", f"et={trail}", f"elt={lead}|{trail}", f"elg={lead}|{here}", f"etg={trail}|{here}"]


def _run(group, lexicon):
    _, first, last, length, from_start, to_end = group
    return [
        f"rf={first}",
        f"rl={last}",
        f"rn={length}",
        f"rp={from_start}|{to_end}",
        f"rlp={last}|{to_end}",
        f"rfp={first}|{from_start}",
    ]


def _end(group, lexicon):
    return [f"e={group[1]:d}{group[2]:d}"]


def _document(group, lexicon):
    _, total, place, title, given, speech, comma, lean, joined, small = group
    return [
        f"dn={total}",
        f"dp={place:d}",
        f"dt={title:d}",
        f"dg={given:d}",
        f"ds={speech:d}",
        f"dc={comma:d}",
        f"dl={lean}",
        f"dj={joined:d}",
        f"dx={small:d}",
    ]


def _around(group, lexicon):
    _, before, here, after = group
    return [f"a={before}|{here}|{after}"]


_EXPAND = {
    "own": _own, "near": _near, "far": _far, "pair": _pair, "known": _known, "known2": _known2,
    "line": _expand_line, "edge": _edge, "run": _run, "end": _end, "document": _document, "around": _around,
}  # fmt: skip
