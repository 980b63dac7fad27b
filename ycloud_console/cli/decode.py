"""``ycloud-console decode``: a receipt, a PDU or a text, taken apart."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from ycloud_console.cli.output import Exit, Failure, print_json

Reader = Callable[[str], Mapping[str, Any]]


# Each imports what it alone needs: a script may call for every line of a file.


def _receipt() -> Reader:
    from ycloud_console.sms.receipt import read_receipt_text, receipt_json

    return lambda value: receipt_json(read_receipt_text(value))


def _pdu() -> Reader:
    from ycloud_console.smpp.dump import describe_hex

    return describe_hex


def _text() -> Reader:
    from ycloud_console.sms.segments import text_json

    return text_json


_READERS: dict[str, Callable[[], Reader]] = {"receipt": _receipt, "pdu": _pdu, "text": _text}


@click.command()
@click.argument("kind", type=click.Choice(sorted(_READERS)))
@click.argument("value", required=False)
@click.option(
    "--capture",
    type=click.Path(path_type=Path),
    help="With pdu, in place of VALUE: every PDU in this pcap or pcapng file.",
)
@click.option(
    "--port", type=click.IntRange(1, 65_535), help="Of a capture, only what went over this TCP port."
)
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object on stdout; of a capture one for each PDU."
)
def decode(kind: str, value: str | None, capture: Path | None, port: int | None, as_json: bool) -> None:
    """Take a delivery receipt's text, a PDU's hex or a message text apart.

    With "-" for VALUE: one JSON string a line on standard input, one JSON object a line on standard output.
    """
    if capture is not None or port is not None:
        if capture is None or kind != "pdu" or value is not None:
            raise Failure("--capture goes with pdu, in place of VALUE; --port goes with --capture.")
        from ycloud_console.cli.capture import decode_capture

        sys.exit(decode_capture(capture, port, as_json=as_json))
    if value is None:
        raise Failure("There is no VALUE: give what is to be decoded, or - to read it from standard input.")
    reader = _READERS[kind]()
    if value == "-":
        sys.exit(_decode_lines(reader))
    if kind == "receipt" and not value.strip():
        raise Failure("There is no receipt here: give its text, such as id:123 stat:DELIVRD err:000.")
    try:
        result = reader(value)
    except ValueError as error:
        raise Failure(str(error)) from error
    if as_json:
        print_json(result)
        return
    print_lines(result)
    if kind == "receipt" and result["stat"]:
        from ycloud_console.sms.status import receipt_meaning

        meaning = receipt_meaning(result["err"], result["stat"])
        click.echo(f"{meaning.title}. {meaning.sentence} {meaning.next_step}")


def print_lines(result: Mapping[str, Any]) -> None:
    """*result* for people, on stdout."""
    for line in _lines(result):
        # What was pasted may hold half characters, which no terminal can show.
        click.echo(line.encode("utf-8", "replace").decode())


def _decode_lines(reader: Reader) -> Exit:
    """Answer each line of standard input; a line that cannot be read is answered with its error."""
    code = Exit.OK
    for line in sys.stdin.buffer:
        if not line.strip():
            continue
        try:
            print_json(reader(_string(line)))
        except ValueError as error:
            print_json({"error": str(error)})
            code = Exit.SOME_FAILED
    return code


def _string(line: bytes) -> str:
    """The JSON string that *line* is; raises ValueError with a sentence."""
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, str):
        raise ValueError("This line is no JSON string in UTF-8.")
    return value


def _lines(result: Mapping[str, Any], margin: str = "") -> Iterator[str]:
    """*result* for people: one item a line, objects below their name."""
    for name, item in result.items():
        if isinstance(item, list) and item and isinstance(item[0], Mapping):
            for number, each in enumerate(item, 1):
                yield f"{margin}{name} {number}"
                yield from _lines(each, margin + "  ")
        elif isinstance(item, Mapping) and item:
            yield f"{margin}{name}"
            yield from _lines(item, margin + "  ")
        else:
            yield f"{margin}{name:<{max(1, 24 - len(margin))}} {_shown(item)}"


def _shown(item: Any) -> str:
    if isinstance(item, list | tuple):
        return ", ".join(map(str, item)) or "-"
    return "-" if item is None or item in ("", {}) else str(item)
