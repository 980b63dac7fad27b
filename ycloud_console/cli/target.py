"""Which SMSC a command talks to, and its password: ``--sandbox``, ``--account``, or a host by hand."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from ycloud_console.accounts import Account, SettingsUnavailable, home, in_words, password_problem, problems
from ycloud_console.cli.output import Exit, Failure
from ycloud_console.cli.root import Root
from ycloud_console.cli.running import Command, data_dir_option, said_once
from ycloud_console.console import BadAccount, Console, PasswordNeeded, UnknownAccount
from ycloud_console.history import HistoryTooNew, HistoryUnavailable
from ycloud_console.smpp.model import LinkState
from ycloud_console.smpp.problems import problem_meaning

_PATIENCE = 1.0
"""Seconds a bind may take before the command says what it waits for."""
PASSWORD_VARIABLE = "YCLOUD_PASSWORD"  # noqa: S105 -- the name of a variable, no password


@dataclass(frozen=True, slots=True)
class Target:
    """The options that name an SMSC, as given."""

    home: Path
    sandbox: bool
    account: str | None
    host: str | None
    port: int | None
    tls: bool
    certificate: Path | None
    server_name: str | None
    system_id: str | None


def _named(_context: click.Context, _option: click.Parameter, path: Path | None) -> Path | None:
    """An empty name would be the folder one stands in."""
    if path is not None and path == Path():
        raise click.BadParameter("give the name of the certificate file, or leave the option out.")
    return path


def target_options(command: Command) -> Command:
    """The options of section "target", and ``--data-dir``."""
    for option in reversed(
        (
            click.option("--sandbox", is_flag=True, help="The practice SMSC, started for this command."),
            click.option("--account", metavar="NAME", help="An account of the settings."),
            click.option("--host", metavar="H", help="A server by hand; needs --port and --system-id."),
            click.option("--port", type=click.IntRange(1, 65535), metavar="P"),
            click.option("--tls", is_flag=True, help="Encrypt with TLS."),
            click.option(
                "--certificate",
                type=click.Path(path_type=Path),
                callback=_named,
                metavar="FILE",
                help="The certificate to trust (PEM or DER).",
            ),
            click.option("--server-name", metavar="N", help="The name the certificate must carry."),
            click.option("--system-id", metavar="ID"),
        )
    ):
        command = option(command)
    return data_dir_option(command)


def read_target(
    root: Root,
    *,
    data_dir: Path | None,
    sandbox: bool,
    account: str | None,
    host: str | None,
    port: int | None,
    tls: bool,
    certificate: Path | None,
    server_name: str | None,
    system_id: str | None,
) -> Target:
    """The target, or a usage error that says which options do not go together."""
    if not (sandbox or account or host):
        sandbox, account = root.sandbox, root.account
    if sum(map(bool, (sandbox, account, host))) > 1:
        raise click.UsageError("Choose one: --sandbox, --account or --host.")
    if host and not (port and system_id):
        raise click.UsageError("--host needs --port and --system-id.")
    by_hand = {"--port": port, "--system-id": system_id, "--tls": tls}
    for name, value in by_hand.items():
        if value and not host:
            raise click.UsageError(f"{name} goes with --host.")
    if (certificate or server_name) and not tls:
        raise click.UsageError("--certificate and --server-name go with --host and --tls.")
    return Target(
        home=home(data_dir or root.data_dir),
        sandbox=sandbox,
        account=account,
        host=host,
        port=port,
        tls=tls,
        certificate=certificate,
        server_name=server_name,
        system_id=system_id,
    )


@asynccontextmanager
async def open_console(folder: Path) -> AsyncIterator[Console]:
    """The Console of *folder*; warnings about what was set aside go to stderr.

    A history that fails, when it is opened or later, ends the command with a sentence.
    """
    try:
        console = await Console.open(folder, tell=said_once())
    except (HistoryTooNew, HistoryUnavailable, SettingsUnavailable) as error:
        raise Failure(str(error), Exit.SOME_FAILED) from error
    try:
        for warning in (console.settings.warning, console.history.warning):
            if warning:
                click.echo(f"ycloud-console: {warning}", err=True)
        yield console
    except HistoryUnavailable as error:
        raise Failure(str(error), Exit.SOME_FAILED) from error
    finally:
        await console.close()


async def bind(console: Console, target: Target) -> Account:
    """Bind to *target*; raises Failure, with exit code 3 when there is no bind."""
    account = await find_account(console, target)
    await know_password(console, account)
    try:
        with _patience(console, account):
            status = await console.bind_once(account.id)
    except BadAccount as error:
        raise Failure(str(error)) from error
    if not status.is_bound:
        if status.problem is None:
            raise Failure(f"Not bound to {account.host}:{account.port}.", Exit.NO_BIND)
        meaning = problem_meaning(status.problem, host=f"{account.host}:{account.port}")
        raise Failure(f"{meaning.title}. {meaning.sentence} {meaning.next_step}".strip(), Exit.NO_BIND)
    return account


@contextmanager
def _patience(console: Console, account: Account) -> Iterator[None]:
    """Say so when a bind takes long: a silent server must not look like a command that hangs."""
    server = f"{account.host}:{account.port}"

    def say() -> None:
        state = console.status(account.id).state
        if state is LinkState.BINDING:
            click.echo(f"ycloud-console: connected to {server}, waiting for the bind response…", err=True)
        elif state is LinkState.CONNECTING:
            click.echo(f"ycloud-console: connecting to {server}…", err=True)

    timer = asyncio.get_running_loop().call_later(_PATIENCE, say)
    try:
        yield
    finally:
        timer.cancel()


async def find_account(console: Console, target: Target) -> Account:
    """The account that *target* names; raises Failure when there is none, or its settings cannot work."""
    if target.sandbox:
        return await console.open_sandbox()
    if target.host:
        return _by_hand(target)
    if target.account:
        try:
            return console.account(target.account)
        except UnknownAccount as error:
            raise Failure(f"{error} Known: {_names(console)}.") from error
    if len(console.settings.accounts) == 1:
        return console.settings.accounts[0]
    raise Failure(f"Say which SMSC: --sandbox, --account NAME (known: {_names(console)}), or --host.")


def _names(console: Console) -> str:
    return ", ".join(account.name for account in console.settings.accounts) or "none yet"


def _by_hand(target: Target) -> Account:
    account = Account(
        id=f"{target.system_id}@{target.host}:{target.port}",
        name=f"{target.system_id}@{target.host}",
        host=target.host or "",
        port=target.port or 0,
        tls=target.tls,
        certificate=str(target.certificate or ""),
        server_name=target.server_name or "",
        system_id=target.system_id or "",
    )
    faults = problems(account)
    if faults:
        raise Failure(in_words(faults))
    return account


async def know_password(console: Console, account: Account) -> None:
    """From ``YCLOUD_PASSWORD``, the keychain or a prompt, in that order; never from an argument."""
    if console.is_guest(account.id):
        return
    stored = account in console.settings.accounts
    given = os.environ.get(PASSWORD_VARIABLE)
    if given is None:
        reason = ""
        if stored:
            try:
                await console.password(account)
            except PasswordNeeded as needed:
                reason = str(needed)
            else:
                return
        given = await _prompt(account, reason)
    fault = password_problem(given)
    if fault:
        raise Failure(fault)
    if stored:
        await console.remember_password(account.id, given, keep=False)
    else:
        console.add_guest(account, given)


async def _prompt(account: Account, reason: str) -> str:
    if not sys.stdin.isatty():
        raise Failure(f"{reason} Set {PASSWORD_VARIABLE}, or run this in a terminal to be asked.".strip())
    if reason:
        click.echo(reason, err=True)
    return await asyncio.to_thread(
        click.prompt, f"Password of {account.system_id}", hide_input=True, err=True, type=str
    )
