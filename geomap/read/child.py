"""The parent's end of the parsing process: starts it, asks it, and kills it when it takes too long.

From a file's bytes to its parts. One process parses file after file; when one file makes it take too
long, too much memory or die, it is killed, that file fails with the reason, and the next file gets a
fresh process. Nothing but JSON comes back, of bounded size.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import geomap
from geomap.read.part import END, Part, UnreadableError

_LONGEST_LINE = 300_000_000
_LONGEST_ANSWER = 400_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take: processor and wall-clock time in seconds, memory in bytes."""

    seconds: int = 60
    memory_bytes: int = 1_500_000_000


class ParsingProcess:
    """A process that parses foreign files; it starts with the first of them.

    Parameters
    ----------
    limits
        What each file may take.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def parse(self, kind: str, data: bytes, name: str) -> list[Part]:
        """Parse one file; never raises, never waits longer than the limit.

        Parameters
        ----------
        kind
            Which parser.
        data, name
            The file.
        """
        process = self._process = self._process or _start()
        late = threading.Event()

        def kill() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self._limits.seconds, kill)
        timer.daemon = True
        timer.start()
        try:
            parts = self._ask(process, kind, data, name)
        except (OSError, UnreadableError) as error:
            self.close()
            return [Part(fail=self._reason(process, error, late=late.is_set()))]
        finally:
            timer.cancel()
        return parts

    def _ask(self, process: subprocess.Popen[bytes], kind: str, data: bytes, name: str) -> list[Part]:
        if process.stdin is None or process.stdout is None:
            raise UnreadableError("the parsing process has no pipes")
        request = {
            "kind": kind, "name": name, "size": len(data),
            "seconds": self._limits.seconds, "memory_bytes": self._limits.memory_bytes,
        }  # fmt: skip
        process.stdin.write(json.dumps(request).encode("ascii") + b"\n")
        process.stdin.write(data)
        process.stdin.flush()
        parts: list[Part] = []
        size = 0
        while True:
            line = process.stdout.readline(_LONGEST_LINE)
            size += len(line)
            if line == END:
                return parts
            if not line.endswith(b"\n"):
                raise UnreadableError("its parser stopped")
            if size > _LONGEST_ANSWER:
                raise UnreadableError("it gives more text than geomap reads: split it into its articles")
            parts.append(Part.from_json(line).cleaned())

    def _reason(self, process: subprocess.Popen[bytes], error: Exception, *, late: bool) -> str:
        if late or process.returncode in _OUT_OF_TIME:
            return f"it takes longer than {self._limits.seconds} s to read: it is damaged or built to stall"
        if process.returncode not in {0, -9}:
            return "its parser died: it is damaged, or needs more memory than a document should"
        return str(error)


_OUT_OF_TIME = frozenset({-24, 152})  # SIGXCPU


def _start() -> subprocess.Popen[bytes]:
    """Start the process: without the current folder on its path, which may hold a stranger's modules."""
    root = str(Path(geomap.__file__).resolve().parents[1])
    path = os.pathsep.join(p for p in (root, os.environ.get("PYTHONPATH", "")) if p)
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": "0", "PYTHONWARNINGS": "ignore"}
    return subprocess.Popen(
        [sys.executable, "-P", "-B", "-X", "utf8", "-m", "geomap.read.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
