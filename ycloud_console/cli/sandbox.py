"""``ycloud-console sandbox``: the practice SMSC on loopback, for any client."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from pathlib import Path

import click

from ycloud_console.accounts import home
from ycloud_console.cli.output import Exit, Failure, print_json
from ycloud_console.cli.root import Root
from ycloud_console.cli.target import data_dir_option, run
from ycloud_console.sandbox import Sandbox, SandboxError


@click.command()
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, metavar="P", help="Plain; 0: any free port."
)
@click.option(
    "--tls-port", type=click.IntRange(0, 65535), default=0, metavar="P", help="TLS; 0: any free port."
)
@data_dir_option
@click.option("--json", "as_json", is_flag=True, help="Where it listens, as one JSON object.")
@click.pass_obj
def sandbox(root: Root, port: int, tls_port: int, data_dir: Path | None, as_json: bool) -> None:
    """Run the practice SMSC on 127.0.0.1, plain and TLS, until Ctrl+C.

    The last digits of a destination choose what comes back; the README has the list.
    """
    with suppress(KeyboardInterrupt):
        run(_serve(port, tls_port, home(data_dir or root.data_dir), as_json))


async def _serve(port: int, tls_port: int, folder: Path, as_json: bool) -> Exit:
    try:
        server = await Sandbox.start(port=port, tls_port=tls_port, home=folder)
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
