"""``ycloud-console sandbox``: the practice SMSC on loopback, for any client."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import click

from ycloud_console.accounts import home
from ycloud_console.cli.output import Exit, Failure, print_json
from ycloud_console.cli.root import Root
from ycloud_console.cli.running import data_dir_option, run
from ycloud_console.sandbox import Faults, Sandbox, SandboxError, SandboxOptions
from ycloud_console.sandbox.faults import KINDS, SECONDS, SHARES


@click.command()
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, metavar="P", help="Plain; 0: any free port."
)
@click.option(
    "--tls-port", type=click.IntRange(0, 65535), default=0, metavar="P", help="TLS; 0: any free port."
)
@click.option(
    "--fault",
    "given",
    multiple=True,
    metavar="KIND=VALUE",
    help=f"What goes wrong; may be repeated. As a share, 0 to 1: {', '.join(SHARES)}. "
    f"In seconds: {', '.join(SECONDS)}.",
)
@click.option("--seed", type=int, default=0, metavar="N", help="The same seed, the same faults.")
@data_dir_option
@click.option("--json", "as_json", is_flag=True, help="Where it listens, as one JSON object.")
@click.pass_obj
def sandbox(
    root: Root,
    /,
    port: int,
    tls_port: int,
    given: tuple[str, ...],
    seed: int,
    data_dir: Path | None,
    as_json: bool,
) -> None:
    """Run the practice SMSC on 127.0.0.1, plain and TLS, until Ctrl+C.

    The last digits of a destination choose what comes back; the README has the list.
    """
    with suppress(KeyboardInterrupt):
        options = SandboxOptions(faults=_faults(given, seed))
        run(_serve(port, tls_port, home(data_dir or root.data_dir), options, as_json))


def _faults(given: Iterable[str], seed: int) -> Faults:
    """The faults of ``--fault``; a usage error that names what is not understood."""
    wanted: dict[str, float] = {}
    for each in given:
        kind, _, value = each.partition("=")
        if kind not in KINDS:
            raise click.UsageError(f"There is no fault named “{kind}”. There are: {', '.join(KINDS)}.")
        try:
            wanted[kind] = float(value)
        except ValueError:
            raise click.UsageError(f"--fault {each}: write {kind}=NUMBER.") from None
    try:
        return Faults(seed=seed, **wanted)
    except ValueError as error:
        raise click.UsageError(str(error)) from None


async def _serve(port: int, tls_port: int, folder: Path, options: SandboxOptions, as_json: bool) -> Exit:
    try:
        server = await Sandbox.start(port=port, tls_port=tls_port, home=folder, options=options)
    except SandboxError as error:
        raise Failure(str(error)) from error
    facts = {
        "host": server.host,
        "port": server.port,
        "tls_port": server.tls_port,
        "system_id": server.system_id,
        "password": server.password,
        "certificate": str(server.certificate),
    }
    if as_json:
        print_json(facts)
    else:
        for name, value in facts.items():
            click.echo(f"{name:<12} {value}")
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    with suppress(NotImplementedError):  # Windows has no signal handlers on its loop: Ctrl+C interrupts run()
        loop.add_signal_handler(signal.SIGTERM, ended.set)
    try:
        await ended.wait()
    finally:
        await server.close()
    return Exit.OK
