"""The whole pipeline: documents in, a story out.

`geomap.pipeline.stages` holds the order of the stages, `geomap.pipeline.workshop` builds a story with them
and builds it again when it is corrected, `geomap.pipeline.stream` is the stream form of `geomap parse`.
"""

from geomap.pipeline.stages import Built, analyse, assemble
from geomap.pipeline.stream import parse_record
from geomap.pipeline.workshop import Progress, Workshop, build, home_named

__all__ = ["Built", "Progress", "Workshop", "analyse", "assemble", "build", "home_named", "parse_record"]
