"""The map in words, for whoever does not see it: one sentence for each journey, and what else is marked.

The same words stand in the page, in the code for embedding, in the SVG's description and in the PNG.
"""

from __future__ import annotations

from geomap.draw.selection import Selection
from geomap.draw.wording import STATUS_WORDS, counted
from geomap.model import Journey, Stop, Story
from geomap.page.dates import in_words

MOST_JOURNEYS = 3
"""Told one by one; of further ones the number."""

MOST_STOPS = 8
"""Of a journey; of a longer one the first and the last, and how many lie between."""

LONGEST_NAME = 80


def alternative_text(selection: Selection) -> str:
    """Say what the map of a story shows: who goes where, when, how sure that is, and how much is marked."""
    story = selection.story
    told = [journey for journey in story.journeys if journey.legs]
    sentences = [_journey(journey, story) for journey in told[:MOST_JOURNEYS]]
    if len(told) > MOST_JOURNEYS:
        sentences.append(f"{counted(len(told) - MOST_JOURNEYS, 'more journey')}.")
    marked = f"{counted(len(selection.places), 'place')} from {counted(len(story.documents), 'article')}"
    named = [] if told else [_name(place.name) for place in selection.places[:MOST_STOPS]]
    more = len(selection.places) - len(named)
    if named:
        marked += f": {', '.join(named)}" + (f" and {more} more" if more else "")
    return " ".join(["Map.", *sentences, f"{marked}."])


def _journey(journey: Journey, story: Story) -> str:
    words = [_stop(stop, story) for stop in journey.stops]
    if len(words) > MOST_STOPS:
        words = [*words[: MOST_STOPS - 1], f"{len(words) - MOST_STOPS} more", words[-1]]
    return f"Journey of {_name(journey.traveller)}: {', '.join(words)}."


def _stop(stop: Stop, story: Story) -> str:
    place = story.places_by_id[stop.place]
    told = [
        in_words(stop.when.iso) if stop.when else "",
        "" if stop.status == "happened" else STATUS_WORDS[stop.status],
        "inferred" if stop.inferred else "",
        "somewhere in it" if place.is_area else "",
    ]
    words = ", ".join(word for word in told if word)
    return f"{_name(place.name)} ({words})" if words else _name(place.name)


def _name(name: str) -> str:
    flat = " ".join(name.split())
    return flat if len(flat) <= LONGEST_NAME else f"{flat[: LONGEST_NAME - 1]}…"
