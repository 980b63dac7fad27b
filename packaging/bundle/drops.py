"""What PyInstaller collects and the program does not use.

Names are matched as they stand in the package, with ``/`` on every system. The tests compare this list with
what the program imports; the smoke test of the package finds what was dropped by mistake.
"""

from __future__ import annotations

import re
from pathlib import PurePath

MODULES = (
    # The interpreter's tools for developers and terminals.
    *("tkinter", "idlelib", "turtle", "turtledemo", "test", "unittest", "doctest", "pydoc", "pydoc_data"),
    *(
        "lib2to3",
        "distutils",
        "ensurepip",
        "venv",
        "curses",
        "readline",
        "setuptools",
        "pkg_resources",
        "pip",
    ),
    # Names of regions, carriers and time zones of phone numbers: only countries and formats are used.
    *("phonenumbers.geodata", "phonenumbers.geocoder", "phonenumbers.carrierdata", "phonenumbers.carrier"),
    *("phonenumbers.tzdata", "phonenumbers.timezone"),
    # The history is an SQLite file.
    *("sqlalchemy.dialects.mysql", "sqlalchemy.dialects.oracle", "sqlalchemy.dialects.mssql"),
    *("sqlalchemy.dialects.postgresql", "sqlalchemy.testing", "MySQLdb", "psycopg2", "pysqlite2"),
    # OpenGL: Qt Widgets draw without.
    *("PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets", "PySide6.QtNetwork", "PySide6.QtQml", "PySide6.QtQuick"),
    # Types, tests and command lines of libraries.
    *("aiosmpplib.tests", "keyring.testing", "keyring.cli", "qtpy.tests", "cffi.recompiler"),
)
"""Modules that are not collected."""

_QT_MODULES = (
    *("Bluetooth", "Concurrent", "Designer", "Help", "Labs", "Lottie", "Multimedia", "Network", "OpenGL"),
    *("Pdf", "Positioning", "PrintSupport", "Qml", "Quick", "Quick3D", "Sql", "Test", "UiTools"),
    *("VirtualKeyboard", "WaylandCompositor", "WebChannel", "WebEngine", "WebSockets", "Xml"),
    *("EglFSDeviceIntegration", "EglFsKmsSupport", "EglFsKmsGbmSupport"),
)
_PLATFORMS = "eglfs|linuxfb|minimalegl|vkkhrdisplay|vnc|webgl|direct2d|minimal"
_IMAGES = "gif|icns|ico|jpeg|pdf|tga|tiff|wbmp|webp"
_PLUGINS = (
    *(
        "egldeviceintegrations",
        "generic",
        "networkinformation",
        "qmltooling",
        "sqldrivers",
        "tls",
        "xcbglintegrations",
    ),
    *("printsupport", "position", "multimedia", "designer", "wayland-graphics-integration-client"),
    *("wayland-graphics-integration-server", "qmllint", "qmlls", "assetimporters", "vectorimageformats"),
)

_FILES = tuple(
    re.compile(pattern)
    for pattern in (
        # Qt's translations, but for Chinese; English is built in.
        r"PySide6/(Qt/)?translations/(?!qtbase_zh_CN\.qm$)",
        rf"PySide6/(Qt/)?plugins/({'|'.join(_PLUGINS)})/",
        rf"PySide6/(Qt/)?plugins/platforms/(lib)?q({_PLATFORMS})[.\d]*(so|dll|dylib)?$",
        rf"PySide6/(Qt/)?plugins/imageformats/(lib)?q({_IMAGES})\.",
        r"PySide6/(Qt/)?plugins/platforminputcontexts/(lib)?qtvirtualkeyboardplugin",
        # GTK's look, with the whole of GTK from the computer that built the package.
        r"PySide6/(Qt/)?plugins/platformthemes/libqgtk3",
        r"PySide6/(Qt/)?(qml|libexec|metatypes|modules|resources)/",
        rf"PySide6/(Qt/)?(lib/)?(lib)?Qt6?({'|'.join(_QT_MODULES)})[A-Za-z0-9]*(\.|$)",
        # A renderer of OpenGL in software, and Direct3D's compiler: Qt Widgets draw without.
        r"PySide6/(opengl32sw|d3dcompiler_\d+)\.dll$",
        # The programs and the .app have it built in.
        r"resources/icon/.*\.(ico|icns)$",
        # Icons are drawn with one font.
        r"qtawesome/fonts/(?!phosphor-)",
        # What only developers read.
        r"\.(pyi|pxd|h|hpp|c|cpp|rs|typed|ts)$",
        r"/py\.typed$",
        r"\.dist-info/(?!METADATA$|entry_points\.txt$)",
        r"^share/",
        # The notices have it; a second Python's tests; time zones of the system are used where it has some.
        r"(^|/)__pycache__/",
        r"^openpyxl/.*\.md$",
        r"^sqlalchemy/.*\.pyx$",
    )
)


def is_kept(name: str) -> bool:
    """Whether the file of this name (its place in the package) goes into the package."""
    place = PurePath(name).as_posix().replace("\\", "/")
    return not any(pattern.search(place) for pattern in _FILES)


BROUGHT = (
    "libpython3",
    "libssl",
    "libcrypto",
    "libsqlite3",
    "libffi",
    "liblzma",
    "libbz2",
    "libexpat",
    "libuuid",
    "libmpdec",
)
"""Libraries of the Linux system that builds the package which go into it: their versions differ between
distributions, and Python needs the one it was built with. All others come from the system it runs on."""


def is_brought(library: str) -> bool:
    """Whether a shared library of the building system, by its file name, goes into the package."""
    return library.startswith(BROUGHT)
