#!/bin/sh
# Installs the packages of dist/ in bare Debian systems, tries them as an ordinary user, upgrades and purges them.
#
#   sh packaging/check.sh [SUITE…]      as root; bookworm and trixie unless others are named
#
# Programs it needs are installed by apt when missing. The systems are made in build/package/roots and kept
# there (ROOTS names another folder); WINE=no leaves out running the Windows installer. Debian's packages come
# from where apt gets them here.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(dirname -- "$here")
roots=${ROOTS:-$root/build/package/roots}
dist=$root/dist
suites=${*:-bookworm trixie}

say() { printf '\n== %s\n' "$*"; }

[ "$(id -u)" = 0 ] || { echo 'package-check: be root: it makes systems of its own (sudo make package-check).' >&2; exit 1; }
deb=$(ls "$dist"/ycloud-console_*.deb 2>/dev/null) || { echo 'package-check: make the packages first: make package.' >&2; exit 1; }

say 'programs that the checks use'
wanted='debootstrap rpm cpio desktop-file-utils appstream shared-mime-info man-db zsh fish nsis xvfb xdotool x11-utils'
[ "${WINE:-yes}" = no ] || wanted="$wanted wine wine64"
missing=
for package in $wanted; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
if [ -n "$missing" ]; then
    apt-get update -q
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing
fi

say 'what the packages say of themselves'
sh "$here/linux/inspect.sh" "$dist"

# shellcheck disable=SC2016
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null | grep -m1 '/debian/$' || true)
for suite in $suites; do
    say "$suite: a bare system"
    system=$roots/$suite
    if [ ! -e "$system/etc/debian_version" ]; then
        mkdir -p "$roots"
        debootstrap --variant=minbase "$suite" "$system" "${mirror:-http://deb.debian.org/debian}"
    fi
    # What an earlier check left must not count.
    sh "$here/linux/in_root.sh" "$system" "$deb" "$suite"
done

say 'the Windows installer'
python=$root/.venv/bin/python
if [ "${WINE:-yes}" = no ]; then "$python" "$here/windows/check.py"; else "$python" "$here/windows/check.py" --need-wine; fi

say 'all checks passed'
