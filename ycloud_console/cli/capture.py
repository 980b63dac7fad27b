"""``ycloud-console decode pdu --capture``: every PDU of a capture, in the order in which it was captured."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from ycloud_console.cli.decode import print_lines
from ycloud_console.cli.output import Exit, Failure, print_json
from ycloud_console.smpp.capture import NotACapture, read_capture
from ycloud_console.smpp.capture_texts import no_capture
from ycloud_console.smpp.describe import describe
from ycloud_console.smpp.pdu import read_pdu
from ycloud_console.smpp.trace import Traced


def decode_capture(path: Path, port: int | None, *, as_json: bool) -> Exit:
    """Print the PDUs in the file at *path*, and on stderr what could not be read; SOME_FAILED for none."""
    try:
        capture = read_capture(path, port=port)
    except NotACapture as error:
        raise Failure(no_capture(path.name)) from error
    except OSError as error:
        raise Failure(f"{path} cannot be read: {error.strerror or error}.") from error
    for traced in capture.pdus:
        result = {**_framing(traced), **describe(read_pdu(traced.octets))}
        if as_json:
            print_json(result)
        else:
            print_lines(result)
            click.echo()
    for finding in capture.findings:
        click.echo(finding.sentence(), err=True)
    return Exit.OK if capture.pdus else Exit.SOME_FAILED


def _framing(traced: Traced) -> dict[str, Any]:
    """When it was captured, and between which ends it went."""
    seconds, micros = divmod(traced.at, 1_000_000)
    moment = f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%S}.{micros:06d}Z"
    ends = str(traced.wire.local), str(traced.wire.remote)
    source, target = ends if traced.outgoing else ends[::-1]
    return {"time": moment, "from": source, "to": target}
