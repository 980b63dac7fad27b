"""qtawesome, loaded without what its start would cost: a seventh of the program's own.

It asks for Qt through qtpy, which makes every class of QtCore, QtGui and QtWidgets known by name (0.12 s with
PySide6 6.11, where a class is made when it is first named), to choose among bindings of which there is one
here. So qtawesome gets PySide6's modules in its place. It also reads a dozen fonts (30 ms), of which one is
drawn with; packages have no other. It has options for neither.
"""

from __future__ import annotations

import sys
from types import ModuleType

import PySide6
from PySide6 import QtCore, QtGui, QtWidgets

if "qtpy" not in sys.modules:
    _qtpy = ModuleType("qtpy", "PySide6 under the name that qtawesome asks for.")
    _qtpy.__dict__.update(PYSIDE_VERSION=PySide6.__version__, QtCore=QtCore, QtGui=QtGui, QtWidgets=QtWidgets)
    sys.modules["qtpy"] = _qtpy
    for _module in (QtCore, QtGui, QtWidgets):
        sys.modules[_module.__name__.replace("PySide6", "qtpy")] = _module

import qtawesome

qtawesome._BUNDLED_FONTS = tuple(font for font in qtawesome._BUNDLED_FONTS if font[0] == "ph")  # noqa: SLF001

icon = qtawesome.icon
