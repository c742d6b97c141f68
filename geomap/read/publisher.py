"""Who published a text.

From page and text to the source's name: an agency in a dateline, a line that names it, a copyright line
or a masthead. Who merely hosts a page is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from geomap.read.furniture import Judged

# "SEOUL, South Korea (AP) —", "WASHINGTON, Sept 12 (Reuters) -", "(AFP) --"
_AGENCY = re.compile(r"^[^\n(]{0,80}\(([A-Z][A-Za-z.& ]{1,24})\)\s?(?:—|–|--|-)\s", re.MULTILINE)
_SOURCE_LINE = re.compile(
    r"(?:source|publisher|published by|publication|site|quelle|fuente|fonte)\s?:\s*(\S.{0,60})",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:\d{4}(?:\s?[-–]\s?\d{4})?)?,?\s*(?:by )?([A-Z][^.,|©\n]{2,40})",
    re.IGNORECASE,
)


def find_source(page: Sequence[Judged], text: str, title: int | None) -> str | None:
    """Give the name of who published the text, or None."""
    if agency := _AGENCY.search(text[:3000]):
        return agency[1].strip()
    for j in page:
        if len(j.unit.words) <= 10 and (line := _SOURCE_LINE.fullmatch(j.unit.body)):  # noqa: PLR2004
            name = line[1].strip(" .")
            return name if "://" not in name else _host(name)
    for j in page[-12:]:
        if j.furniture and (owner := _COPYRIGHT.search(j.unit.body)):
            return owner[1].removesuffix(" All rights reserved").strip()
    return _masthead_name(page, title)


def _host(address: str) -> str | None:
    match = re.search(r"://(?:www\.)?([^/:\s]+)", address)
    return match[1] if match else None


def _masthead_name(page: Sequence[Judged], title: int | None) -> str | None:
    """Give the first short name above the headline."""
    above = page[: title or 0]
    if sum(len(j.unit.words) <= 2 and not j.unit.terminal for j in above) > 2:  # noqa: PLR2004
        return None  # a row of links: "Scores", "Fixtures", "Tables"
    for j in above:
        words = j.unit.words
        named = 1 < len(words) <= 5 and j.unit.capitalised > 0.75  # noqa: PLR2004
        if named and len(j.cues) == 1 and j.named("above the headline"):
            return j.unit.body
    return None
