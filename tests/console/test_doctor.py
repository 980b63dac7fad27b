"""The connection doctor against real servers, one for each thing that goes wrong."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
import trustme

from tests.smpp.peers import Script, Server, Session, serving
from ycloud_console.accounts import Account
from ycloud_console.console import SANDBOX_ID, Console
from ycloud_console.console.doctor import Check, Doctor, Finding, Verdict
from ycloud_console.sandbox import SandboxOptions

PASSWORD = "s3cr3tW0"
Found = dict[Check, Finding]


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def an_account(**changes: object) -> Account:
    start = Account(
        id="trial",
        name="Trial",
        host="localhost",
        port=1,
        tls=False,
        system_id="demo",
        connect_timeout=5,
        response_timeout=5,
    )
    return msgspec.structs.replace(start, **changes)


async def examined(
    console: Console, account: Account, password: str | None = PASSWORD, language: str = "en"
) -> Found:
    """What the doctor found, once each step that ran has begun before it ended."""
    found: Found = {}
    running: set[Check] = set()
    async for finding in Doctor(console, account, password, language=language).run():
        assert PASSWORD not in repr(finding)
        if finding.verdict is Verdict.RUNNING:
            running.add(finding.check)
            continue
        assert finding.check not in found
        assert finding.title
        if finding.verdict in (Verdict.FAILED, Verdict.SKIPPED):
            assert finding.sentence
        found[finding.check] = finding
    assert list(found) == list(Check)
    return found


def failed(found: Found) -> Finding:
    """The one step that failed; all that depend on it are skipped, and say on what."""
    (only,) = [each for each in found.values() if each.verdict is Verdict.FAILED]
    after = list(Check)[list(Check).index(only.check) + 1 :]
    assert all(found[check].verdict is Verdict.SKIPPED for check in after if check is not Check.KEYCHAIN)
    assert only.next_step
    return only


async def smsc(session: Session) -> None:
    """Answers everything in order, and does not mind who only looks at the port."""
    with suppress(asyncio.IncompleteReadError, ConnectionError):
        while (pdu := await session.pdu()).command != "unbind":
            fields = {"system_id": "peer"} if pdu.command.startswith("bind_") else {}
            tlvs = [(0x0210, b"\x34")] if fields else []
            await session.say(f"{pdu.command}_resp", sequence=pdu.sequence_number, fields=fields, tlvs=tlvs)
        await session.say("unbind_resp", sequence=pdu.sequence_number)
        await session.at_end()


def answering(octets: bytes) -> Script:
    """Not SMPP: says *octets* to whatever comes."""

    async def script(session: Session) -> None:
        with suppress(ConnectionError):
            if await session.reader.read(1):
                await session.write(octets)
                await session.reader.read()

    return script


async def silent(session: Session) -> None:
    with suppress(ConnectionError):
        await session.reader.read()


def context(leaf: trustme.LeafCert) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    leaf.configure_cert(made)
    return made


def file_of(authority: trustme.CA, folder: Path) -> str:
    path = folder / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    return str(path)


# All is well.


async def test_a_sound_tls_account(console: Console, authority: trustme.CA, tmp_path: Path) -> None:
    expires = datetime.now(UTC) + timedelta(days=90)
    leaf = authority.issue_cert("localhost", not_after=expires)
    async with serving(smsc, tls=context(leaf)) as server:
        account = an_account(port=server.port, tls=True, certificate=file_of(authority, tmp_path))
        found = await examined(console, account)
        await all_closed(server)
    verdicts = {check: each.verdict for check, each in found.items() if check is not Check.KEYCHAIN}
    assert set(verdicts.values()) == {Verdict.OK}
    shown = found[Check.TLS].certificate
    assert shown is not None
    assert shown.names == ("localhost",)
    assert len(shown.fingerprint) == 95
    assert shown.days_left() in (89, 90)
    assert "vouches" in found[Check.TLS].sentence
    assert found[Check.TLS].details["protocol"].startswith("TLSv1.")
    assert found[Check.BIND].details["sc_interface_version"] == 0x34
    assert found[Check.BIND].details["system_id"] == "peer"
    assert "127.0.0.1" in found[Check.NAME].sentence


async def test_the_sandbox_plain_and_tls_in_chinese(console: Console) -> None:
    account = await console.open_sandbox(SandboxOptions())
    password = await console.password(account)
    found = await examined(console, account, password, "zh")
    assert found[Check.UNBIND].verdict is Verdict.OK
    assert "证书" in found[Check.TLS].title
    assert console._sandbox is not None
    plain = msgspec.structs.replace(account, tls=False, port=console._sandbox.port)
    found = await examined(console, plain, password)
    assert found[Check.TLS].verdict is Verdict.SKIPPED
    assert found[Check.BIND].verdict is Verdict.OK


async def test_what_is_delivered_meanwhile_is_sent_back(console: Console) -> None:
    statuses: list[int] = []

    async def eager(session: Session) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            bind = await session.pdu()
            await session.say(f"{bind.command}_resp", sequence=bind.sequence_number)
            await session.say("deliver_sm", sequence=77, fields={"short_message": b"receipt"})
            while (pdu := await session.pdu()).command != "unbind":
                if pdu.command == "deliver_sm_resp":
                    statuses.append(pdu.command_status)
                else:
                    await session.say(f"{pdu.command}_resp", sequence=pdu.sequence_number)
            await session.say("unbind_resp", sequence=pdu.sequence_number)

    async with serving(eager) as server:
        found = await examined(console, an_account(port=server.port))
    assert statuses == [0x64]
    assert found[Check.ROUND_TRIP].details["deliveries_sent_back"] == 1
    assert (await console.history.inbox_page(limit=5)).rows == ()


# What goes wrong before TLS.


async def test_settings_that_cannot_work(console: Console) -> None:
    found = await examined(console, an_account(port=0))
    assert failed(found).at_fault == "port"
    async with serving(smsc) as server:
        account = an_account(port=server.port, system_id="x" * 16)
        found = await examined(console, account)
        assert failed_all(found) == [Check.SETTINGS]
        assert found[Check.PORT].verdict is Verdict.OK
        assert "System ID" in found[Check.SETTINGS].sentence
        found = await examined(console, an_account(port=server.port), None)
        assert found[Check.SETTINGS].at_fault == "password"
        assert found[Check.BIND].verdict is Verdict.SKIPPED


def failed_all(found: Found) -> list[Check]:
    return [check for check, each in found.items() if each.verdict is Verdict.FAILED]


async def test_a_name_that_does_not_exist(console: Console) -> None:
    only = failed(await examined(console, an_account(host="invalid.invalid")))
    assert (only.check, only.at_fault) == (Check.NAME, "host")


async def test_a_closed_port(console: Console) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    only = failed(await examined(console, an_account(port=port, host="127.0.0.1")))
    assert (only.check, only.at_fault) == (Check.PORT, "port")


# What goes wrong with TLS.


async def test_an_unknown_authority_shows_its_certificate(console: Console, authority: trustme.CA) -> None:
    async with serving(smsc, tls=context(authority.issue_cert("localhost"))) as server:
        only = failed(await examined(console, an_account(port=server.port, tls=True)))
    assert (only.check, only.at_fault, only.may_trust) == (Check.TLS, "certificate", True)
    assert only.certificate is not None
    assert only.certificate.issuer in only.sentence
    assert "not sent" in only.sentence


async def test_trusting_what_was_presented_mends_it(
    console: Console, authority: trustme.CA, tmp_path: Path
) -> None:
    async with serving(smsc, tls=context(authority.issue_cert("localhost"))) as server:
        only = failed(await examined(console, an_account(port=server.port, tls=True)))
        assert only.certificate is not None
        kept = tmp_path / "kept.pem"
        kept.write_text(only.certificate.pem)
        found = await examined(console, an_account(port=server.port, tls=True, certificate=str(kept)))
    assert failed_all(found) == []
    assert "the account's file" in found[Check.TLS].sentence


@pytest.mark.parametrize("case", ["expired", "early", "other name", "other file"])
async def test_a_certificate_that_does_not_fit(
    console: Console, authority: trustme.CA, tmp_path: Path, case: str
) -> None:
    now = datetime.now(UTC)
    leaves: dict[str, Callable[[], trustme.LeafCert]] = {
        "expired": lambda: authority.issue_cert("localhost", not_after=now - timedelta(days=9)),
        "early": lambda: authority.issue_cert("localhost", not_before=now + timedelta(days=9)),
        "other name": lambda: authority.issue_cert("smsc.example"),
        "other file": lambda: authority.issue_cert("localhost"),
    }
    trusted = trustme.CA() if case == "other file" else authority
    async with serving(smsc, tls=context(leaves[case]())) as server:
        account = an_account(port=server.port, tls=True, certificate=file_of(trusted, tmp_path))
        only = failed(await examined(console, account))
    words = {
        "expired": (now - timedelta(days=9)).date().isoformat(),
        "early": (now + timedelta(days=9)).date().isoformat(),
        "other name": "smsc.example",
        "other file": "does not vouch",
    }
    assert only.check is Check.TLS
    assert words[case] in only.sentence
    assert only.at_fault == ("server_name" if case == "other name" else "certificate")
    assert only.may_trust is (case == "other file")
    assert only.certificate is not None


@pytest.mark.parametrize("content", [None, "", "no certificate"])
async def test_a_certificate_file_that_cannot_be_used(
    console: Console, authority: trustme.CA, tmp_path: Path, content: str | None
) -> None:
    path = tmp_path / "certificate.pem"
    if content is not None:
        path.write_text(content)
    async with serving(smsc, tls=context(authority.issue_cert("localhost"))) as server:
        only = failed(await examined(console, an_account(port=server.port, tls=True, certificate=str(path))))
    assert (only.check, only.at_fault) == (Check.TLS, "certificate")
    assert str(path) in only.sentence
    assert only.certificate is not None


async def test_a_certificate_that_ends_soon_is_a_warning(
    console: Console, authority: trustme.CA, tmp_path: Path
) -> None:
    leaf = authority.issue_cert("localhost", not_after=datetime.now(UTC) + timedelta(days=20))
    async with serving(smsc, tls=context(leaf)) as server:
        account = an_account(port=server.port, tls=True, certificate=file_of(authority, tmp_path))
        found = await examined(console, account)
    assert found[Check.TLS].verdict is Verdict.WARNING
    assert "19 more days" in found[Check.TLS].sentence
    assert found[Check.BIND].verdict is Verdict.OK


async def test_an_unchecked_certificate_is_a_warning(console: Console, authority: trustme.CA) -> None:
    async with serving(smsc, tls=context(authority.issue_cert("elsewhere.example"))) as server:
        found = await examined(console, an_account(port=server.port, tls=True, verify=False))
    assert (found[Check.TLS].verdict, found[Check.TLS].at_fault) == (Verdict.WARNING, "verify")
    assert found[Check.TLS].certificate is not None


async def test_a_plain_port_spoken_to_in_tls_and_the_other_way_round(
    console: Console, authority: trustme.CA
) -> None:
    async with serving(answering(b"\x00\x00\x00\x10" + b"\x00" * 12)) as server:
        only = failed(await examined(console, an_account(port=server.port, tls=True)))
    assert (only.check, only.at_fault) == (Check.TLS, "port")
    async with serving(smsc, tls=context(authority.issue_cert("localhost"))) as server:
        only = failed(await examined(console, an_account(port=server.port)))
    assert (only.check, only.at_fault) == (Check.BIND, "tls")


# What goes wrong with the bind.


@pytest.mark.parametrize("tls", [False, True])
async def test_an_http_server(console: Console, tls: bool) -> None:
    async with serving(answering(b"HTTP/1.1 400 Bad Request\r\n\r\n")) as server:
        only = failed(await examined(console, an_account(port=server.port, tls=tls)))
    assert (only.check, only.at_fault) == (Check.TLS if tls else Check.BIND, "port")
    if not tls:
        assert "HTTP/1.1 400" in only.sentence


@pytest.mark.parametrize("tls", [False, True])
async def test_a_port_that_is_silent(console: Console, tls: bool) -> None:
    async with serving(silent) as server:
        account = an_account(port=server.port, tls=tls, connect_timeout=0.4, response_timeout=0.4)
        only = failed(await examined(console, account))
    assert only.check is (Check.TLS if tls else Check.BIND)
    assert "tries again" not in only.next_step


@pytest.mark.parametrize(
    ("status", "at_fault", "words"),
    [(3, "password", "system ID and password"), (5, "", "connection limit"), (15, "system_id", "15")],
)
async def test_a_refused_bind_has_ycloud_s_meaning(
    console: Console, status: int, at_fault: str, words: str
) -> None:
    async def refuses(session: Session) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            bind = await session.pdu()
            await session.say(f"{bind.command}_resp", status=status, sequence=bind.sequence_number)
            await session.at_end()

    async with serving(refuses) as server:
        only = failed(await examined(console, an_account(port=server.port)))
        await all_closed(server)
    assert (only.check, only.at_fault) == (Check.BIND, at_fault)
    assert words in only.title
    assert only.details["status"] == status


async def test_an_smsc_that_answers_nothing_after_the_bind(console: Console) -> None:
    async def half(session: Session) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            bind = await session.pdu()
            await session.say(f"{bind.command}_resp", sequence=bind.sequence_number)
            await session.reader.read()

    async with serving(half) as server:
        found = await examined(console, an_account(port=server.port, response_timeout=0.3))
    assert failed_all(found) == [Check.ROUND_TRIP]
    assert found[Check.BIND].verdict is Verdict.OK
    assert found[Check.UNBIND].verdict is Verdict.WARNING


async def test_a_bound_account_is_not_bound_a_second_time(console: Console) -> None:
    account = await console.open_sandbox(SandboxOptions())
    password = await console.password(account)
    assert (await console.bind_once(SANDBOX_ID)).is_bound
    found = await examined(console, account, password)
    assert found[Check.BIND].verdict is Verdict.SKIPPED
    assert "connection limit" in found[Check.BIND].sentence
    found = await examined(console, msgspec.structs.replace(account, binds=2), password)
    assert found[Check.BIND].verdict is Verdict.OK
    assert console.status(SANDBOX_ID).is_bound


# Stopping it.


@pytest.mark.parametrize("stop_at", list(Check))
@pytest.mark.parametrize("cancelled", [True, False])
async def test_stopping_at_any_step_leaves_no_socket(
    console: Console, stop_at: Check, cancelled: bool
) -> None:
    """Cancelled while the step runs, or closed between two."""
    async with serving(smsc) as server:
        reached = asyncio.Event()

        async def read() -> None:
            steps = Doctor(console, an_account(port=server.port), PASSWORD).run()
            try:
                async for finding in steps:
                    if finding.check is stop_at:
                        reached.set()
                        if not cancelled:
                            return
            finally:
                await steps.aclose()

        reading = asyncio.create_task(read())
        await reached.wait()
        if cancelled:
            reading.cancel()
        await asyncio.wait([reading])
        await all_closed(server)


async def all_closed(server: Server) -> None:
    """Return once the server has seen every connection end."""
    async with asyncio.timeout(20):
        while server.open:
            await asyncio.sleep(0.01)
