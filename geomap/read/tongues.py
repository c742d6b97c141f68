"""In which language a text is written: by its script and its commonest words.

From a text to an ISO 639-1 code, or None where the text is too short or mixed to tell. Scripts that one
language uses tell it at once; texts in Latin, Cyrillic and Arabic letters are told by the small words
that no sentence does without. The lists are in ``data/small_words.txt``.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

from geomap.late import late_pattern

SMALL_WORDS = Path(__file__).with_name("data") / "small_words.txt"
_SAMPLE = 5_000
_WORD = late_pattern(r"[^\W\d_]+")
_FEWEST_WORDS = 12
_ENGLISH = " the "
_CHARS_FOR_EACH = 600
"""A text that has this word so often is English; prose has it once in a hundred characters."""
# Shares of small words among all: prose has 0.3 to 0.5, lists of names 0.05. Below the first nothing is
# said; the runner-up must stay well behind (Danish and Norwegian, Spanish and Portuguese share many).
_LEAST_SHARE = 0.12
_LEAD = 1.12

_SCRIPTS = (
    ("ja", late_pattern(r"[\u3040-\u30ff]")), ("ko", late_pattern(r"[\uac00-\ud7af]")),
    ("th", late_pattern(r"[\u0e00-\u0e7f]")), ("el", late_pattern(r"[\u0370-\u03ff]")),
    ("he", late_pattern(r"[\u0590-\u05ff]")), ("hi", late_pattern(r"[\u0900-\u097f]")),
    ("ka", late_pattern(r"[\u10a0-\u10ff]")), ("hy", late_pattern(r"[\u0530-\u058f]")),
    ("ta", late_pattern(r"[\u0b80-\u0bff]")), ("bn", late_pattern(r"[\u0980-\u09ff]")),
)  # fmt: skip
_HAN = late_pattern(r"[\u4e00-\u9fff]")
_LEAST_SCRIPT = 0.2
_LEAST_KANA = 0.05


def language_of(text: str) -> str | None:
    """Say in which language a text is written.

    Parameters
    ----------
    text
        Any text; its first 5,000 characters are looked at.

    Returns
    -------
    str or None
        ISO 639-1, or None where it cannot be told.
    """
    sample = text[:_SAMPLE]
    if sample.count(_ENGLISH) * _CHARS_FOR_EACH > len(sample):  # most texts, told soonest so
        return "en"
    if sample.isascii():
        return _by_words(sample)
    letters = sum(map(str.isalpha, sample))
    if letters < 10:  # noqa: PLR2004
        return None
    return _by_script(sample, letters) or _by_words(sample)


def _by_script(sample: str, letters: int) -> str | None:
    for code, script in _SCRIPTS:
        least = _LEAST_KANA if code == "ja" else _LEAST_SCRIPT
        if len(script.findall(sample)) >= least * letters:
            return code
    return "zh" if len(_HAN.findall(sample)) >= _LEAST_SCRIPT * letters else None


def _by_words(sample: str) -> str | None:
    words = _WORD.findall(sample.lower())
    if len(words) < _FEWEST_WORDS:
        return None
    hits: Counter[str] = Counter()
    counts, small = Counter(words), _small_words()
    for word in counts.keys() & small.keys():
        for code in small[word]:
            hits[code] += counts[word]
    (best, most), (_, second) = (*hits.most_common(2), ("", 0), ("", 0))[:2]
    return best if most >= _LEAST_SHARE * len(words) and most >= _LEAD * second else None


def is_small_word(word: str, language: str) -> bool:
    """Say whether a word, in small letters, is one of those that no sentence of a language does without."""
    return language in _small_words().get(word, ())


@cache
def _small_words() -> dict[str, tuple[str, ...]]:
    """Give for each small word the languages that have it."""
    lists: dict[str, tuple[str, ...]] = {}
    for line in SMALL_WORDS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, words = line.split(": ", 1)
            for word in words.split():
                lists[word] = (*lists.get(word, ()), code)
    return lists
