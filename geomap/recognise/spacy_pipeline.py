"""A person's own spaCy pipeline in the place of our tagger: it says which words are place names.

From the words of a document to names, as `geomap.recognise.tagger` gives them; what part each plays, and
all later stages, stay ours. spaCy is no dependency: without it, or without the pipeline, it is said what
to install.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from geomap.errors import OptionError, installing
from geomap.recognise.known import Glossed
from geomap.recognise.tagger import Found

if TYPE_CHECKING:
    from spacy.language import Language

PLACES = frozenset({"GPE", "LOC", "FAC", "LOCATION", "PLACE"})
"""Labels of places in spaCy's own pipelines (OntoNotes: GPE, LOC, FAC; WikiNER: LOC) and in usual others."""

CONFIDENCE = 0.9
"""spaCy gives no probability for an entity; as sure as our tagger is where it is right nine times of ten."""


class SpacyTagger:
    """Finds names with a spaCy pipeline.

    Parameters
    ----------
    pipeline
        A loaded pipeline, or the name of one that is installed (``en_core_web_sm``) or its folder.

    Raises
    ------
    OptionError
        spaCy or the pipeline is not installed.
    """

    exhaustive = True

    def __init__(self, pipeline: Language | str) -> None:
        self._nlp = _load(pipeline) if isinstance(pipeline, str) else pipeline

    def find(self, glossed: Glossed) -> Iterator[Found]:
        """Give the names of a document in order of the text, in our tokens."""
        from spacy.tokens import Doc

        for entity in self._nlp(Doc(self._nlp.vocab, words=list(glossed.words))).ents:
            if entity.label_ in PLACES:
                yield Found(entity.start, entity.end, embedded=False, probability=CONFIDENCE)


def _load(name: str) -> Language:
    try:
        import spacy
    except ImportError as error:
        raise OptionError(
            f"--recogniser spacy:{name} needs spaCy, which is not installed: {installing('spacy')}"
        ) from error
    try:
        return spacy.load(name)
    except OSError as error:
        raise OptionError(
            f"--recogniser spacy:{name}: spaCy knows no such pipeline; install it, for example with "
            f"python -m spacy download {name}"
        ) from error
