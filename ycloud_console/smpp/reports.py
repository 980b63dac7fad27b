"""Telling somebody, without depending on what becomes of it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import ParamSpec

_logger = logging.getLogger(__name__)

P = ParamSpec("P")


def tell(call: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> None:
    """Call; a fault there is logged and goes no further, or it would end the connection reported on."""
    try:
        call(*args, **kwargs)
    except Exception:
        _logger.exception("a report of the link could not be handled")
