"""The whole pipeline: documents in, a story out.

`geomap.pipeline.stages` holds the order of the stages, `geomap.pipeline.workshop` builds a story with them
and builds it again when it is corrected, `geomap.pipeline.stream` is the stream form of `geomap parse`, which
starts without the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.late import late

if TYPE_CHECKING:
    from geomap.pipeline.stages import Built as Built
    from geomap.pipeline.stages import analyse as analyse
    from geomap.pipeline.stages import assemble as assemble
    from geomap.pipeline.stream import parse_record as parse_record
    from geomap.pipeline.workshop import Progress as Progress
    from geomap.pipeline.workshop import Workshop as Workshop
    from geomap.pipeline.workshop import build as build
    from geomap.pipeline.workshop import home_named as home_named

_HOMES = {
    **dict.fromkeys(("Built", "analyse", "assemble"), "geomap.pipeline.stages"),
    "parse_record": "geomap.pipeline.stream",
    **dict.fromkeys(("Progress", "Workshop", "build", "home_named"), "geomap.pipeline.workshop"),
}
__all__ = ["Built", "Progress", "Workshop", "analyse", "assemble", "build", "home_named", "parse_record"]
__getattr__ = late(__name__, _HOMES)
