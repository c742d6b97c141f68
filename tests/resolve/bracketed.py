"""Reads test texts in which names stand in brackets."""

import re

from geomap.model import Document, Mention, Prose


def read(text, roles=None):
    """Give the prose and the mentions of a text in which names stand in [brackets]."""
    plain, mentions = "", []
    for piece in re.split(r"(\[[^\]]+\])", text):
        if piece.startswith("["):
            name = piece[1:-1]
            start = len(plain)
            role = (roles or {}).get(name, "location")
            mentions.append(Mention(f"d1m{len(mentions) + 1}", "d1", start, start + len(name), name, role))
            piece = name  # noqa: PLW2901 - the brackets fall away
        plain += piece
    document = Document("d1", "d1.txt", "d1", plain, "")
    return Prose(document, (), ()), tuple(mentions)
