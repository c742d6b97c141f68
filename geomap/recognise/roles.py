"""Tell what part a place name plays in its sentence: place, actor, adjective, or part of another name.

From a span of tokens to a role and the cues that decided. The cues are words that govern the name:
prepositions and nouns before it, verbs and nouns after it, never the name itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from geomap.model import Prose
from geomap.model.mention import Role


@dataclass(frozen=True, slots=True)
class Judgement:
    """A role and why."""

    role: Role
    reasons: tuple[str, ...] = ()


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PLACE_BEFORE = _words(
    "in at near from to into onto toward towards outside inside across throughout around through via within "
    "over north south east west northeast northwest southeast southwest northern southern eastern western "
    "southwestern southeastern northeastern northwestern central downtown leaving reached entered visited "
    "visits visit visiting left enter reach leave"
)
ACTOR_BEFORE = _words(
    "with against between among accused accuse accusing urged told warned blamed sanctions versus vs"
)
ACTOR_AFTER = _words(
    "said says say saying has have had would will could may might accused accuses wants want hopes hoped denied "
    "denies announced announces agreed agrees called calls warned warns told asked asks plans planned claims "
    "claimed is was announced needs sent won lost beat began rejected refused sees believes is threatens"
)
SPACE_AFTER = _words(
    "region regions area areas city border borders coast river district province county state territory airport "
    "port station forum war conflict crisis front line invasion peninsula suburb town village street summit "
    "earthquake flood election elections"
)
SPACE_OWNED = _words(
    "capital coast border borders east west north south far territory city cities region regions factories "
    "streets port ports waters soil airport mountains pacific shore"
)


def judge(prose: Prose, first: int, last: int, *, embedded: bool, demonym: bool) -> Judgement:
    """Judge a name by the words around it."""
    if embedded:
        return Judgement("part_of_name", ("within the name of a body",))
    if demonym:
        return Judgement("demonym", ("adjective or people",))
    tokens = prose.tokens
    sentence = prose.sentence_at(tokens[first].start)
    a, b = (sentence.first_token, sentence.last_token) if sentence else (first, last)
    before = [t.text.lower() for t in tokens[max(a, first - 3) : first]]
    after = [t.text.lower() for t in tokens[last : min(b, last + 4)]]
    previous = before[-1] if before else ""
    if previous == "the" and len(before) > 1:
        previous = before[-2]
    following = after[0] if after else ""
    if following in {"'s", "’s"}:
        owned = set(after[1:3])
        if owned & SPACE_OWNED:
            return Judgement("location", ("has a place",))
        return Judgement("actor", ("has an office or deed",))
    if previous in PLACE_BEFORE:
        return Judgement("location", (f"after {previous!r}",))
    if previous in ACTOR_BEFORE:
        return Judgement("actor", (f"after {previous!r}",))
    if following in SPACE_AFTER:
        return Judgement("location", (f"before {following!r}",))
    if following in ACTOR_AFTER:
        return Judgement("actor", (f"before {following!r}",))
    return Judgement("location")
