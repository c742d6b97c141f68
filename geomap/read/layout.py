"""How a text is laid out: where its headline and its page furniture stand.

From a text to its judged units and the spans that later stages go by. This and the language are all of
reading that finding and placing names needs; day and source are read from the layout (`geomap.read.article`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from geomap.model import Span
from geomap.read.furniture import Judged, find_furniture, judge, spans_of
from geomap.read.heading import find_title, title_text
from geomap.read.units import cut_units


class Layout(NamedTuple):
    """The units of a page and what they are.

    Attributes
    ----------
    heading
        Index of the unit that is the headline, or None.
    title, title_span
        The headline's words and where they stand; None where there is none.
    furniture
        Ranges that are page furniture, sorted, disjoint.
    """

    page: Sequence[Judged]
    heading: int | None
    title: str | None
    title_span: Span | None
    furniture: tuple[Span, ...]


def lay_out(text: str) -> Layout:
    """Find the headline and the furniture of a text."""
    judged = judge(cut_units(text))
    heading = find_title(judged)
    page = find_furniture(judged, title=heading)
    title = span = None
    if heading is not None:
        unit = page[heading].unit
        words, skip = title_text(unit)
        if words:
            title, span = words, Span(unit.start + skip, unit.end)
    return Layout(page, heading, title, span, spans_of(page, text))
