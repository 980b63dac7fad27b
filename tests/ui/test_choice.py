"""Buttons of which one is chosen are one stop of the Tab key."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPushButton, QStackedWidget, QWidget

from ycloud_console.ui.choice import Choice


@pytest.fixture
def pages(themed: QApplication) -> Iterator[QStackedWidget]:
    """A field on the first page; on the second three buttons, of which the second is chosen, and a field."""
    stack = QStackedWidget()
    first = QLineEdit()
    stack.addWidget(first)
    page = QWidget()
    row = QHBoxLayout(page)
    choice = Choice(page)
    for name in "abc":
        button = QPushButton(name)
        button.setCheckable(True)
        button.setChecked(name == "b")
        choice.add(button)
        row.addWidget(button)
    row.addWidget(QLineEdit())
    stack.addWidget(page)
    stack.show()
    stack.activateWindow()
    first.setFocus()
    yield stack
    stack.close()


def buttons(pages: QStackedWidget) -> list[QPushButton]:
    return pages.findChildren(QPushButton)


def focused(pages: QStackedWidget) -> str:
    widget = pages.focusWidget()
    return widget.text() if isinstance(widget, QPushButton) else type(widget).__name__


def test_a_page_that_is_shown_begins_at_what_is_chosen(pages: QStackedWidget) -> None:
    pages.setCurrentIndex(1)
    assert focused(pages) == "b"
    QTest.keyClick(pages.focusWidget(), Qt.Key.Key_Tab)
    assert focused(pages) == "QLineEdit"
    QTest.keyClick(pages.focusWidget(), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert focused(pages) == "b"


def test_what_is_chosen_by_the_program_is_where_tab_comes_to(pages: QStackedWidget) -> None:
    buttons(pages)[2].setChecked(True)
    pages.setCurrentIndex(1)
    assert focused(pages) == "c"


def test_the_arrow_keys_go_to_the_others_and_choose_them(pages: QStackedWidget) -> None:
    pages.setCurrentIndex(1)
    QTest.keyClick(pages.focusWidget(), Qt.Key.Key_Right)
    assert focused(pages) == "c"
    assert [each.text() for each in buttons(pages) if each.isChecked()] == ["c"]
    QTest.keyClick(pages.focusWidget(), Qt.Key.Key_Left)
    QTest.keyClick(pages.focusWidget(), Qt.Key.Key_Left)
    assert focused(pages) == "a"


def test_a_click_takes_the_focus_only_where_the_button_lets_it(pages: QStackedWidget) -> None:
    first, second, _ = buttons(pages)
    second.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    first.setChecked(True)
    assert [bool(each.focusPolicy() & Qt.FocusPolicy.ClickFocus) for each in (first, second)] == [True, False]
    assert [bool(each.focusPolicy() & Qt.FocusPolicy.TabFocus) for each in (first, second)] == [True, False]
