"""``ycloud-console doctor``: the connection tried step by step, with what to do about what fails."""

from __future__ import annotations

import sys
from contextlib import aclosing
from pathlib import Path
from typing import Any

import click

from ycloud_console.accounts import Account
from ycloud_console.cli.output import Exit, Failure, print_json
from ycloud_console.cli.root import Root
from ycloud_console.cli.running import run
from ycloud_console.cli.target import (
    Target,
    find_account,
    know_password,
    open_console,
    read_target,
    target_options,
)
from ycloud_console.console import Console
from ycloud_console.console.doctor import Check, Doctor, Finding, Verdict
from ycloud_console.smpp.certificate import Certificate

_SIGNS = {Verdict.OK: "✓", Verdict.WARNING: "!", Verdict.FAILED: "✗", Verdict.SKIPPED: "–"}
_PLAIN_SIGNS = {Verdict.OK: "ok", Verdict.WARNING: "!", Verdict.FAILED: "x", Verdict.SKIPPED: "-"}
"""For terminals that cannot show the others."""


@click.command()
@target_options
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line for each step.")
@click.option(
    "--save-certificate",
    "save_to",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the certificate that the server presents to FILE (PEM), trusted or not.",
)
@click.pass_obj
def doctor(root: Root, /, as_json: bool, save_to: Path | None, **target: Any) -> None:
    """Try the connection step by step: settings, keychain, name, port, TLS, bind, round trip.

    No message is sent. Exit code 0: all is well (warnings count as well); 1: bound, but a step failed; 3: no
    bind came about.
    """
    if save_to is not None and save_to.exists():
        raise click.UsageError(f"{save_to} exists already; give another name to --save-certificate.")
    run(_doctor(read_target(root, **target), as_json, save_to))


async def _doctor(target: Target, as_json: bool, save_to: Path | None) -> Exit:
    findings: list[Finding] = []
    async with open_console(target.home) as console:
        account = await find_account(console, target)
        password = await _password(console, account)
        async with aclosing(Doctor(console, account, password).run()) as steps:
            async for step in steps:
                if step.verdict is Verdict.RUNNING:
                    _begin(step, as_json)
                    continue
                findings.append(step)
                if as_json:
                    print_json(_json(step))
                else:
                    _print(step)
    if save_to is not None:
        _save(findings, save_to)
    return _exit(findings)


async def _password(console: Console, account: Account) -> str | None:
    """As every command finds it; without one, everything but the bind can be tried."""
    try:
        await know_password(console, account)
    except Failure as failure:
        click.echo(f"ycloud-console: {failure.message}", err=True)
        return None
    return await console.password(account)


def _exit(findings: list[Finding]) -> Exit:
    failed = {step.check for step in findings if step.verdict is Verdict.FAILED}
    if not failed:
        return Exit.OK
    return Exit.SOME_FAILED if failed <= {Check.ROUND_TRIP, Check.UNBIND} else Exit.NO_BIND


def _json(step: Finding) -> dict[str, Any]:
    return {
        "step": step.check.value,
        "verdict": step.verdict.value,
        "title": step.title,
        "sentence": step.sentence,
        "next_step": step.next_step,
        "field": step.at_fault or None,
        "details": dict(step.details),
    }


def _begin(step: Finding, as_json: bool) -> None:
    """In a terminal, what is being tried; it is written over by what came of it."""
    if sys.stdout.isatty() and not as_json:
        click.echo(f"… {step.title}", nl=False)


def _print(step: Finding) -> None:
    over = "\r\033[K" if sys.stdout.isatty() else ""
    signs = _SIGNS
    try:
        "✓✗–".encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        signs = _PLAIN_SIGNS
    lines = [f"{signs[step.verdict]} {step.title}"]
    lines += [f"    {text}" for text in (step.sentence, step.next_step) if text]
    if step.certificate is not None:
        lines += [f"    {line}" for line in _certificate_lines(step.certificate)]
    click.echo(over + "\n".join(lines))


def _certificate_lines(certificate: Certificate) -> list[str]:
    return [
        f"Subject  {certificate.subject}",
        f"Names    {', '.join(certificate.names) or 'none'}",
        f"Issuer   {certificate.issuer}",
        f"Valid    {certificate.not_before:%Y-%m-%d} to {certificate.not_after:%Y-%m-%d}",
        f"SHA-256  {certificate.fingerprint}",
    ]


def _save(findings: list[Finding], path: Path) -> None:
    presented = next((step.certificate for step in findings if step.certificate is not None), None)
    if presented is None:
        raise Failure(f"The server presented no certificate, so {path} was not written.", Exit.NO_BIND)
    try:
        with path.open("x", encoding="ascii") as file:
            file.write(presented.pem)
    except OSError as error:
        reason = f"{path} could not be written: {error.strerror or error}."
        raise Failure(reason, Exit.SOME_FAILED) from error
    click.echo(
        f"ycloud-console: {path} holds the certificate that the server presented, SHA-256 "
        f"{presented.fingerprint}. Compare that with the fingerprint from YCloud's support before you use it "
        f"with --certificate.",
        err=True,
    )
