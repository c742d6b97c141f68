"""The application behind waitress."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import waitress
from flask import Flask
from waitress import wasyncore

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
    listening = _bind(host, port)
    address = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}/"
    sockets: dict[int, Any] = {}
    server = waitress.create_server(
        app,
        map=sockets,
        sockets=[listening],
        threads=THREADS,
        ident="",
        connection_limit=CONNECTIONS,
        channel_timeout=IDLE_TIMEOUT_S,
        cleanup_interval=IDLE_TIMEOUT_S,
        max_request_header_size=MAX_HEADER_BYTES,
        max_request_body_size=MAX_BODY_BYTES,
        clear_untrusted_proxy_headers=True,
    )

    def close() -> None:
        server.task_dispatcher.shutdown()
        wasyncore.close_all(sockets, ignore_all=True)

    return Server(address=address, run=server.run, close=close)


def _bind(host: str, port: int) -> socket.socket:
    """Give a listening socket; nothing is left open where that fails."""
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listening = socket.socket(family, kind, protocol)
    try:
        if os.name == "posix":  # elsewhere it would let two servers share a port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
    except OSError:
        listening.close()
        raise
    return listening
