"""Writing and sending a message: see :class:`Composer`."""

from ycloud_console.ui.composer.check import Draft
from ycloud_console.ui.composer.composer import Composer

__all__ = ["Composer", "Draft"]
