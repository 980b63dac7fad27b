"""A start that takes long says why, before there is a window; and what was recovered is said in it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.history.test_migration import VERSION_1
from ycloud_console.history.file import Rescue
from ycloud_console.history.progress import Stage, Step
from ycloud_console.history.recovered import Recovered
from ycloud_console.ui import language
from ycloud_console.ui.application import Session
from ycloud_console.ui.failure import Failures
from ycloud_console.ui.starting import StartNotice, rescue_words

pytestmark = pytest.mark.gui


async def test_bringing_an_old_history_up_to_date_is_shown(
    themed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with closing(sqlite3.connect(home / "history.sqlite3")) as connection:
        connection.executescript(VERSION_1.read_text())
    shown: list[tuple[str, bool]] = []
    show = StartNotice.show_step

    def noted(notice: StartNotice, step: Step) -> None:
        show(notice, step)
        shown.append((notice.title.text(), notice.isVisible()))

    monkeypatch.setattr(StartNotice, "show_step", noted)
    console = await Session(themed, Failures())._open(home)
    await console.close()
    assert ("The history is being brought up to date", True) in shown
    assert not [
        each for each in themed.topLevelWidgets() if isinstance(each, StartNotice) and each.isVisible()
    ]
    shown.clear()
    console = await Session(themed, Failures())._open(home)
    await console.close()
    assert shown == []


def test_a_notice_tells_each_stage_and_cannot_be_closed(qtbot: QtBot, themed: QApplication) -> None:
    notice = StartNotice()
    qtbot.addWidget(notice)
    words = set()
    at_opening = set(Stage) - {Stage.REPLACING}
    for stage in at_opening:
        notice.show_step(Step(stage, 3, 10))
        words.add(notice.sentence.text())
        assert notice.accessibleName().startswith(notice.title.text())
    assert len(words) == len(at_opening)
    notice.show_step(Step(Stage.RECOVERING, 3, 10))
    assert (notice.progress.maximum(), notice.progress.value()) == (10, 3)
    assert not notice.close()
    assert notice.isVisible()
    notice.hide()


@pytest.mark.parametrize("tongue", ["en", "zh_CN"])
def test_what_was_recovered_is_said_with_its_numbers(themed: QApplication, tongue: str) -> None:
    aside = Path("/home/op/history.sqlite3.broken-20261129T120000.0")
    language.install(themed, tongue)
    try:
        found = Recovered(
            messages=1234,
            lost=56,
            receipts=7,
            inbound=8,
            in_doubt=9,
            segments_lost=710,
            without_id=32,
            receipts_adrift=41,
        )
        _, words = rescue_words(Rescue(aside, found, ""))
        for each in (QLocale().toString(1234), "56", "9", "710", "32", "41", aside.name):
            assert each in words
        _, words = rescue_words(Rescue(aside, Recovered.nothing(), ""))
        assert aside.name in words
        title, words = rescue_words(Rescue(aside, None, ""))
        assert aside.name in words
        assert ("另" in title or "其他" in title) == (tongue == "zh_CN")
    finally:
        language.install(themed, "en")
