"""Certificates as cryptography reads them. Imported when one is first looked at."""

from __future__ import annotations

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from ycloud_console.smpp.certificate import Certificate


def from_pem(octets: bytes) -> list[x509.Certificate]:
    """All that are in *octets*. Raises ValueError."""
    return x509.load_pem_x509_certificates(octets)


def from_der(octets: bytes) -> x509.Certificate:
    """The one that *octets* are. Raises ValueError."""
    return x509.load_der_x509_certificate(octets)


def as_pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(Encoding.PEM).decode("ascii")


def described(source: x509.Certificate | bytes) -> Certificate:
    """What *source* (DER when octets) says. Raises ValueError when it cannot be read."""
    certificate = from_der(source) if isinstance(source, bytes) else source
    return Certificate(
        subject=_name(certificate.subject),
        issuer=_name(certificate.issuer),
        names=_hosts(certificate),
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
        fingerprint=certificate.fingerprint(hashes.SHA256()).hex(":").upper(),
        is_self_issued=certificate.subject == certificate.issuer,
        pem=as_pem(certificate),
    )


def _name(name: x509.Name) -> str:
    common = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(common[0].value) if common else name.rfc4514_string()


def _hosts(certificate: x509.Certificate) -> tuple[str, ...]:
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):
        return ()
    hosts = [name.value for name in names if isinstance(name, x509.DNSName)]
    return (*hosts, *(str(name.value) for name in names if isinstance(name, x509.IPAddress)))
