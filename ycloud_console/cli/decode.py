"""``ycloud-console decode``: a receipt, a PDU or a text, taken apart."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from typing import Any

import click

from ycloud_console.cli.output import Exit, Failure, print_json
from ycloud_console.smpp.dump import describe_hex
from ycloud_console.sms.receipt import read_receipt_text, receipt_json
from ycloud_console.sms.segments import text_json


def _receipt(value: str) -> dict[str, Any]:
    return receipt_json(read_receipt_text(value))


_READERS: dict[str, Callable[[str], Mapping[str, Any]]] = {
    "receipt": _receipt,
    "pdu": describe_hex,
    "text": text_json,
}


@click.command()
@click.argument("kind", type=click.Choice(sorted(_READERS)))
@click.argument("value")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
def decode(kind: str, value: str, as_json: bool) -> None:
    """Take a delivery receipt's text, a PDU's hex or a message text apart.

    With "-" for VALUE: one JSON string a line on standard input, one JSON object a line on standard output.
    """
    reader = _READERS[kind]
    if value == "-":
        sys.exit(_decode_lines(reader))
    try:
        result = reader(value)
    except ValueError as error:
        raise Failure(str(error)) from error
    if as_json:
        print_json(result)
        return
    for name, item in result.items():
        click.echo(f"{name:<18} {_shown(item)}")


def _decode_lines(reader: Callable[[str], Mapping[str, Any]]) -> Exit:
    """Answer each line of standard input; a line that cannot be read is answered with its error."""
    code = Exit.OK
    for line in sys.stdin:
        if not line.strip():
            continue
        try:
            value = json.loads(line)
            if not isinstance(value, str):
                raise ValueError("not a JSON string")
            print_json(reader(value))
        except ValueError as error:
            print_json({"error": str(error)})
            code = Exit.SOME_FAILED
    return code


def _shown(item: Any) -> str:
    if item is None:
        return "-"
    if isinstance(item, list | tuple):
        return ", ".join(map(_shown, item)) or "-"
    if isinstance(item, Mapping):
        return "; ".join(f"{name}: {_shown(value)}" for name, value in item.items()) or "-"
    return str(item)
