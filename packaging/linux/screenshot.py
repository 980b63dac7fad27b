"""Saves a picture of the whole display: python screenshot.py FILE.png"""

from __future__ import annotations

import sys

from PySide6.QtGui import QGuiApplication

app = QGuiApplication(sys.argv[:1])
picture = app.primaryScreen().grabWindow(0)
sys.exit(0 if picture.save(sys.argv[1]) else 1)
