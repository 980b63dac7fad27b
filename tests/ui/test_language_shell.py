"""English and Simplified Chinese: complete, in step with the sources, and switched while bound."""

from __future__ import annotations

import asyncio
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from scripts.translate import QM, TS, compile_to, missing, update
from tests.console.test_leftovers import HOUR, account_at, left_queued
from tests.ui.conftest import until
from ycloud_console.accounts import Settings
from ycloud_console.sms.masking import Mask
from ycloud_console.ui import language
from ycloud_console.ui.application import Session
from ycloud_console.ui.failure import Failures
from ycloud_console.ui.masking import Masking
from ycloud_console.ui.theme import Theme
from ycloud_console.ui.window import MainWindow

pytestmark = pytest.mark.gui


@pytest.fixture
def english(themed: QApplication) -> Iterator[QApplication]:
    """Ends in English whatever the test does."""
    before = QLocale()
    yield themed
    language.install(themed, "en")
    QLocale.setDefault(before)


def test_every_text_of_the_window_is_translated(tmp_path: Path) -> None:
    fresh = tmp_path / TS.name
    fresh.write_bytes(TS.read_bytes())
    update(fresh)
    assert missing(fresh) == [], "run scripts/translate.py and fill in what it names"


def test_the_compiled_file_is_the_source_s(tmp_path: Path) -> None:
    compile_to(tmp_path / QM.name, TS)
    assert (tmp_path / QM.name).read_bytes() == QM.read_bytes(), "run scripts/translate.py"


def test_translations_keep_every_value_that_is_filled_in() -> None:
    for message in ET.parse(TS).getroot().iter("message"):
        source, translation = message.findtext("source") or "", message.findtext("translation") or ""
        assert sorted(re.findall(r"\{\w+\}", translation)) == sorted(re.findall(r"\{\w+\}", source)), source


@pytest.mark.parametrize(
    ("preference", "expected"), [("en", "en"), ("zh_CN", "zh"), ("zh", "zh"), ("fr", "en")]
)
def test_the_preference_chooses(preference: str, expected: str) -> None:
    assert language.resolve(preference) == expected


async def begun(session: Session, home: Path) -> tuple[asyncio.Task[int], MainWindow]:
    """The session's life, and its window, bound to the sandbox."""
    living = asyncio.create_task(session.live(home, sandbox=True, account=None, tour=False))
    await until(lambda: session.window is not None and session.window.top.pill.text.startswith("Bound"))
    assert session.window is not None
    return living, session.window


async def in_chinese(session: Session, old: MainWindow) -> MainWindow:
    """The window after Chinese was chosen in the settings."""
    chooser = old.side.settings.language
    chooser.setCurrentIndex(chooser.findData("zh_CN"))
    await until(lambda: session.window is not old, "the window in the other language")
    assert session.window is not None
    return session.window


async def test_language_and_theme_are_switched_while_bound(english: QApplication, tmp_path: Path) -> None:
    session = Session(english, Failures())
    living, old = await begun(session, tmp_path / "home")
    old.composer.fill("YCloud", "+6581234567", "half written")
    new = await in_chinese(session, old)
    assert new.top.pill.text.startswith("已绑定")
    assert new.composer.draft().text == "half written"
    assert new.rail.current == "settings"
    assert new.focusWidget() is new.side.settings.language
    assert new.side.settings.language.currentData() == "zh_CN"
    assert language.current_language() == "zh"
    new.side.settings.theme.setCurrentIndex(new.side.settings.theme.findData("dark"))
    assert Theme.current().is_dark
    new.close()
    assert await asyncio.wait_for(living, 20) == 0
    kept = (tmp_path / "home" / "settings.toml").read_text(encoding="utf-8")
    assert 'language = "zh_CN"' in kept
    assert 'theme = "dark"' in kept


async def test_a_recording_hides_what_the_window_in_the_other_language_hides(
    english: QApplication, tmp_path: Path
) -> None:
    """The recording is the Console's and goes on; the page that tells it what to hide is another one then."""
    session = Session(english, Failures())
    living, old = await begun(session, tmp_path / "home")
    old.side.protocol.recording.start()
    new = await in_chinese(session, old)
    new.commands["hide"].trigger()
    recorder = new.side.protocol.recording._recorder
    assert new.side.protocol.record.text().startswith("●")
    octets = recorder.octets
    new.composer.fill("YCloud", "+6581234567", "a hidden zebra")
    new.composer.submit()
    model = new.deliveries.model
    await until(lambda: model.rowCount() == 1, "the message")
    await until(lambda: not any(row.state.is_pending for _, row in model.loaded(0, 0)), "its receipt")
    await until(lambda: recorder.octets > octets, "the recording of it")
    Masking.current().set_mask(Mask())
    new.close()
    assert await asyncio.wait_for(living, 20) == 0
    recorded = b"".join(path.read_bytes() for path in recorder.folder.iterdir())
    assert b"YCloud\0" in recorded
    assert b"zebra" not in recorded
    assert b"6581234567" not in recorded


async def test_what_is_being_sent_is_queued_before_the_language_changes(
    english: QApplication, tmp_path: Path
) -> None:
    """Else the new window would offer as unsent what the old one has just queued."""
    session = Session(english, Failures())
    living, old = await begun(session, tmp_path / "home")
    sent: list[int] = []
    old.composer.sent.connect(sent.extend)
    old.composer.fill("YCloud", "+6581234567", "hello")
    old.composer.submit()
    assert old.composer.is_sending
    new = await in_chinese(session, old)
    assert sent
    assert new.composer.draft().text == ""
    new.close()
    assert await asyncio.wait_for(living, 20) == 0


async def test_what_an_earlier_run_left_is_still_told_in_the_other_language(
    english: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    await left_queued(home, monkeypatch, age=48 * HOUR)
    Settings.load(home / "settings.toml").put(account_at(1))
    session = Session(english, Failures())
    living = asyncio.create_task(session.live(home, sandbox=False, account=None, tour=False))
    await until(lambda: session.window is not None and session.window.isVisible())
    old = session.window
    assert old is not None
    # As when the account is bound.
    await old.leftovers.look("foreign")
    assert old.leftovers.accounts == {"foreign"}
    new = await in_chinese(session, old)
    await until(lambda: new.leftovers.accounts == {"foreign"})
    new.close()
    assert await asyncio.wait_for(living, 20) == 0
