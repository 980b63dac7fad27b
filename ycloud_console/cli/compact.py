"""``ycloud-console compact``: the history's file gives back the space it does not need."""

from __future__ import annotations

from pathlib import Path

import click

from ycloud_console.accounts import home
from ycloud_console.cli.output import Exit, print_json
from ycloud_console.cli.root import Root
from ycloud_console.cli.running import data_dir_option, run
from ycloud_console.cli.target import open_console
from ycloud_console.history.sqlite.sqlitefile import megabytes


@click.command()
@data_dir_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.pass_obj
def compact(root: Root, data_dir: Path | None, as_json: bool) -> None:
    """Write the history's file anew, as small as it can be.

    What is deleted is given back at once without this; it is for what is spread over the file, and for files
    of early versions. Close the window first where the history is large: what it writes has to wait.
    """
    run(_compact(home(data_dir or root.data_dir), as_json))


async def _compact(folder: Path, as_json: bool) -> Exit:
    async with open_console(folder) as console:
        before = (await console.upkeep.file()).octets
        await console.upkeep.rebuild()
        after = (await console.upkeep.file()).octets
    if as_json:
        print_json({"octets_before": before, "octets": after})
    else:
        click.echo(f"{megabytes(before)} before, {megabytes(after)} now.", err=True)
    return Exit.OK
