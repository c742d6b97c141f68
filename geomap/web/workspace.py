"""The story that is served, as it stands now.

From a story (shown as it is), later from sources, options and corrections, to an `Edition`.
"""

from __future__ import annotations

from geomap.model import Story
from geomap.web.edition import Edition


class Workspace:
    """A story that is shown as it is."""

    def __init__(self, story: Story) -> None:
        self._edition = Edition(story)

    @property
    def edition(self) -> Edition:
        """The story as it stands."""
        return self._edition
