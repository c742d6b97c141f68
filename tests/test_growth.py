"""The gate on growth lets pass what is linear and stops what is not."""

import pytest

from tests.growth import assert_growth, assert_linear


def linear(text):
    return sum(map(ord, text))


def quadratic(text):
    return [text.count("b") for _ in range(len(text) // 20)]


def test_linear_work_passes():
    assert_linear(linear, "ab", 500_000)


def test_work_that_grows_with_the_square_is_stopped():
    with pytest.raises(AssertionError, match=r"over 6\.25 times"):
        assert_linear(quadratic, "a", 80_000)


def test_a_growth_that_the_input_has_is_not_held_against_the_work():
    assert_growth(lambda: quadratic("a" * 25_000), lambda: quadratic("a" * 50_000), at_most=6)
