"""The API does what its description says, whatever is sent: schemathesis makes up the requests."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import positive_data_acceptance

from geomap.web import create_app
from tests.stories import small_story

CONFIG = SchemathesisConfig.from_dict({"generation": {"mode": "all"}})
READING = schemathesis.openapi.from_wsgi("/api/openapi.json", create_app(small_story()), config=CONFIG)
PLAIN = {"Accept-Encoding": "identity"}
"""Schemathesis asks for packed answers and, without a server between, does not unpack them."""
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
    case.call_and_validate(headers=PLAIN)


WRITES = [
    ("POST", "/api/corrections"), ("DELETE", "/api/corrections/{record_id}"), ("POST", "/api/articles"),
    ("POST", "/api/corrections/withdraw"), ("POST", "/api/corrections/merge"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_what_is_written_is_answered_as_described(unchanged_desk, method, path):
    """Records and ids that are made up fit no article; they are refused in the words of the description."""
    app, headers = unchanged_desk.client.application, {"X-Geomap-Token": unchanged_desk.workspace.guard.token}
    operation = schemathesis.openapi.from_wsgi("/api/openapi.json", app, config=CONFIG)[path][method]

    @settings(few, max_examples=4 if path == "/api/articles" else few.max_examples)  # each starts a process
    @given(case=operation.as_strategy())
    def check(case):
        case.call_and_validate(headers=PLAIN | headers, excluded_checks=[positive_data_acceptance])

    check()
