"""The sentences about accounts, settings and the keychain, in English and Simplified Chinese."""

from __future__ import annotations

from typing import Protocol


class Words(Protocol):
    """Says the sentence of that name, with what it needs filled in."""

    def __call__(self, name: str, /, **values: object) -> str: ...


def words(language: str) -> Words:
    """The sentences in *language*: Chinese for anything that starts with "zh", else English."""
    column = 1 if language.startswith("zh") else 0
    return lambda name, /, **values: _SENTENCES[name][column].format(**values)


_SENTENCES: dict[str, tuple[str, str]] = {
    "password_long": (
        "{length} characters: longer than SMPP 3.4 allows ({limit}). It is sent as it is.",
        "共 {length} 个字符，超过 SMPP 3.4 允许的 {limit} 个。将按原样发送。",
    ),
    "password_too_long": (
        (
            "The password has {length} characters; at most {limit} can be sent. Check that nothing else "
            "was pasted with it."
        ),
        "密码有 {length} 个字符，最多只能发送 {limit} 个。请检查粘贴时是否带入了其他内容。",
    ),
    "password_characters": (
        (
            "The password contains a character that SMPP cannot carry. Type it in plain Latin letters, "
            "digits and signs."
        ),
        "密码含有 SMPP 无法传送的字符。请用半角英文字母、数字和符号输入。",
    ),
    "port_is_plain": (
        "Port {port} is YCloud's port without encryption. With TLS use {other}.",
        "端口 {port} 是 YCloud 的非加密端口。使用 TLS 时请填 {other}。",
    ),
    "port_is_tls": (
        "Port {port} is YCloud's port for TLS. Switch TLS on, or use {other}.",
        "端口 {port} 是 YCloud 的 TLS 端口。请启用 TLS，或改用 {other}。",
    ),
    "unencrypted": (
        "Without TLS the password and all messages travel unencrypted.",
        "不使用 TLS 时，密码和所有短信都以明文传输。",
    ),
    "unverified": (
        (
            "The server's certificate is not checked: anyone in between could read the password and the "
            "messages."
        ),
        "未校验服务器证书：中间人可能读取密码和短信内容。",
    ),
    "host_missing": (
        "Enter the server's name, for example smpp.ycloud.com.",
        "请填写服务器地址，例如 smpp.ycloud.com。",
    ),
    "host_shape": (
        "Enter only the server's name or address, without “smpp://”, spaces or slashes.",
        "只填服务器的域名或地址，不要带“smpp://”、空格或斜杠。",
    ),
    "port_range": (
        "A port is a number from 1 to 65535.",
        "端口是 1 到 65535 之间的数字。",
    ),
    "server_name_shape": (
        "Enter only the name that the certificate carries, without spaces or slashes.",
        "只填证书上的名称，不要带空格或斜杠。",
    ),
    "name_missing": (
        "Give the account a name, so that you can tell it from others.",
        "请为账号取一个名称，以便与其他账号区分。",
    ),
    "system_id_missing": (
        "Enter the system ID that YCloud gave you.",
        "请填写 YCloud 提供的 System ID。",
    ),
    "too_long": (
        "{length} characters; at most {limit} can be sent.",
        "共 {length} 个字符，最多只能发送 {limit} 个。",
    ),
    "characters": (
        "It contains a character that SMPP cannot carry. Use plain Latin letters, digits and signs.",
        "含有 SMPP 无法传送的字符。请使用半角英文字母、数字和符号。",
    ),
    "choice": (
        "Choose one of: {choices}.",
        "请选择其中之一：{choices}。",
    ),
    "octet": (
        "Enter a number from 0 to 255.",
        "请填写 0 到 255 之间的数字。",
    ),
    "count_range": (
        "Enter a whole number from 1 to {most}.",
        "请填写 1 到 {most} 之间的整数。",
    ),
    "rate": (
        "Enter segments a second; 0 means as fast as the window allows.",
        "请填写每秒分段数；0 表示在窗口允许的范围内尽快发送。",
    ),
    "seconds": (
        "Enter seconds: more than 0, at most 86400.",
        "请填写秒数：大于 0，不超过 86400。",
    ),
    "backoff_order": (
        "The longest wait between two tries cannot be shorter than the shortest one.",
        "两次重试之间的最长等待时间不能小于最短等待时间。",
    ),
    "sender": (
        "This sender cannot be used. {reason}",
        "此发送方无法使用。{reason}",
    ),
    "country": (
        "Enter a country code of two capital letters, for example CN, or leave it empty.",
        "请填写两位大写字母的国家代码，例如 CN，或留空。",
    ),
    "zone": (
        (
            "This time zone is not known. Enter UTC, an offset such as +08:00, or a name such as "
            "Asia/Shanghai."
        ),
        "无法识别此时区。请填写 UTC、偏移量（例如 +08:00）或名称（例如 Asia/Shanghai）。",
    ),
    "settings_unreadable": (
        (
            "The settings file {path} cannot be read ({reason}). Check that the folder belongs to you, "
            "then start again."
        ),
        "无法读取设置文件 {path}（{reason}）。请检查该文件夹是否属于您，然后重新启动。",
    ),
    "settings_unwritable": (
        (
            "The settings could not be saved in {path} ({reason}). Nothing was changed; check the disk "
            "and the folder's permissions, then save again."
        ),
        "无法将设置保存到 {path}（{reason}）。没有做任何更改；请检查磁盘和文件夹权限，然后再次保存。",
    ),
    "settings_busy": (
        (
            "The settings file {path} is being written by another window or command. Nothing was "
            "changed; save again."
        ),
        "另一个窗口或命令正在写入设置文件 {path}。没有做任何更改；请再次保存。",
    ),
    "settings_broken": (
        (
            "The settings file could not be read ({reason}). It was kept as {aside}, and the program "
            "starts without it."
        ),
        "无法读取设置文件（{reason}）。原文件已保存为 {aside}，程序将不使用它启动。",
    ),
    "settings_partly": (
        (
            "Part of the settings file could not be read and was left out: {reason}. The file as it was "
            "is kept as {aside}."
        ),
        "设置文件的一部分无法读取，已略过：{reason}。原文件已保存为 {aside}。",
    ),
    "account_twice": (
        "a second account with the ID “{id}”",
        "ID 为“{id}”的账号重复",
    ),
    "copy_of": (
        "{name} copy",
        "{name} 副本",
    ),
    "export_unwritable": (
        "The accounts could not be written to {path} ({reason}). Choose another folder.",
        "无法将账号写入 {path}（{reason}）。请选择其他文件夹。",
    ),
    "import_unreadable": (
        "{path} cannot be read ({reason}). Nothing was imported.",
        "无法读取 {path}（{reason}）。没有导入任何内容。",
    ),
    "import_no_accounts": (
        ("{path} holds no accounts that were exported from YCloud Console ({reason}). Nothing was imported."),
        "{path} 不是由 YCloud Console 导出的账号文件（{reason}）。没有导入任何内容。",
    ),
    "import_empty": (
        "There are no accounts in {path}. Nothing was imported.",
        "{path} 中没有账号。没有导入任何内容。",
    ),
    "import_renamed": (
        "“{old}” is now called “{new}”, since there is an account of that name.",
        "已存在同名账号，“{old}”已改名为“{new}”。",
    ),
    "import_certificate": (
        "{name}: the certificate file {path} is not on this computer; choose it in the account.",
        "{name}：此计算机上没有证书文件 {path}，请在账号中重新选择。",
    ),
    "import_faults": (
        "{name} cannot be bound as it is. {faults}",
        "{name} 目前无法绑定。{faults}",
    ),
    "no_keychain": (
        (
            "This computer has no keychain that the program can use. The password is asked for each time "
            "and is never written to a file."
        ),
        "此计算机没有可用的钥匙串。每次都会询问密码，密码绝不会写入文件。",
    ),
    "not_a_keychain": (
        (
            "Passwords would go to {backend}, which is not the system's keychain. The password is asked "
            "for each time and is never written to a file."
        ),
        "密码会存入 {backend}，它不是系统的钥匙串。每次都会询问密码，密码绝不会写入文件。",
    ),
    "keychain_locked": (
        "The keychain is locked. Unlock it and try again; until then the password is asked for each time.",
        "钥匙串已锁定。请解锁后重试；在此之前每次都会询问密码。",
    ),
    "keychain_silent": (
        (
            "The keychain did not answer within {seconds} seconds. Look for its prompt behind other windows, "
            "answer it and try again; until then the password is asked for each time."
        ),
        (
            "钥匙串在 {seconds} 秒内没有响应。请查看其他窗口后是否有解锁提示，处理后重试；"
            "在此之前每次都会询问密码。"
        ),
    ),
    "keychain_failed": (
        (
            "The keychain did not do what was asked ({reason}). The password is asked for each time "
            "until it works again."
        ),
        "钥匙串未能完成操作（{reason}）。在其恢复之前，每次都会询问密码。",
    ),
}
