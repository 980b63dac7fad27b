#!/bin/sh
# Looks at the Linux packages of a folder without installing them: sizes, contents, metadata, relations.
#
#   sh packaging/linux/inspect.sh DIST
#
# Needs dpkg-deb, rpm, cpio, desktop-file-validate, appstreamcli, man, bash, zsh, fish.
set -eu

dist=$(CDPATH='' cd -- "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

ok() { echo "ok      $*"; }
fail() { echo "FAILED  $*" >&2; exit 1; }

deb=$(ls "$dist"/ycloud-console_*.deb)
rpm=$(ls "$dist"/ycloud-console-*.rpm)
archive=$(ls "$dist"/ycloud-console-*-linux-*.tar.xz)

(cd "$dist" && sha256sum --quiet --check SHA256SUMS) && ok 'SHA256SUMS'
[ "$(stat -c %s "$deb")" -le 75000000 ] || fail "$deb is larger than 75 MB"
ok "$(du -h "$deb" "$rpm" "$archive" | tr '\n\t' '; ')"

dpkg-deb -x "$deb" "$work/deb"
size=$(du -s --apparent-size --block-size=1000000 "$work/deb" | cut -f1)
[ "$size" -le 220 ] || fail "unpacked it takes $size MB"
ok "unpacked: $size MB"
dpkg-deb -f "$deb" Depends | tr ',' '\n' | grep -q 'libxcb-cursor0' || fail 'the .deb does not depend on libxcb-cursor0'
ok "the .deb depends on $(dpkg-deb -f "$deb" Depends)"
dpkg-deb -c "$deb" | awk '{print $1, $2}' | grep -v ' root/root$' && fail 'files of others than root'
dpkg-deb -c "$deb" | awk '{print $1}' | grep -E '^.(...){0,2}.?w..?w|^-.......w' && fail 'files that others may write'
ok 'all files are of root, and nobody else may write them'

rpm -K --nosignature "$rpm" >/dev/null || fail 'rpm finds the digests wrong'
rpm -qp --requires "$rpm" | grep -q 'libxcb-cursor.so.0()(64bit)' || fail 'the .rpm does not require libxcb-cursor'
rpm -qp --qf 'ok      the .rpm: %{NAME} %{VERSION}-%{RELEASE} %{ARCH}, %{LICENSE}, %{SUMMARY}\n' "$rpm"
mkdir "$work/rpm"
(cd "$work/rpm" && rpm2cpio "$rpm" | cpio -idm --quiet)
# The same files, but for the place where zsh looks.
list() { (cd "$1" && find . ! -type d ! -name _ycloud-console | sort | xargs -d '\n' sha256sum 2>/dev/null); }
list "$work/deb" >"$work/deb.list"
list "$work/rpm" >"$work/rpm.list"
cmp "$work/deb.list" "$work/rpm.list" || fail 'the .rpm does not hold what the .deb holds'
ok "the .rpm holds what the .deb holds: $(wc -l <"$work/deb.list") files"
rpm --root "$work/rpmdb" --initdb
rpm --root "$work/rpmdb" -i --test --nodeps --force-debian "$rpm" || fail 'rpm would not install it'
ok 'rpm would install it'

mkdir "$work/tar"
tar -xJf "$archive" -C "$work/tar" --strip-components=1
(cd "$work/deb/usr" && find lib share -type f ! -name _ycloud-console | sort) >"$work/deb.names"
(cd "$work/tar" && find lib share -type f ! -name _ycloud-console | sort) >"$work/tar.names"
cmp "$work/deb.names" "$work/tar.names" || fail 'the archive does not hold what the .deb holds'
[ "$(readlink "$work/tar/bin/ycloud-console")" = ../lib/ycloud-console/ycloud-console ] || fail 'the archive has no bin'
ok 'the archive holds what the .deb holds'

share=$work/deb/usr/share
for entry in "$share"/applications/*.desktop; do
    desktop-file-validate --no-hints "$entry" || fail "$entry is not a desktop entry"
done
ok 'desktop entries'
appstreamcli validate --no-net --pedantic "$share/metainfo/com.ycloud.console.metainfo.xml" || fail 'AppStream metadata'
ok 'AppStream metadata'
mkdir -p "$work/mime/packages"
cp "$share/mime/packages/ycloud-console.xml" "$work/mime/packages/"
if command -v update-mime-database >/dev/null; then
    update-mime-database "$work/mime" 2>&1 | grep -i error && fail 'MIME types'
    ok 'MIME types'
fi
warnings=$(LC_ALL=C.UTF-8 MANROFFSEQ='' MANWIDTH=80 man --warnings -E UTF-8 -l -Tutf8 -Z "$share/man/man1/ycloud-console.1.gz" 2>&1 >/dev/null)
[ -z "$warnings" ] || fail "the manual page: $warnings"
ok 'manual page'
bash -n "$share/bash-completion/completions/ycloud-console" && ok 'completion for bash'
zsh -n "$share/zsh/vendor-completions/_ycloud-console" && ok 'completion for zsh'
fish -n "$share/fish/vendor_completions.d/ycloud-console.fish" && ok 'completion for fish'
for size in 16 24 32 48 64 128 256 512; do
    [ -s "$share/icons/hicolor/${size}x${size}/apps/ycloud-console.png" ] || fail "no icon of $size pixels"
done
ok 'icons'
[ "$(grep -c '^=====' "$share/doc/ycloud-console/THIRD-PARTY-NOTICES.txt")" -gt 50 ] || fail 'licence notices'
ok 'licence notices'
