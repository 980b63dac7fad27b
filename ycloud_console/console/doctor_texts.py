"""What the connection doctor says, in English and Simplified Chinese. Data only."""

from __future__ import annotations

from typing import Protocol


class Say(Protocol):
    """The text of that name, with what it needs filled in."""

    def __call__(self, name: str, /, **values: object) -> str: ...


def texts(language: str) -> Say:
    """The texts in *language*: Chinese for anything that starts with "zh", else English."""
    column = 1 if language.startswith("zh") else 0

    def say(name: str, /, **values: object) -> str:
        return _TEXTS[name][column].format(**values)

    return say


_TEXTS: dict[str, tuple[str, str]] = {
    # The steps' names, shown while they run and when they are not tried.
    "settings": ("Settings", "设置"),
    "keychain": ("Keychain", "钥匙串"),
    "name": ("Name lookup", "域名解析"),
    "port": ("Port", "端口"),
    "tls": ("TLS and certificate", "TLS 与证书"),
    "bind": ("Bind", "绑定"),
    "round_trip": ("Round trip", "往返时间"),
    "unbind": ("Unbind", "解除绑定"),
    "not_tried": ("Waits for “{step}”.", "等待“{step}”通过。"),
    # Settings.
    "settings_ok": ("Settings are complete", "设置完整"),
    "settings_ok_detail": ("{system_id} at {server}, {mode}.", "{system_id}，服务器 {server}，{mode}。"),
    "settings_note": ("Settings can be used", "设置可用"),
    "settings_bad": ("Settings cannot be used", "设置无法使用"),
    "settings_next": (
        "Correct what is named here, then check again.",
        "请更正此处列出的内容，然后重新检查。",
    ),
    "no_password": ("No password is known for this account.", "此账号没有可用的密码。"),
    "no_password_next": ("Enter the password that YCloud gave you.", "请输入 YCloud 提供的密码。"),
    "transceiver": ("transceiver", "收发模式"),
    "transmitter": ("transmitter", "只发模式"),
    "receiver": ("receiver", "只收模式"),
    # Keychain.
    "keychain_ok": ("Keychain works", "钥匙串可用"),
    "keychain_stored": ("{backend} holds the password of this account.", "{backend} 已保存此账号的密码。"),
    "keychain_empty": (
        "{backend} is ready; no password is stored for this account yet.",
        "{backend} 可用；尚未保存此账号的密码。",
    ),
    "keychain_none": ("Password cannot be stored", "密码无法保存"),
    "keychain_slow": (
        "The keychain did not answer within {seconds:g} s; perhaps it waits to be unlocked.",
        "钥匙串在 {seconds:g} 秒内没有响应，可能正在等待解锁。",
    ),
    "keychain_unneeded": (
        "Not needed: the password is used for this run only.",
        "不需要：密码仅用于本次运行。",
    ),
    # Name and port.
    "name_given": ("Address given", "已填写 IP 地址"),
    "name_ok": ("Name found", "域名已解析"),
    "name_ok_detail": ("{host} → {addresses} · {took}", "{host} → {addresses} · {took}"),
    "name_address": ("{host} is an address; there is nothing to look up.", "{host} 是 IP 地址，无需解析。"),
    "port_ok": ("Port reached", "端口可达"),
    "port_ok_detail": (
        "{address}, port {port}, answered in {took}.",
        "{address} 的端口 {port} 在 {took} 内响应。",
    ),
    "port_some_silent": ("No answer from {silent}.", "{silent} 没有响应。"),
    # TLS.
    "tls_ok": ("Certificate trusted", "证书可信"),
    "tls_by_system": (
        "Issued by “{issuer}”, whom this computer trusts. {left}",
        "由本机信任的机构“{issuer}”签发。{left}",
    ),
    "tls_in_file": (
        "It is the certificate in the account's file. {left}",
        "它就是账号证书文件中的证书。{left}",
    ),
    "tls_by_file": (
        "The account's certificate file vouches for it (issued by “{issuer}”). {left}",
        "账号的证书文件为其担保（由“{issuer}”签发）。{left}",
    ),
    "tls_left": ("Valid for {days} more days, until {until}.", "有效期还有 {days} 天，至 {until}。"),
    "tls_left_one": ("Valid until {until}: less than two days.", "有效期至 {until}，不足两天。"),
    "tls_soon": ("Certificate ends soon", "证书即将到期"),
    "tls_soon_next": (
        "Ask YCloud's support for the new certificate before it ends.",
        "请在到期前向 YCloud 客服索取新证书。",
    ),
    "tls_file_soon": (
        "The account's certificate file ends on {until}.",
        "账号的证书文件将于 {until} 到期。",
    ),
    "tls_unchecked": ("Certificate not checked", "未校验证书"),
    "tls_unchecked_detail": (
        (
            "The connection is encrypted, but checking the certificate is switched off: anyone in "
            "between could read the password."
        ),
        "连接已加密，但已关闭证书校验：中间人可能读取密码。",
    ),
    "tls_unchecked_next": (
        "Switch “Check the server's certificate” on in the account.",
        "请在账号中启用“校验服务器证书”。",
    ),
    "tls_off": ("Not encrypted", "未加密"),
    "tls_off_detail": (
        "This account does not use TLS: the password and all messages travel in the clear.",
        "此账号不使用 TLS：密码和所有短信都以明文传输。",
    ),
    "tls_off_next": ("Use TLS if you can (YCloud: port 30012).", "建议使用 TLS（YCloud：端口 30012）。"),
    "tls_off_local": (
        "This account does not use TLS; it stays on this computer.",
        "此账号不使用 TLS；数据不离开本机。",
    ),
    "tls_untrusted": ("Certificate not trusted", "证书不可信"),
    "tls_unknown_issuer": (
        (
            "Issued by “{issuer}”, whom this computer does not know, and no certificate file is chosen "
            "that vouches for it."
        ),
        "由“{issuer}”签发，本机不认识该机构，也没有选择可为其担保的证书文件。",
    ),
    "tls_unknown_issuer_file": (
        "Issued by “{issuer}”; the certificate file that is chosen does not vouch for it.",
        "由“{issuer}”签发；所选的证书文件不能为其担保。",
    ),
    "tls_self_signed": (
        (
            "The server vouches for itself (self-signed), and no certificate file is chosen that holds "
            "this certificate."
        ),
        "服务器使用自签名证书，且没有选择包含该证书的证书文件。",
    ),
    "tls_self_signed_file": (
        (
            "The server vouches for itself (self-signed), and the certificate file that is chosen holds "
            "another certificate."
        ),
        "服务器使用自签名证书，而所选的证书文件包含的是另一个证书。",
    ),
    "tls_untrusted_next": (
        (
            "Choose the certificate file from YCloud's support, or compare the fingerprint with theirs "
            "and trust this certificate."
        ),
        "请选择 YCloud 客服提供的证书文件，或与其核对指纹后信任此证书。",
    ),
    "tls_wrong_name": (
        "It is made out to {names}, not to {wanted}.",
        "它签发给 {names}，而不是 {wanted}。",
    ),
    "tls_wrong_name_next": (
        (
            "Check the server's name. If YCloud says that the certificate carries another name, enter "
            "that under “Name in the certificate”."
        ),
        "请检查服务器名称。若 YCloud 说明证书使用其他名称，请填写在“证书中的名称”。",
    ),
    "tls_expired": ("It ended on {until}, {days} days ago.", "它已于 {until} 到期，至今 {days} 天。"),
    "tls_expired_today": ("It ended on {until}.", "它已于 {until} 到期。"),
    "tls_too_early": ("It becomes valid only on {since}.", "它要到 {since} 才生效。"),
    "not_sent": ("The password was not sent.", "密码没有发送。"),
    # Bind, round trip, unbind.
    "bind_running": ("Waiting for the answer, {seconds:g} s at most.", "正在等待响应，最长 {seconds:g} 秒。"),
    "bind_ok": ("Bound", "已绑定"),
    "bind_ok_detail": ("The SMSC answered status 0 in {took}.", "短信中心在 {took} 内返回状态 0。"),
    "bind_version": ("It speaks SMPP {version}.", "它使用 SMPP {version}。"),
    "bind_held": (
        (
            "“{account}” is bound to this server as {system_id} right now. A second bind could exceed "
            "YCloud's connection limit, so none was tried."
        ),
        "“{account}”当前已用 {system_id} 绑定此服务器。再次绑定可能超过连接数限制，因此没有尝试。",
    ),
    "needs_a_bind": ("Not tried: it needs a bind of its own.", "未尝试：需要单独的绑定。"),
    "bind_held_next": ("Unbind it first to try the password, too.", "如需同时验证密码，请先解除绑定。"),
    "bind_limit_hint": (
        "An open console window that is bound with this account counts, too.",
        "已用此账号绑定的控制台窗口也计算在内。",
    ),
    "bind_closed_hint": (
        (
            "Some servers close at once on addresses they do not know: ask YCloud's support whether your "
            "IP address must be admitted."
        ),
        "有些服务器会立即断开未登记的 IP 地址：请询问 YCloud 客服是否需要登记您的 IP 地址。",
    ),
    "bind_timeout_hint": ("Check whether the port wants TLS.", "请检查该端口是否需要 TLS。"),
    "round_trip_ok": ("SMSC answers", "短信中心有响应"),
    "round_trip_ok_detail": ("enquire_link was answered in {took}.", "enquire_link 在 {took} 内得到响应。"),
    "round_trip_back": (
        "{count} deliveries came meanwhile; the SMSC was asked to send them again later.",
        "期间收到 {count} 条下发消息，已请短信中心稍后重发。",
    ),
    "unbind_ok": ("Unbound in order", "已正常解除绑定"),
    "unbind_ok_detail": ("The SMSC answered the unbind.", "短信中心响应了解除绑定请求。"),
    "unbind_silent": ("Unbind not answered", "解除绑定没有响应"),
    "unbind_silent_detail": (
        (
            "The SMSC did not answer the unbind; the connection was closed all the same. It may count "
            "this bind for some minutes."
        ),
        "短信中心没有响应解除绑定请求；连接已关闭。它可能在几分钟内仍计算此绑定。",
    ),
    # Certificates that end soon (see certificates.py).
    "expiry_file": ("The account's certificate file", "账号的证书文件"),
    "expiry_server": ("The server's certificate", "服务器的证书"),
    "expiry_title": ("{account}: the certificate ends in {days} days", "{account}：证书将在 {days} 天后到期"),
    "expiry_title_one": (
        "{account}: the certificate ends in less than two days",
        "{account}：证书将在两天内到期",
    ),
    "expiry_title_over": ("{account}: the certificate has ended", "{account}：证书已到期"),
    "expiry_sentence": (
        (
            "{which} ({subject}) is valid until {until}. Ask YCloud's support for the new one and choose "
            "its file in the account before then."
        ),
        "{which}（{subject}）有效期至 {until}。请在此之前向 YCloud 客服索取新证书，并在账号中选择其文件。",
    ),
    "expiry_sentence_over": (
        (
            "{which} ({subject}) was valid until {until}; a new bind will fail. Ask YCloud's support for "
            "the new one and choose its file in the account."
        ),
        "{which}（{subject}）有效期至 {until}，新的绑定会失败。请向 YCloud 客服索取新证书并在账号中选择。",
    ),
}
