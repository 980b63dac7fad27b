"""The file of templates: whole or not at all, shared by programs, kept aside when damaged."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from ycloud_console.accounts.templates import MAX_NAME, Template, Templates, TemplatesUnavailable


@pytest.fixture
def store(tmp_path: Path) -> Templates:
    return Templates(tmp_path / "home" / "templates.toml")


def again(store: Templates) -> list[Template]:
    """What another program reads."""
    other = Templates(store.path)
    other.load()
    return list(other.all)


def test_what_was_put_is_read_by_another(store: Templates) -> None:
    store.load()
    assert store.all == ()
    text = '【YCloud】您的验证码是 {code}\n"quoted" \\ \t\x07'
    store.put(Template(" Login code ", text))
    store.put(Template("alpha", "x"))
    assert again(store) == [Template("alpha", "x"), Template("Login code", text)]
    assert store.find("LOGIN CODE") == Template("Login code", text)


def test_a_name_stands_once_in_any_case(store: Templates) -> None:
    store.put(Template("Code", "one"))
    store.put(Template("code", "two"))
    assert again(store) == [Template("code", "two")]


def test_a_rename_leaves_nothing_behind(store: Templates) -> None:
    store.put(Template("Code", "one"))
    store.put(Template("Login", "one"), instead_of="Code")
    assert again(store) == [Template("Login", "one")]
    store.remove("LOGIN")
    assert again(store) == []


def test_two_programs_lose_nothing_of_each_other(store: Templates) -> None:
    other = Templates(store.path)
    store.put(Template("a", "1"))
    other.put(Template("b", "2"))
    store.put(Template("c", "3"))
    assert [one.name for one in again(store)] == ["a", "b", "c"]


@pytest.mark.parametrize("name", ["", "  ", "x" * (MAX_NAME + 1)])
def test_a_name_that_cannot_be_is_refused(store: Templates, name: str) -> None:
    with pytest.raises(ValueError, match="name"):
        store.put(Template(name, "x"))
    assert not store.path.exists()


@pytest.mark.parametrize(
    "content", [b"nonsense =", b"[[templates]]\nname = 3\n", b"\xff\xfe", b"templates = 1"]
)
def test_a_damaged_file_is_set_aside_whole(store: Templates, content: bytes) -> None:
    store.path.parent.mkdir()
    store.path.write_bytes(content)
    store.put(Template("a", "1"))
    assert store.aside is not None
    assert store.aside.read_bytes() == content
    assert again(store) == [Template("a", "1")]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_it_is_for_its_owner_alone(store: Templates) -> None:
    store.put(Template("a", "1"))
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600


def test_a_folder_that_cannot_be_written_says_why(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = Templates(tmp_path / "file" / "templates.toml")
    with pytest.raises(TemplatesUnavailable) as caught:
        store.put(Template("a", "1"))
    assert str(caught.value)
    assert store.all == ()


def test_half_a_surrogate_pair_is_no_reason_to_lose_the_rest(store: Templates) -> None:
    store.put(Template("a", "x\ud83d"))
    assert [one.name for one in again(store)] == ["a"]
