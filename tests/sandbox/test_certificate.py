"""The self-signed certificate: trusted when pinned, kept while it is good, re-made when it is not."""

from __future__ import annotations

import asyncio
import os
import ssl
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.sandbox.raw import RawClient, trusting
from ycloud_console.sandbox import Sandbox
from ycloud_console.sandbox.certificate import server_context


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1"])
@pytest.mark.parametrize("strict", [False, True])
async def test_who_trusts_it_can_connect(sandbox: Sandbox, name: str, strict: bool) -> None:
    context = trusting(sandbox)
    if strict:  # the default of Python 3.13
        context.verify_flags |= ssl.VERIFY_X509_STRICT | ssl.VERIFY_X509_PARTIAL_CHAIN
    async with RawClient(sandbox.tls_port, context, name) as esme:
        assert await esme.bind() == 0
        assert (await esme.submit("6581234567")).command_status == 0
        assert "stat:DELIVRD" in await esme.receipt()


@pytest.mark.parametrize("name", ["localhost", "smpp.ycloud.com"])
async def test_who_does_not_trust_it_or_wants_another_name_cannot(sandbox: Sandbox, name: str) -> None:
    context = ssl.create_default_context() if name == "localhost" else trusting(sandbox)
    with pytest.raises(ssl.SSLCertVerificationError):
        await RawClient(sandbox.tls_port, context, name).__aenter__()


async def test_old_tls_is_refused(sandbox: Sandbox) -> None:
    context, _ = server_context(sandbox.certificate.parent)
    assert context.minimum_version == ssl.TLSVersion.TLSv1_2


def test_the_files(tmp_path: Path) -> None:
    _, certificate = server_context(tmp_path / "deep" / "sandbox")
    key = certificate.with_name("key.pem")
    assert b"PRIVATE" not in certificate.read_bytes()
    assert b"PRIVATE" in key.read_bytes()
    if os.name == "posix":
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
    names = x509.load_pem_x509_certificate(certificate.read_bytes()).extensions.get_extension_for_class(
        x509.SubjectAlternativeName
    )
    assert names.value.get_values_for_type(x509.DNSName) == ["localhost"]
    assert "127.0.0.1" in [str(address) for address in names.value.get_values_for_type(x509.IPAddress)]


def test_a_good_one_is_kept(tmp_path: Path) -> None:
    _, certificate = server_context(tmp_path)
    before = certificate.read_bytes()
    server_context(tmp_path)
    assert certificate.read_bytes() == before


@pytest.mark.parametrize(
    "damage", ["no certificate", "no key", "garbage", "another key", "expired", "almost", "early"]
)
def test_one_that_is_not_good_is_made_anew(tmp_path: Path, damage: str) -> None:
    _, certificate = server_context(tmp_path)
    key = tmp_path / "key.pem"
    before = certificate.read_bytes()
    now = datetime.now(UTC)
    match damage:
        case "no certificate":
            certificate.unlink()
        case "no key":
            key.unlink()
        case "garbage":
            key.write_bytes(b"garbage")
        case "another key":
            key.write_bytes(_pair(now - timedelta(1), now + timedelta(300))[1] + before)
        case "expired":
            _replace(certificate, key, now - timedelta(days=30), now - timedelta(days=1))
        case "almost":
            _replace(certificate, key, now - timedelta(days=30), now + timedelta(days=1))
        case _:
            _replace(certificate, key, now + timedelta(days=1), now + timedelta(days=300))
    context, again = server_context(tmp_path)
    assert again == certificate
    assert certificate.read_bytes() != before
    made = x509.load_pem_x509_certificate(certificate.read_bytes())
    assert made.not_valid_before_utc < now < now + timedelta(days=300) < made.not_valid_after_utc
    assert context.cert_store_stats() is not None


async def test_many_at_once_agree(tmp_path: Path) -> None:
    made = await asyncio.gather(*(asyncio.to_thread(server_context, tmp_path) for _ in range(8)))
    assert len({certificate for _, certificate in made}) == 1
    assert (tmp_path / "key.pem").read_bytes().endswith(made[0][1].read_bytes())


def _replace(certificate: Path, key: Path, begin: datetime, end: datetime) -> None:
    public, private = _pair(begin, end)
    certificate.write_bytes(public)
    key.write_bytes(private + public)


def _pair(begin: datetime, end: datetime) -> tuple[bytes, bytes]:
    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "old")])
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(secret.public_key())
        .serial_number(1)
        .not_valid_before(begin)
        .not_valid_after(end)
        .sign(secret, hashes.SHA256())
    )
    encoding = serialization.Encoding.PEM
    private = secret.private_bytes(encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return signed.public_bytes(encoding), private
