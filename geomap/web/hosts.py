"""Which ``Host`` a request may name.

A page on another site can make a browser call this server under a name of its own (DNS rebinding);
such a name is never an address. So trusted are this machine's own names and addresses, the address
that the server was told to listen on (any address, if it listens on all), and what a person allows.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence

OWN = frozenset({"localhost", "127.0.0.1", "::1"})
_HOST = re.compile(r"(?P<name>\[[0-9a-fA-F:.]{2,45}\]|[A-Za-z0-9.-]{1,253})(?::\d{1,5})?")


def is_trusted(header: str, allowed: Sequence[str] = ()) -> bool:
    """Say whether a ``Host`` header names this server.

    Parameters
    ----------
    header
        The header as sent, with or without a port.
    allowed
        Further names and addresses; ``0.0.0.0`` or ``::`` allow every address, but no further name.
    """
    match = _HOST.fullmatch(header)
    if match is None:
        return False
    name = match["name"].strip("[]").lower()
    if name in OWN or name in {host.lower() for host in allowed}:
        return True
    return _is_address(name) and any(_listens_on_all(host) for host in allowed)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _listens_on_all(host: str) -> bool:
    return _is_address(host) and ipaddress.ip_address(host).is_unspecified
