"""The settings file: kept whole, private, and never lost."""

from __future__ import annotations

import multiprocessing
import stat
import sys
import tomllib
from pathlib import Path

import msgspec
import pytest

from ycloud_console.accounts import Account, Preferences, Settings, SettingsUnavailable


def account(number: int = 1, **fields: object) -> Account:
    given = {"id": f"a{number}", "name": f"Account {number}", "system_id": "demo", **fields}
    return msgspec.convert(given, Account)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "settings.toml"


def test_no_file_is_empty_settings_and_makes_nothing(path: Path) -> None:
    settings = Settings.load(path)
    assert settings.accounts == ()
    assert settings.preferences == Preferences()
    assert settings.warning is None
    assert not path.parent.exists()


def test_what_is_put_is_there_for_the_next_program(path: Path) -> None:
    settings = Settings.load(path)
    settings.put(account(1, rate=2.5, signature="【云】"))
    settings.put(account(2, tls=False, port=2775))
    settings.put(account(1, rate=3.0, signature="【云】"))
    settings.set_preferences(language="zh_CN", last_account="a2", layout={"deliveries": "AAAA"})

    again = Settings.load(path)
    assert again.accounts == (account(1, rate=3.0, signature="【云】"), account(2, tls=False, port=2775))
    assert again.accounts == settings.accounts
    assert again.preferences == Preferences(
        language="zh_CN", last_account="a2", layout={"deliveries": "AAAA"}
    )
    assert again.preferences == settings.preferences


def test_removing_an_account_leaves_the_others(path: Path) -> None:
    settings = Settings.load(path)
    for number in (1, 2, 3):
        settings.put(account(number))
    settings.set_preferences(last_account="a2")
    settings.remove("a2")
    settings.remove("never-was")
    assert [each.id for each in Settings.load(path).accounts] == ["a1", "a3"]
    assert Settings.load(path).preferences.last_account == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no permission bits")
def test_the_file_and_its_folder_are_the_owner_s_alone(path: Path) -> None:
    settings = Settings.load(path)
    settings.put(account())
    path.chmod(0o644)
    settings.put(account(2))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_keys_of_a_later_version_are_kept(path: Path) -> None:
    path.parent.mkdir()
    path.write_text(
        'future = 1\n[preferences]\ntheme = "dark"\nsparkle = true\n'
        '[[accounts]]\nid = "a1"\nname = "Old"\ncolour = "blue"\n'
    )
    settings = Settings.load(path)
    assert settings.warning is None
    settings.put(account(1, name="New"))
    settings.set_preferences(theme="light")
    document = tomllib.loads(path.read_text())
    assert document["future"] == 1
    assert document["preferences"] == {"theme": "light", "sparkle": True}
    assert document["accounts"][0]["colour"] == "blue"
    assert document["accounts"][0]["name"] == "New"


def test_a_password_written_by_hand_does_not_stay_in_the_file(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('[[accounts]]\nid = "a1"\nname = "x"\npassword = "s3cret!!"\n')
    settings = Settings.load(path)
    settings.put(account(2))
    assert "s3cret!!" not in path.read_text()


@pytest.mark.parametrize("octets", [b"[[accounts]\nid=", b"\xff\xfe\x00", b"id = 'a\x00'"])
def test_a_broken_file_is_kept_aside_and_said(path: Path, octets: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(octets)
    settings = Settings.load(path)
    assert settings.accounts == ()
    (aside,) = path.parent.glob("settings.toml.broken-*")
    assert aside.read_bytes() == octets
    assert settings.warning is not None
    assert aside.name in settings.warning
    assert Settings.load(path).warning is None


def test_a_field_of_the_wrong_type_is_named_and_costs_only_its_account(path: Path) -> None:
    path.parent.mkdir()
    text = (
        '[[accounts]]\nid = "a1"\nname = "Good"\n'
        '[[accounts]]\nid = "a2"\nname = "Shop"\nport = "thirty"\n'
        '[[accounts]]\nid = "a1"\nname = "Twin"\n'
    )
    path.write_text(text)
    settings = Settings.load(path, "zh_CN")
    assert [each.name for each in settings.accounts] == ["Good"]
    assert settings.warning is not None
    for word in ("Shop", "port", "“a1”"):
        assert word in settings.warning
    (aside,) = path.parent.glob("settings.toml.broken-*")
    assert aside.read_text() == text
    settings.put(account(3))
    assert [each.id for each in Settings.load(path).accounts] == ["a1", "a3"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('[preferences]\ntheme = "pink"\n', "theme"),
        ("preferences = 3\n", "preferences"),
        ("accounts = 3\n", "accounts"),
        ("accounts = [3]\n", "account 1"),
        ('[[accounts]]\nname = "no ID"\n', "no ID"),
    ],
)
def test_other_shapes_that_are_not_settings_are_named(path: Path, text: str, named: str) -> None:
    path.parent.mkdir()
    path.write_text(text)
    settings = Settings.load(path)
    assert settings.accounts == ()
    assert settings.preferences == Preferences()
    assert named in (settings.warning or "")


def test_a_preference_that_cannot_be_is_refused(path: Path) -> None:
    settings = Settings.load(path)
    with pytest.raises(msgspec.ValidationError, match="theme"):
        settings.set_preferences(theme="pink")
    with pytest.raises(TypeError):
        settings.set_preferences(colour="pink")
    assert not path.exists()


def test_a_write_that_fails_changes_nothing_and_says_why(path: Path) -> None:
    settings = Settings.load(path)
    settings.put(account(1))
    before = path.read_bytes()
    path.unlink()
    path.mkdir()
    with pytest.raises(SettingsUnavailable, match=r"settings\.toml"):
        settings.put(account(2))
    assert [each.id for each in settings.accounts] == ["a1"]
    path.rmdir()
    path.write_bytes(before)
    settings.put(account(2))
    assert [each.id for each in Settings.load(path).accounts] == ["a1", "a2"]
    assert not list(path.parent.glob("*.new"))


def _put_many(path: Path, first: int) -> None:
    settings = Settings.load(path)
    for number in range(first, first + 20):
        settings.put(account(number))


def test_two_programs_that_write_at_once_lose_nothing(path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_put_many, args=(path, first)) for first in (100, 200)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
        assert writer.exitcode == 0
    ids = {each.id for each in Settings.load(path).accounts}
    assert ids == {f"a{number}" for number in (*range(100, 120), *range(200, 220))}
