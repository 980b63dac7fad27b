"""Certificates that end soon are told of 30 days ahead: the account's file, and what the server shows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
import trustme

from tests.console.test_doctor import an_account, context, file_of, smsc
from tests.smpp.peers import serving
from ycloud_console.accounts import Account
from ycloud_console.console import Console
from ycloud_console.console.certificates import Where, expiring, expiry_words, first_to_end

NOW = datetime.now(UTC)


def keep(folder: Path, days: float, name: str = "leaf.pem") -> str:
    leaf = trustme.CA().issue_cert("smsc.example", not_after=NOW + timedelta(days=days))
    path = folder / name
    leaf.cert_chain_pems[0].write_to_path(str(path))
    return str(path)


def account_with(certificate: str, **changes: object) -> Account:
    return an_account(tls=True, certificate=certificate, **changes)


@pytest.mark.parametrize(
    ("days", "soon", "over"), [(31.5, False, False), (29, True, False), (-1, True, True)]
)
async def test_a_file_within_thirty_days(
    console: Console, tmp_path: Path, days: float, soon: bool, over: bool
) -> None:
    console.settings.put(account_with(keep(tmp_path, days)))
    found = await expiring(console)
    assert ("trial" in found) is soon
    if soon:
        assert (found["trial"].is_over, found["trial"].where) == (over, Where.FILE)
        for language in ("en", "zh"):
            title, sentence = expiry_words(found["trial"], "Acme", language)
            assert "Acme" in title
            assert (NOW + timedelta(days=days)).date().isoformat() in sentence
    assert "trial" in await first_to_end(console)


@pytest.mark.parametrize("days", [0.5, 1.5])
async def test_the_last_two_days_are_not_called_one(console: Console, tmp_path: Path, days: float) -> None:
    console.settings.put(account_with(keep(tmp_path, days)))
    expiry = (await expiring(console))["trial"]
    assert expiry_words(expiry, "Acme")[0] == "Acme: the certificate ends in less than two days"
    assert expiry_words(expiry, "Acme", "zh")[0] == "Acme：证书将在两天内到期"


async def test_what_is_not_used_is_not_warned_of(console: Console, tmp_path: Path) -> None:
    ending = keep(tmp_path, 5)
    console.settings.put(account_with(ending, verify=False))
    assert await expiring(console) == {}
    console.settings.put(msgspec.structs.replace(account_with(ending), tls=False))
    assert await expiring(console) == {}
    console.settings.put(account_with(str(tmp_path / "missing.pem")))
    assert await expiring(console) == {}


async def test_an_old_certificate_in_a_bundle_is_passed_over(console: Console, tmp_path: Path) -> None:
    bundle = tmp_path / "bundle.pem"
    bundle.write_bytes(
        Path(keep(tmp_path, -300, "old.pem")).read_bytes() + Path(keep(tmp_path, 300)).read_bytes()
    )
    console.settings.put(account_with(str(bundle)))
    assert await expiring(console) == {}


async def test_what_the_server_shows_at_the_bind(console: Console, tmp_path: Path) -> None:
    authority = trustme.CA()
    leaf = authority.issue_cert("localhost", not_after=NOW + timedelta(days=12))
    async with serving(smsc, tls=context(leaf)) as server:
        account = account_with(file_of(authority, tmp_path), port=server.port)
        console.add_guest(account, "s3cr3tW0")
        assert await expiring(console) == {}
        assert (await console.bind_once(account.id)).is_bound
        found = await expiring(console)
        assert (found[account.id].where, found[account.id].days) == (Where.SERVER, 11)
        await console.unbind(account.id)
        assert console.peer_certificate(account.id) is None
