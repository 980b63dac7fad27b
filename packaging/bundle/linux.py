"""The Linux packages: one tree as it lies below a prefix, and from it a .deb, an .rpm and a .tar.xz."""

from __future__ import annotations

import gzip
import json
import lzma
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from click.shell_completion import get_completion_class

from bundle.libraries import Needs, read_needs
from bundle.manual import manual
from bundle.release import HOMEPAGE, MAINTAINER, NAME, ROOT, BuildError, Release
from ycloud_console.cli import cli

HERE = ROOT / "packaging" / "linux"
APP_ID = "com.ycloud.console"
_VARIABLE = "_YCLOUD_CONSOLE_COMPLETE"
_OTHERS = ("ca-certificates", "tzdata", "hicolor-icon-theme")
"""What all distributions call so, and the program reads: authorities, time zones, the icon's place."""
_DEBIAN_NAMES = {"x86_64": "amd64", "aarch64": "arm64"}


def make_packages(frozen: Path, papers: Path, release: Release, work: Path, target: Path) -> list[Path]:
    """Package the program in *frozen* with the *papers* (licences, bill of materials); the files made.

    *work* is for what lies between. Raises BuildError.
    """
    needs = read_needs(frozen)
    stage = work / "stage"
    shutil.rmtree(stage, ignore_errors=True)
    _lay_out(stage / "usr", frozen, papers, release)
    zsh = work / "_ycloud-console"
    zsh.write_text(completion("zsh"), "utf-8")
    _settle(stage, release)
    _settle_file(zsh, release)
    config = _configuration(needs, release, stage, zsh, work)
    packages = [_run_nfpm(config, kind, target, release) for kind in ("deb", "rpm")]
    return [*packages, _make_archive(stage / "usr", zsh, release, target)]


def completion(shell: str) -> str:
    """The script with which *shell* (bash, zsh, fish) asks the program what may come next."""
    found = get_completion_class(shell)
    assert found is not None
    return found(cli, {}, NAME, _VARIABLE).source()


def _lay_out(usr: Path, frozen: Path, papers: Path, release: Release) -> None:
    """Everything at its place below /usr."""
    shutil.copytree(frozen, usr / "lib" / NAME, symlinks=True)
    share = usr / "share"
    doc = share / "doc" / NAME
    shutil.copytree(papers, doc)
    own = (doc / "LICENSE").read_text("utf-8").strip().splitlines()[1:]
    indented = "\n".join(f" {line}".rstrip() or " ." for line in own).strip("\n")
    _write(doc / "copyright", _filled("copyright", LICENCE=indented.removeprefix(" .\n")))
    shutil.copyfile(ROOT / "CHANGELOG.md", doc / "CHANGELOG.md")
    _write_gzip(doc / "changelog.gz", _debian_changelog(release))
    _write_gzip(share / "man" / "man1" / f"{NAME}.1.gz", manual(release))
    _write(share / "applications" / f"{NAME}.desktop", _filled(f"{NAME}.desktop"))
    _write(share / "applications" / f"{NAME}-accounts.desktop", _filled(f"{NAME}-accounts.desktop"))
    day = datetime.fromtimestamp(release.epoch, UTC).date().isoformat()
    metainfo = _filled(f"{APP_ID}.metainfo.xml", VERSION=release.version, DATE=day)
    _write(share / "metainfo" / f"{APP_ID}.metainfo.xml", metainfo)
    _write(share / "mime" / "packages" / f"{NAME}.xml", _filled(f"{NAME}.mime.xml"))
    _write(share / "bash-completion" / "completions" / NAME, completion("bash"))
    _write(share / "fish" / "vendor_completions.d" / f"{NAME}.fish", completion("fish"))
    _lay_out_icons(share / "icons" / "hicolor")


def _lay_out_icons(theme: Path) -> None:
    icons = ROOT / "ycloud_console" / "resources" / "icon"
    for path in sorted(icons.glob(f"{NAME}-*.png")):
        size = path.stem.rpartition("-")[2]
        _copy(path, theme / f"{size}x{size}" / "apps" / f"{NAME}.png")
    _copy(icons / f"{NAME}.svg", theme / "scalable" / "apps" / f"{NAME}.svg")


def _debian_changelog(release: Release) -> str:
    date = datetime.fromtimestamp(release.epoch, UTC).strftime("%a, %d %b %Y %H:%M:%S +0000")
    return (
        f"{NAME} ({release.version}) stable; urgency=medium\n\n"
        f"  * What changed is in CHANGELOG.md; built from {release.commit[:12]}.\n\n"
        f" -- {MAINTAINER}  {date}\n"
    )


def _configuration(needs: Needs, release: Release, stage: Path, zsh: Path, work: Path) -> Path:
    """The file that tells nfpm what to do."""
    path = work / "nfpm.yaml"
    values: dict[str, object] = {
        "ARCH": _DEBIAN_NAMES.get(release.machine, release.machine),
        "VERSION": release.version,
        "RELEASE": "1",
        "MAINTAINER": MAINTAINER,
        "HOMEPAGE": HOMEPAGE,
        "MTIME": datetime.fromtimestamp(release.epoch, UTC).isoformat(),
        "STAGE": str(stage / "usr"),
        "ZSH": str(zsh),
        "DEB_DEPENDS": [*needs.debian(), *_OTHERS],
        "RPM_DEPENDS": [*needs.rpm(), *_OTHERS],
    }
    path.write_text(
        _filled("nfpm.yaml", **{name: json.dumps(each) for name, each in values.items()}), "utf-8"
    )
    return path


def _run_nfpm(config: Path, kind: str, target: Path, release: Release) -> Path:
    names = {
        "deb": f"{NAME}_{release.version}_{_DEBIAN_NAMES.get(release.machine, release.machine)}.deb",
        # Debian's revision stays out of the version; RPM always has one.
        "rpm": f"{NAME}-{release.version}-1.{release.machine}.rpm",
    }
    made = target / names[kind]
    nfpm = Path(sys.executable).parent / "nfpm"
    text = config.read_text("utf-8")
    own = config.with_name(f"nfpm-{kind}.yaml")
    own.write_text(text.replace('release: "1"', 'release: ""') if kind == "deb" else text, "utf-8")
    command = [str(nfpm), "package", "--config", str(own), "--packager", kind, "--target", str(made)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        raise BuildError(f"nfpm could not make the .{kind}: {done.stdout}{done.stderr}")
    return made


def _make_archive(usr: Path, zsh: Path, release: Release, target: Path) -> Path:
    """The tree below a prefix of one's own choice: /opt, ~/.local."""
    made = target / f"{release.stem}.tar.xz"
    bin_ = usr / "bin"
    bin_.mkdir()
    (bin_ / NAME).symlink_to(f"../lib/{NAME}/{NAME}")
    _copy(zsh, usr / "share" / "zsh" / "site-functions" / f"_{NAME}")
    _settle(usr, release)
    with lzma.open(made, "wb", preset=6) as packed, tarfile.open(fileobj=packed, mode="w") as archive:
        for path in [usr, *sorted(usr.rglob("*"))]:
            place = f"{release.stem}/{path.relative_to(usr).as_posix()}".removesuffix("/.")
            entry = archive.gettarinfo(path, place)
            entry.uid = entry.gid = 0
            entry.uname = entry.gname = "root"
            entry.mtime = release.epoch
            if entry.isreg():
                with path.open("rb") as file:
                    archive.addfile(entry, file)
            else:
                archive.addfile(entry)
    return made


# --- Files --------------------------------------------------------------------------------------------------


def _filled(template: str, **values: str) -> str:
    text = (HERE / template).read_text("utf-8")
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    return text


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _write_gzip(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _settle(folder: Path, release: Release) -> None:
    """Modes and times that do not depend on who builds, and when."""
    paths: Sequence[Path] = sorted(folder.rglob("*"), reverse=True)
    for path in [*paths, folder]:
        _settle_file(path, release)


def _settle_file(path: Path, release: Release) -> None:
    if not path.is_symlink():
        is_program = path.is_dir() or (
            path.name == NAME and path.parent.name == NAME and path.parent.parent.name == "lib"
        )
        path.chmod(0o755 if is_program else 0o644)
    os.utime(path, (release.epoch, release.epoch), follow_symlinks=False)
