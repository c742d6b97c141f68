"""Stage 3: find the place names of a document, and tell what role each plays.

From `Prose` to `Mention` with its role, without a place. A mention is the bare name: no article, no
possessive, no direction in small letters. Names that the gazetteer does not have are found all the same.
Whether a name is a place at all decides a trained tagger (docs/model-card-recogniser.md), what part it
plays in its sentence `geomap.recognise.roles`. Both have read English; in other languages the gazetteer alone
says what is a name (`geomap.recognise.other_languages`), and each counts as a place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from geomap.errors import OptionError
from geomap.model import Mention, Prose, Span
from geomap.recognise.cues import Scenes
from geomap.recognise.known import Glossed, Knows, gloss
from geomap.recognise.other_languages import find_known, is_in_english
from geomap.recognise.roles import Judgement, judge
from geomap.recognise.spans import shape_names
from geomap.recognise.tagger import Found, load_tagger

__all__ = ["Finds", "given", "recognise", "tagger_named"]


NOT_JUDGED = Judgement("location", ("the text is not in English: its words were not weighed",))
KNOWN_CONFIDENCE = 0.8
"""Of a name that the gazetteer knows in a language that the tagger does not."""


class Finds(Protocol):
    """What says which words of a document are place names: our tagger, or somebody else's.

    Attributes
    ----------
    exhaustive
        What it leaves out is no place name; else the names that our rules find are added.
    """

    exhaustive: bool

    def find(self, glossed: Glossed) -> Iterable[Found]:
        """Give the names of a document in order of the text."""
        ...


def tagger_named(name: str | None) -> Finds | None:
    """Load the recogniser that a person asks for; None is our own.

    Raises
    ------
    OptionError
        There is no recogniser of this name, or it is not installed.
    """
    if name is None:
        return None
    family, _, pipeline = name.partition(":")
    if family != "spacy" or not pipeline:
        raise OptionError(f"--recogniser {name!r} is unknown: write spacy: and the name of a pipeline")
    from geomap.recognise.spacy_pipeline import SpacyTagger

    return SpacyTagger(pipeline)


def recognise(
    prose: Prose, *, gazetteer: Knows, tagger: Finds | None = None, explain: bool = True
) -> tuple[Mention, ...]:
    """Find the place names of a document.

    Parameters
    ----------
    tagger
        Another than the one that the package carries: a model to be measured, or a person's own.
    explain
        Give the reasons for the roles too; without, all else is the same, sooner.

    Returns
    -------
    tuple of Mention
        In order of the text, never overlapping; `Mention.confidence` is the probability that it is a
        place name, `Mention.place` is None.
    """
    if tagger is None and not is_in_english(prose.document):
        spans = enumerate(find_known(prose, gazetteer), 1)
        return tuple(_mention(prose, number, span, NOT_JUDGED, KNOWN_CONFIDENCE) for number, span in spans)
    glossed = gloss(prose, gazetteer)
    tagger = tagger or load_tagger()
    names = shape_names(prose, tagger.find(glossed), glossed, gazetteer, add_places=not tagger.exhaustive)
    scenes = Scenes(prose)
    mentions = []
    for number, name in enumerate(names, 1):
        scene = scenes.of(name.first, name.last)
        judged = judge(scene, embedded=name.embedded, demonym=name.demonym, explain=explain)
        span = Span(prose.tokens[name.first].start, prose.tokens[name.last - 1].end)
        mentions.append(_mention(prose, number, span, judged, name.confidence))
    return tuple(mentions)


def given(prose: Prose, spans: Sequence[Span], *, explain: bool = True) -> tuple[Mention, ...]:
    """Make mentions of exactly these spans, in their order, each with its role."""
    scenes = Scenes(prose)
    mentions = []
    for number, (start, end) in enumerate(spans, 1):
        first = prose.token_index(start)
        last = max(first + 1, prose.token_index(max(start, end - 1)) + 1)
        judged = judge(scenes.of(first, last), embedded=False, demonym=False, explain=explain)
        mentions.append(_mention(prose, number, Span(start, end), judged, 1.0))
    return tuple(mentions)


def _mention(prose: Prose, number: int, span: Span, judged: Judgement, confidence: float) -> Mention:
    document = prose.document
    return Mention(
        id=f"{document.id}m{number}", document=document.id, start=span.start, end=span.end,
        text=document.text[span.start : span.end], role=judged.role,
        furniture=document.in_furniture(span.start),
        confidence=round(confidence, 4), reasons=judged.reasons,
    )  # fmt: skip
