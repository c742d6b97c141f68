"""The application behind waitress."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import waitress
from flask import Flask

THREADS = 8
MAX_HEADER_BYTES = 65_536
MAX_BODY_BYTES = 2_000_000
IDLE_TIMEOUT_S = 30
CONNECTIONS = 300
"""More than the idle sockets that somebody may hold open (HARDENING.md, attack 22)."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that listens already: `address` can be opened as soon as `run` is called."""

    address: str
    run: Callable[[], None]
    close: Callable[[], None]


def listen(app: Flask, *, host: str = "127.0.0.1", port: int = 8000) -> Server:
    """Bind the application to an address; port 0 takes a free one.

    Raises
    ------
    OSError
        The address is taken or not this machine's.
    """
    server = waitress.create_server(
        app,
        host=host,
        port=port,
        threads=THREADS,
        ident="",
        connection_limit=CONNECTIONS,
        channel_timeout=IDLE_TIMEOUT_S,
        cleanup_interval=IDLE_TIMEOUT_S,
        max_request_header_size=MAX_HEADER_BYTES,
        max_request_body_size=MAX_BODY_BYTES,
        clear_untrusted_proxy_headers=True,
    )
    bound = getattr(server, "effective_listen", None) or [(server.effective_host, server.effective_port)]
    name = f"[{host}]" if ":" in host else host
    return Server(address=f"http://{name}:{bound[0][1]}/", run=server.run, close=server.close)
