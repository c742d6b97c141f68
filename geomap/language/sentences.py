"""Cut a document into sentences: statements, headlines and list items.

From a document to its `Prose`. A sentence ends at a mark of its end, at a line break (unless the text is
wrapped at a fixed width), and at every edge of page furniture or of the headline. It does not end inside
"St. Louis", "U.S. officials", "John F. Kennedy", "19. 00" or before a word in small letters. Whether a
dot after an abbreviation also ends the sentence is decided by the next word: only one that usually opens
sentences ("The", "But") makes it end. Time is linear in the length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from geomap.language.tokens import tokenise
from geomap.model import Document, Prose, Sentence, Token

LONGEST_SENTENCE = 300
"""Tokens after which a sentence is cut wherever it is (tables, lists without marks)."""

FEWEST_LINES, FEWEST_WRAPS = 5, 3
"""Fewer lines than the first tell a width from chance only where each is full; than the second, never."""
NARROWEST, WIDEST = 40, 120
"""Characters of a line in a text wrapped at a fixed width."""

# A dot after one of these never ends a sentence: a name follows.
_TITLES = frozenset([
    "mr", "mrs", "ms", "dr", "sen", "rep", "gov", "gen", "col", "lt", "sgt", "cpl", "capt", "cmdr", "maj",
    "adm", "rev", "fr", "hon", "prof", "pres", "supt", "det", "insp", "mt", "ft", "messrs", "mme", "mlle",
    "vs", "brig", "sr", "sra",
])  # fmt: skip
# A dot after one of these ends a sentence only if the next word opens one.
_ABBREVIATIONS = frozenset([
    "st", "jr", "inc", "co", "corp", "ltd", "bros", "dept", "univ", "assn", "ave", "blvd", "rd", "hwy",
    "no", "nos", "vol", "ed", "est", "etc", "al", "approx", "ext", "fig", "jan", "feb", "mar", "apr", "jun",
    "jul", "aug", "sept", "sep", "oct", "nov", "dec", "mon", "tue", "tues", "wed", "thu", "thur", "thurs",
    "fri", "sat", "sun", "ala", "ariz", "ark", "calif", "colo", "conn", "del", "fla", "ga", "ill", "ind",
    "kan", "kans", "ky", "la", "md", "mass", "mich", "minn", "miss", "mo", "mont", "neb", "nev", "okla",
    "ore", "pa", "penn", "tenn", "tex", "va", "vt", "wash", "wis", "wyo", "dak", "mex", "ont", "que",
    "alta", "sask", "man", "a.m", "p.m", "e.g", "i.e", "ph.d", "n.b", "u.s", "u.k", "u.n", "d.c", "n.y",
    "n.j", "n.c", "s.c", "n.d", "s.d", "n.h", "n.m", "r.i", "w.va", "b.c",
])  # fmt: skip
_OPENERS = frozenset([
    "the", "a", "an", "he", "she", "it", "they", "we", "i", "you", "his", "her", "its", "their", "our",
    "my", "this", "that", "these", "those", "there", "here", "in", "on", "at", "but", "and", "so", "as",
    "if", "when", "while", "after", "before", "since", "although", "though", "however", "meanwhile", "for",
    "from", "to", "with", "by", "what", "who", "why", "how", "where", "yet", "then", "now", "some", "many",
    "most", "all", "no", "not", "one", "according", "also", "both", "each",
])  # fmt: skip
_ENDS = frozenset(".!?…")
_EDGE = re.compile(r"[.!?…\r\n]")
"""Where a sentence can end at all, unless it grows too long."""
_START = attrgetter("start")
_CLOSERS = frozenset("”’)]»")
_CONTINUES = frozenset(",;:)]”’")


def read_prose(document: Document) -> Prose:
    """Cut a document into tokens and sentences.

    Returns
    -------
    Prose
        Tokens in order of the text, and sentences that hold every token exactly once. No token or
        sentence crosses a paragraph's edge or an edge of furniture or headline.
    """
    text = document.text
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    wrapped = _is_wrapped(text)
    for start, end in _stretches(document):
        first = len(tokens)
        tokens.extend(tokenise(text, start, end))
        for a, b in _cut(text, tokens, first, wrapped=wrapped):
            begin = tokens[a].start
            if a > first and _is_stray_quote(text, tokens, a, b):
                last = sentences.pop()
                begin, a = last.start, last.first_token  # noqa: PLW2901 (a quote left alone joins what it closes)
            sentences.append(Sentence(begin, tokens[b - 1].end, a, b))
    return Prose(document, tuple(tokens), tuple(sentences))


def _stretches(document: Document) -> Iterator[tuple[int, int]]:
    """Give the ranges between the edges of furniture and headline, which nothing may cross."""
    length = len(document.text)
    edges = {0, length}
    for span in (*document.furniture, *([document.title_span] if document.title_span else [])):
        edges.update(min(max(edge, 0), length) for edge in span)
    ordered = sorted(edges)
    yield from pairwise(ordered)


def _is_wrapped(text: str) -> bool:
    """Say whether single line breaks only wrap lines: nearly all of many are full, or each of a few."""
    lines = text.split("\n" if "\n" in text else "\r")
    wraps = [(line, following) for line, following in pairwise(lines) if line.strip() and following.strip()]
    if len(wraps) < FEWEST_LINES:
        return _all_full(wraps)
    lengths = sorted(len(line) for line, _ in wraps)
    widest = lengths[int(len(lengths) * 0.95)]
    full = sum(length >= widest - 15 for length in lengths)
    return NARROWEST <= widest <= WIDEST and full >= 0.7 * len(lengths)


def _all_full(wraps: Sequence[tuple[str, str]]) -> bool:
    """Say whether no line had room for the first word of the next."""
    width = max((len(line.rstrip()) for wrap in wraps for line in wrap), default=0)
    return (
        len(wraps) >= FEWEST_WRAPS
        and NARROWEST <= width <= WIDEST
        and all(len(f"{line.rstrip()} {following.split()[0]}") > width for line, following in wraps)
    )


def _cut(text: str, tokens: Sequence[Token], first: int, *, wrapped: bool) -> Iterator[tuple[int, int]]:
    """Give the token ranges of the sentences from token ``first`` on."""
    total = len(tokens)
    if first == total:
        return
    start = after = first  # of the sentence; of the tokens that are not looked at yet
    for match in _EDGE.finditer(text, tokens[first].start, tokens[-1].end):
        # The token that is the mark, or that stands before the line break.
        i = bisect_right(tokens, match.start(), lo=after, key=_START) - 1
        while (longest := max(start + LONGEST_SENTENCE, after + 1)) <= i + 1:
            yield start, longest
            start = after = longest
        if i < after:
            continue
        after, word = i + 1, tokens[i].text
        ends = after < total and _broken(text, tokens[i], tokens[after], wrapped=wrapped)
        if not ends and (word in _ENDS or (word[-1] == "." and len(word) > 1)):
            after = _after_closers(tokens, start, after)
            ends = _ends(tokens, start, i, after)
        if ends:
            yield start, after
            start = after
    while start < total:
        longest = min(max(start + LONGEST_SENTENCE, after + 1), total)
        yield start, longest
        start = after = longest


def _after_closers(tokens: Sequence[Token], start: int, after: int) -> int:
    """Give the first token after the quotation marks and brackets that close right after a mark."""
    while after < len(tokens) and tokens[after].start == tokens[after - 1].end:
        mark = tokens[after].text
        opened = mark == '"' and sum(token.text == '"' for token in tokens[start:after]) % 2
        if not opened and mark not in _CLOSERS:
            break
        after += 1
    return after


def _is_stray_quote(text: str, tokens: Sequence[Token], a: int, b: int) -> bool:
    """Say whether a sentence is but a quotation mark, on the line of the one before."""
    between = text[tokens[a - 1].end : tokens[a].start]
    return b - a == 1 and tokens[a].text in "\"“”'’" and "\n" not in between and "\r" not in between


def _broken(text: str, token: Token, following: Token, *, wrapped: bool) -> bool:
    """Say whether a line break between two tokens is an edge."""
    if following.start == token.end:
        return False
    breaks = text.count("\n", token.end, following.start) or text.count("\r", token.end, following.start)
    if not breaks:
        return False
    if breaks > 1:
        return True
    return not wrapped and not (following.text[0].islower() and token.text not in _ENDS and token.text != ":")


def _ends(tokens: Sequence[Token], start: int, mark: int, after: int) -> bool:
    """Say whether the mark ends the sentence, given what stands before it and after."""
    if after >= len(tokens):
        return True
    word, following = tokens[mark].text, tokens[after]
    opener = following.text
    touching = following.start == tokens[after - 1].end
    if opener in _CONTINUES or opener in _ENDS or opener[0].islower():
        return False
    before = tokens[mark - 1] if mark > start else None
    adjoins = before is not None and before.end == tokens[mark].start
    if touching:
        # "3.5" and "example.com" go on; "sponsors?We" lacks a space.
        return (
            adjoins and before is not None and before.text.islower() and len(before.text) > 1
            and opener[0].isupper() and not opener.isupper()
        )  # fmt: skip
    if word[-1] != "." or after > mark + 1:
        return True
    if len(word) > 1:  # "U.S.", "p.m."
        return opener.lower() in _OPENERS
    return not adjoins or before is None or _dot_ends(before, opener, at_start=mark - 1 == start)


def _dot_ends(before: Token, opener: str, *, at_start: bool) -> bool:
    """Say whether a dot right after a word ends the sentence before the next word."""
    word = before.text.lower()
    if word in _TITLES:
        return False
    if word in _ABBREVIATIONS or (len(word) == 1 and before.text.isupper()):
        return opener.lower() in _OPENERS
    if word.isdigit():
        # "1. Item" at the start, "19. 00 local time"
        return not (at_start or (len(word) <= 2 and len(opener) == 2 and opener.isdigit()))  # noqa: PLR2004
    return True
