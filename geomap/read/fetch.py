"""One web page by its address: every address checked before anything connects to it.

From a URL to the bytes behind it. The name is resolved once, all its addresses must be public ones, and
the connection goes to the address that was checked, so that a name that answers differently the second
time gains nothing. Each redirect is a new URL with all checks. Refused: other schemes than http and
https, addresses of this machine or a private network in any notation, more than 5 redirects, types that
are no document, more than 20 MB decoded. The parent gives it 30 seconds in all. No proxy, no cookies.
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import socket
import ssl
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit, urlunsplit

from geomap.read.part import Part, UnreadableError

MOST_BYTES = 20_000_000
MOST_REDIRECTS = 5
SECONDS = 30
_SOCKET_SECONDS = 20
_CHUNK = 1 << 16
_AGENT = "geomap (reads one page on behalf of a person)"
_TYPES = (
    "text/", "application/xhtml+xml", "application/pdf", "application/rss+xml", "application/atom+xml",
    "application/xml", "application/json", "application/ld+json", "application/x-ndjson", "application/zip",
    "application/epub+zip", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.oasis.opendocument.text", "application/octet-stream", "application/csv",
    "message/rfc822", "multipart/related",
)  # fmt: skip
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: the bytes, the last address of the redirects, and the type it claims."""

    data: bytes
    url: str
    content_type: str


def parse(data: bytes, name: str) -> Iterator[Part]:  # noqa: ARG001 - every parser is called alike
    """Fetch the address that a request of the parent holds."""
    request = json.loads(data)
    fetched = fetch(request["url"], open_to=frozenset(request["open_to"]))
    yield Part(url=fetched.url, data=fetched.data)


def fetch(url: str, *, open_to: Collection[str] = ()) -> Fetched:
    """Fetch a URL.

    Parameters
    ----------
    url
        With http or https.
    open_to
        ``address:port`` pairs that are allowed although they are not public. For the tests' own server:
        neither the command line nor an option nor the environment reaches it.

    Raises
    ------
    UnreadableError
        Refused, or not there; the message says which.
    """
    for _ in range(MOST_REDIRECTS + 1):
        answer, connection = _request(url, open_to)
        try:
            if answer.status in {301, 302, 303, 307, 308}:
                target = answer.getheader("Location")
                if not target:
                    raise UnreadableError("it redirects to nowhere")
                url = urljoin(url, target)
                continue
            if answer.status != http.client.OK:
                raise UnreadableError(f"the server answers {answer.status} {answer.reason}"[:200])
            return Fetched(_body(answer), url, answer.getheader("Content-Type") or "")
        except (OSError, http.client.HTTPException, zlib.error) as error:
            raise UnreadableError(f"the connection broke ({type(error).__name__})") from error
        finally:
            connection.close()
    raise UnreadableError(f"it redirects more than {MOST_REDIRECTS} times")


def _request(
    url: str, open_to: Collection[str]
) -> tuple[http.client.HTTPResponse, http.client.HTTPConnection]:
    """Ask for a URL at an address that has been checked."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise UnreadableError("it is no web address") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise UnreadableError("only http and https addresses are read")
    if parts.username is not None:
        raise UnreadableError("an address with a user name or password is not read")
    port = port or (443 if parts.scheme == "https" else 80)
    host = parts.hostname
    address = checked_address(host, port, open_to)
    try:
        plain = socket.create_connection((address, port), timeout=_SOCKET_SECONDS)
        try:
            connected = (
                ssl.create_default_context().wrap_socket(plain, server_hostname=host)
                if parts.scheme == "https"
                else plain
            )
        except BaseException:
            plain.close()
            raise
        connection = http.client.HTTPConnection(host, port, timeout=_SOCKET_SECONDS)
        connection.sock = connected
        target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
        connection.request(
            "GET",
            _ascii(target),
            headers={"User-Agent": _AGENT, "Accept-Encoding": "gzip", "Connection": "close"},
        )
        return connection.getresponse(), connection
    except (OSError, http.client.HTTPException, UnicodeError, ValueError) as error:
        raise UnreadableError(
            f"cannot be fetched: {getattr(error, 'strerror', None) or error}"[:300]
        ) from error


def _ascii(target: str) -> str:
    """Write characters outside ASCII as a URL does."""
    return "".join(c if " " < c < "\x7f" else "".join(f"%{b:02X}" for b in c.encode()) for c in target)


def checked_address(host: str, port: int, open_to: Collection[str] = ()) -> str:
    """Resolve a name once and check every address that it has; give the one to connect to.

    Raises
    ------
    UnreadableError
        The name has no address, or one that is not public.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnreadableError(f"there is no such host: {host[:200]}") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for address in addresses:
        if f"{address}:{port}" not in open_to and not is_public(address):
            raise UnreadableError("it leads to this machine or a private network, which is not read")
    if not addresses:
        raise UnreadableError(f"there is no such host: {host[:200]}")
    return addresses[0]


def is_public(address: str) -> bool:
    """Say whether an address is one of the public internet, whatever it is wrapped in."""
    try:
        ip: Address = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    wrapped = _unwrapped(ip)
    return (
        ip.is_global
        and not (ip.is_multicast or ip.is_reserved)
        and (wrapped is None or is_public(str(wrapped)))
    )


def _unwrapped(ip: Address) -> ipaddress.IPv4Address | None:
    """Give the IPv4 address inside an IPv6 one: mapped, 6to4, Teredo or NAT64."""
    if isinstance(ip, ipaddress.IPv4Address):
        return None
    if ip.teredo:
        return ip.teredo[1]
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour


def _body(answer: http.client.HTTPResponse) -> bytes:
    """Read what was answered, decoded, with a count of the bytes."""
    kind = (answer.getheader("Content-Type") or "application/octet-stream").split(";")[0].strip().lower()
    if not kind.startswith(_TYPES):
        raise UnreadableError(f"it is {kind[:100]}, not a document")
    encoding = (answer.getheader("Content-Encoding") or "identity").strip().lower()
    if encoding not in {"identity", "gzip", "x-gzip"}:
        raise UnreadableError(f"it is packed as {encoding[:50]}, which was not asked for")
    unpack = None if encoding == "identity" else zlib.decompressobj(wbits=31)
    chunks: list[bytes] = []
    size = 0
    while chunk := answer.read1(_CHUNK):
        piece = chunk if unpack is None else unpack.decompress(chunk, MOST_BYTES + 1 - size)
        size += len(piece)
        if size > MOST_BYTES or (unpack is not None and unpack.unconsumed_tail):
            raise UnreadableError(f"it is larger than {MOST_BYTES / 1e6:.0f} MB")
        chunks.append(piece)
    return b"".join(chunks)
