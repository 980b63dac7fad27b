"""What the packaged program does before anything else, since it brings its own Python and Qt along.

A run from a checkout or from pip needs none of it.
"""

from __future__ import annotations

import os
import ssl
import sys
from collections.abc import MutableMapping
from pathlib import Path

AUTHORITIES = (
    # Fedora and its kin, openSUSE, Alpine and Arch, Debian.
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
    "/etc/ssl/certs/ca-certificates.crt",
)
"""Where Linux distributions keep the certificates of the authorities that the system trusts."""

_LOADER = ("LD_LIBRARY_PATH",)
"""The boot loader points them to the package, and keeps what they were with ``_ORIG`` appended."""
_OURS = ("QT_PLUGIN_PATH", "QML2_IMPORT_PATH")
"""Set for a Qt that cannot find its own plug-ins; the one in the package can."""


def prepare() -> None:
    """Make the process one that its own libraries and the programs it starts can live in."""
    provide_streams()
    give_back(os.environ)
    if sys.platform.startswith("linux"):
        find_authorities(os.environ)


def provide_streams() -> None:
    """A program without a console (Windows) has no streams: let what is written to them go nowhere."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 -- for the whole run


def give_back(environ: MutableMapping[str, str]) -> None:
    """Leave programs that this one starts (the file manager, say) the environment the operator gave it.

    This process has read these variables already, or needs none of them.
    """
    for name in _LOADER:
        before = environ.pop(f"{name}_ORIG", None)
        if before is not None:
            environ[name] = before
        elif name in environ:
            del environ[name]
    package = getattr(sys, "_MEIPASS", None)
    for name in _OURS:
        if package and environ.get(name, "").startswith(str(package)):
            del environ[name]


def find_authorities(environ: MutableMapping[str, str]) -> None:
    """Have OpenSSL trust the authorities of the system it runs on, not those of the one it was built on."""
    places = ssl.get_default_verify_paths()
    if places.cafile or (places.capath and any(Path(places.capath).iterdir())):
        return
    for bundle in AUTHORITIES:
        if Path(bundle).is_file():
            environ["SSL_CERT_FILE"] = bundle
            return
