#!/bin/sh
# Tries the .deb in a bare Debian system: installs an older version, upgrades, uses it as an ordinary user, purges.
#
#   sh packaging/linux/in_root.sh SYSTEM DEB NAME        as root; pictures and logs go to build/package/check/NAME
#
# SYSTEM is a folder made by debootstrap; a copy of it is used. The display is this computer's own Xvfb, which the
# program reaches from inside, so that nothing but the package brings a library along.
set -eu

system=$1 deb=$2 name=$3
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(dirname -- "$(dirname -- "$here")")
python=$root/.venv/bin/python
out=$root/build/package/check/$name
copy=$(mktemp -d "${TMPDIR:-/tmp}/console-root.XXXXXX")
display=:$((100 + $$ % 400))
xvfb='' sandbox='' window=''

ok() { echo "ok      $name: $*"; }
fail() { echo "FAILED  $name: $*" >&2; exit 1; }

end() {
    for process in $window $sandbox $xvfb; do kill "$process" 2>/dev/null || true; done
    wait 2>/dev/null || true
    for place in proc dev/pts dev; do umount -l "$copy/$place" 2>/dev/null || true; done
    rm -rf --one-file-system "$copy"
}
trap end EXIT
trap 'exit 1' INT TERM

inside() { chroot "$copy" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
# shellcheck disable=SC2016
packages() { inside dpkg-query -W -f '${Package}\n' | sort; }
# Becomes the command: in the background its process can be ended.
become() { exec chroot --userspec=support:support "$copy" /usr/bin/env -i PATH=/usr/bin:/bin LC_ALL=C.UTF-8 HOME=/home/support USER=support DISPLAY="$display" "$@"; }
user() { (become "$@"); }
files() { (cd "$copy" && find . -xdev \( -path ./proc -o -path ./dev -o -path ./tmp -o -path ./home -o -path ./var/lib/apt -o -path ./var/cache -o -path ./var/log -o -path ./var/lib/dpkg -o -path ./run \) -prune -o -print | sort); }
until_so() { # SECONDS WHAT COMMAND…: wait for a condition
    limit=$(($(date +%s) + $1)) what=$2
    shift 2
    until "$@" >/dev/null 2>&1; do
        [ "$(date +%s)" -lt "$limit" ] || fail "$what did not come"
        sleep 0.1
    done
}

mkdir -p "$out"
cp -a "$system/." "$copy"
cp /etc/resolv.conf "$copy/etc/"
mount -t proc proc "$copy/proc"
mount --bind /dev "$copy/dev"
inside useradd -m support
inside apt-get update -q >"$out/apt.log"

# --- Installing -----------------------------------------------------------------------------------------------

# The version before: the same program under a lower number.
older=$copy/tmp/older
dpkg-deb -R "$deb" "$older"
sed -i 's/^Version: .*/Version: 0.0.1/' "$older/DEBIAN/control"
dpkg-deb --root-owner-group -Zgzip -z1 -b "$older" "$copy/tmp/ycloud-console_0.0.1.deb" >>"$out/apt.log"
rm -rf "$older"
cp "$deb" "$copy/tmp/"
packages >"$out/packages.before"
files >"$out/files.before"
inside apt-get install -y -q --no-install-recommends ./tmp/ycloud-console_0.0.1.deb >>"$out/apt.log" 2>&1 ||
    fail "apt could not install it: $out/apt.log"
ok "apt installed it, with $(packages | comm -13 "$out/packages.before" - | wc -l) packages"
# As the program's boot loader does it, with the package's own libraries first.
inside LD_LIBRARY_PATH=/usr/lib/ycloud-console/_internal find /usr/lib/ycloud-console -name '*.so*' -type f -exec ldd {} + 2>/dev/null |
    grep 'not found' | grep -v 'libQt6\|libicu\|libpyside6\|libshiboken6' | sort -u >"$out/missing.libraries" || true
[ -s "$out/missing.libraries" ] && fail "libraries are missing: $(cat "$out/missing.libraries")"
ok 'no library is missing'

# --- Upgrading ------------------------------------------------------------------------------------------------

# A data folder as the first version wrote it, and a password in a real keychain.
data=$copy/home/support/.local/share/ycloud-console
mkdir -p "$data"
port=$("$python" -c 'import socket; line = socket.socket(); line.bind(("127.0.0.1", 0)); print(line.getsockname()[1])')
sed "s/^port = .*/port = $port/" "$here/previous-settings.toml" >"$data/settings.toml"
"$python" -c 'import pathlib, sqlite3, sys
with sqlite3.connect(sys.argv[2]) as base:
    base.executescript(pathlib.Path(sys.argv[1]).read_text())' "$root/tests/history/version1.sql" "$data/history.sqlite3"
inside chown -R support:support /home/support
inside apt-get install -y -q --no-install-recommends "./tmp/$(basename "$deb")" >>"$out/apt.log" 2>&1 || fail 'the upgrade'
version=$(dpkg-deb -f "$deb" Version)
user ycloud-console --version >"$out/version"
head -1 "$out/version" | grep -q "^ycloud-console $version (" || fail "--version says $(head -1 "$out/version")"
ok "upgraded to $(head -4 "$out/version" | tr '\n' ';')"
[ "$(user ycloud-console history --json | wc -l)" = 2 ] || fail 'the history of the version before was lost'
ok 'the history of the version before is there'

# --- Using it -------------------------------------------------------------------------------------------------

user ycloud-console --smoke >"$out/smoke" 2>&1 || fail "--smoke: $(cat "$out/smoke")"
ok "$(tail -1 "$out/smoke")"

Xvfb "$display" -screen 0 1440x900x24 -nolisten tcp >"$out/xvfb.log" 2>&1 &
xvfb=$!
export DISPLAY="$display"
until_so 20 'the display' xdotool getdisplaygeometry
become ycloud-console --data-dir /home/support/tried --sandbox >"$out/window.log" 2>&1 &
window=$!
until_so 60 'the window, bound to the sandbox,' xdotool search --name 'Sandbox · Bound'
sleep 2 # for the eye: the picture is looked at by a person
"$python" "$here/screenshot.py" "$out/window.png"
class=$(xprop -id "$(xdotool search --name 'Sandbox · Bound' | head -1)" WM_CLASS)
echo "$class" | grep -q '"ycloud-console"' || fail "the window's class is not what the menu entry says: $class"
# Once more: the first window comes to the front, and the second start ends.
user ycloud-console --data-dir /home/support/tried || fail 'a second start did not find the window'
kill -TERM "$window"
wait "$window" || fail "the window did not end in order: $(cat "$out/window.log")"
window=''
[ -s "$out/window.log" ] && fail "the window complained: $(cat "$out/window.log")"
ok "the window opens, answers and closes: $out/window.png"

# With a keychain; only now, since it brings libraries along.
inside apt-get install -y -q --no-install-recommends gnome-keyring dbus-x11 libsecret-tools >>"$out/apt.log" 2>&1
become ycloud-console sandbox --port "$port" --json >"$out/sandbox.log" 2>&1 &
sandbox=$!
until_so 30 'the sandbox' grep -q '"host"' "$out/sandbox.log"
cat >"$copy/tmp/keychain.sh" <<'END'
set -eu
printf 'a password' | gnome-keyring-daemon --unlock --components=secrets >/dev/null
printf 'demo1234' | secret-tool store --label=console service ycloud-console/a1b2c3d4 username a1b2c3d4 application 'Python keyring library'
ycloud-console send --account Practice --to +6581234567 --from YCloud hello --wait 20 --json </dev/null
ycloud-console --smoke
END
user dbus-run-session -- sh /tmp/keychain.sh >"$out/keychain" 2>&1 || fail "with a keychain: $(cat "$out/keychain")"
grep -q '"state": "delivered"' "$out/keychain" || fail "the account of the version before: $(cat "$out/keychain")"
grep -q 'keychain: .*kept, read, deleted' "$out/keychain" || fail "--smoke with a keychain: $(cat "$out/keychain")"
ok 'account, password and history outlive the upgrade; the keychain is used'
kill "$sandbox"
wait "$sandbox" 2>/dev/null || true
sandbox=''
[ "$(user ycloud-console history --json | wc -l)" = 3 ] || fail 'the history was not gone on with'

# --- Purging --------------------------------------------------------------------------------------------------

inside apt-get purge -y -q gnome-keyring dbus-x11 libsecret-tools ycloud-console >>"$out/apt.log" 2>&1
inside apt-get purge -y -q --autoremove >>"$out/apt.log" 2>&1
packages | grep -x ycloud-console && fail 'purged, and still there'
files | comm -13 "$out/files.before" - >"$out/files.left"
grep -i 'ycloud' "$out/files.left" && fail 'purging left files'
for file in history.sqlite3 settings.toml; do
    [ -s "$data/$file" ] || fail "purging took the user's $file"
done
ok "purged; of the program nothing is left but the user's data ($(wc -l <"$out/files.left") files of other packages)"
