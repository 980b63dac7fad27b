"""What is left out of the packages is nothing that the program uses."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

import pytest

from bundle import closure, drops

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "ycloud_console"


def imports() -> Iterator[str]:
    """Every module that some file of the program imports, with its full name."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                yield from (each.name for each in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module
                yield from (f"{node.module}.{each.name}" for each in node.names)


def qt_files() -> list[str]:
    """What PySide6 has installed, as it would lie in a package."""
    return [file.as_posix() for file in distribution("PySide6-Essentials").files or []]


def test_no_module_that_is_imported_is_left_out() -> None:
    left_out = set(drops.MODULES) | set(closure.unneeded_modules())
    parts = [name.split(".") for name in imports()]
    used = {".".join(names[:length]) for names in parts for length in range(1, len(names) + 1)}
    assert "PySide6.QtWidgets" in used
    assert sorted(used & left_out) == []


def test_no_qt_module_that_is_imported_loses_its_library() -> None:
    modules = {name.split(".")[1] for name in imports() if name.startswith("PySide6.")}
    # The pictures of the style sheet are SVG, the desktop's services speak D-Bus.
    for module in {*modules, "QtSvg", "QtDBus"}:
        short = module.removeprefix("Qt")
        for name in (f"Qt/lib/libQt6{short}.so.6", f"Qt6{short}.dll", f"{module}.abi3.so"):
            assert drops.is_kept(f"PySide6/{name}"), name


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/translations/qtbase_zh_CN.qm",
        "PySide6/translations/qtbase_zh_CN.qm",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/Qt/plugins/platforms/libqcocoa.dylib",
        "PySide6/Qt/plugins/imageformats/libqsvg.so",
        "PySide6/Qt/plugins/iconengines/libqsvgicon.so",
        "PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so",
        "PySide6/plugins/styles/qmodernwindowsstyle.dll",
        "ycloud_console/resources/translations/ycloud_console_zh_CN.qm",
        "ycloud_console/resources/icon/ycloud-console-16.png",
        "ycloud_console/resources/images/check-dark.svg",
        "ycloud_console/resources/build.json",
        "qtawesome/fonts/phosphor-1.3.0.ttf",
        "qtawesome/fonts/phosphor-charmap-1.3.0.json",
        "keyring-25.7.0.dist-info/METADATA",
        "keyring-25.7.0.dist-info/entry_points.txt",
    ],
)
def test_what_the_program_loads_by_name_stays(name: str) -> None:
    assert drops.is_kept(name)
    assert drops.is_kept(name.replace("/", "\\"))


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6/Qt/translations/qt_help_zh_CN.qm",
        "PySide6/Qt/plugins/platforms/libqeglfs.so",
        "PySide6/Qt/plugins/platforms/libqminimal.so",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/plugins/imageformats/libqtiff.so",
        "PySide6/plugins/imageformats/qwebp.dll",
        "PySide6/Qt/lib/libQt6Network.so.6",
        "PySide6/Qt/lib/libQt6QuickControls2.so.6",
        "PySide6/Qt6Quick.dll",
        "PySide6/opengl32sw.dll",
        "PySide6/Qt/qml/QtQuick/qmldir",
        "qtawesome/fonts/fontawesome6-solid-webfont-6.7.2.ttf",
        # It has the path of the folder that the package was built in.
        "ycloud_console-0.1.0.dist-info/direct_url.json",
        "ycloud_console/resources/translations/ycloud_console_zh_CN.ts",
    ],
)
def test_what_it_does_not_use_goes(name: str) -> None:
    assert not drops.is_kept(name)


@pytest.mark.skipif(shutil.which("objdump") is None, reason="binutils has it")
def test_what_stays_of_qt_needs_nothing_that_goes() -> None:
    """As PyInstaller collects it: the plug-ins, and the libraries that the program's modules need."""
    site = Path(str(distribution("PySide6-Essentials").locate_file("")))
    needed = re.compile(r"^\s*NEEDED\s+(\S+)$", re.MULTILINE)
    libraries = {Path(name).name: name for name in qt_files() if "/lib/lib" in name and ".so" in name}
    if not libraries:
        pytest.skip("shared libraries of Linux")
    used = {name.split(".")[1] for name in imports() if name.startswith("PySide6.Qt")}
    waiting = [
        name
        for name in qt_files()
        if drops.is_kept(name)
        and ("/plugins/" in name or name in {f"PySide6/{module}.abi3.so" for module in used})
        and name.endswith(".so")
    ]
    assert len(waiting) > 10
    seen = set(waiting)
    while waiting:
        name = waiting.pop()
        command = ["objdump", "-p", str(site / name)]
        dump = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        for soname in needed.findall(dump):
            library = libraries.get(soname)
            if library is None or library in seen:
                continue
            assert drops.is_kept(library), f"{name} needs {library}"
            seen.add(library)
            waiting.append(library)


def test_the_closure_is_what_the_program_needs_and_no_more() -> None:
    found = closure.needed()
    assert {"pyside6-essentials", "shiboken6", "keyring", "aiosmpplib", "ycloud-console"} <= found.keys()
    assert not {"pytest", "ruff", "mypy", "smpplib", "uv"} & found.keys()
    assert "pytest" in closure.unneeded_modules()
    assert not {"ycloud_console", "PySide6", "click", "packaging"} & set(closure.unneeded_modules())
