"""What is being written survives: a restart, a kill, a damaged file."""

from __future__ import annotations

import asyncio
import stat
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import msgspec
import pytest

from tests.ui.composer.test_composer import sent_of, settled
from tests.ui.conftest import until
from ycloud_console.accounts import Account
from ycloud_console.console import Console
from ycloud_console.ui.bridge import Bridge
from ycloud_console.ui.composer import Composer
from ycloud_console.ui.composer.check import Draft
from ycloud_console.ui.composer.drafts import DraftFile, Kept
from ycloud_console.ui.composer.tlv import TlvKind, TlvRow
from ycloud_console.ui.tasks import Tasks

pytestmark = pytest.mark.gui

TYPIST = Path(__file__).with_name("typist.py")


@pytest.fixture
async def another(console: Console, bridge: Bridge, tasks: Tasks) -> AsyncIterator[Callable[[], Composer]]:
    """Makes the composer of the next start."""
    made: list[Composer] = []

    def make() -> Composer:
        made.append(Composer(console, bridge, tasks))
        made[-1].show()
        return made[-1]

    yield make
    for each in made:
        each.close_down()
        each.close()
        each.deleteLater()


async def test_everything_that_was_typed_is_there_after_a_restart(
    composer: Composer, sandbox_account: Account, another: Callable[[], Composer]
) -> None:
    composer.set_account(sandbox_account)
    composer.fill("Acme", "+6581234567\nnobody", "Hi {name} 🎉 【")
    composer.placeholders.set_values({"name": "Mei"})
    composer.options.priority.setCurrentIndex(3)
    composer.options.validity.setValue(2)
    composer.options.later.setChecked(True)
    composer.options.tlvs.set_rows([TlvRow("14zz", TlvKind.HEX, "0"), TlvRow("1401", TlvKind.TEXT, "x")])
    await settled(composer)
    written = composer.draft()
    composer.close_down()
    again = another()
    again.set_account(sandbox_account)
    assert again.draft() == written
    assert again.restored.isVisible()
    assert "Not sent yet, from" in again.restored.text()
    again.message.insertPlainText("x")
    assert not again.restored.isVisible(), "it is not said for ever"


async def test_it_can_be_cleared_with_one_click(
    composer: Composer, sandbox_account: Account, another: Callable[[], Composer]
) -> None:
    composer.set_account(sandbox_account)
    composer.fill("Acme", "+6581234567", "hello")
    composer.options.priority.setCurrentIndex(3)
    composer.close_down()
    again = another()
    again.set_account(sandbox_account)
    again.discard.click()
    draft = again.draft()
    assert (draft.recipients, draft.text, draft.options.priority) == ("", "", 0)
    assert not again.restored.isVisible()
    again.message.undo()
    assert again.message.toPlainText() == "hello"


async def test_what_was_sent_is_no_draft_any_more(
    composer: Composer, bound: Account, another: Callable[[], Composer]
) -> None:
    sent = sent_of(composer)
    composer.set_account(bound)
    composer.fill("Acme", "+6581234567", "hello")
    composer.submit()
    await until(lambda: sent, "sent")
    composer.close_down()
    again = another()
    assert again.draft().text == ""
    assert again.draft().recipients == "+6581234567"
    assert not again.restored.isVisible(), "they were sent to"
    again.recipients.edit.insertPlainText("+6581234568\n")
    again.close_down()
    assert "Not sent yet" in another().restored.text()


async def test_what_was_being_sent_at_the_end_is_not_called_unsent(
    composer: Composer, console: Console, bound: Account, another: Callable[[], Composer], tasks: Tasks
) -> None:
    """Part of it is queued and goes out: who sends the draft again sends that part twice."""
    composer.set_account(bound)
    composer.fill("Acme", "+6581234567", "hello")
    await settled(composer)
    composer.submit()
    assert composer.is_sending
    kept = DraftFile(console.home / "draft.json").read()
    assert kept is not None
    assert kept.is_being_sent, "also when the program is killed now"
    composer.close_down()
    await tasks.close()
    again = another()
    assert again.draft().text == "hello"
    assert "being sent when the program ended" in again.restored.text()
    again.message.insertPlainText("x")
    again.close_down()
    assert "Not sent yet" in another().restored.text()


async def test_a_send_that_came_to_its_end_is_not_called_half_sent(
    composer: Composer, console: Console, bound: Account
) -> None:
    sent = sent_of(composer)
    composer.set_account(bound)
    composer.fill("Acme", "+6581234567", "hello")
    composer.submit()
    await composer.sent_out()
    assert sent
    composer.close_down()
    kept = DraftFile(console.home / "draft.json").read()
    assert kept is not None
    assert (kept.is_being_sent, kept.is_done) == (False, True)


async def test_the_sender_of_each_account_is_remembered(
    composer: Composer, sandbox_account: Account, another: Callable[[], Composer]
) -> None:
    other = msgspec.structs.replace(sandbox_account, id="other", default_sender="")
    composer.set_account(other)
    composer.sender_edit.setText("Other")
    composer.set_account(sandbox_account)
    composer.sender_edit.setText("Mine")
    composer.close_down()
    again = another()
    again.set_account(other)
    assert again.sender_edit.text() == "Other", "the draft was for the other account"
    again.set_account(sandbox_account)
    assert again.sender_edit.text() == "Mine"


async def test_after_a_kill_no_more_than_the_last_second_is_gone(
    console: Console, tmp_path: Path, another: Callable[[], Composer]
) -> None:
    home = tmp_path / "killed"
    draft = home / "draft.json"
    typist = await asyncio.create_subprocess_exec(sys.executable, "-m", _module(), str(home), "half written")
    try:
        await until(draft.exists, "kept")
    finally:
        typist.kill()
        await typist.wait()
    console.home.joinpath("draft.json").write_bytes(draft.read_bytes())
    found = another().draft()
    assert (found.sender, found.recipients, found.text) == ("Acme", "+6581234567", "half written")


def _module() -> str:
    return ".".join(TYPIST.relative_to(Path.cwd()).with_suffix("").parts)


async def test_typing_is_kept_while_the_window_is_open(composer: Composer, console: Console) -> None:
    composer.message.insertPlainText("hello")
    path = console.home / "draft.json"
    await until(path.exists, "kept")
    kept = DraftFile(path).read()
    assert kept is not None
    assert kept.draft.text == "hello"


async def test_a_save_that_is_cancelled_before_it_began_is_made_up_for(
    composer: Composer, console: Console, tasks: Tasks
) -> None:
    composer.message.insertPlainText("hello")
    composer._keeper._timer.stop()
    # The timer fires in the turn of the loop in which the window is closed.
    composer._keeper._save()
    composer.close_down()
    await tasks.close()
    kept = DraftFile(console.home / "draft.json").read()
    assert kept is not None
    assert kept.draft.text == "hello"


@pytest.mark.parametrize("content", [b"", b"{", b'{"draft": 3}', b"\xff\xfe", b"[]"])
async def test_a_damaged_draft_is_set_aside_and_the_window_opens(
    console: Console, another: Callable[[], Composer], content: bytes
) -> None:
    path = console.home / "draft.json"
    path.write_bytes(content)
    assert another().draft().text == ""
    (aside,) = console.home.glob("draft.json.broken-*")
    assert aside.read_bytes() == content


def test_an_older_draft_never_replaces_a_newer_one(tmp_path: Path) -> None:
    file = DraftFile(tmp_path / "draft.json")
    file.write(Kept(draft=Draft(text="new")), 2)
    file.write(Kept(draft=Draft(text="old")), 1)
    kept = file.read()
    assert kept is not None
    assert kept.draft.text == "new"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_it_is_for_its_owner_alone(tmp_path: Path) -> None:
    file = DraftFile(tmp_path / "draft.json")
    file.write(Kept(draft=Draft(text="x\ud83d")), 1)
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert file.read() is not None


def test_a_folder_that_cannot_be_written_costs_nothing_but_the_draft(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    DraftFile(tmp_path / "file" / "draft.json").write(Kept(draft=Draft(text="x")), 1)
    assert DraftFile(tmp_path / "file" / "draft.json").read() is None
