"""The order of stops: reasons are followed from the strongest on, however many there are."""

import time

from hypothesis import given
from hypothesis import strategies as st

from geomap.journey.order import Visit, in_order

STOPS = 7
REASONS = st.lists(st.tuples(st.integers(0, STOPS - 1), st.integers(0, STOPS - 1)), max_size=30)


def ordered(count: int, reasons) -> list[int]:
    return [v.told for v in in_order([Visit(f"p{i}", i) for i in range(count)], reasons)]


@given(REASONS)
def test_a_reason_holds_unless_stronger_ones_contradict_it(reasons):
    order = ordered(STOPS, reasons)
    held: set[tuple[int, int]] = set()

    def leads(start: int, goal: int) -> bool:
        return start == goal or any(leads(j, goal) for i, j in held if i == start)

    for i, j in reasons:
        if not leads(j, i):
            held.add((i, j))
            assert order.index(i) < order.index(j)
    assert sorted(order) == list(range(STOPS))


def test_without_reasons_the_telling_holds():
    assert ordered(4, []) == [0, 1, 2, 3]


def test_four_hundred_stops_with_a_reason_for_each_pair_take_seconds():
    """A hundred articles about one traveller tell as many; half as many took 5 s."""
    count = 400
    began = time.process_time()
    order = ordered(count, [(j, i) for i in range(count) for j in range(i + 1, count)])
    assert order == list(range(count))[::-1]
    assert time.process_time() - began < 10
