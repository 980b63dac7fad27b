"""Run inside a D-Bus session of its own with an unlocked gnome-keyring: uses it as the program does.

Writes one JSON object: what each step gave.
"""

from __future__ import annotations

import asyncio
import json
import sys

import secretstorage

from ycloud_console.accounts import Keychain, KeychainUnavailable


async def main() -> None:
    keychain = Keychain()
    seen: dict[str, object] = {"available": await keychain.available(), "backend": keychain.backend_name}
    seen["before"] = await keychain.get("first")
    await keychain.set("first", "pässword-1")
    await keychain.set("second", "password-2")
    await keychain.set("second", "password-2b")
    seen["kept"] = [await keychain.get("first"), await keychain.get("second")]
    seen["together"] = await asyncio.gather(*(keychain.get(name) for name in ("first", "second") * 4))
    seen["services"] = _services()
    await keychain.delete("first")
    await keychain.delete("first")
    seen["deleted"] = [await keychain.get("first"), await keychain.get("second")]
    _lock()
    try:
        seen["locked"] = await keychain.get("second")
    except KeychainUnavailable as error:
        seen["locked"] = f"KeychainUnavailable: {error}"
    sys.stdout.write(json.dumps(seen))


def _services() -> list[str]:
    connection = secretstorage.dbus_init()
    items = secretstorage.get_default_collection(connection).get_all_items()
    services = sorted(item.get_attributes()["service"] for item in items)
    connection.close()
    return services


def _lock() -> None:
    connection = secretstorage.dbus_init()
    secretstorage.get_default_collection(connection).lock()
    connection.close()


if __name__ == "__main__":
    asyncio.run(main())
