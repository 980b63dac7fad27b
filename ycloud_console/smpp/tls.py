"""The certificate file of an account -> SSLContext; and what is wrong, as a LinkProblem."""

from __future__ import annotations

import errno
import re
import socket
import ssl
from pathlib import Path
from typing import TYPE_CHECKING

from ycloud_console.smpp.model import LinkProblem, ProblemKind, TlsSettings

if TYPE_CHECKING:
    from cryptography import x509

_PEM_CERTIFICATE = re.compile(rb"-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----")
_PEM_KEY = re.compile(rb"-----BEGIN [A-Z ]*PRIVATE KEY-----")
_LARGEST_FILE = 1 << 20

# OpenSSL, x509_vfy.h: X509_V_ERR_...
_VERIFY_KINDS = {
    2: ProblemKind.TLS_UNKNOWN_ISSUER,  # UNABLE_TO_GET_ISSUER_CERT
    9: ProblemKind.TLS_NOT_YET_VALID,
    10: ProblemKind.TLS_EXPIRED,
    18: ProblemKind.TLS_SELF_SIGNED,  # DEPTH_ZERO_SELF_SIGNED_CERT
    19: ProblemKind.TLS_UNKNOWN_ISSUER,  # SELF_SIGNED_CERT_IN_CHAIN: a private authority's root
    20: ProblemKind.TLS_UNKNOWN_ISSUER,  # UNABLE_TO_GET_ISSUER_CERT_LOCALLY
    21: ProblemKind.TLS_UNKNOWN_ISSUER,  # UNABLE_TO_VERIFY_LEAF_SIGNATURE
    27: ProblemKind.TLS_UNKNOWN_ISSUER,  # CERT_UNTRUSTED
    62: ProblemKind.TLS_WRONG_NAME,  # HOSTNAME_MISMATCH
    64: ProblemKind.TLS_WRONG_NAME,  # IP_ADDRESS_MISMATCH
}
_NOT_TLS = frozenset(
    {
        "HTTP_REQUEST",
        "PACKET_LENGTH_TOO_LONG",
        "RECORD_LAYER_FAILURE",
        "UNEXPECTED_EOF_WHILE_READING",
        "UNKNOWN_PROTOCOL",
        "WRONG_VERSION_NUMBER",
    }
)
"""OpenSSL's reasons when what came is no TLS record."""

_REFUSED = frozenset({errno.ECONNREFUSED, 1225, 10061})
_TIMED_OUT = frozenset({errno.ETIMEDOUT, 121, 10060})
"""With Windows' own numbers (ERROR_SEM_TIMEOUT, WSAETIMEDOUT), as the two beside them."""
_ERRNO_IN_TEXT = re.compile(r"\[(?:Errno|WinError) (\d+)\]")


class CertificateProblem(Exception):
    """The certificate file cannot be used; :attr:`problem` says why."""

    def __init__(self, kind: ProblemKind, detail: str) -> None:
        super().__init__(detail)
        self.problem = LinkProblem(kind, detail)


def client_context(settings: TlsSettings) -> ssl.SSLContext:
    """The context of one account; TLS 1.2 at least.

    Without a certificate file the system's authorities are trusted. With one, only what the file holds: a
    CA, a self-signed certificate or a bare leaf. The server's name is checked in both cases, against
    ``server_hostname``. Reads files: call it off the event loop. Raises CertificateProblem.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if not settings.verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    elif settings.certificate is None:
        context.load_default_certs(ssl.Purpose.SERVER_AUTH)
    else:
        from ycloud_console.smpp.x509 import as_pem  # as in read_certificates

        trusted = read_certificates(settings.certificate)
        context.load_verify_locations(cadata="".join(as_pem(each) for each in trusted))
        # A bare leaf, or an intermediate, is trusted without its root.
        context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
        # Python 3.13 turns it on: it refuses self-signed certificates that lack CA extensions (RFC 5280),
        # though the operator was handed exactly this one.
        context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    return context


def read_certificates(path: Path) -> list[x509.Certificate]:
    """The certificates in *path*: PEM, one or several, or DER. Raises CertificateProblem."""
    from ycloud_console.smpp.x509 import from_der, from_pem  # cryptography: only where there is one to read

    octets = _read(path)
    blank = octets.removeprefix(b"\xef\xbb\xbf").strip()
    if not blank:
        raise CertificateProblem(ProblemKind.CERTIFICATE_EMPTY, str(path))
    try:
        if _PEM_CERTIFICATE.search(octets):
            return from_pem(octets)
        if _PEM_KEY.search(octets):
            raise CertificateProblem(
                ProblemKind.CERTIFICATE_UNREADABLE, f"{path}: it holds a private key, not a certificate"
            )
        return [from_der(octets)]
    except ValueError as error:
        raise CertificateProblem(
            ProblemKind.CERTIFICATE_UNREADABLE, f"{path}: it holds no certificate in PEM or DER form"
        ) from error


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST_FILE)
    except FileNotFoundError as error:
        raise CertificateProblem(ProblemKind.CERTIFICATE_MISSING, str(path)) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise CertificateProblem(ProblemKind.CERTIFICATE_UNREADABLE, f"{path}: {reason}") from error


def classify(error: Exception, *, tls: bool) -> LinkProblem:
    """What *error*, raised while connecting, means; *tls*: it was raised by the TLS handshake.

    A server that closes, resets or says nothing at the handshake does not speak TLS: one that does answers
    with an alert, which is an ``ssl.SSLError`` of its own.
    """
    if isinstance(error, CertificateProblem):
        return error.problem
    if isinstance(error, ssl.SSLCertVerificationError):
        kind = _VERIFY_KINDS.get(error.verify_code, ProblemKind.TLS_FAILED)
        return LinkProblem(kind, str(error.verify_message or error))
    if isinstance(error, ssl.SSLError):
        not_tls = error.reason in _NOT_TLS or isinstance(error, ssl.SSLEOFError)
        kind = ProblemKind.TLS_NOT_SPOKEN if not_tls else ProblemKind.TLS_FAILED
        return LinkProblem(kind, str(error))
    if tls:
        if isinstance(error, (ConnectionError, TimeoutError)):
            return LinkProblem(ProblemKind.TLS_NOT_SPOKEN, str(error))
        return LinkProblem(ProblemKind.TLS_FAILED, str(error))
    return _connecting(error)


def _connecting(error: Exception) -> LinkProblem:
    # UnicodeError: the name cannot be written for DNS (empty or over-long labels).
    if isinstance(error, (socket.gaierror, UnicodeError)):
        return LinkProblem(ProblemKind.NAME_NOT_FOUND, getattr(error, "strerror", None) or str(error))
    numbers = _error_numbers(error)
    if numbers & _REFUSED:
        return LinkProblem(ProblemKind.PORT_REFUSED, str(error))
    if isinstance(error, TimeoutError) or (numbers and numbers <= _TIMED_OUT):
        return LinkProblem(ProblemKind.CONNECT_TIMEOUT, str(error))
    return LinkProblem(ProblemKind.UNREACHABLE, str(error))


def _error_numbers(error: Exception) -> set[int]:
    """The system's error numbers in *error*.

    asyncio joins the errors of several addresses of one name ("localhost" has two) into one OSError that
    has the numbers only in its text.
    """
    if not isinstance(error, OSError):
        return set()
    found = {int(number) for number in _ERRNO_IN_TEXT.findall(str(error))}
    return found | {number for number in (error.errno, getattr(error, "winerror", None)) if number}
