"""The headline of a page.

From the judged units to the index of the headline, and to its words. A headline is short, ends without a
full stop and stands above the first paragraph; a line that the page repeats there is one. A page without
such a line has no headline: none is made up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from geomap.late import late_pattern
from geomap.read.cues import is_place_and_day
from geomap.read.furniture import Judged
from geomap.read.units import Unit

_TITLE_LABEL = late_pattern(r"(?:title|headline|überschrift|titre)\s?:\s*", re.IGNORECASE)
_LABEL = late_pattern(r"\A[^\W\d_]+(?: [^\W\d_]+){0,2}:(?:\s|$)")
_MASTHEAD = late_pattern(
    r"\b(?:news|newspaper|coverage|daily|weekly|times|gazette|herald|tribune|post|journal|magazine|chronicle|courier|"
    r"observer|online|blog|portal|since \d{4}|official (?:site|website)|your|edition|zeitung|kurier|anzeiger"
    r"|nachrichten|ministry|department|office|government|aggregated)\b",
    re.IGNORECASE,
)
_VERB = late_pattern(
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
