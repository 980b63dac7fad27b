"""Draws the PNG sizes of the icon from its SVG; `make icons` runs it after the SVG was changed."""

from __future__ import annotations

import sys
from pathlib import Path
from xml.etree import ElementTree

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICON = Path(__file__).resolve().parent.parent / "ycloud_console" / "resources" / "icon" / "ycloud-console.svg"
# Pixels a side: what Linux icon themes, Windows and macOS ask for.
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)


def drawing(size: int) -> bytes:
    """The SVG for this size: at 16 pixels the bars would be a smear, and the cloud says it alone."""
    root = ElementTree.parse(ICON).getroot()
    if size <= 16:
        for element in root.findall("*[@id='signal']"):
            root.remove(element)
    return ElementTree.tostring(root)


def draw(svg: bytes, size: int) -> QImage:
    """The icon, `size` pixels a side on a transparent ground."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(svg)).render(painter)
    painter.end()
    return image


def main() -> int:
    """Write every size beside the SVG; 0 when all were written."""
    app = QGuiApplication(sys.argv[:1])
    for size in SIZES:
        target = ICON.with_name(f"{ICON.stem}-{size}.png")
        if not draw(drawing(size), size).save(str(target)):
            print(f"{target} could not be written.", file=sys.stderr)
            return 1
    app.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
