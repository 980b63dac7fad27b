"""What every command prints with: JSON objects for programs, sentences for people, and the exit codes.

Messages of the history are printed by :mod:`ycloud_console.cli.messages`: what they need takes longer to
import than a text takes to be taken apart.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import IntEnum
from typing import Any

import click


class Exit(IntEnum):
    """The command line's exit codes."""

    OK = 0
    SOME_FAILED = 1
    USAGE = 2
    NO_BIND = 3


class Failure(click.ClickException):
    """Ends the command with a sentence on stderr."""

    def __init__(self, sentence: str, exit_code: Exit = Exit.USAGE) -> None:
        super().__init__(sentence)
        # click declares it for the class, and reads it from the instance.
        vars(self)["exit_code"] = exit_code

    def show(self, file: Any = None) -> None:
        """The sentence, without click's "Error:" before it."""
        click.echo(f"ycloud-console: {self.message}", err=True, file=file)


def print_json(value: Mapping[str, Any]) -> None:
    """One object on one line of stdout, flushed: the reader may be waiting for it."""
    line = json.dumps(value, ensure_ascii=False)
    try:
        line.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        # A lone surrogate, or a console that knows no Chinese: JSON can say it in ASCII.
        line = json.dumps(value)
    click.echo(line)


def iso(micros: int | None) -> str | None:
    """Microseconds since 1970 as ISO 8601 in UTC, to the millisecond."""
    if micros is None:
        return None
    return datetime.fromtimestamp(micros / 1e6, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
