"""One state of the story, and what is made of it: page, JSON, GeoJSON.

Each is made when it is first asked for, and kept; the page, which takes longest, once even for those who ask
at the same time, or beforehand, by `Edition.prepare`. Nothing of it changes afterwards: a change of the story
is a new edition.
"""

from __future__ import annotations

import secrets
import threading
from functools import cached_property
from typing import Any

from geomap.export import geojson
from geomap.model import Story
from geomap.model.story_json import to_record
from geomap.page import Delivery, render_page
from geomap.web.tiles import Tiles


class Edition:
    """A story as it stands, with what is served of it.

    Parameters
    ----------
    token
        What a change must bring along (see `geomap.web.guard`); empty where nothing can be changed.
    tiles
        Somebody's map that lies under the story.
    reader_saves
        Without a token, a reader can correct the page and save that to a file, as in an exported one.
    """

    def __init__(
        self, story: Story, *, token: str = "", tiles: Tiles | None = None, reader_saves: bool = False
    ) -> None:
        self.story = story
        self._tiles = tiles.record() if tiles else None
        self._token = token
        self._reader_saves = reader_saves
        self._nonce = secrets.token_hex(16)
        self._lock = threading.Lock()

    def page(self, nonce: str) -> str:
        """Give the page with a nonce of its own."""
        with self._lock:  # two who ask first should not both render
            page = self._page
        return page.replace(self._nonce, nonce)

    def prepare(self) -> None:
        """Render the page now, so that the first reader need not wait."""
        self.page("")

    @cached_property
    def _page(self) -> str:
        delivery = Delivery.served(
            nonce=self._nonce, token=self._token, tiles=self._tiles, reader_saves=self._reader_saves
        )
        return render_page(self.story, delivery)

    @cached_property
    def record(self) -> dict[str, Any]:
        """The story as plain values, as story.json has them; not to be changed."""
        return to_record(self.story)

    @cached_property
    def story_json(self) -> str:
        """The story as the contract's story.json."""
        return self.story.to_json()

    @cached_property
    def story_geojson(self) -> str:
        """The places and legs as GeoJSON."""
        return geojson.to_geojson(self.story)
