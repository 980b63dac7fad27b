"""The account of the practice SMSC."""

from __future__ import annotations

from ycloud_console.accounts import Account
from ycloud_console.sandbox import Sandbox

SANDBOX_ID = "sandbox"
"""It is not in the settings file."""


def sandbox_account(sandbox: Sandbox) -> Account:
    """The account for the practice SMSC: TLS, with the certificate it made for itself."""
    return Account(
        id=SANDBOX_ID,
        name="Sandbox",
        host=sandbox.host,
        port=sandbox.tls_port,
        tls=True,
        certificate=str(sandbox.certificate),
        system_id=sandbox.system_id,
        window=50,
        rate=100.0,
        default_sender="YCloud",
        signature="YCloud",
    )
