"""From a name to the places on Earth that it may mean.

The gazetteer is compiled into one SQLite file when geomap is built (`build`) and only read afterwards.
"""

from geomap.gazetteer.lookup import Gazetteer
from geomap.gazetteer.names import normalise

__all__ = ["Gazetteer", "normalise"]
