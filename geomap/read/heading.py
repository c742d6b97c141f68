"""The headline of a page, and who published it.

From the judged units to the index of the headline, and from page and text to the source's name. A
headline is short, ends without a full stop and stands above the first paragraph; a line that the page
repeats there is one. A page without such a line has no headline: none is made up. A source is an agency
in a dateline, a line that names it, a copyright line or a masthead; who merely hosts a page is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from geomap.read.cues import is_place_and_day
from geomap.read.furniture import Judged
from geomap.read.units import Unit

_TITLE_LABEL = re.compile(r"(?:title|headline|überschrift|titre)\s?:\s*", re.IGNORECASE)
_LABEL = re.compile(r"\A[^\W\d_]+(?: [^\W\d_]+){0,2}:(?:\s|$)")
_MASTHEAD = re.compile(
    r"\b(?:news|newspaper|coverage|daily|weekly|times|gazette|herald|tribune|post|journal|magazine|chronicle|courier|"
    r"observer|online|blog|portal|since \d{4}|official (?:site|website)|your|edition|zeitung|kurier|anzeiger"
    r"|nachrichten|ministry|department|office|government|aggregated)\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|do|does|did"
    r"|(?:say|tell|call|warn|urge|vow|meet|visit|arriv|leav|go|com|return|travel|kill|injur|fac|find|win|los|get|giv|tak|mak"
    r"|hold|flies|open|clos|start|end|begin|stop|hit|strik|attack|fir|launch|test|shoot|rais|cut|plan|seek|want|need|deni|den|accus"
    r"|approv|reject|sign|agre|back|oppos|support|reach|pass|block|ban|allow|free|arrest|charg|sentenc|join|lead|mov|turn|run"
    r"|rul|set|show|see|keep|put|bring|help|fall|rise|grow|drop|die|claim|report|reveal|confirm|announc|celebrat|remember"
    r"|honor|honour|welcom|host|receiv|offer|order|expand|resum|suspend|discuss|push|press|pledg|mark|cross|enter|sail|fly)"
    r"(?:y|ies|e|es|s|ed|d|ing)?|struck|shot|fell|rose|won|lost|found|held|met|made|took|came|went|left|said|told|led|hits?)\b",
    re.IGNORECASE,
)
_NEAR_TOP = 12

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


def find_title(judged: Sequence[Judged]) -> int | None:
    """Give the index of the headline, or None."""
    top = range(min(len(judged), _NEAR_TOP))
    marked = next((i for i in top if judged[i].unit.text.startswith("# ")), None)
    if marked is not None:
        return marked
    labelled = next((i for i in top if _TITLE_LABEL.match(judged[i].unit.body)), None)
    if labelled is not None:
        return labelled
    best, best_score = None, 0.0
    for i in top:
        unit = judged[i].unit
        if unit.prose and not judged[i].furniture:
            break
        if judged[i].furniture or not unit.headline or _LABEL.fullmatch(unit.body + " "):
            continue
        if is_place_and_day(unit):
            continue
        score = _headline_score(judged, i)
        if score > best_score:
            best, best_score = i, score
    return best


def _headline_score(judged: Sequence[Judged], i: int) -> float:
    """Say how much a unit above the story is like a headline; 0 or less is not at all."""
    unit = judged[i].unit
    count = len(unit.words)
    again = any(j.unit.plain == unit.plain for j in judged[i + 1 : i + 8])
    score = 1.0 if 4 <= count <= 22 else -0.2 if count >= 2 else -1.0  # noqa: PLR2004
    score += 3.0 * (again and count >= 3)  # noqa: PLR2004
    score += 0.8 * bool(_VERB.search(unit.body))
    score -= 1.2 * bool(_MASTHEAD.search(unit.body) and not _VERB.search(unit.body))
    score += 0.4 if i == 0 and len(judged) > 1 else 0.0
    return score


def title_text(unit: Unit) -> tuple[str, int]:
    """Give the headline's words, and how many characters of the unit stand before them."""
    text = unit.text
    match = re.match(r"#{1,6}\s+", text) or _TITLE_LABEL.match(text)
    skip = match.end() if match else 0
    words = text[skip:].strip().strip("\"'" if match and ":" in match[0] else "")
    return " ".join(words.split()), text.index(words, skip) if words else skip


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
