"""How the time of work grows with what it is given: a ratio of two times of one run, never a time alone.

Machines are noisy and coverage slows Python several times over, so that a bound in seconds fails for reasons
that have nothing to do with the code. What it should catch, work that grows with the square, shows in the
ratio. How many seconds a text takes is for `tests/benchmarks/hostile.py`.
"""

from __future__ import annotations

import gc
import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

MOST_TIMES = 2.5
"""How much longer twice as much may take (HARDENING, attack 15); what grows with the square takes 4 times."""
DOUBLINGS = 2
"""Between the two texts that are compared: over two, the noise of milliseconds weighs half as much."""
ROUNDS = 12
"""Tries to see it: the least of all counts, for a busy machine only ever adds."""
SHORTEST_S = 0.02
"""Seconds of the processor below which a time says nothing about its growth."""


def assert_linear(work: Callable[[str], object], unit: str, chars: int) -> None:
    """Fail where `unit` over and over, up to `chars`, takes over 2.5 times as long for twice as much."""
    short, long = (unit * (length // len(unit)) for length in (chars // 2**DOUBLINGS, chars))
    assert_growth(lambda: work(short), lambda: work(long), at_most=MOST_TIMES**DOUBLINGS)


def assert_growth(small: Callable[[], object], large: Callable[[], object], *, at_most: float) -> None:
    """Fail where `large` takes more than `at_most` times as long as `small` in every round."""
    least_small = least_large = math.inf
    for _ in range(ROUNDS):
        least_small = min(least_small, seconds_of(small))
        least_large = min(least_large, seconds_of(large))
        if least_large <= at_most * max(least_small, SHORTEST_S):
            return
    message = f"{least_small:.2f} s, and {least_large:.2f} s for more, which is over {at_most} times as long"
    raise AssertionError(message)


def seconds_of(work: Callable[[], object]) -> float:
    """Measure processor time, in seconds, without garbage collections."""
    with _without_collections():
        started = time.process_time()
        work()
        return time.process_time() - started


@contextmanager
def _without_collections() -> Iterator[None]:
    """Keep the collector out of a time: it walks through what all other tests have left in memory."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
