"""What must hold at every address, those of tomorrow too: taken from the routes (HARDENING.md, 18 to 23)."""

import pytest

from geomap.web import create_app
from tests.stories import small_story

ADDRESSES = sorted(
    (rule.rule.replace("<path:address>", "nothing"), method)
    for rule in create_app(small_story()).url_map.iter_rules()
    for method in rule.methods - {"HEAD", "OPTIONS"}
)
FILLED = {
    "<name>": ["page.js"],
    "<document_id>": ["d1", "__proto__"],
    "<place_id>": ["gn1", "constructor"],
    "<record_id>": ["c0123456789ab", "toString"],
}
FOREIGN = [
    {"Host": "evil.example"},
    {"Host": "localhost.evil.example"},
    {"Host": ""},
    {"Host": "127.0.0.1.evil.example:80"},
]
HOSTILE = (
    "?next=//evil.example", "?q=%00", "?bbox=nan,inf,1e999,x", "?limit=-1", "?page=99999999999999999999",
    "?__proto__=1", "?<script>window.__x=1</script>", "?q=%E2%80%AE%ED%A0%80", "?a[]=1&a[b]=2",
)  # fmt: skip


def urls(address):
    """Give an address with something in its gaps."""
    for gap, values in FILLED.items():
        if gap in address:
            return [address.replace(gap, value) for value in values]
    return [address]


every_address = pytest.mark.parametrize(("address", "method"), ADDRESSES)


@every_address
@pytest.mark.parametrize("headers", FOREIGN, ids=lambda h: h["Host"])
def test_a_foreign_name_is_refused(unchanged_desk, address, method, headers):
    sent = {**unchanged_desk.headers, **headers}
    for url in urls(address):
        response = unchanged_desk.client.open(url, method=method, headers=sent, json={})
        assert response.status_code == 400
        assert b"evil" not in response.data


@every_address
def test_no_query_is_echoed_or_leads_anywhere(unchanged_desk, address, method):
    for url in urls(address):
        for query in HOSTILE:
            headers = unchanged_desk.headers
            response = unchanged_desk.client.open(url + query, method=method, headers=headers)
            assert response.status_code in {200, 304, 400, 404, 415}, (url, query)
            assert "Location" not in response.headers
            for part in (b"evil.example", b"window.__x", b"Traceback", b"99999999999999999999"):
                assert part not in response.data, (url, query)


@every_address
def test_no_answer_lacks_its_headers(unchanged_desk, address, method):
    for url in urls(address):
        response = unchanged_desk.client.open(url, method=method)
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
        assert "Access-Control-Allow-Origin" not in response.headers
        assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("address", [a for a, m in ADDRESSES if m in {"POST", "DELETE"}])
def test_asking_beforehand_whether_a_foreign_page_may_write_gets_no_yes(unchanged_desk, address):
    response = unchanged_desk.client.options(
        urls(address)[0],
        headers={"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"},
    )
    assert not [name for name, _ in response.headers if name.startswith("Access-Control")]


@pytest.mark.parametrize("address", [a for a, m in ADDRESSES if m == "POST"])
@pytest.mark.parametrize("content_type", ["application/json", "multipart/form-data; boundary=x"])
def test_a_body_that_is_too_long_is_refused_unread(unchanged_desk, address, content_type):
    response = unchanged_desk.client.open(
        address,
        method="POST",
        headers=unchanged_desk.headers,
        content_type=content_type,
        environ_overrides={"CONTENT_LENGTH": "100000000"},
    )
    assert response.status_code in {413, 415}
    assert response.json["code"] in {"request_entity_too_large", "content_too_large", "unsupported"}
