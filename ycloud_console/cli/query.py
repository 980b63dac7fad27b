"""``ycloud-console query``: what the SMSC says of one message."""

from __future__ import annotations

from typing import Any

import click

from ycloud_console.cli.asking import answered, ask, refusal_json, say_refusal
from ycloud_console.cli.output import Exit, iso, print_json
from ycloud_console.cli.root import Root
from ycloud_console.cli.running import run
from ycloud_console.cli.target import Target, read_target, target_options
from ycloud_console.smpp.questions import message_state_words


@click.command()
@click.argument("message_id")
@target_options
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.pass_obj
def query(root: Root, /, message_id: str, as_json: bool, **target: Any) -> None:
    """Ask the SMSC what became of the message with MESSAGE_ID (query_sm).

    Exit code 0: it said so; 1: it would not say, or does not know query_sm; 3: no bind.
    """
    run(_query(read_target(root, **target), message_id, as_json))


async def _query(target: Target, message_id: str, as_json: bool) -> Exit:
    async with ask(target) as (console, account):
        answer = await answered(console.query(account.id, message_id))
    state = "" if answer.message_state is None else message_state_words(answer.message_state)
    final = None if answer.final_date is None else round(answer.final_date.timestamp() * 1e6)
    if as_json:
        print_json(
            {
                "message_id": message_id,
                **refusal_json(answer.status, answer.refused),
                "message_state": answer.message_state,
                "state": state or None,
                "error_code": answer.error_code,
                "final_date": iso(final),
            }
        )
    elif answer.refused:
        say_refusal("query_sm", answer.status)
    else:
        error = f", network error {answer.error_code}" if answer.error_code else ""
        when = f" ({iso(final)})" if final is not None else ""
        click.echo(f"{message_id}: {state}{error}{when}")
    return Exit.SOME_FAILED if answer.refused else Exit.OK
