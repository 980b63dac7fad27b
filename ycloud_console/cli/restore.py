"""``ycloud-console restore``: a copy of the history takes the place of the present one."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from ycloud_console.accounts import home
from ycloud_console.cli.backup import contents_json, in_words
from ycloud_console.cli.output import Exit, Failure, print_json
from ycloud_console.cli.root import Root
from ycloud_console.cli.running import data_dir_option, run
from ycloud_console.cli.target import open_console
from ycloud_console.history import HistoryTooNew, HistoryUnavailable
from ycloud_console.history.recover import Recovered
from ycloud_console.history.recover import in_words as recovered_in_words


@click.command()
@click.argument("source", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--yes", is_flag=True, help="Do not ask.")
@data_dir_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout: what is in FILE.")
@click.pass_obj
def restore(root: Root, source: Path, yes: bool, data_dir: Path | None, as_json: bool) -> None:
    """Go on with the history in FILE. The present one is kept beside it under another name.

    FILE is checked first, and shown; it stays as it is. Of a damaged one what can be read is restored.
    Nothing that waits in it is sent by itself: it may have gone out since, and is in doubt. Close the window
    first.
    """
    run(_restore(home(data_dir or root.data_dir), source, yes, as_json))


async def _restore(folder: Path, source: Path, yes: bool, as_json: bool) -> Exit:
    recovered: list[Recovered] = []
    async with open_console(folder) as console:
        try:
            found = await console.upkeep.examine(source)
            if not as_json:
                click.echo(f"{source}: {in_words(found)}", err=True)
            confirm("Put it in the place of the present history?", yes)
            aside = await console.upkeep.restore(source, recovered=recovered.append)
        except (HistoryTooNew, HistoryUnavailable) as error:
            raise Failure(str(error), Exit.SOME_FAILED) from error
    if as_json:
        numbers = asdict(recovered[0]) if recovered else None
        kept_as = str(aside) if aside else None
        print_json({**contents_json(found), "recovered": numbers, "kept_as": kept_as})
        return Exit.OK
    words = ["Restored.", *map(recovered_in_words, recovered)]
    if aside is not None:
        words.append(f"The history that was there is kept as {aside}.")
    click.echo(" ".join(words), err=True)
    return Exit.OK


def confirm(question: str, yes: bool) -> None:
    """Ask in a terminal, unless *yes* was given; raises Failure when it is not wanted."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise Failure("Nothing was changed: add --yes where nobody can be asked.")
    if not click.confirm(question, err=True):
        raise Failure("Nothing was changed.", Exit.SOME_FAILED)
