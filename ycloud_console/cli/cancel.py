"""``ycloud-console cancel``: ask the SMSC not to deliver one message."""

from __future__ import annotations

from typing import Any

import click

from ycloud_console.cli.asking import answered, ask, refusal_json, say_refusal
from ycloud_console.cli.output import Exit, print_json
from ycloud_console.cli.root import Root
from ycloud_console.cli.target import Target, read_target, run, target_options


@click.command()
@click.argument("message_id")
@target_options
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.pass_obj
def cancel(root: Root, /, message_id: str, as_json: bool, **target: Any) -> None:
    """Ask the SMSC not to deliver the message with MESSAGE_ID (cancel_sm).

    Exit code 0: it is cancelled; 1: the SMSC refused, or does not know cancel_sm; 3: no bind.
    """
    run(_cancel(read_target(root, **target), message_id, as_json))


async def _cancel(target: Target, message_id: str, as_json: bool) -> Exit:
    async with ask(target) as (console, account):
        answer = await answered(console.cancel(account.id, message_id))
    if as_json:
        print_json({"message_id": message_id, **refusal_json(answer.status, answer.refused)})
    elif answer.refused:
        say_refusal("cancel_sm", answer.status)
    else:
        click.echo(f"{message_id}: cancelled")
    return Exit.SOME_FAILED if answer.refused else Exit.OK
