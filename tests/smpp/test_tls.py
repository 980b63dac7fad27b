"""TLS against real servers whose certificates are made for each case."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tests.smpp.peers import Server, Session, linked, message, serving
from ycloud_console.smpp.model import LinkProblem, LinkState, LinkStatus, ProblemKind, TlsSettings
from ycloud_console.smpp.tls import CertificateProblem, classify, client_context, read_certificates

Serve = Callable[[trustme.LeafCert], ssl.SSLContext]


def server_context(leaf: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    leaf.configure_cert(context)
    return context


async def polite(session: Session) -> None:
    await session.take_bind()
    while (pdu := await session.pdu()).command != "unbind":
        await session.say(f"{pdu.command}_resp", sequence=pdu.sequence_number)
    await session.say("unbind_resp", sequence=pdu.sequence_number)
    await session.at_end()


async def hears_nothing(session: Session) -> None:
    """A server whose certificate is refused must not be told the password."""
    assert await session.at_end()


async def bind_to(server: Server, tls: TlsSettings | None, host: str = "localhost") -> LinkStatus:
    async with linked(server.port, host=host, tls=tls) as (link, _):
        return await link.bind_once()


def problem_of(status: LinkStatus) -> LinkProblem:
    assert status.state is LinkState.CLOSED
    assert status.problem is not None
    return status.problem


def self_signed(tmp_path: Path, *, extensions: bool = True) -> tuple[Path, ssl.SSLContext]:
    """A self-signed certificate for localhost, as a file and in a server's context.

    Without *extensions* beyond the name it is what OpenSSL's command line makes in one step.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    )
    if extensions:
        builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    certificate = builder.sign(key, hashes.SHA256())
    path, both = tmp_path / "self-signed.pem", tmp_path / "server.pem"
    path.write_bytes(certificate.public_bytes(Encoding.PEM))
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    both.write_bytes(secret + path.read_bytes())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(both)
    return path, context


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def ca_file(authority: trustme.CA, tmp_path: Path) -> Path:
    path = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return path


# What is trusted.


@pytest.mark.parametrize("form", ["pem", "der", "several", "noise"])
async def test_a_certificate_authority_as_file(authority: trustme.CA, tmp_path: Path, form: str) -> None:
    path = ca_file(authority, tmp_path)
    pem = path.read_bytes()
    path.write_bytes(
        {
            "pem": pem,
            "der": x509.load_pem_x509_certificate(pem).public_bytes(Encoding.DER),
            "several": trustme.CA().cert_pem.bytes() + pem,
            "noise": b"\xef\xbb\xbfissued for you\r\n" + pem.replace(b"\n", b"\r\n") + b"\r\n",
        }[form]
    )
    async with (
        serving(polite, tls=server_context(authority.issue_cert("localhost"))) as server,
        linked(server.port, host="localhost", tls=TlsSettings(path)) as (link, listener),
    ):
        status = await link.bind_once()
        assert (status.state, status.tls) == (LinkState.BOUND, "verified")
        link.submit(message(key) for key in range(3))
        await listener.until(lambda: len(listener.answers) == 3)
        await link.stop()
        assert link.status.tls is None


async def test_a_tls_link_says_goodbye_and_closes(authority: trustme.CA, tmp_path: Path) -> None:
    """Unbind, its answer, then the end of the connection: nothing is reset, nothing is left open."""
    heard: list[str] = []

    async def script(session: Session) -> None:
        await session.take_bind()
        unbind = await session.pdu()
        heard.append(unbind.command)
        await session.say("unbind_resp", sequence=unbind.sequence_number)
        heard.append("" if await session.reader.read(1) == b"" else "more")

    async with (
        serving(script, tls=server_context(authority.issue_cert("localhost"))) as server,
        linked(server.port, host="localhost", tls=TlsSettings(ca_file(authority, tmp_path))) as (
            link,
            listener,
        ),
    ):
        assert (await link.bind_once()).is_bound
        await link.stop()
        assert link.status.state is LinkState.CLOSED
        assert server.open == 0
    assert heard == ["unbind", ""]
    assert LinkState.UNBINDING in {each.state for each in listener.statuses}


async def test_a_bare_leaf_as_file(authority: trustme.CA, tmp_path: Path) -> None:
    leaf = authority.issue_cert("localhost")
    path = tmp_path / "leaf.pem"
    leaf.cert_chain_pems[0].write_to_path(str(path))
    async with serving(polite, tls=server_context(leaf)) as server:
        assert (await bind_to(server, TlsSettings(path))).is_bound


@pytest.mark.parametrize("extensions", [True, False])
async def test_a_self_signed_certificate_as_file(tmp_path: Path, extensions: bool) -> None:
    path, context = self_signed(tmp_path, extensions=extensions)
    async with serving(polite, tls=context) as server:
        assert (await bind_to(server, TlsSettings(path))).is_bound


async def test_without_verification_it_says_so(authority: trustme.CA) -> None:
    context = server_context(authority.issue_cert("elsewhere.example"))
    async with serving(polite, tls=context) as server:
        status = await bind_to(server, TlsSettings(verify=False))
        assert (status.state, status.tls) == (LinkState.BOUND, "unverified")


async def test_an_expected_server_name(authority: trustme.CA, tmp_path: Path) -> None:
    context = server_context(authority.issue_cert("smpp.example"))
    trusted = ca_file(authority, tmp_path)
    async with serving(polite, tls=context) as server:
        assert (await bind_to(server, TlsSettings(trusted, server_name="smpp.example"))).is_bound


# What is refused, and by which name.


async def refused(context: ssl.SSLContext, tls: TlsSettings, host: str = "localhost") -> LinkProblem:
    async with serving(hears_nothing, tls=context) as server:
        return problem_of(await bind_to(server, tls, host))


async def test_another_name(authority: trustme.CA, tmp_path: Path) -> None:
    trusted = TlsSettings(ca_file(authority, tmp_path))
    context = server_context(authority.issue_cert("elsewhere.example"))
    assert (await refused(context, trusted)).kind is ProblemKind.TLS_WRONG_NAME
    assert (await refused(context, trusted, "127.0.0.1")).kind is ProblemKind.TLS_WRONG_NAME


async def test_a_pinned_certificate_must_carry_the_name_too(authority: trustme.CA, tmp_path: Path) -> None:
    leaf = authority.issue_cert("elsewhere.example")
    path = tmp_path / "leaf.pem"
    leaf.cert_chain_pems[0].write_to_path(str(path))
    assert (await refused(server_context(leaf), TlsSettings(path))).kind is ProblemKind.TLS_WRONG_NAME
    async with serving(polite, tls=server_context(leaf)) as server:
        assert (await bind_to(server, TlsSettings(path, server_name="elsewhere.example"))).is_bound


@pytest.mark.parametrize(
    ("begins", "ends", "kind"),
    [(-20, -10, ProblemKind.TLS_EXPIRED), (10, 20, ProblemKind.TLS_NOT_YET_VALID)],
)
async def test_outside_its_dates(
    authority: trustme.CA, tmp_path: Path, begins: int, ends: int, kind: ProblemKind
) -> None:
    now = datetime.now(UTC)
    leaf = authority.issue_cert(
        "localhost", not_before=now + timedelta(days=begins), not_after=now + timedelta(days=ends)
    )
    problem = await refused(server_context(leaf), TlsSettings(ca_file(authority, tmp_path)))
    assert problem.kind is kind


async def test_an_issuer_that_is_not_trusted(authority: trustme.CA, tmp_path: Path) -> None:
    context = server_context(authority.issue_cert("localhost"))
    for tls in (TlsSettings(), TlsSettings(ca_file(trustme.CA(), tmp_path))):
        assert (await refused(context, tls)).kind is ProblemKind.TLS_UNKNOWN_ISSUER


async def test_a_self_signed_certificate_that_is_not_trusted(authority: trustme.CA, tmp_path: Path) -> None:
    _, context = self_signed(tmp_path)
    for tls in (TlsSettings(), TlsSettings(ca_file(authority, tmp_path))):
        assert (await refused(context, tls)).kind is ProblemKind.TLS_SELF_SIGNED


async def test_tls_1_1_is_too_old(authority: trustme.CA, tmp_path: Path) -> None:
    context = client_context(TlsSettings(ca_file(authority, tmp_path)))
    assert context.minimum_version is ssl.TLSVersion.TLSv1_2
    assert client_context(TlsSettings(verify=False)).minimum_version is ssl.TLSVersion.TLSv1_2


# Plain and TLS mixed up.


async def test_tls_spoken_to_a_port_that_closes_answers_or_waits() -> None:
    async def closes(session: Session) -> None:
        await session.reader.read(10)

    async def answers(session: Session) -> None:
        await session.reader.read(10)
        await session.say("generic_nack", status=2)
        await session.at_end()

    async def waits(session: Session) -> None:
        await asyncio.sleep(3600)

    for script in (closes, answers, waits):
        async with (
            serving(script) as server,
            linked(server.port, tls=TlsSettings(verify=False), connect_timeout=0.3) as (link, _),
        ):
            problem = problem_of(await link.bind_once())
        assert problem.kind is ProblemKind.TLS_NOT_SPOKEN, script.__name__


async def test_plain_spoken_to_a_tls_port(authority: trustme.CA) -> None:
    """OpenSSL closes without a word on what is no TLS record, so the link asks before it says so."""

    async def nothing(session: Session) -> None:
        await session.at_end()

    async with serving(nothing, tls=server_context(authority.issue_cert("localhost"))) as server:
        problem = problem_of(await bind_to(server, None))
    assert problem.kind is ProblemKind.TLS_EXPECTED


# The file.


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (None, ProblemKind.CERTIFICATE_MISSING),
        (b"", ProblemKind.CERTIFICATE_EMPTY),
        (b" \r\n\n", ProblemKind.CERTIFICATE_EMPTY),
        (b"\xef\xbb\xbf", ProblemKind.CERTIFICATE_EMPTY),
        (b"hello", ProblemKind.CERTIFICATE_UNREADABLE),
        (b"\x30\x82\x01\x00" + b"\0" * 256, ProblemKind.CERTIFICATE_UNREADABLE),
        (
            b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
            ProblemKind.CERTIFICATE_UNREADABLE,
        ),
    ],
)
async def test_a_file_that_is_no_certificate(
    tmp_path: Path, content: bytes | None, kind: ProblemKind
) -> None:
    path = tmp_path / "certificate.pem"
    if content is not None:
        path.write_bytes(content)
    async with linked(1, tls=TlsSettings(path)) as (link, _):
        status = await link.bind_once()
    assert status.state is LinkState.REFUSED
    assert status.problem is not None
    assert status.problem.kind is kind
    assert str(path) in status.problem.detail


def test_a_file_with_only_a_private_key(authority: trustme.CA, tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    authority.issue_cert("localhost").private_key_pem.write_to_path(str(path))
    with pytest.raises(CertificateProblem, match="private key") as caught:
        read_certificates(path)
    assert caught.value.problem.kind is ProblemKind.CERTIFICATE_UNREADABLE


def test_a_folder_is_no_certificate(tmp_path: Path) -> None:
    with pytest.raises(CertificateProblem) as caught:
        read_certificates(tmp_path)
    assert caught.value.problem.kind is ProblemKind.CERTIFICATE_UNREADABLE


def test_a_certificate_with_its_key_gives_the_certificate(authority: trustme.CA, tmp_path: Path) -> None:
    path = tmp_path / "both.pem"
    authority.issue_cert("localhost").private_key_and_cert_chain_pem.write_to_path(str(path))
    assert len(read_certificates(path)) == 1


# Errors of the system.


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (ConnectionRefusedError(111, "Connection refused"), ProblemKind.PORT_REFUSED),
        (
            OSError("Multiple exceptions: [Errno 111] Connect call failed ('::1', 1), [Errno 101] no way"),
            ProblemKind.PORT_REFUSED,
        ),
        (OSError(101, "Network is unreachable"), ProblemKind.UNREACHABLE),
        (OSError(113, "No route to host"), ProblemKind.UNREACHABLE),
        (OSError("Multiple exceptions: [Errno 110] one, [Errno 110] two"), ProblemKind.CONNECT_TIMEOUT),
        (TimeoutError(), ProblemKind.CONNECT_TIMEOUT),
    ],
)
def test_errors_of_the_network(error: Exception, kind: ProblemKind) -> None:
    assert classify(error, tls=False).kind is kind
