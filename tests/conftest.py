"""For all tests: Qt draws into memory unless a platform was chosen, so `pytest` needs no display."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
