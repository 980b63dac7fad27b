"""What the console expects of Qt itself and of the pictures it ships."""

from __future__ import annotations

import sys
from importlib.resources import as_file, files

import pytest
from PySide6.QtGui import QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

pytestmark = pytest.mark.gui

ICON = files("ycloud_console") / "resources" / "icon"


def test_events_do_not_eat_references_to_none(qapp: QApplication) -> None:
    """PySide6 6.12 drops one for every processed event on Python 3.11, until the program dies of it."""
    before = sys.getrefcount(None)
    for _ in range(200):
        qapp.processEvents()
    assert before - sys.getrefcount(None) < 100


@pytest.mark.parametrize("size", [16, 24, 32, 48, 64, 128, 256, 512])
def test_the_icon_is_there_in_every_size(size: int) -> None:
    image = QImage.fromData((ICON / f"ycloud-console-{size}.png").read_bytes())
    assert (image.width(), image.height()) == (size, size)
    assert image.pixelColor(size - 1, size - 1).alpha() == 0
    assert image.pixelColor(size // 2, size // 4).alpha() == 255


def test_the_icon_can_be_drawn(qapp: QApplication) -> None:
    with as_file(ICON / "ycloud-console.svg") as path:
        assert QSvgRenderer(str(path)).isValid()
