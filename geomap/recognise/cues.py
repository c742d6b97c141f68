"""Name the cues in a sentence that tell a place from its government, people or team.

From a name's tokens to strings such as ``before=in``, ``owns=president``, ``then=said``. A cue is a word that
governs the name, or the cluster of like words that it belongs to; the name itself never is one. In "Russia
and North Korea said" both names share what stands before the first and after the last.
"""

from __future__ import annotations

from collections.abc import Sequence

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
DIRECTIONS = frozenset(["north", "south", "east", "west", "miles", "km", "kilometers", "kilometres"])
CLAUSE_OPENERS = frozenset([
    "^", ",", ".", ";", "that", "and", "but", "when", "while", "as", "if", "the", "“", '"',
])  # fmt: skip
"""What stands before the subject of a clause."""
REACH = 12
"""Tokens that a chain of coordinated names may span on either side."""
BESIDE = 3
"""Letters of the shortest word that tells what a sentence is about."""
CHAIN = "chain-"
"""Begins the cues beside the whole of some coordinated names."""
WORDED = ("before", "head", "head2", "owns", "owns2", "then", "verb", "verb2", "deed", "subject")
"""Names of the groups that are about a word."""
CLOSE, WIDE, LONGEST_SCENE = 6, 10, 120
"""Tokens that count as close to a name, as around it, and as its sentence."""
CueGroup = tuple[str, ...]
"""What makes some cues at once: their name, and the words that they are about if there are any."""


class Scene:
    """A name's sentence: its words as they stand and in small letters, and where the name stands in them."""

    __slots__ = ("first", "last", "lowers", "words")

    def __init__(self, words: Sequence[str], lowers: Sequence[str], first: int, last: int) -> None:
        self.words = words
        self.lowers = lowers
        self.first = first
        self.last = last

    def before(self, i: int) -> str:
        """Give the word at an index, ``^`` before the sentence."""
        return self.lowers[i] if i >= 0 else "^"

    def after(self, i: int) -> str:
        """Give the word at an index, ``$`` after the sentence."""
        return self.lowers[i] if i < len(self.lowers) else "$"


class Scenes:
    """The scenes of a document's names; those in one sentence share its words."""

    def __init__(self, prose: Prose) -> None:
        self._prose = prose
        self._first = self._last = -1
        self._words: list[str] = []
        self._lowers: list[str] = []

    def of(self, first: int, last: int) -> Scene:
        """Give the scene of the name whose tokens, half-open, these are."""
        tokens = self._prose.tokens
        sentence = self._prose.sentence_at(tokens[first].start) if first < len(tokens) else None
        a = sentence.first_token if sentence else first
        b = max(sentence.last_token if sentence else last, last)
        if (a, b) != (self._first, self._last):
            self._first, self._last = a, b
            self._words = [t.text for t in tokens[a:b]]
            self._lowers = [*map(str.lower, self._words)]
        return Scene(self._words, self._lowers, first - a, last - a)


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
    cues = [cue for group in find_groups(scene) for cue in spell(group, lexicon)]
    lowers, first, last = scene.lowers, scene.first, scene.last
    for i in (*range(max(0, first - WIDE), first), *range(last, min(len(lowers), last + WIDE))):
        word = lowers[i]
        if not is_telling(word):
            continue
        cues.append(f"wide={word}")
        if len(word) > BESIDE and first - CLOSE <= i < last + CLOSE:
            cues.append(f"near={word}")
        if coarse := lexicon[word].coarse:
            cues.append(f"wide~{coarse}")
    fines = (lexicon[word].fine for word in lowers[:LONGEST_SCENE] if len(word) > BESIDE)
    cues += [f"about~{fine}" for fine in fines if fine]
    return list(dict.fromkeys(cues))


def is_telling(word: str) -> bool:
    """Say whether a word round a name may tell what the sentence is about."""
    return len(word) >= BESIDE and word.isalpha()


def find_groups(scene: Scene) -> list[CueGroup]:
    """Give the groups of cues of a name, all but those of what its sentence is about."""
    start, end = chain_start(scene), chain_end(scene)
    groups: list[CueGroup] = [("always",)]
    groups += _left(scene, scene.first, "")
    groups += _right(scene, scene.last, "", start)
    if start < scene.first:
        groups.append(("joined-left",))
        groups += _left(scene, start, CHAIN)
    if end > scene.last:
        groups.append(("joined-right",))
        groups += _right(scene, end, CHAIN, start)
    if scene.after(scene.last) == ",":
        groups.append(("comma-after",))
    if scene.before(scene.first - 1) == ",":
        groups.append(("comma-before",))
    return groups


def spell(group: CueGroup, lexicon: Lexicon) -> list[str]:
    """Give the cues of a group, none twice; no two groups of a name share one."""
    name, *words = group
    match name.removeprefix(CHAIN), words:
        case _, []:
            return [name]
        case "subject", [verb]:
            entry = lexicon[verb]
            return [f"{name}|{verb}", f"{name}~{entry.coarse}", f"{name}~~{entry.fine}"]
        case "head", [word, governor]:
            coarse = lexicon[word].coarse
            kinds = _kinds(name, word, governor)
            return [f"{name}|before={word}|{governor}", *kinds, f"{name}~|before={coarse}|{governor}"]
        case "head2", [word, governor]:
            return _kinds(name, word, governor)
    return list(dict.fromkeys(cue for word in words for cue in _like(name, word, lexicon)))


def _kinds(name: str, word: str, governor: str) -> list[str]:
    return [f"{name}:{kind}|{governor}" for kind in GOVERNORS.get(word, ())]


def _like(name: str, word: str, lexicon: Lexicon) -> list[str]:
    """Give a cue for a word and for its clusters."""
    entry = lexicon[word]
    cues = [f"{name}={word}", *(f"{name}:{kind}" for kind in GOVERNORS.get(word, ()))]
    if entry.coarse:
        cues += [f"{name}~{entry.coarse}", f"{name}~~{entry.fine}"]
    return cues


def _left(scene: Scene, start: int, mark: str) -> list[CueGroup]:
    i = start - 1
    groups: list[CueGroup] = [(f"{mark}prev={scene.before(i)}",)]
    while i >= 0 and scene.lowers[i] in SKIPPED:
        i -= 1
    governor = scene.before(i)
    groups.append((f"{mark}before", governor))
    if governor in PREPOSITIONS:
        head, head2 = scene.before(i - 1), scene.before(i - 2)
        if head in DIRECTIONS:
            groups.append((f"{mark}direction",))
        groups += [(f"{mark}head", head), (f"{mark}head", head, governor)]
        groups += [(f"{mark}head2", head2), (f"{mark}head2", head2, governor)]
    elif i >= 0 and scene.words[i][0].isupper():
        groups.append((f"{mark}capital-before",))
    return groups


def _right(scene: Scene, end: int, mark: str, start: int) -> list[CueGroup]:
    i = end
    groups: list[CueGroup] = []
    word = scene.after(i)
    if word in POSSESSIVES or (word in {"'", "’"} and i < len(scene.words)):
        owned = [w for w in scene.lowers[i + 1 : i + 5] if w.isalpha()]
        groups.append((f"{mark}owns",))
        if owned:
            groups.append((f"{mark}owns", owned[0]))
        if owned[1:]:
            groups.append((f"{mark}owns2", *owned[1:3]))
        return groups
    groups.append((f"{mark}then", word))
    while i < len(scene.words) and scene.lowers[i] in ADVERBS:
        i += 1
    verb = scene.after(i)
    groups += [(f"{mark}verb", verb), (f"{mark}verb2", scene.after(i + 1))]
    if verb in AUXILIARIES:
        j = i + 1
        while j < len(scene.words) and (scene.lowers[j] in ADVERBS or scene.lowers[j] in AUXILIARIES):
            j += 1
        groups += [(f"{mark}deed", scene.after(j)), (f"{mark}auxiliary={verb}",)]
    elif verb.isalpha() and verb not in PREPOSITIONS:
        groups.append((f"{mark}ending={verb[-2:]}",))
    if verb[0].isdigit():
        groups.append((f"{mark}number-after",))
    if i < len(scene.words) and scene.words[i][0].isupper():
        groups.append((f"{mark}capital-after",))
    if scene.before(start - 1) in CLAUSE_OPENERS:
        groups += [(f"{mark}subject", verb), (f"{mark}subject",)]
    return groups
