"""Stage 9b: the story served by Flask: the page of the export, linked instead of inlined.

`create_app` is the factory (``flask --app geomap.web run`` serves the sample), `listen` puts it behind
waitress. Nothing of the story leaves this machine, and nothing is loaded from another,
but map tiles where a person names whose (`Tiles`).
"""

from geomap.web.app import blueprint, create_app
from geomap.web.server import Server, listen
from geomap.web.tiles import Tiles
from geomap.web.workspace import Editable, Workspace

__all__ = ["Editable", "Server", "Tiles", "Workspace", "blueprint", "create_app", "listen"]
