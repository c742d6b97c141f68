"""The application behind waitress."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import waitress
from flask import Flask
from waitress import wasyncore

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

THREADS = 8
MAX_HEADER_BYTES = 65_536
MAX_BODY_BYTES = 21_000_000
"""An article of 20 MB and the form around it; each address refuses what is too long for it."""

IDLE_TIMEOUT_S, CLEANING_S = 30, 5
CONNECTIONS = 800
"""More than the idle sockets that somebody may hold open (HARDENING.md, attack 22), and fewer than the 1,024
files that most systems let a process open."""


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
        The address is taken, not this machine's, or none.
    """
    listening = _bind(host, port)
    address = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}/"
    sockets: dict[int, Any] = {}
    server = waitress.create_server(
        rooted(app),
        map=sockets,
        sockets=[listening],
        threads=THREADS,
        ident="",
        connection_limit=CONNECTIONS,
        channel_timeout=IDLE_TIMEOUT_S,
        cleanup_interval=CLEANING_S,
        asyncore_use_poll=True,  # select() knows no more than 1,024 sockets, and fails on the next
        max_request_header_size=MAX_HEADER_BYTES,
        max_request_body_size=MAX_BODY_BYTES,
        clear_untrusted_proxy_headers=True,
    )

    def close() -> None:
        server.task_dispatcher.shutdown()
        wasyncore.close_all(sockets, ignore_all=True)

    return Server(address=address, run=server.run, close=close)


def rooted(app: WSGIApplication) -> WSGIApplication:
    """Take ``GET ?`` for ``GET /?``: an empty path is the root, and nothing to redirect."""

    def call(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not environ.get("PATH_INFO") and not environ.get("SCRIPT_NAME"):
            environ["PATH_INFO"] = "/"
        return app(environ, start_response)

    return call


def _bind(host: str, port: int) -> socket.socket:
    """Give a listening socket; nothing is left open where that fails."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except UnicodeError as error:  # what Python says of "a..b"
        raise OSError(errno.EINVAL, "this is no name of a host") from error
    family, kind, protocol, _, address = found[0]
    listening = socket.socket(family, kind, protocol)
    try:
        if os.name == "posix":  # elsewhere it would let two servers share a port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
    except OSError:
        listening.close()
        raise
    return listening
