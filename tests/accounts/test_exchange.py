"""Accounts written to a file and read again, on this computer and on another."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import msgspec
import pytest

from ycloud_console.accounts import (
    Account,
    ExchangeProblem,
    Settings,
    duplicate,
    export_accounts,
    import_accounts,
    keep_certificate,
)


def acme(**changes: object) -> Account:
    start = Account(id="a1", name="Acme", system_id="acme01", port=2775, tls=False, signature="雅客")
    return msgspec.structs.replace(start, **changes)


def test_what_is_exported_comes_back_as_it_was_on_another_computer(tmp_path: Path) -> None:
    accounts = [acme(), acme(id="b2", name="Übung", rate=0.25, receipt_zone="+08:00")]
    path = tmp_path / "accounts.toml"
    export_accounts(accounts, path)
    assert "password" not in path.read_text(encoding="utf-8").lower()
    imported = import_accounts(path, [])
    assert list(imported.accounts) == accounts
    assert imported.notes == ()


@pytest.mark.skipif(sys.platform == "win32", reason="uses the file-size limit of a process")
def test_a_file_that_cannot_be_written_whole_stays_as_it_was(tmp_path: Path) -> None:
    import resource

    path = tmp_path / "accounts.toml"
    export_accounts([acme()], path)
    before = path.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        with pytest.raises(ExchangeProblem, match="could not be written"):
            export_accounts([acme(), acme(id="b2", name="Other")], path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_certificate_path_that_this_system_does_not_take_is_missing_here(tmp_path: Path) -> None:
    path, impossible = tmp_path / "accounts.toml", f"/{'n' * 300}.pem"
    export_accounts([acme(certificate=impossible)], path)
    imported = import_accounts(path, [])
    assert [account.certificate for account in imported.accounts] == [impossible]
    assert impossible in imported.notes[0]


def test_ids_and_names_that_are_taken_are_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "accounts.toml"
    export_accounts([acme(), acme(id="b2", name="ACME"), acme(id="sandbox", name="Mine")], path)
    first, second, third = import_accounts(path, [acme()]).accounts
    assert (first.name, second.name, third.name) == ("Acme (2)", "ACME (3)", "Mine")
    assert first.id not in ("a1", "b2")
    assert second.id == "b2"
    assert third.id != "sandbox"
    assert "Acme (2)" in import_accounts(path, [acme()]).notes[0]


def test_what_is_missing_here_is_said(tmp_path: Path) -> None:
    path, certificate = tmp_path / "accounts.toml", tmp_path / "here.pem"
    certificate.write_text("x")
    there = str(tmp_path / "there.pem")
    export_accounts(
        [acme(certificate=str(certificate)), acme(id="b", name="B", certificate=there, port=0)], path
    )
    missing, faulty = import_accounts(path, []).notes
    assert "B" in missing
    assert there in missing
    assert "65535" in faulty
    assert "端口" in import_accounts(path, [], "zh").notes[1]


@pytest.mark.parametrize(
    "content",
    [
        None,
        b"",
        b"\xff\xfe not text",
        b"kind = 'something else'\nversion = 1\naccounts = []",
        b"kind = 'ycloud-console accounts'\nversion = 1\naccounts = []",
        b"kind = 'ycloud-console accounts'\nversion = 9\naccounts = [{id = 'x', name = 'X'}]",
        b"kind = 'ycloud-console accounts'\nversion = 1\naccounts = [{id = 'x', name = 'X', port = 'a'}]",
        b"kind = 'ycloud-console accounts'\nversion = 1\naccounts = [{name = 'no id'}]",
    ],
)
def test_a_file_that_is_no_export_is_refused_in_words(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "accounts.toml"
    if content is not None:
        path.write_bytes(content)
    for language in ("en", "zh"):
        with pytest.raises(ExchangeProblem, match=r"accounts\.toml"):
            import_accounts(path, [], language)


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(ExchangeProblem, match="nowhere"):
        export_accounts([acme()], tmp_path / "nowhere" / "accounts.toml")


def test_a_copy_has_its_own_id_and_name() -> None:
    first = duplicate(acme(), [acme()])
    second = duplicate(acme(), [acme(), first])
    assert (first.name, second.name) == ("Acme copy", "Acme copy (2)")
    assert len({"a1", first.id, second.id}) == 3
    assert msgspec.structs.replace(first, id="a1", name="Acme") == acme()
    assert duplicate(acme(), [], "zh").name == "Acme 副本"


def test_several_are_kept_in_one_step(tmp_path: Path) -> None:
    settings = Settings.load(tmp_path / "settings.toml")
    settings.put(acme())
    settings.put(acme(name="Acme 2"), acme(id="b2", name="Beta"))
    assert [account.name for account in Settings.load(settings.path).accounts] == ["Acme 2", "Beta"]


def test_a_trusted_certificate_is_kept_for_its_owner_alone(tmp_path: Path) -> None:
    fingerprint = ":".join(["AB"] * 32)
    for _ in range(2):
        path = keep_certificate(tmp_path / "home", "PEM", fingerprint)
        assert path.read_text() == "PEM"
    assert path.name == "ab" * 8 + ".pem"
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
