"""Stage 2: tokens, sentences, names of people and time expressions, cut once for all later stages."""

from geomap.language.sentences import read_prose
from geomap.model import Person, Prose, TimeExpression

__all__ = ["find_people", "find_times", "read_prose"]


def find_people(prose: Prose) -> tuple[Person, ...]:
    """Find the people named in a document."""
    from geomap.language.people import find_people as find

    return find(prose)


def find_times(prose: Prose) -> tuple[TimeExpression, ...]:
    """Find the time expressions of a document and what they mean."""
    from geomap.language.times import find_times as find

    return find(prose)
