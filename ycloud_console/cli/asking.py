"""What ``query`` and ``cancel`` share: binding, asking, and the words for an SMSC that refuses."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import click

from ycloud_console.accounts import Account
from ycloud_console.cli.output import Exit, Failure
from ycloud_console.cli.target import Target, bind, open_console
from ycloud_console.console import Console, NotAnswered
from ycloud_console.history import HistoryUnavailable
from ycloud_console.smpp.problems import problem_meaning
from ycloud_console.smpp.questions import question_meaning

_Answer = TypeVar("_Answer")


@asynccontextmanager
async def ask(target: Target) -> AsyncIterator[tuple[Console, Account]]:
    """A Console bound to *target*."""
    async with open_console(target.home) as console:
        yield console, await bind(console, target)


async def answered(question: Awaitable[_Answer]) -> _Answer:
    """The answer to *question*, or a Failure that says why there is none."""
    try:
        return await question
    except NotAnswered as error:
        meaning = problem_meaning(error.problem)
        sentence = f"No answer. {meaning.title}. {meaning.sentence} {meaning.next_step}".strip()
        raise Failure(sentence, Exit.SOME_FAILED) from error
    except HistoryUnavailable as error:
        raise Failure(str(error), Exit.SOME_FAILED) from error
    except ValueError as error:
        raise Failure(str(error)) from error


def refusal_json(status: int, refused: bool) -> dict[str, Any]:
    """The status of an answer, and what it means when it is a refusal."""
    meaning = question_meaning(status)
    explanation = f"{meaning.title}. {meaning.sentence}" if refused else ""
    return {"status": status, "status_name": meaning.name, "explanation": explanation}


def say_refusal(command: str, status: int) -> None:
    """A refusal, for people."""
    meaning = question_meaning(status)
    sentence = f"The SMSC refused {command}: {meaning.title}. {meaning.sentence} {meaning.next_step}"
    click.echo(f"ycloud-console: {sentence.strip()}", err=True)
