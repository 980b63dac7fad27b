"""The commands' common root: options that hold for all, and the window when no command is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol

import click

from ycloud_console.cli.root import Root


class OpenWindow(Protocol):
    """Opens the window and returns the exit code."""

    def __call__(
        self, home: Path, *, sandbox: bool, account: str | None, accounts_file: str | None
    ) -> int: ...


@dataclass(frozen=True, slots=True)
class Start:
    """What the command line is given by the program: it must not import the window itself."""

    open_window: OpenWindow
    smoke: Callable[[], int]
    """Tries out every part of the installation and returns the exit code."""


class _Commands(click.Group):
    """Commands that are imported when they are run: taking a text apart needs no database."""

    _names = (
        "send",
        "watch",
        "query",
        "cancel",
        "decode",
        "doctor",
        "history",
        "backup",
        "restore",
        "compact",
        "sandbox",
    )

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self._names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._names:
            return None
        command: click.Command = getattr(import_module(f"ycloud_console.cli.{cmd_name}"), cmd_name)
        return command


def _print_versions(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    """The program on the first line, as programs that ask expect it; then what it is made of."""
    if not wanted or context.resilient_parsing:
        return
    from ycloud_console.versions import versions

    (_, own), *parts = versions()
    click.echo(f"ycloud-console {own}")
    for name, number in parts:
        click.echo(f"{name} {number}")
    context.exit()


@click.group(
    cls=_Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.option("--sandbox", "use_sandbox", is_flag=True, help="Bind to the practice SMSC on this computer.")
@click.option("--account", metavar="NAME", help="Bind this account.")
@click.option(
    "--data-dir", type=click.Path(path_type=Path), metavar="DIR", help="Where settings and history are kept."
)
@click.option(
    "--import-accounts",
    "accounts_file",
    type=click.Path(exists=True, dir_okay=False, resolve_path=True),
    metavar="FILE",
    help="Open the window and add the accounts of this file, as the settings page exports them.",
)
@click.option(
    "--smoke",
    is_flag=True,
    help="Try out every part of this installation, against the practice SMSC and in a folder of its own.",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_versions,
    help="Show the versions of the program and its parts, and exit.",
)
@click.pass_context
def cli(
    context: click.Context,
    use_sandbox: bool,
    account: str | None,
    data_dir: Path | None,
    accounts_file: str | None,
    smoke: bool,
) -> None:
    """YCloud Console: send text messages over SMPP and watch their delivery reports.

    Without a command the window opens.
    """
    start: Start = context.obj
    context.obj = Root(data_dir=data_dir, sandbox=use_sandbox, account=account)
    if smoke:
        if context.invoked_subcommand or use_sandbox or account or data_dir or accounts_file:
            raise click.UsageError("--smoke goes alone: it uses the sandbox and a folder of its own.")
        context.exit(start.smoke())
    if context.invoked_subcommand is None:
        if use_sandbox and account:
            raise click.UsageError("Choose one: --sandbox or --account.")
        # Imported here: with the keychain it takes half a second that no other command should wait for.
        from ycloud_console.accounts import home

        context.exit(
            start.open_window(
                home(data_dir), sandbox=use_sandbox, account=account, accounts_file=accounts_file
            )
        )
    if accounts_file:
        raise click.UsageError("--import-accounts opens the window: it goes without a command.")
