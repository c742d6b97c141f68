"""The options that a person can set: one table for the command line, the library and the docs.

Each field of `Options` is one option; its metadata holds what the command line prints. A story
records the options that it was built with, those left at their default excepted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import PurePath
from types import MappingProxyType

from geomap.errors import OptionError

NO_CORRECTIONS = "none"
"""What `Options.corrections` says where a person wants none."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a story is built; every field has a default.

    Raises
    ------
    OptionError
        A value that the option cannot have.
    """

    title: str | None = field(
        default=None,
        metadata={"metavar": "TEXT", "help": "Title of the story (else made from the documents)."},
    )
    date: str | None = field(
        default=None,
        metadata={"metavar": "ISO", "help": "Day on which undated articles were published (YYYY-MM-DD)."},
    )

    lines: str | None = field(
        default=None,
        metadata={"metavar": "FILE", "help": "GeoJSON file of lines for legs to follow, such as a railway."},
    )

    home: str | None = field(
        default=None,
        metadata={"metavar": "NAME", "help": "Country, region or town that the articles are written from."},
    )

    recogniser: str | None = field(
        default=None,
        metadata={
            "metavar": "NAME",
            "help": "What finds the names instead of our own tagger: spacy:PIPELINE, one that you have.",
        },
    )

    geocoder: str | None = field(
        default=None,
        metadata={
            "metavar": "NAME",
            "help": "Online geocoder to ask for names that the gazetteer lacks, and only those: nominatim, "
            "photon, pelias, geonames or another of geopy's. Sends these names over the network.",
        },
    )

    user_agent: str | None = field(
        default=None,
        metadata={
            "metavar": "TEXT",
            "help": "Who asks the geocoder: what you do and how to reach you "
            '("river-atlas (ana@example.org)"); nominatim and photon ask for it.',
            "envvar": "GEOMAP_USER_AGENT",
            "private": True,
        },
    )

    geocoder_url: str | None = field(
        default=None,
        metadata={
            "metavar": "URL",
            "help": "Address of the geocoder's server, if it is your own: https://host, http://host:port.",
            "private": True,
        },
    )

    geocoder_key: str | None = field(
        default=None,
        repr=False,
        metadata={
            "metavar": "KEY",
            "help": "Key that the geocoder asks for; safer in the environment variable, which others "
            "cannot see.",
            "envvar": "GEOMAP_GEOCODER_KEY",
            "private": True,
        },
    )

    geocoder_username: str | None = field(
        default=None,
        repr=False,
        metadata={
            "metavar": "NAME",
            "help": "User name that the geocoder asks for (geonames).",
            "envvar": "GEOMAP_GEOCODER_USERNAME",
            "private": True,
        },
    )

    corrections: str | None = field(
        default=None,
        metadata={
            "metavar": "FILE",
            "help": "File of corrections (else the one beside the articles); none leaves them out.",
        },
    )

    def __post_init__(self) -> None:
        """Check the values."""
        if self.date is not None:
            try:
                dt.date.fromisoformat(self.date)
            except ValueError as error:
                raise OptionError(
                    f"--date {self.date!r} is no day: write it as YYYY-MM-DD, for example 2023-09-12"
                ) from error

    def recorded(self) -> Mapping[str, str]:
        """Give the options that differ from their default, by name, as a story records them.

        Of a file only its name is recorded: where it lies on one machine is nobody else's business, and
        neither are keys, addresses and who asks.
        """
        values = {f.name: getattr(self, f.name) for f in fields(self) if not f.metadata.get("private")}
        for name in ("lines", "corrections"):
            values[name] = PurePath(values[name]).name if values[name] else None
        return MappingProxyType({k: str(v) for k, v in values.items() if v is not None})
