"""Name the cues in a sentence that tell a place from its government, people or team.

From a name's tokens to strings such as ``before=in``, ``owns=president``, ``then=said``. A cue is a word that
governs the name, or the cluster of like words that it belongs to; the name itself never is one. In "Russia
and North Korea said" both names share what stands before the first and after the last.
"""

from __future__ import annotations

from collections.abc import Iterator

from geomap.model import Prose
from geomap.recognise.governors import GOVERNORS
from geomap.recognise.lexicon import Lexicon
from geomap.recognise.runs import is_capitalised

PREPOSITIONS = frozenset([
    "in", "at", "near", "from", "to", "into", "onto", "toward", "towards", "outside", "inside", "across",
    "throughout", "around", "through", "via", "within", "over", "with", "against", "between", "among", "of",
    "by", "for", "on", "off", "along", "beyond", "behind", "under", "about", "after", "before", "since",
    "than",
    "as", "like", "versus", "vs", "beside", "upon", "per", "amid", "despite", "without", "during", "until",
])  # fmt: skip
SKIPPED = frozenset([
    "the", "a", "an", "both", "neighbouring", "neighboring", "northern", "southern", "eastern", "western",
    "central", "north", "south", "east", "west", "all", "its", "their", "northeastern", "northwestern",
    "southeastern", "southwestern", '"', "“", "‘", "(", "greater", "downtown", "nearby", "modern", "ancient",
    "mainland", "then", "even", "only", "especially", "host", "hosts", "champions", "champion", "rivals",
])  # fmt: skip
AUXILIARIES = frozenset([
    "is", "was", "are", "were", "has", "have", "had", "will", "would", "can", "could", "may", "might", "must",
    "should", "shall", "do", "does", "did", "be", "been",
])  # fmt: skip
ADVERBS = frozenset([
    "also", "not", "never", "now", "then", "later", "still", "already", "recently", "eventually", "finally",
    "once", "often", "again", "first", "soon", "then", "too", "only", "ever", "just", "officially", "itself",
])  # fmt: skip
POSSESSIVES = frozenset(["'s", "’s", "'S", "’S"])
JOINTS = frozenset([",", "and", "or", "&", "/", "-", "–"])
DETERMINERS = frozenset(["the", "a", "an"])
REACH = 12
"""Tokens that a chain of coordinated names may span on either side."""
BESIDE = 3
"""Letters of the shortest word that tells what a sentence is about."""
CLOSE, WIDE, LONGEST_SCENE = 6, 10, 120
"""Tokens that count as close to a name, as around it, and as its sentence."""


class Scene:
    """A name's sentence: tokens in small letters, and where the name stands."""

    __slots__ = ("first", "last", "lowers", "words")

    def __init__(self, prose: Prose, first: int, last: int) -> None:
        sentence = prose.sentence_at(prose.tokens[first].start) if first < len(prose.tokens) else None
        a = sentence.first_token if sentence else first
        b = max(sentence.last_token if sentence else last, last)
        self.words = [t.text for t in prose.tokens[a:b]]
        self.lowers = [w.lower() for w in self.words]
        self.first = first - a
        self.last = last - a

    def before(self, i: int) -> str:
        """Give the word at an index, ``^`` before the sentence."""
        return self.lowers[i] if i >= 0 else "^"

    def after(self, i: int) -> str:
        """Give the word at an index, ``$`` after the sentence."""
        return self.lowers[i] if i < len(self.lowers) else "$"


def chain_start(scene: Scene) -> int:
    """Give the index of the first of the names that are coordinated with this one."""
    i, words = scene.first, scene.words
    while i > 0 and scene.first - i < REACH:
        j = i - 1
        if words[j].lower() in DETERMINERS and j > 0:
            j -= 1
        if words[j] not in JOINTS or j == 0:
            break
        if words[j] in {"and", "or"} and j > 0 and words[j - 1] == ",":
            j -= 1
        k = j - 1
        if k < 0 or not is_capitalised(words[k]):
            break
        while k > 0 and is_capitalised(words[k - 1]):
            k -= 1
        i = k
    return i


def chain_end(scene: Scene) -> int:
    """Give the index after the last of the names that are coordinated with this one."""
    i, words = scene.last, scene.words
    while i < len(words) and i - scene.last < REACH:
        if words[i] not in JOINTS:
            break
        j = i + 1
        if j < len(words) and words[j] in {"and", "or"}:
            j += 1
        if j < len(words) and words[j] in DETERMINERS:
            j += 1
        if j >= len(words) or not is_capitalised(words[j]):
            break
        while j < len(words) and is_capitalised(words[j]):
            j += 1
        i = j
    return i


def find_cues(scene: Scene, lexicon: Lexicon) -> list[str]:
    """Give the cues of a name."""
    cues = ["always"]
    cues += _left(scene, scene.first, "", lexicon)
    cues += _right(scene, scene.last, "", lexicon)
    start, end = chain_start(scene), chain_end(scene)
    if start < scene.first:
        cues.append("joined-left")
        cues += _left(scene, start, "chain-", lexicon)
    if end > scene.last:
        cues.append("joined-right")
        cues += _right(scene, end, "chain-", lexicon)
    if scene.after(scene.last) == ",":
        cues.append("comma-after")
    if scene.before(scene.first - 1) == ",":
        cues.append("comma-before")
    cues += _topic(scene, lexicon)
    return list(dict.fromkeys(cues))


def _topic(scene: Scene, lexicon: Lexicon) -> Iterator[str]:
    """Give the words round a name without regard to order: what the sentence is about."""
    lowers, first, last = scene.lowers, scene.first, scene.last
    for i in (*range(max(0, first - WIDE), first), *range(last, min(len(lowers), last + WIDE))):
        word = lowers[i]
        if len(word) < BESIDE or not word.isalpha():
            continue
        yield f"wide={word}"
        if len(word) > BESIDE and first - CLOSE <= i < last + CLOSE:
            yield f"near={word}"
        coarse = lexicon[word].coarse
        if coarse:
            yield f"wide~{coarse}"
    for word in scene.lowers[:LONGEST_SCENE]:
        fine = lexicon[word].fine
        if len(word) > BESIDE and fine:
            yield f"about~{fine}"


def _like(name: str, word: str, lexicon: Lexicon) -> list[str]:
    """Give a cue for a word and for its clusters."""
    entry = lexicon[word]
    cues = [f"{name}={word}", *(f"{name}:{kind}" for kind in GOVERNORS.get(word, ()))]
    if entry.coarse:
        cues += [f"{name}~{entry.coarse}", f"{name}~~{entry.fine}"]
    return cues


def _left(scene: Scene, start: int, mark: str, lexicon: Lexicon) -> list[str]:
    i = start - 1
    cues = [f"{mark}prev={scene.before(i)}"]
    while i >= 0 and scene.lowers[i] in SKIPPED:
        i -= 1
    governor = scene.before(i)
    cues += _like(f"{mark}before", governor, lexicon)
    if governor in PREPOSITIONS:
        j = i - 1
        if scene.before(j) in {"north", "south", "east", "west", "miles", "km", "kilometers", "kilometres"}:
            cues.append(f"{mark}direction")
        head = scene.before(j)
        cues += _like(f"{mark}head", head, lexicon)
        cues.append(f"{mark}head|before={head}|{governor}")
        cues += [f"{mark}head:{kind}|{governor}" for kind in GOVERNORS.get(head, ())]
        entry = lexicon[head]
        cues.append(f"{mark}head~|before={entry.coarse}|{governor}")
        if head in DETERMINERS or head in SKIPPED:
            head = scene.before(j - 1)
        head2 = scene.before(j - 1)
        cues += _like(f"{mark}head2", head2, lexicon)
        cues += [f"{mark}head2:{kind}|{governor}" for kind in GOVERNORS.get(head2, ())]
    elif i >= 0 and scene.words[i][0].isupper():
        cues.append(f"{mark}capital-before")
    return cues


def _right(scene: Scene, end: int, mark: str, lexicon: Lexicon) -> list[str]:
    i = end
    cues: list[str] = []
    word = scene.after(i)
    if word in POSSESSIVES or (word in {"'", "’"} and i < len(scene.words)):
        owned = [w for w in scene.lowers[i + 1 : i + 5] if w.isalpha()]
        cues.append(f"{mark}owns")
        for w in owned[:1]:
            cues += _like(f"{mark}owns", w, lexicon)
        for w in owned[1:3]:
            cues += _like(f"{mark}owns2", w, lexicon)
        return cues
    cues += _like(f"{mark}then", word, lexicon)
    while i < len(scene.words) and scene.lowers[i] in ADVERBS:
        i += 1
    verb = scene.after(i)
    cues += _like(f"{mark}verb", verb, lexicon)
    cues += _like(f"{mark}verb2", scene.after(i + 1), lexicon)
    if verb in AUXILIARIES:
        j = i + 1
        while j < len(scene.words) and scene.lowers[j] in ADVERBS | AUXILIARIES:
            j += 1
        cues += _like(f"{mark}deed", scene.after(j), lexicon)
        cues.append(f"{mark}auxiliary={verb}")
    elif verb.isalpha() and verb not in PREPOSITIONS:
        cues.append(f"{mark}ending={verb[-2:]}")
    if verb[0].isdigit():
        cues.append(f"{mark}number-after")
    if i < len(scene.words) and scene.words[i][0].isupper():
        cues.append(f"{mark}capital-after")
    start = chain_start(scene)
    if scene.before(start - 1) in {
        "^",
        ",",
        ".",
        ";",
        "that",
        "and",
        "but",
        "when",
        "while",
        "as",
        "if",
        "the",
        "“",
        '"',
    }:
        cues.append(f"{mark}subject|{verb}")
        entry = lexicon[verb]
        cues.append(f"{mark}subject~{entry.coarse}")
        cues.append(f"{mark}subject~~{entry.fine}")
        cues.append(f"{mark}subject")
    return cues
