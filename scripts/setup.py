"""Makes this checkout ready to run: system libraries, `.venv`, uv, and exactly what `uv.lock` says.

Started by `scripts/setup`, with a Python that is known to fit. It uses the standard library alone, since
nothing else is there yet, and writes nothing outside the checkout; only apt does, where it may.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import re
import shutil
import ssl
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / ".ready"

# What Qt's own libraries and its xcb and wayland plugins load by name, and the Debian package that has it.
# A Latin font needs no entry: Debian's fontconfig depends on one.
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
# What only the tests start: a session bus and a real keychain, a display and keys pressed on it, and a reader
# of captures that is not ours.
# gnome-keyring is content with dbus-x11; beside dbus alone apt would choose a bus for it that brings systemd
# along.
TEST_PROGRAMS = {
    "dbus-run-session": "dbus-x11",
    "gnome-keyring-daemon": "gnome-keyring",
    "Xvfb": "xvfb",
    "tshark": "tshark",
    "xdotool": "xdotool",
}
CHINESE_FONT = "fonts-noto-cjk"

# Of the environment's options for pip and uv, those that say how to reach the registry are kept. The rest
# would change what is installed or where (PIP_TARGET, PIP_USER, PIP_REQUIRE_VIRTUALENV, UV_FROZEN). An index
# for uv is not among them: the lock names the index and the hash of every file.
KEPT_OPTIONS = {
    *("PIP_CERT", "PIP_CLIENT_CERT", "PIP_CONFIG_FILE", "PIP_DEFAULT_TIMEOUT", "PIP_EXTRA_INDEX_URL"),
    *("PIP_FIND_LINKS", "PIP_INDEX_URL", "PIP_KEYRING_PROVIDER", "PIP_NO_INDEX", "PIP_PROXY", "PIP_RETRIES"),
    *("PIP_TIMEOUT", "PIP_TRUSTED_HOST", "UV_CACHE_DIR", "UV_CONCURRENT_DOWNLOADS", "UV_HTTP_RETRIES"),
    *(
        "UV_HTTP_TIMEOUT",
        "UV_INSECURE_HOST",
        "UV_LINK_MODE",
        "UV_NATIVE_TLS",
        "UV_OFFLINE",
        "UV_SYSTEM_CERTS",
    ),
}


class SetupError(Exception):
    """The set-up cannot go on; the text says what happened and what to do."""


def main(arguments: Sequence[str]) -> int:
    """Set up for `run` or `test`; 0 when everything is there, 1 with a sentence on stderr when not."""
    if list(arguments) not in (["run"], ["test"]):
        print("usage: scripts/setup run|test", file=sys.stderr)
        return 2
    try:
        provide_system(tests=arguments[0] == "test")
        provide_environment()
    except SetupError as error:
        print(f"Set-up stopped: {error}", file=sys.stderr)
        return 1
    return 0


def say(text: str) -> None:
    """Tell the person what is being done now, before the tools it starts say anything."""
    print(f"set-up: {text}", flush=True)


# --- What the system must have ------------------------------------------------------------------------------


def provide_system(*, tests: bool) -> None:
    """Install the system packages that are missing, or name the one command that does.

    Looked at on every run, since it takes milliseconds: what can be loaded counts, not what a list says.
    """
    if not sys.platform.startswith("linux"):
        return
    needed = missing_packages(tests=tests)
    fonts = [] if is_ready() or has_chinese_font(font_folders()) else [CHINESE_FONT]
    if not needed and not fonts:
        return
    if shutil.which("apt-get") is None:
        _without_apt(tests=tests)
        return
    prefix = _become_root()
    if prefix is not None:
        _apt_install(prefix, [*needed, *fonts])
        still = missing_packages(tests=tests)
        if still:
            raise SetupError(f"apt-get installed everything, yet this is still missing: {' '.join(still)}.")
    elif needed:
        wanted = [*needed, *fonts]
        raise SetupError(
            "system packages are missing, and only an administrator can install them. Run\n\n"
            f"    {person_command(wanted, sudo=shutil.which('sudo') is not None)}\n\n"
            "and then this command again."
        )
    else:
        say(f"no font has Chinese characters; they show as boxes until {CHINESE_FONT} is installed")


def missing_packages(*, tests: bool) -> list[str]:
    """The Debian packages without which the console (or its tests) cannot start, in a fixed order."""
    packages = [package for library, package in LIBRARIES.items() if not loads(library)]
    if tests:
        packages += [package for program, package in TEST_PROGRAMS.items() if shutil.which(program) is None]
    if not is_ready() and importlib.util.find_spec("ensurepip") is None:
        packages.append(f"python{sys.version_info.major}.{sys.version_info.minor}-venv")
    return packages


def loads(library: str) -> bool:
    """Whether the dynamic linker finds this library, wherever it comes from."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def font_folders() -> list[Path]:
    """Where fontconfig looks for fonts unless somebody configured it otherwise."""
    home = Path(os.environ.get("HOME") or "/nonexistent")
    system = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts")]
    return [*system, home / ".local/share/fonts", home / ".fonts"]


def has_chinese_font(folders: Iterable[Path]) -> bool:
    """Whether a font file that is known by name to have Chinese characters lies in one of the folders."""
    names = r"cjk|wqy|uming|ukai|fallback|source ?han|noto(sans|serif)(sc|hans)|simsun|msyh"
    known = re.compile(names, re.IGNORECASE)
    return any(known.search(path.name) for folder in folders for path in folder.rglob("*.[ot]t[fc]"))


def apt_command(packages: Sequence[str]) -> list[str]:
    """The arguments of the apt-get call that installs these packages without asking anything."""
    return ["apt-get", "install", "-y", "--no-install-recommends", *packages]


def person_command(packages: Sequence[str], *, sudo: bool) -> str:
    """The one line a person can paste to install these packages, with sudo or as root by su."""
    return f"{'sudo sh' if sudo else 'su'} -c 'apt-get update && {' '.join(apt_command(packages))}'"


def _become_root() -> list[str] | None:
    """What to put before a command so that root runs it; None where that would need a password."""
    if os.geteuid() == 0:
        return []
    asking_nobody = ["sudo", "-n", "true"]
    if (
        shutil.which("sudo")
        and subprocess.run(asking_nobody, capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


def _apt_install(prefix: Sequence[str], packages: Sequence[str]) -> None:
    say(f"installing system packages: {' '.join(packages)}")
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "NEEDRESTART_MODE=l"]
    install = apt_command(["-q", "-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Use-Pty=0", *packages])
    # The list of packages may be old or, on a new machine, not there at all. If it cannot be renewed, the
    # installation still gets its try, and apt's own words are on the screen.
    for command in (["apt-get", "update", "-q"], install):
        result = subprocess.run([*prefix, *quiet, *command], stdin=subprocess.DEVNULL, check=False)
    if result.returncode != 0:
        raise SetupError(
            "apt-get could not install what is missing; its own words are above. "
            f"Once that is put right, run this command again. It tried: {' '.join(apt_command(packages))}"
        )


def _without_apt(*, tests: bool) -> None:
    """Say by name what another package manager has to bring; go on when only the Chinese font is missing."""
    names = [library for library in LIBRARIES if not loads(library)]
    if tests:
        names += [program for program in TEST_PROGRAMS if shutil.which(program) is None]
    if not is_ready() and importlib.util.find_spec("ensurepip") is None:
        names.append("Python's venv and ensurepip modules")
    if names:
        raise SetupError(
            f"this system has no apt-get, and these are missing: {', '.join(names)}. "
            "Install them with the system's own package manager, then run this command again."
        )


# --- What .venv must have -----------------------------------------------------------------------------------


def provide_environment() -> None:
    """Bring `.venv` to exactly what `uv.lock` says, unless the stamp tells that it is there already."""
    if is_ready():
        return
    known = STAMP.read_text("utf-8") if STAMP.exists() else ""
    STAMP.unlink(missing_ok=True)
    if not usable_environment(known):
        say(f"making .venv with Python {sys.version.split()[0]}")
        _run([sys.executable, "-I", "-m", "venv", "--clear", str(VENV)], "Python could not make .venv")
    version, hashes = locked("uv", ROOT / "uv.lock")
    if not _has_uv(version):
        _install_uv(version, hashes)
    say("installing what uv.lock says")
    _run(
        # Compiled now: where Python is told not to keep what it compiles, each start would do it again.
        [
            str(VENV / "bin" / "uv"),
            "sync",
            "--locked",
            "--no-config",
            "--compile-bytecode",
            "--python",
            str(PYTHON),
        ],
        "uv could not install the locked packages",
        advice="Behind a proxy set HTTPS_PROXY; for a certificate authority of your own set SSL_CERT_FILE.",
    )
    STAMP.write_text(stamp(ROOT), "utf-8")


def is_ready() -> bool:
    """Whether `.venv` was finished by this Python, in this place, from the files as they are now."""
    return PYTHON.exists() and STAMP.exists() and STAMP.read_text("utf-8") == stamp(ROOT)


def stamp(root: Path) -> str:
    """What the state of `.venv` depends on: its place, its Python, and the files that say what is in it."""
    digest = hashlib.sha256()
    for name in ("pyproject.toml", "uv.lock", "scripts/setup", "scripts/setup.py"):
        digest.update((root / name).read_bytes() + b"\0")
    return f"{root}\n{sys.version.splitlines()[0]}\n{digest.hexdigest()}\n"


def usable_environment(known: str) -> bool:
    """Whether the `.venv` that is there is of this Python and was made in this place.

    `known` is its stamp, or "". A moved checkout needs a new one: scripts in it carry the old path.
    """
    if known and known.splitlines()[0] != str(ROOT):
        return False
    ask = [str(PYTHON), "-I", "-c", "import sys; print(sys.version.splitlines()[0])"]
    try:
        answer = subprocess.run(ask, capture_output=True, text=True, check=False)
    except OSError:
        return False
    return answer.stdout.strip() == sys.version.splitlines()[0]


def locked(package: str, lock: Path) -> tuple[str, list[str]]:
    """The version of a package in a uv lock file, and the hashes of its wheels ("sha256:…")."""
    for entry in tomllib.loads(lock.read_text("utf-8"))["package"]:
        if entry["name"] == package:
            return entry["version"], [wheel["hash"] for wheel in entry["wheels"]]
    raise SetupError(f"{lock.name} has no {package}, so it is not this checkout's. Restore it with git.")


def _has_uv(version: str) -> bool:
    program = VENV / "bin" / "uv"
    if not program.exists():
        return False
    answer = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    return version in answer.stdout.split()


def _install_uv(version: str, hashes: Sequence[str]) -> None:
    say(f"installing uv {version}")
    if not any(VENV.glob("lib/python*/site-packages/pip")):
        _run([str(PYTHON), "-I", "-m", "ensurepip"], "Python could not put pip into .venv")
    requirement = VENV / "uv-requirement.txt"
    line = " ".join([f"uv=={version}", *(f"--hash={digest}" for digest in hashes)])
    requirement.write_text(line + "\n", "utf-8")
    pip = [str(PYTHON), "-I", "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    options = ["--no-cache-dir", "--no-user", "--no-deps", "--only-binary=:all:", "--require-hashes"]
    # Forced, since pip would call a uv that lost its program installed.
    _run(
        [*pip, *options, "--force-reinstall", "-r", str(requirement)],
        "pip could not install uv",
        advice="Check the network; behind a proxy set HTTPS_PROXY, for a mirror PIP_INDEX_URL, and for a "
        "certificate authority of your own PIP_CERT.",
    )


def tool_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment for pip and uv: the caller's, without what would send the packages elsewhere."""
    cleaned = {
        name: value
        for name, value in environ.items()
        if name in KEPT_OPTIONS or not name.startswith(("PIP_", "UV_", "PYTHON", "VIRTUAL_ENV", "CONDA_"))
    }
    # On the disk of .venv files are linked from the cache, not copied, and the home folder stays untouched.
    cleaned.setdefault("UV_CACHE_DIR", str(ROOT / ".cache" / "uv"))
    cleaned["UV_PROJECT_ENVIRONMENT"] = str(VENV)
    cleaned["UV_PYTHON_DOWNLOADS"] = "never"
    if has_authorities():
        # As git and pip do: a company's own authority counts here too.
        cleaned.setdefault("UV_SYSTEM_CERTS", "true")
    return cleaned


def has_authorities() -> bool:
    """Whether the system has certificate authorities; where it has none, uv uses those it brings."""
    paths = ssl.get_default_verify_paths()
    return Path(paths.openssl_cafile).is_file() or any(Path(paths.openssl_capath).glob("*"))


def _run(command: Sequence[str], failure: str, *, advice: str = "") -> None:
    result = subprocess.run(
        command, cwd=ROOT, env=tool_environment(os.environ), stdin=subprocess.DEVNULL, check=False
    )
    if result.returncode != 0:
        raise SetupError(f"{failure}; its own words are above. {advice} Then run this command again.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
