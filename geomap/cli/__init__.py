"""The command line: parse the arguments, call the library, print what came of it.

Exit status: 0 all good, 1 some files failed, 2 wrong usage (click's), 3 nothing built. Results go to
standard output, progress and messages to standard error.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import click

import geomap
from geomap.cli.saying import NOTHING_BUILT, SOME_FAILED, USAGE, stop
from geomap.cli.verbs import Verbs
from geomap.errors import GeomapError, NothingToBuildError, OptionError, OutputError, SourceError


class _Command(click.Group):
    """The group of verbs: turns geomap's errors into a message and an exit status."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        try:
            return super().invoke(ctx)
        except (OptionError, OutputError) as error:
            stop(error, USAGE)
        except NothingToBuildError as error:
            stop(error, NOTHING_BUILT)
        except SourceError as error:
            stop(error, USAGE)
        except GeomapError as error:
            stop(error, NOTHING_BUILT)
        except OSError as error:
            if error.filename is not None:
                raise
            # Python would try to write the rest again when it ends, and complain again.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            if isinstance(error, BrokenPipeError):  # whoever read our output went away
                sys.exit(SOME_FAILED)
            stop(OutputError("standard output", f"cannot be written ({error.strerror})"), USAGE)


@click.group(
    cls=_Command,
    commands=Verbs(
        "changes", "completion", "corrections", "evaluate", "export", "gazetteer", "parse", "serve"
    ),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(geomap.__version__, prog_name="geomap")
def main() -> None:
    """Turn a folder of articles into a map that can be checked.

    SOURCE is a file, a folder or a web address: text, web pages, PDF, Word, OpenDocument, EPUB, mail,
    feeds, CSV and JSON with a column of text, and ZIP of these, told by content. Without one, the bundled
    sample story is used. `geomap VERB --help` says all about a verb.

    \b
    geomap serve articles/                      look at the map in a browser
    geomap export articles/ -o story.html       the same as one file that needs no network
    geomap export story.html -o places.csv      another format of a story that is built already
    geomap completion bash                      let your shell complete verbs and options

    Results go to standard output, messages to standard error. Exit status: 0 all good, 1 some files failed,
    2 wrong usage, 3 nothing built.

    \b
    Environment:
      GEOMAP_GAZETTEER  the gazetteer to use: a file, or "embedded"
      GEOMAP_CACHE      folder for answers of online geocoders, or "off"
      GEOMAP_USER_AGENT, GEOMAP_GEOCODER_KEY, GEOMAP_GEOCODER_USERNAME
                        for --geocoder
      GEOMAP_TILES_KEY  for serve --tiles
    Without --geocoder and --tiles nothing is sent anywhere.
    """  # noqa: D301 - click's own sign for lines that are not joined


if __name__ == "__main__":
    main()
