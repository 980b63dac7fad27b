"""Many recipients: asked about once, with progress, to be stopped; and numbers from files."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from tests.ui.composer.test_composer import sent_of, settled, type_into
from tests.ui.conftest import until
from ycloud_console.accounts import Account
from ycloud_console.console import Console
from ycloud_console.history.model import MessageFilter
from ycloud_console.ui.composer import Composer

pytestmark = pytest.mark.gui


def numbers(count: int) -> str:
    return "\n".join(f"+65 81{n:06}" for n in range(count))


async def test_more_than_twenty_messages_are_asked_about_in_the_window(
    composer: Composer, console: Console, sandbox_account: Account
) -> None:
    sent = sent_of(composer)
    composer.activateWindow()
    await until(composer.isActiveWindow, "active")
    composer.set_account(msgspec.structs.replace(sandbox_account, rate=10.0))
    composer.fill(
        "YCloud", numbers(90) + "\n" + "\n".join(f"+86138001380{n:02}" for n in range(10)), "中" * 134
    )
    await settled(composer)
    assert composer.send_button.text() == "Send 100 messages · 200 segments"
    composer.submit()
    assert composer.question.title == "Send 100 messages?"
    for part in ("Singapore 90", "Mainland China 10", "200 segments", "20 seconds at 10 segments a second"):
        assert part in composer.question.sentence
    assert not composer.send_button.isVisible(), "there is one thing to press"
    focused = QApplication.focusWidget()
    assert focused is composer.go_back
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    assert not composer.question.isVisible()
    assert composer.send_button.isVisible()
    assert not await console.history.counts(MessageFilter())
    composer.submit()
    assert composer.send_anyway.text() == "Send 100 messages"
    QTest.keyClick(composer.go_back, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is composer.send_anyway
    QTest.keyClick(composer.send_anyway, Qt.Key.Key_Space)
    await until(lambda: len(sent) == 100, "queued")


async def test_what_goes_to_a_few_is_not_asked_about(composer: Composer, sandbox_account: Account) -> None:
    sent = sent_of(composer)
    composer.set_account(sandbox_account)
    composer.fill("YCloud", numbers(20), "hello")
    composer.submit()
    await until(lambda: len(sent) == 20, "queued")


async def test_stopping_keeps_those_who_got_nothing_in_the_list(
    composer: Composer, console: Console, sandbox_account: Account
) -> None:
    total = 3000
    composer.set_account(sandbox_account)
    composer.fill("YCloud", numbers(total), "hello")
    await until(lambda: not composer.recipients.is_reading, "read")
    composer.submit()
    composer.send_anyway.click()
    composer._sending.progressed.connect(
        lambda written, _total: composer.stop_button.click() if written else None
    )
    await until(lambda: not composer._sending.is_running, "stopped")
    written = sum((await console.history.counts(MessageFilter())).values())
    assert 0 < written < total
    assert f"{written:,} messages were queued" in composer.outcome.sentence
    await until(lambda: not composer.recipients.is_reading, "read")
    left = composer.recipients.check.good
    assert len(left) == total - written
    assert composer.message.toPlainText() == "hello"
    rows = await console.history.messages(MessageFilter(), limit=total)
    assert not {row.recipient for row in rows} & {one.e164 for one in left}


async def test_a_send_that_takes_long_shows_how_far_it_is(
    composer: Composer, sandbox_account: Account
) -> None:
    sent = sent_of(composer)
    seen: list[tuple[bool, str]] = []
    composer._patience.setInterval(0)
    composer.set_account(sandbox_account)
    composer.fill("YCloud", numbers(1500), "hello")
    await until(lambda: not composer.recipients.is_reading, "read")
    composer._sending.progressed.connect(
        lambda *_: seen.append((composer.progress.isVisible(), composer.progress_text.text()))
    )
    composer.submit()
    composer.send_anyway.click()
    await until(lambda: len(sent) == 1500, "queued")
    assert any(visible and "of 1,500 messages queued" in words for visible, words in seen)
    assert not composer.progress.isVisible()


def dropped(path: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    return data


async def test_a_table_that_is_dropped_gives_its_numbers(composer: Composer, tmp_path: Path) -> None:
    path = tmp_path / "customers.csv"
    path.write_text("name,phone\nMei,+6581234567\nLee,none\nAnn,+6581234568\n")
    composer.recipients.edit.setPlainText("+6581230000")
    assert composer.recipients.edit.canInsertFromMimeData(dropped(path))
    composer.recipients.edit.insertFromMimeData(dropped(path))
    await until(lambda: len(composer.recipients.check.good) == 3, "read")
    assert composer.outcome.sentence == "2 numbers from customers.csv. No number in line 3."


async def test_a_large_file_is_read_and_the_window_lives(
    composer: Composer, sandbox_account: Account, tmp_path: Path
) -> None:
    composer.set_account(sandbox_account)
    path = tmp_path / "many.txt"
    path.write_text(numbers(5000))
    composer.recipients.file_given.emit(path)
    await until(lambda: composer.recipients.is_reading, "begun")
    assert composer.recipients.summary.text().startswith("Reading…")
    composer.submit()
    assert composer.recipients.is_reading, "Ctrl+Enter does not read to the end at once"
    await until(lambda: len(composer.recipients.check.good) == 5000, "read")
    assert composer.outcome.sentence == "5,000 numbers from many.txt."


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"nobody\nhere\n", "There are no phone numbers in list.txt."), (None, "list.txt cannot be read")],
)
async def test_a_file_without_numbers_is_no_list(
    composer: Composer, tmp_path: Path, content: bytes | None, said: str
) -> None:
    path = tmp_path / "list.txt"
    if content is not None:
        path.write_bytes(content)
    composer.recipients.edit.setPlainText("+6581230000")
    composer.recipients.file_given.emit(path)
    await until(lambda: said in composer.outcome.sentence, "said")
    assert composer.recipients.edit.toPlainText() == "+6581230000"


async def test_any_other_file_is_read_as_well_and_its_name_is_no_recipient(
    composer: Composer, tmp_path: Path
) -> None:
    path = tmp_path / "picture 6581234567.png"
    path.write_bytes(bytes(range(256)))
    composer.recipients.edit.insertFromMimeData(dropped(path))
    await until(lambda: "There are no phone numbers" in composer.outcome.sentence, "said")
    assert composer.recipients.edit.toPlainText() == ""


async def test_the_file_dialog_does_not_block(composer: Composer, tmp_path: Path) -> None:
    path = tmp_path / "numbers.txt"
    path.write_text("+6581234567\n")
    composer.recipients.from_file.click()
    (dialog,) = composer.recipients.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(path))
    await until(lambda: len(composer.recipients.check.good) == 1, "read")
    dialog.close()


async def test_an_answer_puts_a_half_written_text_aside(composer: Composer, sandbox_account: Account) -> None:
    composer.set_account(sandbox_account)
    composer.fill("YCloud", "+6581230000", "half written")
    composer.options.priority.setCurrentIndex(3)
    composer.compose_to(sandbox_account.id, "10086", "+6581234567")
    draft = composer.draft()
    assert (draft.sender, draft.recipients, draft.text) == ("10086", "+6581234567", "")
    assert draft.options.priority == 0
    type_into(composer.message, "yes")
    assert composer.bring_back.isVisible(), "nothing that was written is lost by writing the answer"
    composer.bring_back.click()
    draft = composer.draft()
    assert (draft.sender, draft.recipients, draft.text) == ("YCloud", "+6581230000", "half written")
    assert not composer.outcome.isVisible()


async def test_recipients_alone_are_put_aside_and_those_served_are_not(
    composer: Composer, sandbox_account: Account
) -> None:
    composer.set_account(sandbox_account)
    composer.fill("YCloud", "+6581230000\n+6581230001", "")
    composer.compose_to(sandbox_account.id, "10086", "+6581234567")
    composer.compose_to(sandbox_account.id, "10086", "+6581234568")
    sent = sent_of(composer)
    composer.message.insertPlainText("yes")
    composer.submit()
    await until(lambda: sent, "queued")
    composer.message.insertPlainText("and")
    assert composer.bring_back.isVisible(), "offered again once the answer is sent"
    composer.bring_back.click()
    assert composer.draft().recipients == "+6581230000\n+6581230001"
    composer.message.insertPlainText("hello")
    sent.clear()
    composer.submit()
    await until(lambda: sent, "queued")
    composer.compose_to(sandbox_account.id, "10086", "+6581234567")
    assert not composer.outcome.isVisible(), "those who got theirs are no draft"


async def test_a_paused_account_says_so_and_can_be_resumed(
    composer: Composer, console: Console, bound: Account
) -> None:
    composer.set_account(bound)
    composer.fill("YCloud", "+6581230003", "hello")
    composer.submit()
    await until(lambda: console.status(bound.id).paused, "paused by a receipt with err 3")
    await until(composer.resume_link.isVisible, "said")
    assert "Paused" in composer.state.text()
    composer.resume_link.click()
    assert not console.status(bound.id).paused
    assert not composer.resume_link.isVisible()
