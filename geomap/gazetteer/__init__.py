"""From a name to the places on Earth that it may mean.

The gazetteer is compiled into one SQLite file when geomap is built (`build`) and only read afterwards.
`GazetteerGeocoder` is imported when it is first asked for: geopy's geocoders bring an HTTP client,
which takes 0.3 s that a build of a map does not need.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.gazetteer.lookup import Gazetteer
from geomap.gazetteer.names import normalise
from geomap.late import late

if TYPE_CHECKING:
    from geomap.gazetteer.geocoder import GazetteerGeocoder as GazetteerGeocoder
    from geomap.gazetteer.labels import choose_labels as choose_labels

_HOMES = {
    "GazetteerGeocoder": "geomap.gazetteer.geocoder",
    "choose_labels": "geomap.gazetteer.labels",
}
__all__ = ["Gazetteer", "GazetteerGeocoder", "choose_labels", "normalise"]
__getattr__ = late(__name__, _HOMES)
