"""The API does what its description says, whatever is sent: schemathesis makes up the requests."""

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig

from geomap.web import create_app
from tests.stories import small_story

CONFIG = SchemathesisConfig.from_dict({"generation": {"mode": "all"}})
READING = schemathesis.openapi.from_wsgi("/api/openapi.json", create_app(small_story()), config=CONFIG)
few = settings(
    max_examples=10,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@READING.hook
def filter_query(_, query):
    """Leave out what no schema can say: an extent has its south below its north."""
    corners = str((query or {}).get("bbox", "")).split(",")
    try:
        return len(corners) != 4 or float(corners[1]) <= float(corners[3])
    except ValueError:
        return True


@READING.include(method="GET").parametrize()
@few
def test_what_is_read_is_as_described(case):
    case.call_and_validate()
