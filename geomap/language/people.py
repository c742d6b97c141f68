"""Find the people whom a document names, and the fullest form of each name.

From prose to people, in the order of the text, with bare names: no title, no possessive. A name is a run
of capitalised words with cues that add up: an office before it, a known given name, a family name, three
Asian syllables, an initial, an age, a description after a comma, a verb of speech, the surname alone
elsewhere. A word alone is a person only after a title, or if it is a name that the document gives in
full. Refused, for precision goes first: runs that end in a thing (University, River, Times), and names of
places with nothing but a capital beside them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from geomap.language.name_words import sections, weight_by_name
from geomap.model import Person, Prose, Token

_PARTICLES = frozenset(
    "van von der den de del della di da dos das du la le bin ibn al el ul ben ter ten zu".split()
)
_LOCATIVE = frozenset("in at near around outside inside across throughout toward towards into".split())
_HYPHENS = frozenset("-‐‑")
_ROMAN = frozenset({"II", "III", "IV", "Jr", "Sr"})
_STATES = frozenset({"US", "UK", "UN", "EU", "DC", "UAE", "USA", "NY", "NJ", "NC", "SC", "NATO"})
_POSSESSIVES = frozenset({"'s", "’s"})
_ENOUGH = 2.0
_LONGEST = 5
# A syllable as Korean, Chinese and Vietnamese names are written with Latin letters, and two of them in a word.
_ONSET = r"(?:b|c|ch|d|f|g|gi|h|hw|hy|j|k|kh|kw|ky|l|m|my|n|ng|ny|p|ph|py|q|qu|r|ry|s|sh|ss|t|th|tr|ts|w|x|y|z|zh|gy|by|kk|tt|pp)?"
_RIME = r"(?:[aeiou]|ae|ai|ao|au|ea|ei|eo|eu|eui|ia|iao|ie|ieu|iu|oa|oe|oi|oo|ou|ua|uai|ue|ui|uo|uy|uye|ya|yo|yu|ye|y|wa|wo|we|wi)(?:ng|nh|n|m|k|l|p|t|h|r|ck|b|g)?"
_SYLLABLE = re.compile(_ONSET + _RIME)
_TWO_SYLLABLES = re.compile(_ONSET + _RIME + _ONSET + _RIME)
# Endings that one Slavic surname has in different transliterations.
_ENDINGS = frozenset({"", "y", "yy", "yj", "iy", "ij", "i", "j", "ii", "yi"})
_SHORTEST_STEM = 5


@dataclass(frozen=True, slots=True)
class _Word:
    """One word of a name: tokens ``first`` to ``last`` (half-open) and its parts in small letters."""

    first: int
    last: int
    start: int
    end: int
    text: str
    key: str
    initial: bool = False

    @property
    def parts(self) -> list[str]:
        return re.split(r"[-‐‑ ]", self.key)


@dataclass(frozen=True, slots=True)
class _Segment:
    """Words in a row that may be one name, with what stands before them in their run."""

    words: tuple[_Word, ...]
    titled: bool = False
    opens: bool = False
    """It begins the sentence."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A name that was accepted."""

    words: tuple[_Word, ...]
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
        last = [w for w in self.words if w.text.rstrip(".") not in _ROMAN] or self.words
        return last[-1].key


def find_people(prose: Prose) -> tuple[Person, ...]:
    """Find the people named in a document.

    Returns
    -------
    tuple of Person
        In the order of the text, without overlaps.
    """
    segments = [s for first, last in _sentences(prose) for s in _segments(prose.tokens, first, last, prose)]
    alone = Counter(s.words[0].key for s in segments if len(s.words) == 1 and not _after(prose, s, _LOCATIVE))
    found, rest = [], []
    common = {t.text for t in prose.tokens if t.text.islower()}
    for segment in segments:
        name = _name(prose, segment, alone, common)
        (found.append(name) if name else rest.append(segment))
    found.extend(_listed(prose, rest, found))
    return _linked(prose, found, rest)


def _sentences(prose: Prose) -> Iterator[tuple[int, int]]:
    for sentence in prose.sentences:
        yield sentence.first_token, sentence.last_token


def _segments(tokens: Sequence[Token], first: int, last: int, prose: Prose) -> Iterator[_Segment]:
    """Cut a sentence's capitalised runs into what may be names."""
    words = sections("name_words")
    stop, thing, title, starter = words["stop"], words["thing"], words["title"], words["starter"]
    surnames = weight_by_name("surnames")
    i = first
    while i < last:
        run, i = _run(tokens, i, last)
        if not run:
            i += 1
            continue
        current: list[_Word] = []
        titled, barred = _title_before(tokens, run[0].first, first), False
        opens = run[0].first == first
        asian = next((k for k in range(len(run)) if _eastern(run[k:])), len(run))
        for k, word in enumerate(run):
            key = word.key.rstrip(".")
            if asian <= k < asian + _eastern(run[asian:]):
                current.append(word)
                continue
            is_title = (
                key in title
                and k + 1 < len(run)
                and run[k + 1].key not in thing
                and not _given_weight(current)
            )
            if is_title or key in stop or key in starter or _is_acronym(word):
                if current and not barred:
                    yield _Segment(tuple(current), titled, opens)
                current, barred, opens = [], key in starter, False
                titled = is_title or (titled and key in words["office"])
            elif key in thing:
                if titled and k + 1 == len(run) and _given_weight(current) and key in surnames:
                    yield _Segment((*current, word), titled, opens)
                current = []
                titled = opens = False
            elif barred:
                barred = False
            else:
                current.append(word)
        if current:
            yield _Segment(tuple(current), titled, opens)


def _given_weight(words: Sequence[_Word]) -> bool:
    """Say whether the words so far are a given name, so that what follows is a surname ("Rodney King")."""
    return len(words) == 1 and weight_by_name("given_names").get(words[0].parts[0]) == "plain"


def _is_acronym(word: _Word) -> bool:
    return len(word.text) > 1 and word.text.isupper() and not word.initial and word.text not in _ROMAN


def _title_before(tokens: Sequence[Token], at: int, first: int) -> bool:
    """Say whether an office in small letters stands right before the run ("spokesman Dmitry Peskov")."""
    words = sections("name_words")
    return at > first and tokens[at - 1].text in words["title"] - words["ambiguous_title"]


def _run(tokens: Sequence[Token], i: int, last: int) -> tuple[list[_Word], int]:
    """Read the capitalised words in a row from token ``i`` on; give them and where they end."""
    run: list[_Word] = []
    while i < last:
        j = i
        if run:
            while j < last and tokens[j].text in _PARTICLES and j - i < 3:  # noqa: PLR2004
                j += 1
            if j > i and j < last and tokens[j].text in _HYPHENS:
                j += 1
        elif tokens[i].text in ("al", "el") and i + 2 < last and tokens[i + 1].text in _HYPHENS:
            j = i + 2
        if j >= last or not tokens[j].text[0].isupper():
            break
        end = _word_end(tokens, j, last)
        text = " ".join(t.text for t in tokens[i:end])
        if any(a.end == b.start for a, b in zip(tokens[i:end], tokens[i + 1 : end], strict=False)):
            text = _joined(tokens[i:end])
        bare = text.replace(".", "")
        initial = len(bare) == 1 or ("." in text and bare.isupper() and len(bare) < 4 and bare not in _STATES)  # noqa: PLR2004
        run.append(
            _Word(i, end, tokens[i].start, tokens[end - 1].end, text, text.lower().replace("’", "'"), initial)
        )
        i = end
    return run, i


def _joined(tokens: Sequence[Token]) -> str:
    parts = [tokens[0].text]
    for before, token in zip(tokens, tokens[1:], strict=False):
        parts.append(("" if before.end == token.start else " ") + token.text)
    return "".join(parts)


def _word_end(tokens: Sequence[Token], j: int, last: int) -> int:
    """Give where a word ends that starts at token ``j``: "Jong-un", "Jean-Pierre", "F.", "Mr."."""
    end = j + 1
    while (
        end + 1 < last and tokens[end].text in _HYPHENS and tokens[end].start == tokens[end - 1].end
        and tokens[end + 1].start == tokens[end].end and tokens[end + 1].text[0].isalpha()
    ):  # fmt: skip
        end += 2
    if end < last and tokens[end].text == "." and tokens[end].start == tokens[end - 1].end:
        text = tokens[j].text
        short = len(text) <= 4 and text.lower()  # noqa: PLR2004
        words = sections("name_words")
        if len(text) == 1 or text in _ROMAN or short in words["title"] or short in words["starter"]:
            end += 1
    return end


def _after(prose: Prose, segment: _Segment, words: frozenset[str]) -> bool:
    """Say whether one of the words stands right before the segment."""
    first = segment.words[0].first
    return first > 0 and prose.tokens[first - 1].text.lower() in words


def _name(prose: Prose, segment: _Segment, alone: Counter[str], common: Set[str]) -> _Found | None:
    """Give the name that a segment is, if its cues suffice."""
    words = segment.words
    for s in range(len(words)):
        if length := _eastern(words[s:]):
            name = words[s : s + length]
            score = _ENOUGH + 1 * (length > 2) - 1.5 * (s == 0 and _after(prose, segment, _LOCATIVE))  # noqa: PLR2004
            if score + _context(prose, name) + 2 * segment.titled >= _ENOUGH:
                return _Found(name, eastern=True)
    if len(words) == 1:
        return _single(prose, segment, common)
    given = weight_by_name("given_names")
    s = next((i for i, w in enumerate(words) if w.parts[0] in given or w.initial), 0)
    if s == len(words) - 1:
        s = 0
    name = words[s : s + _LONGEST]
    if name[-1].key in sections("name_words")["country"] and not segment.titled:
        return None
    if "_".join(w.key for w in name[:2]) in sections("name_words")["no_person"]:
        return None
    score = _form(name, opens=segment.opens and s == 0) + _context(prose, name)
    score += 3.0 * (segment.titled and len(words) <= _LONGEST)
    score += 1.0 * (alone[name[-1].key] > 0 and name[0].parts[0] in given)
    score -= 1.0 * (s == 0 and _after(prose, segment, _LOCATIVE)) + 0.5 * (s > 0)
    if segment.titled and s > 0:
        name = words[:_LONGEST]
    return _Found(name) if score >= _ENOUGH and not all(w.initial for w in name) else None


def _form(name: Sequence[_Word], *, opens: bool) -> float:
    """Weigh the words of a name by themselves."""
    kind = weight_by_name("given_names").get(name[0].parts[0])
    score = {"plain": 2.0, "word": 0.5 if opens else 1.5, "place": 1.0}.get(kind or "", 0.0)
    score += {"plain": 1.0, "word": 0.5, "place": 0.5}.get(
        weight_by_name("surnames").get(name[-1].key, ""), 0.0
    )
    if any(w.initial for w in name[:-1]):
        score += 1.0 if kind else 1.5
    if " " in name[-1].text or name[-1].text[0].islower():
        score += 1.0
    return score


def _eastern(words: Sequence[_Word]) -> int:
    """Give how many words are a name with the family name first, or 0."""
    family = sections("name_words")["eastern"]
    if not words or words[0].key not in family or len(words) < 2:  # noqa: PLR2004
        return 0
    second = words[1]
    parts = second.parts
    if len(parts) == 2:  # noqa: PLR2004
        return 2 if all(_SYLLABLE.fullmatch(p) for p in parts) else 0
    if len(words) >= 3 and all(_SYLLABLE.fullmatch(w.key) and len(w.text) > 1 for w in words[1:3]):  # noqa: PLR2004
        return 3
    longest = len(words) == 2 and len(second.key) >= 5  # noqa: PLR2004
    plain = second.key not in weight_by_name("surnames") and words[0].key not in ("long", "ha", "song")
    return 2 if longest and plain and _TWO_SYLLABLES.fullmatch(second.key) else 0


def _single(prose: Prose, segment: _Segment, common: Set[str]) -> _Found | None:
    """Accept a single word after a title, or a given name after a word of kin."""
    word = segment.words[0]
    tables = sections("name_words")
    if word.initial or word.key in tables["country"] or len(word.key) < 2:  # noqa: PLR2004
        return None
    if segment.titled and word.key not in tables["title"] and not _joins(prose, word.last):
        return None if word.key in common else _Found((word,))
    if _after(prose, segment, tables["kin"]) and weight_by_name("given_names").get(word.parts[0]) == "plain":
        return _Found((word,))
    return None


def _joins(prose: Prose, token: int) -> bool:
    """Say whether what follows makes the word a part of something else ("Director-General", "Queen Anne's County")."""
    after = [t.text for t in prose.tokens[token : token + 2]] + ["", ""]
    return after[0] in _HYPHENS or (
        after[0] in _POSSESSIVES
        and after[1].lower() in sections("name_words")["thing"]
        and after[1][0].isupper()
    )


def _context(prose: Prose, name: Sequence[_Word]) -> float:
    """Weigh what stands around a name of several words."""
    tokens, tables = prose.tokens, sections("name_words")
    score = 0.0
    first, last = name[0].first, name[-1].last
    place = weight_by_name("given_names").get(name[0].parts[0]) == "place"
    before = tokens[first - 1].text if first else ""
    after = [t.text for t in tokens[last : last + 5]] + [""] * 5
    if after[0] in tables["speech"] or (before in tables["speech"] and before != "told"):
        score += 0.5 if place else 1.5
    if before in tables["kin"] or before in tables["title"]:
        score += 2.0
    if before == "," and first > 1 and tokens[first - 2].text.lower() in tables["title"]:
        score += 1.5
    if after[0] == "," or after[0] == "(":
        if after[1].isdigit() and len(after[1]) <= 2 and after[2] in (",", ")", "-", ".", ";"):  # noqa: PLR2004
            score += 2.0
        elif any(w.lower() in tables["title"] or w in tables["kin"] for w in after[1:5]):
            score += 1.5
        elif after[0] == "," and after[1] in ("who", "whose"):
            score += 1.5
    elif after[0] == "who":
        score += 1.0
    return score


def _listed(prose: Prose, rest: list[_Segment], found: Sequence[_Found]) -> list[_Found]:
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
        known = words[0].parts[0] in weight_by_name("given_names") or words[-1].key in weight_by_name(
            "surnames"
        )
        of_place = words[-1].key in sections("name_words")["country"]
        if joined and not of_place and (known or _form(words, opens=False) >= 1 or len(words) == 2):  # noqa: PLR2004
            extra.append(_Found(words))
    taken = {id(w) for f in extra for w in f.words}
    rest[:] = [s for s in rest if id(s.words[0]) not in taken]
    return extra


def _linked(prose: Prose, found: list[_Found], rest: Sequence[_Segment]) -> tuple[Person, ...]:
    """Give each name its fullest form, and find the names that stand alone."""
    full: dict[str, Counter[str]] = {}
    shown: dict[str, str] = {}
    for name in sorted(found, key=lambda f: f.start):
        if len(name.words) > 1:
            full.setdefault(name.surname, Counter())[name.key] += 1
            shown.setdefault(name.key, prose.text[name.start : name.end])
    singles = {f.surname for f in found if len(f.words) == 1}
    given = _given_alone(found)
    people = [Person(f.start, f.end, prose.text[f.start : f.end], _fullest(f, full, shown)) for f in found]
    by_text = {p.text.lower(): p.name for p in reversed(people)}
    for segment in rest:
        # "Accompanying Kim": a word that opens the sentence may stand before the name.
        word = segment.words[-1]
        if len(segment.words) > 1 + segment.opens or not word.text[0].isupper() or word.initial:
            continue
        surname = _known(word.key, full, singles)
        key = full[surname].most_common(1)[0][0] if surname in full else given.get(word.key)
        if (surname is None and key is None) or not _stands_for_person(
            prose, word, is_surname=surname is not None
        ):
            continue
        name_text = shown[key] if key else by_text.get(surname or "", word.text)
        people.append(Person(word.start, word.end, prose.text[word.start : word.end], _flat(name_text)))
    return tuple(sorted(people, key=lambda p: p.start))


def _flat(name: str) -> str:
    return " ".join(name.split())


def _fullest(name: _Found, full: dict[str, Counter[str]], shown: dict[str, str]) -> str:
    """Give the document's fullest form of a name: the most frequent one of its surname that contains it."""
    surname = _known(name.surname, full, frozenset())
    own = set(name.key.split())
    if surname is not None:
        for key, _ in sorted(full[surname].items(), key=lambda item: (-len(item[0].split()), -item[1])):
            if own <= set(key.split()) and (len(own) > 1 or key == full[surname].most_common(1)[0][0]):
                return _flat(shown[key])
        if len(name.words) == 1:
            return _flat(shown[full[surname].most_common(1)[0][0]])
    return " ".join(w.text for w in name.words)


def _given_alone(found: Sequence[_Found]) -> dict[str, str]:
    """Give the given names that only one person of the document has, with that person's key."""
    holders: dict[str, set[str]] = {}
    for name in found:
        if len(name.words) > 1 and not name.eastern and not name.words[0].initial:
            holders.setdefault(name.words[0].key, set()).add(name.key)
    plain = weight_by_name("given_names")
    return {k: next(iter(v)) for k, v in holders.items() if len(v) == 1 and plain.get(k) == "plain"}


def _known(key: str, full: dict[str, Counter[str]], singles: frozenset[str] | set[str]) -> str | None:
    """Give the surname that a word is, in this or another transliteration."""
    if key in full or key in singles:
        return key
    if len(key) > _SHORTEST_STEM:
        for surname in full:
            stem = 0
            while stem < min(len(key), len(surname)) and key[stem] == surname[stem]:
                stem += 1
            if stem >= _SHORTEST_STEM and key[stem:] in _ENDINGS and surname[stem:] in _ENDINGS:
                return surname
    return None


def _stands_for_person(prose: Prose, word: _Word, *, is_surname: bool) -> bool:
    """Say whether a name alone is the person here, and not a place of the same name."""
    tokens, tables = prose.tokens, sections("name_words")
    before = tokens[word.first - 1].text.lower() if word.first else ""
    if before in {"the", "new", "north", "south", "east", "west"}:
        return False
    after = tokens[word.last].text if word.last < len(tokens) else ""
    if before == "of" and word.first > 1 and tokens[word.first - 2].text.lower() in tables["thing"]:
        return False
    if (
        after == ","
        and word.last + 1 < len(tokens)
        and tokens[word.last + 1].text.lower() in tables["country"]
    ):
        return False
    table = "surnames" if is_surname else "given_names"
    if weight_by_name(table).get(word.key) == "place" or word.key in tables["country"]:
        return after in tables["speech"] or before in tables["title"]
    return before not in _LOCATIVE or not is_surname
