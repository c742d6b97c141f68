"""The story that is served as it stands now, and the one way to change it.

From a workshop (articles and what was found in them), a file of corrections and a folder for new articles,
to an `Edition`. Several threads ask: who reads gets an edition that is whole, and one at a time changes it. A
change is first built, then stored, then shown; where either fails, nothing has changed. What somebody else
wrote into the file of corrections meanwhile is taken in, never overwritten.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from geomap.assets import seeds_path
from geomap.correct import Corrections
from geomap.errors import CorrectionsError, NothingToBuildError, OutputError
from geomap.export.corrections import save_corrections
from geomap.gazetteer import Gazetteer
from geomap.gazetteer.second_opinion import SecondOpinion
from geomap.model import Excluded, Place, Story
from geomap.options import Options
from geomap.pipeline import Progress, Workshop
from geomap.read import chosen_path, corrections_beside, read_corrections
from geomap.read.added import articles_folder
from geomap.web.articles import Dropped, store, unreadable
from geomap.web.edition import Edition
from geomap.web.guard import Guard
from geomap.web.tiles import Tiles

FIXED = "This story is shown as it is: geomap was not started with articles that it could read again."
READ_ONLY = "geomap was started with --read-only: nothing can be changed."
WITHOUT = "geomap was started with --corrections none: there is no file to keep corrections in."


class Workspace:
    """A story that is shown as it is; `Editable` is one that can be changed.

    Parameters
    ----------
    closed
        Why nothing can be changed.
    reader_saves
        Where nothing can be changed here, whoever reads can correct the page and save that to a file.
    """

    def __init__(self, story: Story, *, closed: str = FIXED, reader_saves: bool = False) -> None:
        self.guard = Guard(closed=closed)
        self.reader_saves = reader_saves
        self._tiles: Tiles | None = None
        self._edition = Edition(story, token=self.guard.token, reader_saves=reader_saves)
        self._corrections = Corrections(records=tuple(o.record for o in story.corrections))

    def refresh(self) -> None:
        """Take in what came into the file of corrections from elsewhere."""

    def close(self, why: str = READ_ONLY) -> None:
        """Refuse every change from now on."""
        self.guard = Guard(closed=why)
        self.reader_saves = False
        self._edition = Edition(self._edition.story, tiles=self._tiles)

    def lay(self, tiles: Tiles) -> None:
        """Lay somebody's map under the story from now on."""
        self._tiles = tiles
        self._edition = Edition(
            self._edition.story, token=self.guard.token, tiles=tiles, reader_saves=self.reader_saves
        )

    @property
    def edition(self) -> Edition:
        """The story as it stands."""
        return self._edition

    @property
    def corrections(self) -> Corrections:
        """The corrections that the story stands on."""
        return self._corrections

    def change(self, edit: Callable[[Corrections], Corrections]) -> Corrections:
        """Change the corrections.

        Parameters
        ----------
        edit
            Gives the new ones for those that stand on the disk now; may be called again, and may raise.

        Returns
        -------
        Corrections
            Those that stand now.

        Raises
        ------
        CorrectionsError
            The file on the disk is damaged.
        OutputError
            The file cannot be written.
        """
        raise NotImplementedError

    def add_articles(self, dropped: Sequence[Dropped]) -> tuple[list[str], list[Excluded]]:
        """Take in articles.

        Returns
        -------
        tuple
            Paths of the documents that came of it, and what could not be read.

        Raises
        ------
        OutputError
            They cannot be stored; none of them was.
        """
        raise NotImplementedError

    def find(self, name: str, limit: int) -> tuple[Place, ...]:
        """Look a name up in the gazetteer.

        Raises
        ------
        GazetteerError
            There is none, or it is damaged.
        """
        return tuple(found.place for found in Gazetteer.default().search(name, limit))


class Editable(Workspace):
    """A story that can be changed.

    Parameters
    ----------
    workshop
        What it is built from.
    path
        The file of corrections, which need not exist; None if nothing is to be corrected.
    folder
        Where new articles go; one of the workshop's sources.
    options
        How new articles are read.
    """

    def __init__(
        self, workshop: Workshop, *, path: Path | None, folder: Path, options: Options | None = None
    ) -> None:
        super().__init__(workshop.story(), closed="" if path else WITHOUT)
        self._changing = threading.Lock()
        self._workshop = workshop
        self._path = path
        self._folder = folder
        self._options = options or Options()
        self._corrections = workshop.corrections
        self._seen: tuple[int, int, int] | None = None

    @classmethod
    def open(
        cls,
        sources: Sequence[str | Path],
        *,
        options: Options | None = None,
        gazetteer: Gazetteer | None = None,
        geocoder: SecondOpinion | None = None,
        progress: Progress | None = None,
    ) -> Editable:
        """Build the story of some sources, or with none that of the bundled sample.

        Parameters
        ----------
        options
            How to build; ``corrections`` names the file of corrections, else it lies beside the sources.
        gazetteer, geocoder, progress
            As for `geomap.build`.

        Raises
        ------
        GeomapError
            As `geomap.build`.
        """
        options = options or Options()
        path = chosen_path(sources, options=options)
        folder = articles_folder(sources)
        workshop = Workshop(
            sources or [seeds_path()],
            options=options,
            gazetteer=gazetteer,
            geocoder=geocoder,
            progress=progress,
            corrections=corrections_beside(sources, options=options),
            added=folder,
        )
        return cls(workshop, path=path, folder=folder, options=options)

    def refresh(self) -> None:
        """Take in what came into the file of corrections from elsewhere; a damaged one changes nothing."""
        stamp = self._stamp()
        if stamp == self._seen:
            return
        with self._changing, suppress(CorrectionsError, NothingToBuildError):
            self._seen = stamp
            if self._path is None:
                return
            found = read_corrections(self._path, missing_ok=True)
            if found.records != self._corrections.records:
                self._show(self._workshop.story(found), found)

    def _stamp(self) -> tuple[int, int, int] | None:
        """Give what tells one state of the file from another."""
        try:
            state = self._path.stat() if self._path else None
        except OSError:
            state = None
        if state is None:
            return None
        return state.st_ino, state.st_mtime_ns, state.st_size

    def change(self, edit: Callable[[Corrections], Corrections]) -> Corrections:
        """Change the corrections."""
        if self._path is None:
            raise OutputError("the corrections", WITHOUT)
        with self._changing:
            wanted = edit(read_corrections(self._path, missing_ok=True))
            story = self._workshop.story(wanted)  # what does not build is not stored
            stored = save_corrections(self._path, wanted)
            if stored.records != wanted.records:  # another process was faster: both have their say
                story = self._workshop.story(stored)
            self._show(story, stored)
            return stored

    def add_articles(self, dropped: Sequence[Dropped]) -> tuple[list[str], list[Excluded]]:
        """Take in articles."""
        good, bad = unreadable(dropped, options=self._options)
        if not good:
            return [], bad
        with self._changing:
            before = {d.path for d in self._workshop.source.documents}
            stored = store(good, self._folder)
            try:
                self._workshop.read_again()
                story = self._workshop.story(self._corrections)
            except BaseException:
                for path in stored:
                    with suppress(OSError):
                        path.unlink()
                self._workshop.read_again()
                raise
            self._show(story, self._corrections)
            return [d.path for d in self._workshop.source.documents if d.path not in before], bad

    def _show(self, story: Story, corrections: Corrections) -> None:
        edition = Edition(story, token=self.guard.token, tiles=self._tiles)
        self._edition, self._corrections = edition, corrections
