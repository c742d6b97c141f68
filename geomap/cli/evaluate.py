"""The verb ``evaluate``: how well names are found and placed, measured against gold corpora."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("gold", nargs=-1, required=True, metavar="GOLD...", type=click.Path(path_type=Path))
def evaluate(gold: tuple[Path, ...]) -> None:
    """Measure recognising and resolving against gold corpora.

    GOLD is a file of JSON lines, a document each: {"id", "text", "mentions": [{"start", "end", "lat", "lon",
    "geonameid", "country", "feature"}]}. Offsets count code points; of the places, what is known suffices.
    Prints figures by slice with confidence intervals, and the errors.
    """
    from geomap.evaluate import evaluate_files
    from geomap.gazetteer import Gazetteer

    click.echo(evaluate_files(gold, gazetteer=Gazetteer.default()).to_text())
