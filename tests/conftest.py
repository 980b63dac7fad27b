"""For all tests: Qt draws into memory unless a platform was chosen, so `pytest` needs no display."""

from __future__ import annotations

import os

from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Chosen by `make fuzz`.
settings.register_profile("fuzz", max_examples=100_000, deadline=None)
