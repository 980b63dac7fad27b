#!/bin/sh
# Signs the .app, makes the disk image, and has Apple notarise it.
#
#   sh packaging/macos/dmg.sh "build/package/frozen/YCloud Console.app" dist/ycloud-console-….dmg
#
# From the environment:
#   CODESIGN_IDENTITY   "Developer ID Application: …"; without it the program is signed ad hoc, for trying it out
#   NOTARY_PROFILE      the name under which `xcrun notarytool store-credentials` keeps the Apple account
set -eu

app=$1 image=$2
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
identity=${CODESIGN_IDENTITY:--}
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT

# A timestamp from Apple is what notarising asks for; an ad hoc signature cannot have one.
if [ "$identity" = - ]; then time=--timestamp=none; else time=--timestamp; fi

# From the inside out: the signature of what contains others covers theirs.
find "$app/Contents" -type f \( -name '*.so' -o -name '*.dylib' -o -name 'Qt*' \) | while IFS= read -r file; do
    if file -b "$file" | grep -q Mach-O; then
        codesign --force --options runtime "$time" --sign "$identity" "$file"
    fi
done
codesign --force --options runtime "$time" --entitlements "$here/entitlements.plist" --sign "$identity" \
    "$app/Contents/MacOS/ycloud-console"
codesign --force --options runtime "$time" --entitlements "$here/entitlements.plist" --sign "$identity" "$app"
codesign --verify --deep --strict --verbose=2 "$app"

cp -R "$app" "$stage/"
ln -s /Applications "$stage/Applications"
hdiutil create -volname 'YCloud Console' -srcfolder "$stage" -fs HFS+ -format ULMO -ov "$image"

if [ "$identity" != - ]; then
    codesign --force "$time" --sign "$identity" "$image"
fi
if [ -n "${NOTARY_PROFILE:-}" ]; then
    xcrun notarytool submit "$image" --keychain-profile "$NOTARY_PROFILE" --wait
    xcrun stapler staple "$image"
    spctl --assess --type open --context context:primary-signature --verbose "$image"
fi
