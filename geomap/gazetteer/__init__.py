"""From a name to the places on Earth that it may mean.

The gazetteer is compiled into one SQLite file when geomap is built (`build`) and only read afterwards.
`GazetteerGeocoder` is imported when it is first asked for: geopy's geocoders bring an HTTP client,
which takes 0.3 s that a build of a map does not need.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geomap.gazetteer.labels import choose_labels
from geomap.gazetteer.lookup import Gazetteer
from geomap.gazetteer.names import normalise

if TYPE_CHECKING:
    from geomap.gazetteer.geocoder import GazetteerGeocoder

__all__ = ["Gazetteer", "GazetteerGeocoder", "choose_labels", "normalise"]


def __getattr__(name: str) -> Any:  # noqa: ANN401
    """Import the geocoder when it is asked for."""
    if name == "GazetteerGeocoder":
        from geomap.gazetteer.geocoder import GazetteerGeocoder

        return GazetteerGeocoder
    raise AttributeError(name)
