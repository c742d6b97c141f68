"""Cut prose into the runs of capitalised words that may be names of people.

From prose to segments: words in a row with capitals, without titles, verbs of headlines, weekdays and
acronyms, and without what belongs to the name of a thing ("Georgetown University", "Lake Charles").
Hyphens, initials with their dots and particles ("von der Leyen", "al-Assad") belong to their word. Korean,
Chinese and Vietnamese names are recognised by their syllables first, for they consist of stop words ("Un").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from geomap.language.name_words import GIVEN, SURNAMES, WORDS
from geomap.model import Prose, Token

HYPHENS = frozenset("-‐‑")
SUFFIXES = frozenset({"II", "III", "IV", "Jr", "Sr"})
_TITLES_IN_SMALL = WORDS["title"] - WORDS["ambiguous_title"]
_DOTTED = {w for w in WORDS["title"] | WORDS["starter"] if len(w) <= 4}  # noqa: PLR2004
_LONGEST_INITIALS = 3
_MOST_PARTICLES = 3

# A syllable as Korean, Chinese and Vietnamese names are written with Latin letters.
_ONSET = (
    r"(?:b|by|c|ch|d|f|g|gi|gy|h|hw|hy|j|k|kh|kk|kw|ky|l|m|my|n|ng|ny|p|ph|pp|py|q|qu|r|ry|s|sh|ss|t|th|tr|ts|tt"
    r"|w|x|y|z|zh)?"
)
_RIME = (
    r"(?:[aeiouy]|ae|ai|ao|au|ea|ei|eo|eu|eui|ia|iao|ie|ieu|iu|oa|oe|oi|oo|ou|ua|uai|ue|ui|uo|uy|uye|wa|we|wi|wo"
    r"|ya|ye|yo|yu)(?:ng|nh|n|m|k|l|p|t|h|r|ck|b|g)?"
)
_SYLLABLE = re.compile(_ONSET + _RIME)
_TWO_SYLLABLES = re.compile(_ONSET + _RIME + _ONSET + _RIME)
_SHORTEST_PAIR = 5
"""Letters of a given name of two syllables ("Jinping"); shorter ones are as often no name."""


@dataclass(frozen=True)
class NameWord:
    """One word of a name: tokens ``first`` to ``last`` and its characters, both half-open."""

    first: int
    last: int
    start: int
    end: int
    text: str

    @cached_property
    def key(self) -> str:
        """The word in small letters, apostrophes made straight."""
        return self.text.lower().replace("’", "'")

    @cached_property
    def parts(self) -> list[str]:
        """The parts of a hyphenated word."""
        return re.split("[-‐‑ ]", self.key)

    @cached_property
    def initial(self) -> bool:
        """It is an initial, or several ("J.", "J.K.")."""
        bare = self.text.replace(".", "")
        if len(bare) == 1:
            return True
        return (
            "." in self.text and bare.isupper() and len(bare) <= _LONGEST_INITIALS
            and bare.lower() not in WORDS["abbreviation"]
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Segment:
    """Words in a row that may be one name.

    Attributes
    ----------
    titled
        An office or form of address stands right before them.
    opens
        They begin the sentence, where any word has a capital.
    """

    words: tuple[NameWord, ...]
    titled: bool = False
    opens: bool = False


def cut_segments(prose: Prose) -> Iterator[Segment]:
    """Give the segments of a document in order."""
    for sentence in prose.sentences:
        i = sentence.first_token
        while i < sentence.last_token:
            run, after = _run(prose, i, sentence.last_token)
            if run:
                small = i > sentence.first_token and prose.tokens[i - 1].text in _TITLES_IN_SMALL
                yield from _cut(run, titled=small, opens=i == sentence.first_token)
            i = max(after, i + 1)


def eastern_length(words: Sequence[NameWord]) -> int:
    """Give how many of the words are a name with the family name first ("Kim Jong Un"), or 0."""
    if len(words) < 2 or words[0].key not in WORDS["eastern"]:  # noqa: PLR2004
        return 0
    second = words[1]
    if len(second.parts) == 2:  # noqa: PLR2004
        return 2 if all(_SYLLABLE.fullmatch(p) for p in second.parts) else 0
    if len(words) > 2 and all(_SYLLABLE.fullmatch(w.key) and len(w.text) > 1 for w in words[1:3]):  # noqa: PLR2004
        return 3
    pair = len(words) == 2 and len(second.key) >= _SHORTEST_PAIR and second.key not in SURNAMES  # noqa: PLR2004
    return 2 if pair and _TWO_SYLLABLES.fullmatch(second.key) else 0


def is_given(words: Sequence[NameWord]) -> bool:
    """Say whether the words are one given name, so that what follows is a surname ("Rodney King")."""
    return len(words) == 1 and GIVEN.get(words[0].parts[0]) == "plain"


def _cut(run: list[NameWord], *, titled: bool, opens: bool) -> Iterator[Segment]:
    """Cut a run at titles, stop words and things."""
    current: list[NameWord] = []
    barred = False
    first = next((k for k in range(len(run)) if eastern_length(run[k : k + 3])), len(run))
    eastern = range(first, first + eastern_length(run[first : first + 3]))
    for k, word in enumerate(run):
        key = word.key.rstrip(".")
        last = k + 1 == len(run)
        if k in eastern:
            current.append(word)
        elif (is_title := _is_title(run, k, current)) or _is_stop(word, key):
            if current and not barred:
                yield Segment(tuple(current), titled, opens)
            current, barred, opens = [], key in WORDS["starter"], False
            titled = is_title or (titled and key in WORDS["office"])
        elif key in WORDS["thing"]:
            if titled and last and is_given(current) and key in SURNAMES:
                yield Segment((*current, word), titled, opens)
            current, titled, opens = [], False, False
        elif barred:
            barred = False
        else:
            current.append(word)
    if current:
        yield Segment(tuple(current), titled, opens)


def _is_title(run: Sequence[NameWord], k: int, current: Sequence[NameWord]) -> bool:
    """Say whether a word is a title before a name: not in "Rodney King", not in "King County"."""
    if run[k].key.rstrip(".") not in WORDS["title"] or k + 1 == len(run):
        return False
    return run[k + 1].key not in WORDS["thing"] and not is_given(current)


def _is_stop(word: NameWord, key: str) -> bool:
    """Say whether a word is no part of a name of a person, acronyms among them."""
    if (key in WORDS["stop"] and not word.text.endswith(".")) or key in WORDS["starter"]:
        return True
    return len(word.text) > 1 and word.text.isupper() and not word.initial and word.text not in SUFFIXES


def _run(prose: Prose, i: int, last: int) -> tuple[list[NameWord], int]:
    """Read the capitalised words in a row from token ``i`` on; give them and where they end."""
    tokens = prose.tokens
    run: list[NameWord] = []
    while i < last:
        j = i
        if run:
            while j < last and tokens[j].text in WORDS["particle"] and j - i < _MOST_PARTICLES:
                j += 1
            if j > i and j < last and tokens[j].text in HYPHENS:
                j += 1
        elif tokens[i].text in ("al", "el") and i + 2 < last and tokens[i + 1].text in HYPHENS:
            j = i + 2
        if j >= last or not tokens[j].text[0].isupper():
            break
        end = _word_end(tokens, j, last)
        start, stop = tokens[i].start, tokens[end - 1].end
        run.append(NameWord(i, end, start, stop, " ".join(prose.text[start:stop].split())))
        i = end
    return run, i


def _word_end(tokens: Sequence[Token], j: int, last: int) -> int:
    """Give where a word ends that starts at token ``j``: "Jong-un", "Jean-Pierre", "F.", "Mr."."""
    end = j + 1
    while (
        end + 1 < last and tokens[end].text in HYPHENS and tokens[end].start == tokens[end - 1].end
        and tokens[end + 1].start == tokens[end].end and tokens[end + 1].text[0].isalpha()
    ):  # fmt: skip
        end += 2
    if end < last and tokens[end].text == "." and tokens[end].start == tokens[end - 1].end:
        text = tokens[j].text
        end += len(text) == 1 or text in SUFFIXES or text.lower() in _DOTTED
    return end
