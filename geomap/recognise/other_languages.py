"""Find the place names of a text that is not in English, as far as the gazetteer knows them.

From prose to spans of characters. The tagger has read English alone, so here a name is what the gazetteer
has for a place that is well known, or, beside a word that leads to places ("nach", "из"), for a town of some
size. A text is taken as it is written: with capitals; without capitals, in words; or without spaces, where
the longest known name wins. What leads and trails a name stays outside the span where it is a word or parted
by an apostrophe; case endings and particles stay inside, and `Gazetteer.candidates` takes them off.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from geomap.gazetteer import normalise
from geomap.gazetteer.entries import Sort
from geomap.gazetteer.inflections import bare_forms
from geomap.late import late_pattern
from geomap.model import Document, Prose, Span
from geomap.read import is_small_word
from geomap.recognise.known import Knows, is_prominent, kinds_of
from geomap.recognise.lexicon import load_lexicon

ENGLISH: Final = "en"
BEFORE: Final = {
    "de": "in nach aus von bei über zwischen ab durch nahe via",
    "fr": "à de d depuis vers pour en entre près via", "es": "en a de desde hacia hasta para por entre",
    "it": "a da di in verso per tra fra d", "pt": "em de para a até desde por entre",
    "ca": "a de des cap per entre en d", "nl": "in naar uit van bij via tussen",
    "sv": "i till från via mellan vid", "da": "i til fra via mellem ved på",
    "no": "i til fra via mellom ved på", "ro": "în la din spre de", "pl": "w z do we ze przez od",
    "cs": "v z do na ve ze přes od", "sk": "v z do na vo zo cez od", "hr": "u iz do od kod",
    "sr": "у из до од код u iz", "ru": "в во из на к от до через под у", "uk": "у в з із до на від через",
    "bg": "в във от до на към през", "el": "στο στη στην από προς για",
    "id": "di ke dari", "vi": "ở từ đến tại",
}  # fmt: skip
"""Words that a place follows, though they precede much else, too."""
AND: Final = frozenset([
    "und", "et", "y", "e", "i", "en", "och", "og", "a", "и", "і", "та", "ja", "și", "και", "dan", "và", "ve",
    "és",
])  # fmt: skip
GENITIVE: Final = frozenset({"de", "sv", "da", "no"})
"""Languages that put an s behind a name without an apostrophe."""
NOUNS_IN_CAPITALS: Final = {
    "de": frozenset([
        "das", "dem", "des", "der", "die", "den", "ein", "eine", "einem", "einen", "einer", "eines", "kein",
        "zum", "zur", "beim", "vom", "ins", "im", "am",
    ]),
}  # fmt: skip
"""Languages that write every noun with a capital, and their articles: these stand before no town."""
NO_NAMES: Final = frozenset(
    ["المدينة", "الجزيرة", "الشمال", "الجنوب", "الشرقية", "الغربية", "الوسطى", "الساحل"]
)
"""The city, the island, the north …: far more often themselves than Medina or Al Jazirah."""

TOWN: Final = 4
"""Orders of magnitude of prominence from which a name is a place beside a word that leads to one."""
LARGE: Final = 6
"""The same where little else speaks for it: two signs of Chinese, a form without its particle."""
TOWNS: Final = frozenset({"city", "town", "village", "district"})
MOST_WORDS: Final = 5
MOST_SIGNS: Final = 8
"""Words of the longest name that is looked for, and signs where no space parts words."""
ASKED_AT_ONCE: Final = 500
SHORTEST: Final = 3

_WORD: Final = late_pattern(
    r"[^\s\x00-\x2f:-@\[-`{-\xbf\u0964\u0965\u1801-\u180a\u2000-\u206f\u3000-\u303f،؛؟۔・]+"
)
_NO_SPACES: Final = late_pattern(r"[\u4e00-\u9fff]+|[\u30a1-\u30fa\u30fc]+|[\u0e00-\u0e7f]+")
_BY_LETTER: Final = late_pattern(r"[\u4e00-\u9fff\u0e00-\u0e7f]")
_JOINTS: Final = frozenset([" ", "-", "\u00a0", "'", "’", "\n"])
_NAMED: Final = 1 << Sort.NAME | 1 << Sort.ALTERNATE


class _Word(NamedTuple):
    start: int
    end: int
    text: str


def is_in_english(document: Document) -> bool:
    """Say whether a document is to be read as English, as it is where its language could not be told."""
    if document.language is not None:
        return document.language == ENGLISH
    first = next(filter(str.isalpha, document.text), "a")
    return first < "\u0250" or "\u1e00" <= first <= "\u1eff"


def find_known(prose: Prose, gazetteer: Knows) -> Iterator[Span]:
    """Give the spans of known names in order of the text."""
    language = prose.document.language or ""
    lowers = frozenset(word.text for word in _words(prose.text, 0, len(prose.text)) if word.text.islower())
    for sentence in prose.sentences:
        a, b = sentence.start, sentence.end
        if _NO_SPACES.search(prose.text, a, b):
            yield from _without_spaces(prose.text, a, b, gazetteer)
            continue
        words = _words(prose.text, a, b)
        if any(word.text[0].isupper() for word in words):
            yield from _Capitals(prose.text, words, language, lowers, gazetteer).names()
        else:
            yield from _in_words(words, gazetteer)


def _words(text: str, start: int, end: int) -> list[_Word]:
    return [_Word(m.start(), m.end(), m[0]) for m in _WORD.finditer(text, start, end)]


class _Capitals:
    """A sentence whose names begin with capitals.

    Parameters
    ----------
    lowers
        The words of the document in small letters: what is also one of these is seldom a name.
    """

    def __init__(
        self, text: str, words: Sequence[_Word], language: str, lowers: Iterable[str], gazetteer: Knows
    ) -> None:
        self._text, self._words, self._language = text, words, language
        self._lowers, self._gazetteer = lowers, gazetteer
        self._before = frozenset(BEFORE.get(language, "").split())

    def names(self) -> Iterator[Span]:
        """Give the names, the longest at each place."""
        i, last = 0, -1  # the word after the last name
        while i < len(self._words):
            span, after = self._longest(i, listed=self._goes_on(last, i))
            if span is not None:
                yield span
                last = after
            i = max(after, i + 1)

    def _longest(self, i: int, *, listed: bool) -> tuple[Span | None, int]:
        words, found, after = self._words, None, i
        if not words[i].text[0].isupper():
            return None, i
        led = listed or (i > 0 and words[i - 1].text.lower() in self._before)
        for j in range(i, min(i + MOST_WORDS, len(words))):
            if j > i and self._text[words[j - 1].end : words[j].start] not in _JOINTS:
                break
            key = normalise(self._text[words[i].start : words[j].end])
            mask, end = _mask_of(key, self._gazetteer), words[j].end
            if not mask and self._language in GENITIVE and key.endswith("s"):
                mask, end = _mask_of(key[:-1], self._gazetteer), end - 1
            if words[j].text[0].isupper() and self._is_name(i, j, mask, led=led):
                found, after = Span(words[i].start, end), j + 1
            if not self._gazetteer.is_prefix(key):
                break
        return found, after

    def _is_name(self, i: int, j: int, mask: int, *, led: bool) -> bool:
        if not _is_usual(mask):
            return False
        words = self._words
        alone, low = i == j, words[i].text.lower()
        if alone and (low in self._lowers or is_small_word(low, self._language)):
            return led and is_prominent(mask)
        follows = j + 1 < len(words) and self._stand_together(j, j + 1)
        if alone and follows and "g" in load_lexicon()[words[i].text.lower()].names:
            return False  # a given name before a surname
        if led:
            return is_prominent(mask) or kinds_of(mask).size >= TOWN
        if self._language in NOUNS_IN_CAPITALS:
            article = i > 0 and words[i - 1].text.lower() in NOUNS_IN_CAPITALS[self._language]
            return is_prominent(mask) and not (article and kinds_of(mask).names & TOWNS)
        beside = follows or (i > 1 and self._stand_together(i - 1, i))
        return is_prominent(mask) and (not (alone and beside) or kinds_of(mask).size >= LARGE)

    def _stand_together(self, i: int, j: int) -> bool:
        """Say whether two neighbours with capitals are parted by a space, as given name and surname are."""
        a, b = self._words[i], self._words[j]
        return a.text[0].isupper() and b.text[0].isupper() and self._text[a.end : b.start] in {" ", "\u00a0"}

    def _goes_on(self, last: int, i: int) -> bool:
        """Say whether a word follows the last name as the next of a list: "Lyon et Genève", "Lima, Cusco"."""
        words = self._words
        if 0 < last == i:
            return self._text[words[i - 1].end : words[i].start].strip() in {",", "–", "-"}
        return 0 < last == i - 1 and words[last].text.lower() in AND


def _in_words(words: Sequence[_Word], gazetteer: Knows) -> Iterator[Span]:
    """Find names in a script without capitals; a word may carry particles, which `bare_forms` takes off."""
    i = 0
    while i < len(words):
        end = i
        for j in range(i, min(i + MOST_WORDS, len(words))):
            key = " ".join(normalise(word.text) for word in words[i : j + 1])
            if key not in NO_NAMES and _is_large(key, gazetteer):
                end = j + 1
            if not gazetteer.is_prefix(key):
                break
        if end > i:
            yield Span(words[i].start, words[end - 1].end)
        i = max(end, i + 1)


def _is_large(key: str, gazetteer: Knows) -> bool:
    bare = gazetteer.knows(key)
    if len(key) >= SHORTEST - _is_hangul(key) and bare:
        return _is_usual(bare) and is_prominent(bare)
    return any(_is_usual(mask) and _is_certain(mask) for mask in map(gazetteer.knows, bare_forms(key)))


def _is_hangul(key: str) -> bool:
    return "\uac00" <= key[-1:] <= "\ud7a3"


def _without_spaces(text: str, start: int, end: int, gazetteer: Knows) -> Iterator[Span]:
    """Find the longest known names from left to right where no space parts words."""
    for run in _NO_SPACES.finditer(text, start, end):
        if _BY_LETTER.match(run[0]):
            yield from _within(text, *run.span(), gazetteer)
        elif len(run[0]) >= SHORTEST and _is_large(normalise(run[0]), gazetteer):
            yield Span(*run.span())  # a word in katakana: other signs part it from what stands beside


def _within(text: str, start: int, end: int, gazetteer: Knows) -> Iterator[Span]:
    """Find the longest known names within a run of signs."""
    at = asked = start
    while at < end:
        if at >= asked:  # of many signs at once, which takes one question
            asked = at + ASKED_AT_ONCE
            gazetteer.ask([key for i in range(at, min(asked, end)) for key in _windows(text, i, end)])
        known = (
            size for size, key in enumerate(_windows(text, at, end), 2) if _is_window(key, size, gazetteer)
        )
        size = max(known, default=0)
        if size:
            yield Span(at, at + size)
        at += size or 1


def _windows(text: str, at: int, end: int) -> list[str]:
    """Give the keys of the next two signs, of three, and so on."""
    return [normalise(text[at : at + size]) for size in range(2, min(MOST_SIGNS, end - at) + 1)]


def _is_window(key: str, size: int, gazetteer: Knows) -> bool:
    mask = gazetteer.knows(key)
    return _is_usual(mask) and (_is_certain(mask) if size < SHORTEST else is_prominent(mask))


def _mask_of(key: str, gazetteer: Knows) -> int:
    """Give what the gazetteer knows of a key, or of what it is a form of."""
    return gazetteer.knows(key) or max(map(gazetteer.knows, bare_forms(key)), default=0)


def _is_usual(mask: int) -> bool:
    """Say whether a place bears the name itself, not only a code or an adjective."""
    return bool(mask) and bool(int(kinds_of(mask).sorts, 16) & _NAMED)


def _is_certain(mask: int) -> bool:
    seen = kinds_of(mask)
    return "country" in seen.names or (is_prominent(mask) and seen.size >= LARGE)
