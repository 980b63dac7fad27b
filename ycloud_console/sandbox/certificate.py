"""The self-signed certificate of the practice SMSC."""

from __future__ import annotations

import ipaddress
import os
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from filelock import FileLock

_LIFE: Final = timedelta(days=365)
_RENEW_BEFORE: Final = timedelta(days=7)


def server_context(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """The TLS context of the server, and the certificate file that its clients are to trust.

    Both files live in *folder*: ``certificate.pem`` to be handed out, ``key.pem`` (mode 0600) with the key
    and the certificate that belongs to it. They are made when missing, unreadable, expired or about to
    expire. Blocks on files; safe when several processes start at once. Raises OSError when *folder* cannot
    be written.
    """
    for each in (folder.parent, folder):  # the mode holds for the last of the folders that are made only
        each.mkdir(mode=0o700, parents=True, exist_ok=True)
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    with FileLock(folder / "certificate.lock", timeout=30):
        if not _is_good(certificate, key):
            _make(certificate, key)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.load_cert_chain(key)
    return context, certificate


def _is_good(certificate: Path, key: Path) -> bool:
    try:
        public = certificate.read_bytes()
        private = key.read_bytes()
        found = x509.load_pem_x509_certificate(public)
        loaded = serialization.load_pem_private_key(private, None)
    except (OSError, ValueError, TypeError):
        return False
    time = datetime.now(UTC)
    in_time = found.not_valid_before_utc <= time < found.not_valid_after_utc - _RENEW_BEFORE
    return in_time and private.endswith(public) and loaded.public_key() == found.public_key()


def _make(certificate: Path, key: Path) -> None:
    secret = ec.generate_private_key(ec.SECP256R1())
    public = _sign(secret).public_bytes(serialization.Encoding.PEM)
    private = secret.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    _write(key, private + public, 0o600)
    _write(certificate, public, 0o644)


def _sign(secret: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "YCloud Console"),
            x509.NameAttribute(NameOID.COMMON_NAME, "YCloud Console practice SMSC"),
        ]
    )
    time = datetime.now(UTC)
    public = secret.public_key()
    names = x509.SubjectAlternativeName(
        [
            x509.DNSName("localhost"),
            x509.IPAddress(ipaddress.ip_address("127.0.0.1")),
            x509.IPAddress(ipaddress.ip_address("::1")),
        ]
    )
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        # A little earlier, for clocks that are behind.
        .not_valid_before(time - timedelta(days=1))
        .not_valid_after(time + _LIFE)
        .add_extension(names, critical=False)
        # A server's certificate, not an authority's: some TLS libraries refuse one that is both.
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(public), critical=False)
        .sign(secret, hashes.SHA256())
    )


def _write(path: Path, content: bytes, mode: int) -> None:
    """Replace *path* as a whole; it never exists with wider rights than *mode*."""
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    fresh.replace(path)
