"""Draws the sizes of the icon from its SVG, as PNG and as Windows and macOS want them; for `make icons`."""

from __future__ import annotations

import struct
import sys
from pathlib import Path
from xml.etree import ElementTree

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICON = Path(__file__).resolve().parent.parent / "ycloud_console" / "resources" / "icon" / "ycloud-console.svg"
# Pixels a side: what Linux icon themes, Windows and macOS ask for.
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)
# Pixels a side of each kind of picture in an .icns; the second five for screens with twice as many pixels.
ICNS_TYPES = {b"icp4": 16, b"icp5": 32, b"ic07": 128, b"ic08": 256, b"ic09": 512}
ICNS_TYPES |= {b"ic11": 32, b"ic12": 64, b"ic13": 256, b"ic14": 512}


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


def png(image: QImage) -> bytes:
    """The picture as a PNG file."""
    octets = QByteArray()
    buffer = QBuffer(octets)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, b"PNG")
    return bytes(octets.data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """A Windows icon of PNG pictures, by their pixels a side: Windows reads such since Vista."""
    head = struct.pack("<HHH", 0, 1, len(pictures))
    place = len(head) + 16 * len(pictures)
    entries = b""
    for size, picture in pictures.items():
        # 256 does not fit an octet and is written 0.
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), place)
        place += len(picture)
    return head + entries + b"".join(pictures.values())


def icns(pictures: dict[bytes, bytes]) -> bytes:
    """A macOS icon of PNG pictures, by their types."""
    body = b"".join(kind + struct.pack(">I", len(data) + 8) + data for kind, data in pictures.items())
    return b"icns" + struct.pack(">I", len(body) + 8) + body


def main() -> int:
    """Write every size and file beside the SVG; 0 when all were written."""
    app = QGuiApplication(sys.argv[:1])
    drawn = {size: png(draw(drawing(size), size)) for size in SIZES}
    files = {f"-{size}.png": picture for size, picture in drawn.items()}
    files[".ico"] = ico({size: drawn[size] for size in ICO_SIZES})
    files[".icns"] = icns({kind: drawn[size] for kind, size in ICNS_TYPES.items()})
    for ending, octets in files.items():
        ICON.with_name(ICON.stem + ending).write_bytes(octets)
    app.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
