"""Draw how often the resolver is right against how sure it says it is.

``python -m geomap.train.reliability`` reads the manifest of the ranker, whose figures are out of fold, and
writes ``docs/images/reliability.svg``: for each corpus the bins of confidence, each with its share of right
answers, its 95 % interval (Wilson) and, as the size of the mark, how many answers lie in it. The same bytes
each time.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

import geomap.resolve

MANIFEST: Final = Path(geomap.resolve.__file__).with_name("data") / "ranker.manifest.json"
PICTURE: Final = Path("docs/images/reliability.svg")
COMMAND: Final = "python -m geomap.train.reliability"
NAMES: Final = {"lgl": "LGL", "trnews": "TR-News", "geovirus": "GeoVirus"}

SIDE, LEFT, TOP, GAP, BELOW = 220, 52, 34, 28, 56
LEAST_RADIUS, MOST_RADIUS = 2.5, 9.0
Z_95: Final = 1.96
INK, FAINT, MARK = "#1f2933", "#c3ccd5", "#1f5f99"


def interval(share: float, count: int) -> tuple[float, float]:
    """Give the 95 % interval of a share by Wilson's formula."""
    spread = Z_95**2 / count
    middle = (share + spread / 2) / (1 + spread)
    half = Z_95 * math.sqrt(share * (1 - share) / count + spread / (4 * count)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def draw(calibration: Mapping[str, Mapping[str, Any]]) -> str:
    """Draw the diagram.

    Parameters
    ----------
    calibration
        For each corpus ``bins``, each with mean confidence, share right and number of answers, and ``ece``.

    Returns
    -------
    str
        SVG.
    """
    corpora = [name for name in NAMES if name in calibration]
    width = LEFT + len(corpora) * (SIDE + GAP)
    height = TOP + SIDE + BELOW
    root = ET.Element(
        "svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {width} {height}", width=f"{width}",
        height=f"{height}", role="img",
    )  # fmt: skip
    root.set("font-family", "system-ui, sans-serif")
    root.set("font-size", "12")
    ET.SubElement(root, "title").text = "Share of right answers by confidence"
    ET.SubElement(root, "desc").text = f"Out of fold, made by: {COMMAND}"
    ET.SubElement(root, "rect", width=f"{width}", height=f"{height}", fill="#ffffff")
    most = max(count for name in corpora for _, _, count in calibration[name]["bins"].values())
    for n, name in enumerate(corpora):
        panel = ET.SubElement(root, "g", transform=f"translate({LEFT + n * (SIDE + GAP)} {TOP})")
        _frame(panel, f"{NAMES[name]}, calibration error {calibration[name]['ece']:.3f}", numbers=n == 0)
        for mean, right, count in calibration[name]["bins"].values():
            _bin(panel, mean, right, count, most)
    _text(root, LEFT + (width - LEFT - GAP) / 2, height - 12, "confidence that geomap states", "middle")
    label = _text(root, 0, 0, "share that is right", "middle")
    label.set("transform", f"translate(14 {TOP + SIDE / 2:.0f}) rotate(-90)")
    ET.indent(root, " ")
    return ET.tostring(root, encoding="unicode") + "\n"


def _frame(panel: ET.Element, title: str, *, numbers: bool) -> None:
    """Draw the axes, the diagonal on which a forecast would be perfect, and the title of a panel."""
    for tick in range(0, 11, 2):
        at = SIDE * tick / 10
        _line(panel, (at, 0, at, SIDE), FAINT, 0.5)
        _line(panel, (0, at, SIDE, at), FAINT, 0.5)
        _text(panel, at, SIDE + 16, f"{tick / 10:.1f}", "middle")
        if numbers:
            _text(panel, -8, SIDE - at + 4, f"{tick / 10:.1f}", "end")
    _line(panel, (0, SIDE, SIDE, 0), INK, 1).set("stroke-dasharray", "4 3")
    _text(panel, 0, -12, title, "start")


def _bin(panel: ET.Element, mean: float, right: float, count: int, most: int) -> None:
    """Draw a bin: its share, the interval, and what a pointer reads."""
    x = SIDE * mean
    low, high = (SIDE * (1 - share) for share in interval(right, count))
    group = ET.SubElement(panel, "g")
    ET.SubElement(group, "title").text = f"said {mean:.2f}, right {right:.2f}, {count} answers"
    _line(group, (x, low, x, high), MARK, 1.5)
    radius = LEAST_RADIUS + (MOST_RADIUS - LEAST_RADIUS) * math.sqrt(count / most)
    ET.SubElement(
        group, "circle", cx=f"{x:.1f}", cy=f"{SIDE * (1 - right):.1f}", r=f"{radius:.1f}", fill=MARK,
    ).set("fill-opacity", "0.75")  # fmt: skip


def _line(
    parent: ET.Element, ends: tuple[float, float, float, float], color: str, width: float
) -> ET.Element:
    x1, y1, x2, y2 = (f"{v:.1f}" for v in ends)
    line = ET.SubElement(parent, "line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=color)
    line.set("stroke-width", f"{width}")
    return line


def _text(parent: ET.Element, x: float, y: float, words: str, anchor: str) -> ET.Element:
    text = ET.SubElement(parent, "text", x=f"{x:.1f}", y=f"{y:.1f}", fill=INK)
    text.set("text-anchor", anchor)
    text.text = words
    return text


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the manifest and write the picture."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--manifest", type=Path, default=MANIFEST)
    parser.add_argument("-o", "--output", type=Path, default=PICTURE)
    options = parser.parse_args(arguments)
    manifest = json.loads(options.manifest.read_text(encoding="utf-8"))
    options.output.write_text(draw(manifest["figures"]["calibration"]), encoding="utf-8")


if __name__ == "__main__":
    main()
