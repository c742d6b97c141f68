"""Read the corpora that the recogniser learns from, as prose with a label for each token.

From JSON lines (documents with marked places; sentences of tokens with BIO labels) to `Labelled`. Adjectives
and peoples are no places here: the gazetteer knows them. A place that stands inside the name of an
organisation ("Houston Police") has labels of its own, because the corpora disagree on marking it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

from geomap.gazetteer import normalise
from geomap.language import read_prose
from geomap.language.tokens import tokenise
from geomap.model import Document, Prose, Sentence, Token
from geomap.recognise.known import Knows, gloss, is_prominent

Record = dict[str, Any]
PLACES = ("lgl", "trnews", "geovirus")
"""Corpora of whole documents with all places marked."""
ENTITIES = ("gum_open", "wikigold")
"""Corpora of sentences with entities of all sorts."""
UNMARKED = ("geovirus", *ENTITIES)
"""Corpora that do not mark places within the names of bodies."""
SENTENCES_PER_GROUP = 12
"""WikiGold gives no documents: so many sentences in a row are taken for one."""

ORGANISATIONS = frozenset([
    "police", "department", "university", "college", "school", "schools", "hospital", "times", "news", "post",
    "herald", "tribune", "review", "council", "church", "bank", "company", "inc", "corp", "co", "district",
    "board", "authority", "institute", "association", "commission", "committee", "center", "centre", "club",
    "team", "court", "sheriff", "fire", "academy", "library", "museum", "agency", "ministry", "party",
    "guard",     "army", "navy", "force", "forces", "press", "journal", "gazette", "chamber",
    "society", "foundation",
    "elementary", "high", "system",
])  # fmt: skip
"""Words that make a longer name the name of a body."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document, a label for each of its tokens, and its record (None for sentences of entities)."""

    prose: Prose
    labels: tuple[str, ...]
    record: Record | None = None

    @property
    def gold(self) -> set[tuple[int, int]]:
        """The marked places, demonyms left out."""
        return {(m["start"], m["end"]) for m in self._marks() if m["kind"] != "demonym"}

    @property
    def demonyms(self) -> set[tuple[int, int]]:
        """The marked adjectives and peoples."""
        return {(m["start"], m["end"]) for m in self._marks() if m["kind"] == "demonym"}

    def _marks(self) -> list[Record]:
        marks = self.record["mentions"] if self.record else []
        return [m for m in marks if m.get("toponym", True)]


def read_records(path: Path) -> list[Record]:
    """Read a file of JSON lines."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def digest(path: Path) -> str:
    """Give the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_places(path: Path) -> Iterator[Labelled]:
    """Read a corpus of documents with marked places."""
    for record in read_records(path):
        yield label_places(record, path.name)


def label_places(record: Record, source: str) -> Labelled:
    """Give an article with marked places a label for each token."""
    prose = read_prose(Document(str(record["id"]), source, "", record["text"], ""))
    labels = ["O"] * len(prose.tokens)
    # The longest last: of nested marks it is the whole name that counts.
    for mark in sorted(record["mentions"], key=lambda m: (m["end"] - m["start"], m["start"])):
        if mark["kind"] == "demonym" or not mark.get("toponym", True):
            continue
        first = prose.token_index(mark["start"])
        last = first
        while last < len(prose.tokens) and prose.tokens[last].start < mark["end"]:
            last += 1
        begin, inside = ("E", "e") if _is_embedded(prose, first, last) else ("B", "I")
        labels[first:last] = [begin, *[inside] * (last - first - 1)][: last - first]
    return Labelled(prose, tuple(labels), record)


def mark_embedded(document: Labelled, gazetteer: Knows) -> Labelled:
    """Mark well-known places within the names of bodies, for corpora that leave them out."""
    labels = list(document.labels)
    for first, last, mask in gloss(document.prose, gazetteer).names:
        if (
            set(labels[first:last]) == {"O"}
            and is_prominent(mask)
            and _is_embedded(document.prose, first, last)
        ):
            labels[first:last] = ["E", *["e"] * (last - first - 1)]
    return replace(document, labels=tuple(labels))


def _is_embedded(prose: Prose, first: int, last: int) -> bool:
    """Say whether a marked place is part of a longer capitalised name of a body."""
    tokens = prose.tokens
    sentence = prose.sentence_at(tokens[first].start)
    if sentence is None:
        return False
    i = last
    while i < sentence.last_token:
        word = tokens[i].text
        following = tokens[i + 1].text if i + 1 < sentence.last_token else "."
        if not (word[0].isupper() or (word in {"of", "for", "and", "&"} and following[0].isupper())):
            break
        if word.lower() in ORGANISATIONS:
            return True
        i += 1
    if first - 2 < sentence.first_token:
        return False
    link, head = tokens[first - 1].text, tokens[first - 2].text
    return link in {"of", "for", "at"} and head[0].isupper() and head.lower() in ORGANISATIONS


def read_entities(path: Path, gazetteer: Knows) -> Iterator[Labelled]:
    """Read a corpus of sentences; sentences of one document (or in a row) make one prose.

    These corpora call a country that acts an organisation: one whose whole name is that of a well-known
    place is a place here, and what it does is a matter of its role.
    """
    records = read_records(path)
    numbered = [(_group(record), record) for record in records]
    for name, rows in groupby(numbered, key=lambda row: row[0]):
        text = ""
        tokens: list[Token] = []
        sentences: list[Sentence] = []
        labels: list[str] = []
        for _, record in rows:
            first = len(tokens)
            text = _append(text, record, tokens, labels, gazetteer)
            if len(tokens) > first:
                sentences.append(Sentence(tokens[first].start, tokens[-1].end, first, len(tokens)))
            text += "\n"
        prose = Prose(Document(name, path.name, "", text, ""), tuple(tokens), tuple(sentences))
        yield Labelled(prose, tuple(labels))


def _group(record: Record) -> str:
    number = str(record["id"]).rsplit("-", 1)
    return number[0] if len(number) > 1 else f"{record['corpus']}-{int(number[0]) // SENTENCES_PER_GROUP}"


def _places(record: Record, gazetteer: Knows) -> list[str]:
    """Give a record's labels with places alone: ``B``, ``I`` and ``O``."""
    words, labels = record["tokens"], record["labels"]
    places = ["O"] * len(words)
    i = 0
    while i < len(words):
        end = i + 1
        if labels[i] != "O":
            while end < len(words) and labels[end].startswith("I-"):
                end += 1
            kind = labels[i][2:]
            acts = kind == "ORG" and is_prominent(gazetteer.knows(normalise(" ".join(words[i:end]))))
            if kind == "LOC" or acts:
                places[i:end] = ["B", *["I"] * (end - i - 1)]
        i = end
    return places


def _append(text: str, record: Record, tokens: list[Token], labels: list[str], gazetteer: Knows) -> str:
    """Put a sentence's words after the text, spaced as in print, and note tokens and labels."""
    before = ""
    for word, label in zip(record["tokens"], _places(record, gazetteer), strict=True):
        joined = word[0] in ".,;:!?)’%-" or word in {"'s", "n't"} or before in {"(", "$", "“", "-"}
        if text and not text.endswith("\n") and not joined:
            text += " "
        start = len(text)
        text += word
        before = word
        for i, token in enumerate(tokenise(text, start)):
            tokens.append(token)
            labels.append("I" if label == "B" and i else label)
    return text
