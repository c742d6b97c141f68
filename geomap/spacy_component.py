"""geomap in somebody's spaCy pipeline, and somebody's spaCy documents in geomap.

``nlp.add_pipe("geomap")`` finds the place names of a ``Doc``, says what part each plays and which place on
Earth it is: as spans in ``doc.spans["geomap"]``, and as plain records with exact characters in
``doc._.geomap``. `story_from_docs` makes a story of documents that a pipeline has read. Either finds the
names with geomap's own tagger, or takes the entities that the pipeline found. Text and entities
stay as they are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from geomap.errors import MissingExtraError, NothingToBuildError
from geomap.gazetteer import Gazetteer
from geomap.language import read_prose
from geomap.model import Document, Mention, Place, Story
from geomap.options import Options
from geomap.pipeline import Built, analyse, assemble, home_named
from geomap.read import read_text
from geomap.recognise import recognise
from geomap.recognise.known import Glossed
from geomap.recognise.spacy_pipeline import CONFIDENCE, PLACES
from geomap.recognise.tagger import Found
from geomap.resolve import Home, Resolution, resolve

try:
    from spacy.language import Language
    from spacy.tokens import Doc, Span
except ImportError as error:
    raise MissingExtraError("the spaCy component", extra="spacy", module="spaCy") from error

NAME: Final = "geomap"
SPANS_KEY: Final = "geomap"

Record = dict[str, Any]

SPAN_ATTRIBUTES: Final = ("role", "place", "confidence", "alternatives", "reasons")
"""Of a span: ``span._.geomap_role`` and so on; None where geomap says nothing of these characters."""


class GeomapComponent:
    """Marks the place names of documents.

    Parameters
    ----------
    ents
        Take the places among ``doc.ents`` for the names, instead of finding names.
    spans_key
        Under which key of ``doc.spans`` the names go.
    home
        Country, region or town that the texts are written from.
    gazetteer
        Where names are looked up; the embedded one if None.

    Raises
    ------
    OptionError
        The home is no known place.
    """

    def __init__(
        self,
        *,
        ents: bool = False,
        spans_key: str = SPANS_KEY,
        home: str | None = None,
        gazetteer: Gazetteer | None = None,
    ) -> None:
        self._ents = ents
        self._spans_key = spans_key
        self._gazetteer = gazetteer or Gazetteer.default()
        self._home = home_named(home, gazetteer=self._gazetteer)

    def __call__(self, doc: Doc) -> Doc:
        """Mark the place names of a document."""
        resolution = _named(doc, gazetteer=self._gazetteer, home=self._home, ents=self._ents)
        places = resolution.places
        records, spans, seen = [], [], set()
        for mention in resolution.mentions:
            record = _record(mention, places)
            span = doc.char_span(
                mention.start,
                mention.end,
                label=mention.role,
                kb_id=mention.place or "",
                alignment_mode="expand",
            )
            # Two names in one word of spaCy's ("Paris-Dakar") would be one span: it is the first's.
            if span is not None and (span.start, span.end) not in seen:
                seen.add((span.start, span.end))
                spans.append(span)
                record["span"] = [span.start_char, span.end_char]
            records.append(record)
        doc._.geomap = records
        doc.spans[self._spans_key] = spans
        return doc


@Language.factory(
    NAME,
    default_config={"ents": False, "spans_key": SPANS_KEY, "home": None},
    assigns=["doc.spans", "doc._.geomap", *(f"span._.geomap_{name}" for name in SPAN_ATTRIBUTES)],
)
def make_component(
    nlp: Language,  # noqa: ARG001 - spaCy passes it
    name: str,  # noqa: ARG001 - spaCy passes it
    *,
    ents: bool,
    spans_key: str,
    home: str | None,
) -> GeomapComponent:
    """Make the component; spaCy calls this for ``nlp.add_pipe("geomap", config={…})``."""
    return GeomapComponent(ents=ents, spans_key=spans_key, home=home)


def story_from_docs(
    docs: Iterable[Doc],
    *,
    ents: bool = True,
    options: Options | None = None,
    gazetteer: Gazetteer | None = None,
) -> Story:
    """Build a story of documents that spaCy has read.

    Parameters
    ----------
    docs
        The documents; of each only the text and, with ``ents``, the entities are read.
    ents
        Take the places among ``doc.ents`` for the names; else geomap finds the names itself.
    options
        How to build; of them ``title``, ``date`` and ``home`` matter here.
    gazetteer
        Where names are looked up; the embedded one if None.

    Raises
    ------
    NothingToBuildError
        There are no documents.
    OptionError
        The home is no known place.
    """
    options = options or Options()
    gazetteer = gazetteer or Gazetteer.default()
    home = home_named(options.home, gazetteer=gazetteer)
    analyses = []
    for n, doc in enumerate(docs, 1):
        document = _document(doc.text, n, options)
        tagger = EntityTagger(document, doc) if ents else None
        analyses.append(analyse(document, gazetteer=gazetteer, home=home, tagger=tagger))
    if not analyses:
        raise NothingToBuildError("docs", "there are none")
    return assemble(analyses, gazetteer=gazetteer, built=Built(options=options))


class EntityTagger:
    """Takes the places among a document's entities for its names, in our own tokens.

    Parameters
    ----------
    document
        The text, as geomap reads it.
    doc
        The same text, as spaCy read it.
    """

    exhaustive = True

    def __init__(self, document: Document, doc: Doc) -> None:
        self._prose = read_prose(document)
        self._doc = doc

    def find(self, glossed: Glossed) -> Iterator[Found]:
        """Give the names in order of the text, none of them overlapping."""
        end = 0
        for entity in self._doc.ents:
            if entity.label_ not in PLACES:
                continue
            first = max(end, self._prose.token_index(entity.start_char))
            last = min(self._prose.token_index(entity.end_char - 1) + 1, len(glossed.words))
            if first < last:
                end = last
                yield Found(first, last, embedded=False, probability=CONFIDENCE)


def _named(doc: Doc, *, gazetteer: Gazetteer, home: Home | None, ents: bool) -> Resolution:
    """Run stages 1 to 4 on a document's text."""
    document = _document(doc.text, 1, Options())
    prose = read_prose(document)
    found = recognise(prose, gazetteer=gazetteer, tagger=EntityTagger(document, doc) if ents else None)
    return resolve(prose, found, candidates=gazetteer, home=home)


def _document(text: str, n: int, options: Options) -> Document:
    return read_text(
        text,
        document_id=f"d{n}",
        path=f"doc {n}",
        published=options.date,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
    )


def _record(mention: Mention, places: Mapping[str, Place]) -> Record:
    """Put a mention into plain values, which spaCy can write to disk and send to other processes."""
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "role": mention.role,
        "furniture": mention.furniture,
        "confidence": mention.confidence,
        "approximate": mention.approximate,
        "reasons": list(mention.reasons),
        "place": _place(places[mention.place]) if mention.place else None,
        "alternatives": [
            {**_place(places[a.place]), "score": a.score, "reason": a.reason} for a in mention.alternatives
        ],
        "span": None,
    }


def _place(place: Place) -> Record:
    return {
        "id": place.id,
        "name": place.name,
        "kind": place.kind,
        "lat": place.lat,
        "lon": place.lon,
        "country": place.country,
        "admin1": place.admin1,
        "geonameid": place.geonameid,
    }


def _record_of(span: Span) -> Record | None:
    """Give the record of a span's characters."""
    chars = [span.start_char, span.end_char]
    return next((record for record in span.doc._.geomap or () if record["span"] == chars), None)


def _attribute(name: str) -> Any:  # noqa: ANN401 - what spaCy takes for a getter
    def get(span: Span) -> Any:  # noqa: ANN401 - any of a record's values
        record = _record_of(span)
        return None if record is None else record[name]

    return get


Doc.set_extension("geomap", default=None, force=True)
for _name in SPAN_ATTRIBUTES:
    Span.set_extension(f"geomap_{_name}", getter=_attribute(_name), force=True)
