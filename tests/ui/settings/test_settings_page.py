"""The settings page: preferences that are told, sandbox options that are felt, folders that are opened."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import until
from ycloud_console.accounts import Account, Preferences
from ycloud_console.console import Console
from ycloud_console.sandbox import Faults, SandboxOptions
from ycloud_console.sms.message import MessageState
from ycloud_console.ui.opening import Opener
from ycloud_console.ui.settings.page import SettingsPage
from ycloud_console.ui.settings.preferences import appearance, notifications
from ycloud_console.ui.tasks import Tasks
from ycloud_console.versions import commit_of, versions

pytestmark = pytest.mark.gui

LEFT = Qt.MouseButton.LeftButton
COMMIT = "5f0c1d2e3b4a59687786958493a2b1c0d9e8f701"


@pytest.fixture
def said() -> list[tuple[str, str]]:
    return []


@pytest.fixture
async def page(console: Console, tasks: Tasks, said: list[tuple[str, str]]) -> SettingsPage:
    return SettingsPage(console, tasks, Opener(lambda title, sentence: said.append((title, sentence))))


class Folders(QObject):
    """Stands where the system's file manager stands."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []

    @Slot(QUrl)
    def show(self, url: QUrl) -> None:
        self.opened.append(Path(url.toLocalFile()))


@pytest.fixture
def folders(themed: QApplication) -> Iterator[Folders]:
    made = Folders()
    QDesktopServices.setUrlHandler("file", made, "show")  # type: ignore[arg-type]  # bytes says only the stub
    yield made
    QDesktopServices.unsetUrlHandler("file")


def test_each_preference_of_the_page_is_one_of_the_file(themed: QApplication) -> None:
    known = {each.name for each in msgspec.structs.fields(Preferences)}
    declared = [each.key for each in (*appearance(), *notifications())]
    assert set(declared) <= known
    assert len(set(declared)) == len(declared)


async def test_what_is_chosen_is_told_by_name(page: SettingsPage) -> None:
    told: list[tuple[str, object]] = []
    page.preference_chosen.connect(lambda key, value: told.append((key, value)))
    page.theme.setCurrentIndex(page.theme.findData("dark"))
    page.box("high_contrast").click()
    page.show_values({"theme": "light", "tray": True})
    assert told == [("theme", "dark"), ("high_contrast", True)]
    assert page.values() == {
        "theme": "light",
        "language": "system",
        "high_contrast": True,
        "tray": True,
        "sound": False,
        "hide_texts": False,
        "hide_numbers": False,
    }


async def test_every_fault_can_be_set(page: SettingsPage, console: Console) -> None:
    for each in fields(Faults):
        page.sandbox.spin(each.name).setValue(1)
    faults = console.sandbox_options.faults
    assert all(getattr(faults, each.name) for each in fields(Faults))
    assert faults.throttle == 0.01, "shares are entered in per cent"
    assert faults.latency == 1.0
    page.sandbox.reset.click()
    assert console.sandbox_options == SandboxOptions()
    assert page.sandbox.spin("latency").value() == 0
    assert not page.sandbox.reset.isEnabled()


async def test_throttling_that_is_switched_on_is_felt_by_who_is_bound(
    page: SettingsPage, console: Console, bound: Account
) -> None:
    page.refresh()
    page.sandbox.spin("throttle").setValue(100)
    (view,) = await console.send(bound.id, "YCloud", ["+6581234567"], "too fast")
    # Refused for being too fast, it waits and is tried again.
    await until(lambda: console.status(bound.id).queued == 1, "it waits again")
    page.sandbox.reset.click()
    async with asyncio.timeout(30):
        while (await console.history.rows([view.row.id]))[0].state is not MessageState.DELIVERED:
            await asyncio.sleep(0.02)


async def test_a_restart_is_seen_by_who_is_bound(
    page: SettingsPage, console: Console, bound: Account
) -> None:
    page.refresh()
    states = []
    console.subscribe(lambda _event: states.append(console.status(bound.id).is_bound))
    QTest.mouseClick(page.sandbox.restart, LEFT)
    await until(lambda: False in states, "the link was lost")
    console.retry_now(bound.id)
    await until(lambda: console.status(bound.id).is_bound, "and came back")


async def test_before_its_start_the_options_wait(page: SettingsPage, console: Console) -> None:
    assert not page.sandbox.restart.isEnabled()
    assert "next time" in page.sandbox.when.text()
    page.sandbox.spin("rate").setValue(7)
    await console.open_sandbox()
    assert console._sandbox is not None
    assert console._sandbox.options.rate == 7
    page.refresh()
    assert "at once" in page.sandbox.when.text()


async def test_folders_are_opened_and_the_size_is_told(
    page: SettingsPage, console: Console, folders: Folders
) -> None:
    page.show()
    await until(lambda: "The file takes" in page.history.size_label.text(), "the size")
    page.folder.open_button.click()
    page.folder.logs_button.click()
    assert folders.opened == [console.home, console.home / "logs"]
    page.close()


async def test_columns_stand_side_by_side_where_there_is_room(page: SettingsPage) -> None:
    page.resize(1000, 600)
    page.show()
    assert page.sandbox.mapTo(page, page.sandbox.rect().topLeft()).x() < 300
    assert page.sandbox.width() == 760
    page.resize(1300, 600)
    await until(lambda: page.sandbox.mapTo(page, page.sandbox.rect().topLeft()).x() > 600, "two columns")
    assert page.sandbox.width() <= 760
    page.close()


async def test_the_versions_are_copied(page: SettingsPage) -> None:
    page.about.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert [line.split(":")[0] for line in copied.splitlines()] == [name for name, _ in versions()]
    assert "?" not in copied


@pytest.mark.parametrize("packed", [False, True])
def test_a_checkout_knows_its_commit(tmp_path: Path, packed: bool) -> None:
    folder = tmp_path / ".git"
    (folder / "refs" / "heads").mkdir(parents=True)
    (folder / "HEAD").write_text("ref: refs/heads/main\n")
    if packed:
        (folder / "packed-refs").write_text(f"# pack-refs\n{COMMIT} refs/heads/main\n")
    else:
        (folder / "refs" / "heads" / "main").write_text(f"{COMMIT}\n")
    assert commit_of(tmp_path) == COMMIT


def test_what_is_no_checkout_has_no_commit(tmp_path: Path) -> None:
    assert commit_of(tmp_path) == ""
