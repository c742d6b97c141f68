"""Completion in the shell: the verb that prints the script which a shell reads at its start."""

from __future__ import annotations

import sys
from typing import Final

import click

from geomap.cli.saying import say

VARIABLE: Final = "_GEOMAP_COMPLETE"
"""Through it the script asks ``geomap`` for what fits; click's own name for it."""

INSTALLED: Final = {
    "bash": 'eval "$(geomap completion bash)"     in ~/.bashrc',
    "zsh": 'eval "$(geomap completion zsh)"      in ~/.zshrc',
    "fish": "geomap completion fish > ~/.config/fish/completions/geomap.fish",
}


@click.command()
@click.argument("shell", type=click.Choice(sorted(INSTALLED)))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script with which SHELL completes verbs, options and file names.

    \b
    bash:  put  eval "$(geomap completion bash)"  into ~/.bashrc
    zsh:   put  eval "$(geomap completion zsh)"   into ~/.zshrc
    fish:  geomap completion fish > ~/.config/fish/completions/geomap.fish

    Needs bash 4.4 or newer. It takes effect in the next shell that is started.
    """  # noqa: D301 - click's own sign for lines that are not joined
    from click.shell_completion import get_completion_class

    known = get_completion_class(shell)
    if known is None:  # pragma: no cover - click has all that the argument takes
        raise click.UsageError(f"click knows no shell {shell}")
    script = known(context.find_root().command, {}, "geomap", VARIABLE)
    click.echo(script.source())
    if sys.stdout.isatty():
        say(INSTALLED[shell])
