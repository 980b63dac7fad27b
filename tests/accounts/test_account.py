"""What an account must be to work, and what is worth a note beside its field."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from ycloud_console.accounts import Account, new_account_id, notes, password_problem, problems, zone


def account(**fields: Any) -> Account:
    return Account(**{"id": "a1", "name": "Support", "system_id": "demo", **fields})


def test_an_account_with_name_and_system_id_is_sound() -> None:
    assert problems(account()) == {}
    assert notes(account(), password_length=8) == {}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "  "),
        ("host", ""),
        ("host", "smpp://smpp.ycloud.com"),
        ("host", "smpp.ycloud.com/x"),
        ("host", "two words"),
        ("port", 0),
        ("port", 65536),
        ("server_name", "a b"),
        ("system_id", ""),
        ("system_id", "x" * 16),
        ("system_id", "full-width１"),
        ("system_id", "nul\0"),
        ("system_type", "x" * 13),
        ("address_range", "x" * 41),
        ("mode", "both"),
        ("addr_ton", 256),
        ("addr_npi", -1),
        ("binds", 0),
        ("window", 0),
        ("rate", -1.0),
        ("rate", float("nan")),
        ("enquire_link_interval", 0.0),
        ("response_timeout", float("inf")),
        ("connect_timeout", -3.0),
        ("backoff_min", 0.0),
        ("default_sender", "TwelveLetters"),
        ("default_country", "XX"),
        ("default_country", "cn"),
        ("long_mode", "udh9"),
        ("receipt_zone", "Middle/Earth"),
        ("receipt_zone", "../../etc/passwd"),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_fault_is_said_beside_its_field_alone(field: str, value: Any, language: str) -> None:
    found = problems(account(**{field: value}), language)
    assert list(found) == [field]
    assert found[field].endswith((".", "。"))
    assert any("一" <= letter <= "鿿" for letter in found[field]) == (language == "zh_CN")


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "::1", "[2001:db8::1]", "smpp_1.example.com", "例子.测试"]
)
def test_hosts_by_name_and_address(host: str) -> None:
    assert "host" not in problems(account(host=host))


def test_the_longest_wait_is_not_shorter_than_the_shortest() -> None:
    assert list(problems(account(backoff_min=5.0, backoff_max=1.0))) == ["backoff_max"]


def test_a_password_longer_than_smpp_allows_is_a_note_and_one_over_64_a_fault() -> None:
    assert "9" in notes(account(), password_length=9)["password"]
    assert password_problem("x" * 64) is None
    fault = password_problem("x" * 65)
    assert fault is not None
    assert "65" in fault


def test_a_password_that_smpp_cannot_carry_is_a_fault_that_does_not_repeat_it() -> None:
    for password in ("pass１２３word", "with\nbreak"):
        fault = password_problem(password)
        assert fault is not None
        assert password not in fault


def test_the_port_and_tls_that_do_not_go_together_are_noted() -> None:
    assert "30012" in notes(account(port=30002, tls=True))["port"]
    assert "30002" in notes(account(port=30012, tls=False))["port"]
    assert "tls" in notes(account(tls=False, port=30002))
    assert "tls" not in notes(account(tls=False, host="127.0.0.1", port=2775))
    assert "verify" in notes(account(verify=False))


def test_zones_by_name_and_by_offset() -> None:
    assert zone("UTC").utcoffset(None) == timedelta(0)
    assert zone("+08:00").utcoffset(None) == timedelta(hours=8)
    assert zone("-0330").utcoffset(None) == timedelta(hours=-3, minutes=-30)
    with pytest.raises(ValueError, match="Middle"):
        zone("Middle/Earth")


def test_ids_are_new_each_time() -> None:
    assert len({new_account_id() for _ in range(100)}) == 100


def test_an_account_has_no_place_for_a_password() -> None:
    assert not [name for name in msgspec.structs.asdict(account()) if "password" in name]
