"""Which format an output gets."""

import pytest

from geomap.errors import OptionError, OutputError
from geomap.export.outputs import formats_of


def test_the_name_comes_before_the_format_that_is_named():
    assert formats_of(["a.md", "-", "b.csv"], format_name="legs.csv") == {
        "a.md": ".md",
        "-": ".legs.csv",
        "b.csv": ".legs.csv",
    }


def test_a_binary_format_goes_into_a_pipe_but_to_no_terminal():
    assert formats_of(["-"], format_name="gpkg") == {"-": ".gpkg"}
    with pytest.raises(OutputError, match="terminal"):
        formats_of(["-"], format_name="gpkg", terminal=True)
    assert formats_of(["-"], format_name="md", terminal=True) == {"-": ".md"}


def test_a_format_that_no_output_needs_is_a_mistake():
    with pytest.raises(OptionError, match="not needed"):
        formats_of(["a.json"], format_name="json")
