"""A story built, and built again while a person corrects it.

From sources to a `Workshop`, which keeps what was found in each document; from corrections to the story that
they make of it. Only the documents that a change touches are analysed anew. One document that breaks a stage
is listed, and the others are still built.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from geomap.correct import Corrections, OfArticle, make_plan
from geomap.errors import GazetteerError, NothingToBuildError, OptionError
from geomap.gazetteer import Gazetteer
from geomap.gazetteer.second_opinion import SecondOpinion
from geomap.journey import Lines, Ways
from geomap.model import Analysis, Document, Excluded, Source, Story
from geomap.options import Options
from geomap.pipeline.relabel import relabelled
from geomap.pipeline.stages import Built, analyse, assemble
from geomap.read import corrections_beside, read_lines, read_sources
from geomap.read.added import articles_folder, with_added
from geomap.recognise import tagger_named
from geomap.resolve import Home

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many are done, and how many there are."""

LEFT_OUT = "taken out by a correction"

log = logging.getLogger(__name__)


def build(
    sources: str | Path | Sequence[str | Path],
    *,
    options: Options | None = None,
    gazetteer: Gazetteer | None = None,
    geocoder: Any = None,  # noqa: ANN401 - one of geopy's, which carries no types
    progress: Progress | None = None,
    corrections: Corrections | None = None,
) -> Story:
    """Build a story from files and folders.

    Parameters
    ----------
    sources
        A file or folder, or several of them.
    options
        How to build; all defaults if None.
    gazetteer
        Where names are looked up; the embedded one if None.
    geocoder
        A geocoder of geopy's, or a `SecondOpinion`, to ask for names that the gazetteer lacks; if None, the
        one that the options name, if they name one.
    progress
        Called after each document.
    corrections
        A person's corrections; those in the file beside the sources if None (see docs/correcting.md).

    Raises
    ------
    OptionError
        The file of lines cannot be read, or the home is no known place.
    SourceError
        A source does not exist, or (NothingToBuildError) none of its files could be read.
    CorrectionsError
        The file of corrections does not follow its form.
    GazetteerError
        The gazetteer is missing or damaged.
    """
    return Workshop(
        sources,
        options=options,
        gazetteer=gazetteer,
        geocoder=geocoder,
        progress=progress,
        corrections=corrections,
    ).story()


class Workshop:
    """What a story is built from, kept so that it can be built again with other corrections.

    Not for several threads at once. The parameters are those of `build`, and one more.

    Parameters
    ----------
    added
        Folder of articles that were added in the browser; that of the sources if None.

    Attributes
    ----------
    corrections
        Those that were given, or those in the file beside the sources.
    source
        What reading gave.
    gazetteer
        Where names are looked up.

    Raises
    ------
    GeomapError
        As `build`; nothing is analysed yet.
    """

    def __init__(
        self,
        sources: str | Path | Sequence[str | Path],
        *,
        options: Options | None = None,
        gazetteer: Gazetteer | None = None,
        geocoder: Any = None,  # noqa: ANN401 - one of geopy's, which carries no types
        progress: Progress | None = None,
        corrections: Corrections | None = None,
        added: Path | None = None,
    ) -> None:
        self._named = [sources] if isinstance(sources, str | Path) else list(sources)
        self._added = articles_folder(self._named) if added is None else added
        self._options = options or Options()
        self._progress = progress
        self.gazetteer = gazetteer or Gazetteer.default()
        # What is wrong with an option or with the corrections should be said before the work.
        self._ways = _ways(self._options.lines)
        self._home = home_named(self._options.home, gazetteer=self.gazetteer)
        self._tagger = tagger_named(self._options.recogniser)
        self._online = SecondOpinion.chosen(geocoder, self._options)
        if corrections is None:
            corrections = corrections_beside(self._named, options=self._options)
        self.corrections = corrections
        self._done: dict[Document, tuple[OfArticle, Analysis | Excluded]] = {}
        """By document without its id, what was said about it last, and what it gave then."""
        self.source: Source = self._read()

    def _read(self) -> Source:
        return read_sources(with_added(self._named, self._added), options=self._options)  # stage 1

    def read_again(self) -> None:
        """Read the sources again, for articles that came or went; known ones are not analysed anew.

        Raises
        ------
        SourceError
            As `build`; what was read before still stands.
        """
        self.source = self._read()
        there = {replace(d, id="") for d in self.source.documents}
        self._done = {d: done for d, done in self._done.items() if d in there}

    def story(self, corrections: Corrections | None = None) -> Story:
        """Build the story, with these corrections or with `Workshop.corrections`.

        Raises
        ------
        NothingToBuildError
            Every article is left out, or none could be analysed.
        """
        plan = make_plan(self.corrections if corrections is None else corrections, self.source.documents)
        kept = [d for d in self.source.documents if not plan.of(d.id).left_out]
        left_out = [Excluded(d.path, LEFT_OUT) for d in self.source.documents if plan.of(d.id).left_out]
        done = [self._analysed(d, plan.of(d.id), n, len(kept)) for n, d in enumerate(kept, 1)]
        analyses = [a for a in done if isinstance(a, Analysis)]
        failed = [e for e in done if isinstance(e, Excluded)]
        if not analyses:
            why = "every article is left out"
            if failed:
                why = f"no document could be analysed ({failed[0].why})"
            raise NothingToBuildError(", ".join(map(str, self._named)), why)
        source = replace(
            self.source,
            documents=tuple(a.document for a in analyses),
            skipped=(*self.source.skipped, *left_out),
            failed=(*self.source.failed, *failed),
        )
        built = Built(self._options, source, _folder_title(self._named), self._ways, plan)
        return assemble(analyses, gazetteer=self.gazetteer, built=built)

    def _analysed(self, document: Document, said: OfArticle, n: int, total: int) -> Analysis | Excluded:
        nameless = replace(document, id="")
        known = self._done.get(nameless)
        if known is not None and known[0] == said:
            result = known[1]
            if isinstance(result, Excluded) or result.document.id == document.id:
                return result
            return relabelled(result, document.id)
        try:
            result = analyse(
                document,
                gazetteer=self.gazetteer,
                home=self._home,
                tagger=self._tagger,
                online=self._online,
                said=said,
            )
        except GazetteerError:
            raise
        except Exception as error:
            log.debug("%s", document.path, exc_info=True)
            result = Excluded(
                document.path, f"could not be analysed ({error!r}); please report this as a bug"
            )
        self._done[nameless] = said, result
        if self._progress:
            self._progress("reading", n, total)
        return result


def _ways(lines: str | None) -> Ways:
    """Read what legs may follow besides what comes with geomap."""
    return Ways(lines=Lines.from_geojson(read_lines(lines), name=lines) if lines else None)


def home_named(name: str | None, *, gazetteer: Gazetteer) -> Home | None:
    """Look up the place that a person says the articles are written from.

    Raises
    ------
    OptionError
        No such place is known.
    """
    if name is None:
        return None
    home = Home.named(name, candidates=gazetteer)
    if home is None:
        raise OptionError(f"--home {name!r} is no known place; give a country, a region or a town")
    return home


def _folder_title(named: Sequence[str | Path]) -> str:
    return ", ".join(Path(n).resolve().name for n in named)
