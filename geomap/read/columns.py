"""The order in which the boxes of a printed page are read: column after column.

From boxes with their places to the same boxes in reading order. A gutter is a line from top to bottom
that hardly any text crosses, with text on both sides at the same height; what crosses it (a headline over
both columns) cuts the page into bands, and each band is read column by column. Without a gutter boxes are
read from top to bottom. Right-to-left columns are read in the same order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_FEWEST = 2
_MOST_CROSSING = 0.5
_LEAST_OVERLAP = 0.5
_DEEPEST = 6
_MOST_BOXES = 1_000


@dataclass(frozen=True, slots=True)
class Box:
    """A paragraph on a page, in points from the lower left corner."""

    left: float
    bottom: float
    right: float
    top: float
    text: str


def in_order(boxes: Sequence[Box], *, depth: int = 0) -> list[Box]:
    """Give the boxes in reading order."""
    downwards = sorted(boxes, key=lambda b: (-round(b.top), b.left))
    if not 2 * _FEWEST <= len(boxes) <= _MOST_BOXES or depth >= _DEEPEST:
        return downwards
    gutter = _gutter(downwards)
    if gutter is None:
        return downwards
    ordered: list[Box] = []
    left: list[Box] = []
    right: list[Box] = []
    for box in downwards:
        if box.right <= gutter:
            left.append(box)
        elif box.left >= gutter:
            right.append(box)
        else:
            ordered += [*in_order(left, depth=depth + 1), *in_order(right, depth=depth + 1), box]
            left, right = [], []
    return [*ordered, *in_order(left, depth=depth + 1), *in_order(right, depth=depth + 1)]


def _gutter(boxes: Sequence[Box]) -> float | None:
    """Give the line that the least text crosses, if it has columns on both sides."""
    total = sum(len(b.text) for b in boxes)
    best: tuple[int, float] | None = None
    for place in sorted({int(b.left) for b in boxes}):
        left = [b for b in boxes if b.right <= place]
        right = [b for b in boxes if b.left >= place]
        if min(len(left), len(right)) < _FEWEST or not _side_by_side(left, right):
            continue
        crossing = total - sum(len(b.text) for b in (*left, *right))
        if crossing <= _MOST_CROSSING * total and (best is None or crossing < best[0]):
            best = crossing, place
    return best[1] if best else None


def _side_by_side(left: Sequence[Box], right: Sequence[Box]) -> bool:
    """Say whether two columns stand at the same height for half of the shorter one."""
    tops = max(b.top for b in left), max(b.top for b in right)
    bottoms = min(b.bottom for b in left), min(b.bottom for b in right)
    shorter = min(tops[0] - bottoms[0], tops[1] - bottoms[1])
    return min(tops) - max(bottoms) >= _LEAST_OVERLAP * shorter > 0
