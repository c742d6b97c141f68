"""Find the people whom a document names, and the fullest form of each name.

From prose to people, in the order of the text, with bare names: no title, no possessive. A name is a run
of capitalised words with cues that add up: an office before it, a known given name, a family name, three
Asian syllables, an initial, an age, a description after a comma, a verb of speech, the surname alone
elsewhere. A word alone is a person only after a title, or if it is a name that the document gives in
full. Refused, for precision goes first: runs that end in a thing (University, River, Times), and names of
places with nothing but a capital beside them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from geomap.language.name_runs import (
    HYPHENS,
    SUFFIXES,
    NameWord,
    Segment,
    cut_segments,
    eastern_length,
)
from geomap.language.name_words import GIVEN, SURNAMES, WORDS
from geomap.model import Person, Prose

_POSSESSIVES = frozenset({"'s", "’s"})
_ENOUGH = 2.0
"""Weight at which words are a name: with it 6 of 3,583 people in LGL, TR-News and GeoVirus lie on a place."""
_DESCRIBING = frozenset({"flagged", "based", "born", "led", "backed", "owned", "built", "bound"})
"""What a word ends in that describes by a name: "a Marshall Islands-flagged tanker"."""
_LONGEST = 5
_SHORTEST_STEM = 5


@dataclass(frozen=True, slots=True)
class _Found:
    """A name that was accepted."""

    words: tuple[NameWord, ...]
    eastern: bool = False

    @property
    def start(self) -> int:
        return self.words[0].start

    @property
    def end(self) -> int:
        return self.words[-1].end

    @property
    def key(self) -> str:
        """The name in small letters with plain spaces, initials left out."""
        return " ".join(p for w in self.words if not w.initial for p in w.parts)

    @property
    def surname(self) -> str:
        if self.eastern:
            return self.words[0].key
        last = [w for w in self.words if w.text.rstrip(".") not in SUFFIXES] or self.words
        return last[-1].key


def find_people(prose: Prose) -> tuple[Person, ...]:
    """Find the people named in a document.

    Returns
    -------
    tuple of Person
        In the order of the text, without overlaps.
    """
    segments = list(cut_segments(prose))
    alone = Counter(
        s.words[0].key for s in segments if len(s.words) == 1 and not _after(prose, s, WORDS["locative"])
    )
    found, rest = [], []
    common = frozenset(t.text for t in prose.tokens if t.text.islower())
    for segment in segments:
        name = _name(prose, segment, alone, common)
        (found.append(name) if name else rest.append(segment))
    found.extend(_listed(prose, rest, found))
    return _linked(prose, found, rest)


def _after(prose: Prose, segment: Segment, words: frozenset[str]) -> bool:
    """Say whether one of the words stands right before the segment."""
    first = segment.words[0].first
    return first > 0 and prose.tokens[first - 1].text.lower() in words


def _name(prose: Prose, segment: Segment, alone: Counter[str], common: frozenset[str]) -> _Found | None:
    """Give the name that a segment is, if its cues suffice."""
    words = segment.words
    for s in range(len(words)):
        if length := eastern_length(words[s:]):
            name = words[s : s + length]
            score = _ENOUGH + 1 * (length > 2) - 1.5 * (s == 0 and _after(prose, segment, WORDS["locative"]))  # noqa: PLR2004
            if score + _context(prose, name) + 2 * segment.titled >= _ENOUGH:
                return _Found(name, eastern=True)
    if len(words) == 1:
        return _single(prose, segment, common)
    s = next((i for i, w in enumerate(words) if w.parts[0] in GIVEN or w.initial), 0)
    if s == len(words) - 1:
        s = 0
    name = words[s : s + _LONGEST]
    if (name[-1].key in WORDS["country"] and not segment.titled) or name[-1].parts[-1] in _DESCRIBING:
        return None
    if "_".join(w.key for w in name[:2]) in WORDS["no_person"]:
        return None
    score = _form(name, opens=segment.opens and s == 0) + _context(prose, name)
    score += 3.0 * (segment.titled and len(words) <= _LONGEST)
    score += 1.0 * (alone[name[-1].key] > 0 and name[0].parts[0] in GIVEN)
    score -= 1.0 * (s == 0 and _after(prose, segment, WORDS["locative"])) + 0.5 * (s > 0)
    if segment.titled and s > 0:
        name = words[:_LONGEST]
    return _Found(name) if score >= _ENOUGH and not all(w.initial for w in name) else None


def _form(name: Sequence[NameWord], *, opens: bool) -> float:
    """Weigh the words of a name by themselves."""
    kind = GIVEN.get(name[0].parts[0])
    score = {"plain": 2.0, "word": 0.5 if opens else 1.5, "place": 1.0}.get(kind or "", 0.0)
    score += {"plain": 1.0, "word": 0.5, "place": 0.5}.get(SURNAMES.get(name[-1].key, ""), 0.0)
    if any(w.initial for w in name[:-1]):
        score += 1.0 if kind else 1.5
    if " " in name[-1].text or name[-1].text[0].islower():
        score += 1.0
    return score


def _single(prose: Prose, segment: Segment, common: frozenset[str]) -> _Found | None:
    """Accept a single word after a title, or a given name after a word of kin."""
    word = segment.words[0]
    if word.initial or word.key in WORDS["country"] or len(word.key) < 2:  # noqa: PLR2004
        return None
    if segment.titled and word.key not in WORDS["title"] and not _joins(prose, word.last):
        return None if word.key in common else _Found((word,))
    if _after(prose, segment, WORDS["kin"]) and GIVEN.get(word.parts[0]) == "plain":
        return _Found((word,))
    return None


def _joins(prose: Prose, token: int) -> bool:
    """Say whether the word is a part of something else ("Director-General", "Queen Anne's County")."""
    after = [t.text for t in prose.tokens[token : token + 2]] + ["", ""]
    return after[0] in HYPHENS or (
        after[0] in _POSSESSIVES and after[1].lower() in WORDS["thing"] and after[1][0].isupper()
    )


def _context(prose: Prose, name: Sequence[NameWord]) -> float:
    """Weigh what stands around a name of several words."""
    tokens = prose.tokens
    score = 0.0
    first, last = name[0].first, name[-1].last
    place = GIVEN.get(name[0].parts[0]) == "place"
    before = tokens[first - 1].text if first else ""
    after = [t.text for t in tokens[last : last + 5]] + [""] * 5
    if after[0] in WORDS["speech"] or (before in WORDS["speech"] and before != "told"):
        score += 0.5 if place else 1.5
    if before in WORDS["kin"] or before in WORDS["title"]:
        score += 2.0
    if before == "," and first > 1 and tokens[first - 2].text.lower() in WORDS["title"]:
        score += 1.5
    if after[0] == "," or after[0] == "(":
        if after[1].isdigit() and len(after[1]) <= 2 and after[2] in (",", ")", "-", ".", ";"):  # noqa: PLR2004
            score += 2.0
        elif after[1] in ("who", "whose") or any(
            w.lower() in WORDS["title"] or w in WORDS["kin"] for w in after[1:5]
        ):
            score += 1.5
    elif after[0] == "who":
        score += 1.0
    return score


def _listed(prose: Prose, rest: list[Segment], found: Sequence[_Found]) -> list[_Found]:
    """Accept names of two or three words that "and" joins with a person."""
    starts, ends = {f.words[0].first for f in found}, {f.words[-1].last for f in found}
    tokens, extra = prose.tokens, []
    for segment in rest:
        words = segment.words
        if not 2 <= len(words) <= 3 or any(w.initial for w in words):  # noqa: PLR2004
            continue
        first, last = words[0].first, words[-1].last
        joined = (last < len(tokens) and tokens[last].text == "and" and last + 1 in starts) or (
            first > 1 and tokens[first - 1].text == "and" and first - 1 in ends
        )
        known = words[0].parts[0] in GIVEN or words[-1].key in SURNAMES
        of_place = words[-1].key in WORDS["country"]
        if joined and not of_place and (known or _form(words, opens=False) >= 1 or len(words) == 2):  # noqa: PLR2004
            extra.append(_Found(words))
    taken = {id(w) for f in extra for w in f.words}
    rest[:] = [s for s in rest if id(s.words[0]) not in taken]
    return extra


class _Register:
    """The people of a document by surname, for linking what names them in part."""

    def __init__(self, prose: Prose, found: Sequence[_Found]) -> None:
        self.shown: dict[str, str] = {}
        self.full: dict[str, Counter[str]] = {}
        self.stems: dict[str, list[str]] = {}
        self.singles = {f.surname: f.words[0].text for f in found if len(f.words) == 1}
        holders: dict[str, set[str]] = {}
        for name in sorted(found, key=lambda f: f.start):
            if len(name.words) == 1:
                continue
            if name.surname not in self.full:
                self.full[name.surname] = Counter()
                self.stems.setdefault(name.surname[:_SHORTEST_STEM], []).append(name.surname)
            self.full[name.surname][name.key] += 1
            self.shown.setdefault(name.key, " ".join(prose.text[name.start : name.end].split()))
            if not name.eastern and GIVEN.get(name.words[0].key) == "plain":
                holders.setdefault(name.words[0].key, set()).add(name.key)
        self.given = {k: self.shown[next(iter(v))] for k, v in holders.items() if len(v) == 1}

    def surname(self, key: str) -> str | None:
        """Give the surname that a word is, in this or another transliteration."""
        if key in self.full or key in self.singles:
            return key
        for surname in self.stems.get(key[:_SHORTEST_STEM], ()):
            pairs = enumerate(zip(key, surname, strict=False))
            stem = next((i for i, (a, b) in pairs if a != b), min(len(key), len(surname)))
            tails = {key[stem:], surname[stem:]}
            if stem >= _SHORTEST_STEM and tails <= WORDS["ending"] | {""}:
                return surname
        return None

    def bearer(self, surname: str) -> str:
        """Give the fullest name of the person whom a surname alone means: the one named most often."""
        if surname not in self.full:
            return self.singles[surname]
        return self.shown[self.full[surname].most_common(1)[0][0]]

    def fullest(self, name: _Found) -> str:
        """Give the document's fullest form of a name."""
        surname = self.surname(name.surname)
        if surname is None or surname not in self.full:
            return name.words[0].text if len(name.words) == 1 else " ".join(w.text for w in name.words)
        if len(name.words) == 1:
            return self.bearer(surname)
        own = set(name.key.split())
        longest = max(
            (key for key in self.full[surname] if own <= set(key.split())),
            key=lambda key: (len(key.split()), self.full[surname][key]),
            default=name.key,
        )
        return self.shown.get(longest, " ".join(w.text for w in name.words))


def _linked(prose: Prose, found: Sequence[_Found], rest: Sequence[Segment]) -> tuple[Person, ...]:
    """Give each name its fullest form, and find the names that stand alone."""
    register = _Register(prose, found)
    people = [Person(f.start, f.end, prose.text[f.start : f.end], register.fullest(f)) for f in found]
    for segment in rest:
        # "Accompanying Kim": a word that opens the sentence may stand before the name.
        word = segment.words[-1]
        if len(segment.words) > 1 + segment.opens or not word.text[0].isupper() or word.initial:
            continue
        surname = register.surname(word.key)
        name = register.bearer(surname) if surname else register.given.get(word.key)
        if name and _stands_for_person(prose, word, is_surname=surname is not None):
            people.append(Person(word.start, word.end, prose.text[word.start : word.end], name))
    return tuple(sorted(people, key=lambda p: p.start))


def _stands_for_person(prose: Prose, word: NameWord, *, is_surname: bool) -> bool:
    """Say whether a name alone is the person here, and not a place of the same name."""
    tokens = prose.tokens
    before = tokens[word.first - 1].text.lower() if word.first else ""
    if before in {"the", "new", "north", "south", "east", "west"}:
        return False
    after = tokens[word.last].text if word.last < len(tokens) else ""
    if before == "of" and word.first > 1 and tokens[word.first - 2].text.lower() in WORDS["thing"]:
        return False
    if (
        after == ","
        and word.last + 1 < len(tokens)
        and tokens[word.last + 1].text.lower() in WORDS["country"]
    ):
        return False
    if (SURNAMES if is_surname else GIVEN).get(word.key) == "place" or word.key in WORDS["country"]:
        return after in WORDS["speech"] or before in WORDS["title"]
    return before not in WORDS["locative"] or not is_surname
