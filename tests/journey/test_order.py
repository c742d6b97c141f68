"""The order of stops: reasons are followed from the strongest on, however many there are."""

from hypothesis import given
from hypothesis import strategies as st

from geomap.journey.order import Visit, in_order
from tests.growth import assert_growth

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


def test_stops_with_a_reason_for_each_pair_do_not_hold_each_other_up():
    """A hundred articles of one traveller tell 400; twice as many once took 15 times as long."""
    assert_growth(lambda: reversed_by_all_pairs(200), lambda: reversed_by_all_pairs(400), at_most=8)


def reversed_by_all_pairs(count: int) -> None:
    reasons = [(j, i) for i in range(count) for j in range(i + 1, count)]
    assert ordered(count, reasons) == list(range(count))[::-1]
