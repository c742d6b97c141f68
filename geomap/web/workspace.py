"""The story that is served as it stands now, and the one way to change it.

From a workshop (articles and what was found in them), a file of corrections and a folder for new articles,
to an `Edition`. Several threads ask: who reads gets the edition that is whole, one at a time changes it. A
change is first built, then stored, then shown; where either fails, nothing has changed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from geomap.correct import Corrections
from geomap.gazetteer import Gazetteer
from geomap.model import Excluded, Place, Story
from geomap.web.edition import Edition
from geomap.web.guard import Guard

if TYPE_CHECKING:
    from geomap.web.articles import Dropped

FIXED = "This story is shown as it is: geomap was not started with articles that it could read again."
READ_ONLY = "geomap was started with --read-only: nothing can be changed."


class Workspace:
    """A story, and what it is made of where it can be changed.

    Parameters
    ----------
    story
        As it stands.
    read_only
        Refuse every change.
    """

    def __init__(self, story: Story, *, read_only: bool = False) -> None:
        self.guard = Guard(closed=READ_ONLY if read_only else FIXED)
        self._changing = threading.Lock()
        self._corrections = Corrections()
        self._edition = Edition(story, token=self.guard.token)

    @property
    def edition(self) -> Edition:
        """The story as it stands."""
        return self._edition

    @property
    def corrections(self) -> Corrections:
        """The corrections that the story stands on."""
        return self._corrections

    def change(self, edit: Callable[[Corrections], Corrections]) -> Corrections:
        """Change the corrections."""
        raise NotImplementedError

    def add_articles(self, dropped: Sequence[Dropped]) -> tuple[list[str], list[Excluded]]:
        """Take in articles."""
        raise NotImplementedError

    def find(self, name: str, limit: int) -> tuple[Place, ...]:
        """Look a name up in the gazetteer.

        Raises
        ------
        GazetteerError
            There is none, or it is damaged.
        """
        return tuple(found.place for found in Gazetteer.default().search(name, limit))
