"""The files that go into packages as they are, and those that are written for them."""

from __future__ import annotations

import ast
import configparser
import plistlib
import re
import shutil
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import click
import pytest

from bundle import inventory, linux, manual, notices, windows
from bundle.libraries import Needs
from bundle.release import Release
from ycloud_console.accounts import Account, export_accounts
from ycloud_console.cli import cli

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "packaging"
ICONS = ROOT / "ycloud_console" / "resources" / "icon"
RELEASE = Release("1.2.3", "5f0c1d2e3b4a59687786958493a2b1c0d9e8f701", 1_790_000_000)
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def entry(name: str) -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(HERE / "linux" / name, "utf-8")
    return parser["Desktop Entry"]


# --- the desktop


def test_the_menu_entry_belongs_to_the_window_and_its_icon() -> None:
    found = entry("ycloud-console.desktop")
    source = (ROOT / "ycloud_console" / "ui" / "application.py").read_text("utf-8")
    # The window says which entry is its own, on Wayland by this name and on X11 by its class.
    assert 'setDesktopFileName("ycloud-console")' in source
    assert 'QApplication(["ycloud-console"])' in source
    assert (found["Exec"], found["StartupWMClass"]) == ("ycloud-console", "ycloud-console")
    assert (ICONS / f"{found['Icon']}.svg").exists()
    assert {"Name[zh_CN]", "Comment[zh_CN]"} <= found.keys()


def test_exported_accounts_are_known_by_their_beginning_and_open_the_window(tmp_path: Path) -> None:
    found = entry("ycloud-console-accounts.desktop")
    tree = ElementTree.parse(HERE / "linux" / "ycloud-console.mime.xml").getroot()
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    kind = tree.find(f"{space}mime-type")
    assert kind is not None
    assert found["MimeType"] == f"{kind.get('type')};"
    dialog = (ROOT / "ycloud_console" / "ui" / "accounts" / "files.py").read_text("utf-8")
    assert 'selectFile("ycloud-accounts.toml")' in dialog
    path = tmp_path / "ycloud-accounts.toml"
    export_accounts([Account(id="a", name="A", host="h", system_id="s")], path)
    match, glob = kind.find(f"{space}magic/{space}match"), kind.find(f"{space}glob")
    assert match is not None
    assert glob is not None
    assert path.read_text("utf-8").startswith(match.get("value", "?"))
    assert path.name == glob.get("pattern")
    option = found["Exec"].split()[1]
    assert option in {name for parameter in cli.params for name in parameter.opts}


def test_the_appstream_metadata_speak_both_languages() -> None:
    root = ElementTree.parse(HERE / "linux" / "com.ycloud.console.metainfo.xml").getroot()
    for name in ("name", "summary", "description/p"):
        assert {each.get(XML_LANG) for each in root.findall(name)} == {None, "zh_CN"}
    assert root.findtext("launchable") == "ycloud-console.desktop"
    assert root.findtext("provides/mediatype") == entry("ycloud-console-accounts.desktop")["MimeType"][:-1]


# --- the icon for the other systems


def png_size(octets: bytes) -> tuple[int, int]:
    assert octets.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", octets[16:24])
    return width, height


def test_the_windows_icon_holds_the_sizes_it_names() -> None:
    octets = (ICONS / "ycloud-console.ico").read_bytes()
    _, kind, count = struct.unpack_from("<HHH", octets)
    assert (kind, count) == (1, 7)
    for number in range(count):
        width, height, *_, length, place = struct.unpack_from("<BBBBHHII", octets, 6 + 16 * number)
        assert png_size(octets[place : place + length]) == ((width or 256), (height or 256))


def test_the_macos_icon_holds_the_sizes_it_names() -> None:
    octets = (ICONS / "ycloud-console.icns").read_bytes()
    assert struct.unpack_from(">4sI", octets) == (b"icns", len(octets))
    sizes = {b"icp4": 16, b"icp5": 32, b"ic07": 128, b"ic08": 256, b"ic09": 512}
    sizes |= {b"ic11": 32, b"ic12": 64, b"ic13": 256, b"ic14": 512}
    place, found = 8, {}
    while place < len(octets):
        kind, length = struct.unpack_from(">4sI", octets, place)
        found[kind] = png_size(octets[place + 8 : place + length])
        place += length
    assert found == {kind: (size, size) for kind, size in sizes.items()}


# --- what is written


def commands(group: click.Group, path: str) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")


def test_the_manual_names_every_command_and_option() -> None:
    page = manual.manual(RELEASE).replace("\\-", "-")
    assert '.TH YCLOUD-CONSOLE 1 "2026-09-21" "ycloud-console 1.2.3"' in page
    for path, command in [("ycloud-console", cli), *commands(cli, "ycloud-console")]:
        assert path in page
        for parameter in command.params:
            if isinstance(parameter, click.Option) and not parameter.hidden:
                assert all(name in page for name in parameter.opts), parameter.opts


@pytest.mark.skipif(shutil.which("man") is None, reason="man-db has it")
def test_roff_understands_the_manual(tmp_path: Path) -> None:
    path = tmp_path / "ycloud-console.1"
    path.write_text(manual.manual(RELEASE), "utf-8")
    command = ["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", str(path)]
    environ = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "MANWIDTH": "80"}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environ)
    assert done.stderr == ""


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completions_ask_the_program(shell: str) -> None:
    if shell == "bash" and shutil.which("bash") is None:
        pytest.skip("it is asked for its version")
    text = linux.completion(shell)
    assert "_YCLOUD_CONSOLE_COMPLETE" in text
    assert "ycloud-console" in text


def test_relations_name_packages_for_debian_and_libraries_for_rpm() -> None:
    needs = Needs(("libGL.so.1", "libgthread-2.0.so.0", "libxcb-cursor.so.0"), "2.36")
    assert needs.debian() == ["libc6 (>= 2.36)", "libgl1", "libglib2.0-0", "libxcb-cursor0"]
    assert "libxcb-cursor.so.0()(64bit)" in needs.rpm()
    assert "libc.so.6(GLIBC_2.36)(64bit)" in needs.rpm()


def test_the_notices_say_a_text_once(tmp_path: Path) -> None:
    same, other = tmp_path / "LICENSE", tmp_path / "COPYING"
    same.write_text("Do as you like.\n")
    other.write_text("Do as you must.\n")
    made = [
        inventory.Component("one", "1", "MIT", "pkg:pypi/one@1", [same]),
        inventory.Component("two", "2", "MIT", "pkg:pypi/two@2", [same, other]),
        inventory.Component("ycloud-console", "3", "MIT", "pkg:pypi/ycloud-console@3", []),
    ]
    text = notices.notices(made)
    assert text.count("Do as you like.") == 1
    assert "same as that of one (LICENSE) above" in text
    assert "Do as you must." in text
    assert "ycloud-console 3" not in text


# --- Windows and macOS


@pytest.mark.parametrize(
    ("version", "numbers"), [("0.1.0", (0, 1, 0, 0)), ("1.2.3.4", (1, 2, 3, 4)), ("2.0.dev5", (2, 0, 0, 0))]
)
def test_windows_counts_versions_in_four_numbers(version: str, numbers: tuple[int, ...]) -> None:
    assert windows.numbers(version) == numbers


def test_the_version_resources_are_what_pyinstaller_reads(tmp_path: Path) -> None:
    windows.write_version_resources(RELEASE, tmp_path)
    for name in windows.PROGRAMS:
        tree = ast.parse((tmp_path / f"{name}.version").read_text("utf-8"), mode="eval")
        assert isinstance(tree.body, ast.Call)
        assert f"{name}.exe" in ast.unparse(tree)


@pytest.mark.skipif(shutil.which("makensis") is None, reason="nsis has it")
def test_the_windows_installer_compiles_without_a_warning(tmp_path: Path) -> None:
    payload = tmp_path / "payload"
    payload.mkdir()
    for name in windows.PROGRAMS:
        (payload / f"{name}.exe").write_bytes(b"MZ")
    made = tmp_path / "ycloud-console-setup.exe"
    windows.make_installer(payload, RELEASE, made)
    assert made.read_bytes().startswith(b"MZ")


def test_every_text_of_the_windows_installer_is_in_both_languages() -> None:
    script = windows.SCRIPT.read_text("utf-8")
    said: dict[str, list[str]] = {}
    for name, tongue in re.findall(r"^LangString (\w+) \$\{LANG_(\w+)\}", script, re.MULTILINE):
        said.setdefault(name, []).append(tongue)
    assert len(said) > 5
    assert {name: tongues for name, tongues in said.items() if tongues != ["ENGLISH", "SIMPCHINESE"]} == {}


def test_the_hardened_runtime_keeps_library_validation() -> None:
    allowed = plistlib.loads((HERE / "macos" / "entitlements.plist").read_bytes())
    assert "com.apple.security.cs.disable-library-validation" not in allowed
    assert not any("keychain-access-groups" in name for name in allowed)


@pytest.mark.parametrize("path", sorted(HERE.rglob("*.sh")), ids=lambda path: path.name)
def test_shell_scripts_can_be_read(path: Path) -> None:
    done = subprocess.run(["sh", "-n", str(path)], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
