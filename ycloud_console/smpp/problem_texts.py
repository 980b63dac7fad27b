"""The words for every ProblemKind: (title, what happened and what it means, what to do), English and Chinese.

``{host}`` is the server with its port, ``{detail}`` what was seen, where it says more than the sentence does.
"""

from __future__ import annotations

from ycloud_console.smpp.model import ProblemKind as Kind

Words = tuple[str, str, str]

ENGLISH: dict[Kind, Words] = {
    Kind.NAME_NOT_FOUND: (
        "Server name not found",
        "The name of {host} could not be looked up: it is misspelt, or this computer is offline.",
        "Check the host name in the account and this computer's internet connection.",
    ),
    Kind.PORT_REFUSED: (
        "Nothing answers on this port",
        "{host} refused the connection: the computer is there, but no service listens on this port.",
        "Check the port (YCloud: 30002 plain, 30012 TLS), and whether a firewall stands in between.",
    ),
    Kind.UNREACHABLE: (
        "Server cannot be reached",
        "There is no way from this computer to {host} at the moment.",
        "Check the network, VPN and firewall of this computer, then try again.",
    ),
    Kind.CONNECT_TIMEOUT: (
        "Server does not answer",
        (
            "{host} did not answer the connection in time. Often a firewall drops it, or the SMSC "
            "admits only known IP addresses."
        ),
        "Check host and port, and ask YCloud's support whether your IP address must be admitted.",
    ),
    Kind.TLS_UNKNOWN_ISSUER: (
        "Certificate from an unknown issuer",
        (
            "{host} showed a certificate whose issuer is not trusted here, so nobody can say who is at "
            "the other end. The password was not sent."
        ),
        "Choose the certificate file that YCloud's support handed over in the account.",
    ),
    Kind.TLS_SELF_SIGNED: (
        "Certificate is self-signed",
        (
            "{host} showed a certificate that it issued itself and this account does not trust. The "
            "password was not sent."
        ),
        "If this certificate is the expected one, choose its file in the account.",
    ),
    Kind.TLS_EXPIRED: (
        "Certificate has expired",
        "The certificate of {host} is no longer valid. The password was not sent.",
        (
            "Check this computer's date; if it is right, tell YCloud's support, or ask for the new "
            "certificate file."
        ),
    ),
    Kind.TLS_NOT_YET_VALID: (
        "Certificate is not valid yet",
        "The certificate of {host} becomes valid only later. The password was not sent.",
        "Check this computer's date and time; if they are right, tell YCloud's support.",
    ),
    Kind.TLS_WRONG_NAME: (
        "Certificate is for another name",
        (
            "The certificate of {host} is genuine, but made out to another name ({detail}). The "
            "password was not sent."
        ),
        (
            "Check the host name. If the certificate is known to carry another name, enter it as the "
            "expected server name."
        ),
    ),
    Kind.TLS_NOT_SPOKEN: (
        "This port does not speak TLS",
        "{host} did not answer the TLS greeting: most likely it is a plain port.",
        "Use the TLS port (YCloud: 30012), or turn TLS off for a plain port (30002).",
    ),
    Kind.TLS_EXPECTED: (
        "This port wants TLS",
        "{host} did not take the plain connection, but answers TLS: the port speaks TLS only.",
        "Turn TLS on in the account, or use the plain port (YCloud: 30002).",
    ),
    Kind.TLS_FAILED: (
        "Secure connection failed",
        "TLS with {host} could not be agreed ({detail}).",
        "Send this text to YCloud's support; TLS 1.2 or newer is needed.",
    ),
    Kind.CERTIFICATE_MISSING: (
        "Certificate file not found",
        "The account's certificate file is not there: {detail}.",
        "Choose the file again in the account.",
    ),
    Kind.CERTIFICATE_EMPTY: (
        "Certificate file is empty",
        "The account's certificate file has nothing in it: {detail}.",
        "Get the file again from YCloud's support and choose it in the account.",
    ),
    Kind.CERTIFICATE_UNREADABLE: (
        "Certificate file cannot be used",
        "No certificate could be read from the account's file: {detail}.",
        "Choose a certificate in PEM or DER form (.pem, .crt, .cer) in the account.",
    ),
    Kind.BIND_REFUSED: (
        "The SMSC refused the bind",
        "{host} refused the bind ({detail}).",
        "Ask YCloud's support what this status means.",
    ),
    Kind.BIND_TIMEOUT: (
        "No answer to the bind",
        "{host} took the connection but never answered the bind request.",
        "Check that the port is the SMPP port and whether it wants TLS.",
    ),
    Kind.NOT_SMPP: (
        "This is no SMPP server",
        "{host} answered with something that is not SMPP: {detail}.",
        "Check host and port: another service listens there.",
    ),
    Kind.CONNECTION_LOST: (
        "Connection lost",
        "The connection to {host} broke ({detail}).",
        "If this happens often, check the network.",
    ),
    Kind.CONNECTION_CLOSED: (
        "Connection closed",
        "The connection to {host} was closed ({detail}).",
        "If a bind is never answered, check host and port.",
    ),
    Kind.UNBOUND: (
        "Unbound",
        "The console closed the connection to {host}.",
        "Bind again to go on.",
    ),
    Kind.NO_ANSWER: (
        "No answer any more",
        (
            "{host} no longer answers ({detail}). The line is most likely dead without either side "
            "having closed it."
        ),
        (
            "The console connects again by itself. Messages without an answer are shown as in doubt: "
            "decide whether to send them again."
        ),
    ),
    Kind.PROTOCOL_ERROR: (
        "The SMSC sent something unreadable",
        "{host} sent data that cannot be SMPP ({detail}), so that nothing after it can be read.",
        "If it happens again, tell YCloud's support.",
    ),
    Kind.BAD_SETTINGS: (
        "Account settings cannot be used",
        "{detail}",
        "Correct the account's settings.",
    ),
}

CHINESE: dict[Kind, Words] = {
    Kind.NAME_NOT_FOUND: (
        "找不到服务器",
        "无法解析 {host} 的域名：名称有误，或本机未联网。",
        "请检查账号中的主机名和本机的网络连接。",
    ),
    Kind.PORT_REFUSED: (
        "端口没有服务",
        "{host} 拒绝了连接：服务器存在，但该端口上没有服务。",
        "请检查端口（YCloud：明文 30002，TLS 30012），以及中间是否有防火墙。",
    ),
    Kind.UNREACHABLE: (
        "无法到达服务器",
        "目前无法从本机到达 {host}。",
        "请检查本机的网络、VPN 和防火墙，然后重试。",
    ),
    Kind.CONNECT_TIMEOUT: (
        "服务器没有响应",
        "{host} 未在规定时间内响应连接。常见原因是防火墙丢弃了连接，或短信中心只允许已登记的 IP 地址。",
        "请检查主机和端口，并询问 YCloud 客服是否需要登记您的 IP 地址。",
    ),
    Kind.TLS_UNKNOWN_ISSUER: (
        "证书颁发者未知",
        "{host} 出示的证书由不受信任的机构颁发，无法确认对方身份。密码没有发送。",
        "请在账号中选择 YCloud 客服提供的证书文件。",
    ),
    Kind.TLS_SELF_SIGNED: (
        "证书是自签名的",
        "{host} 出示的证书是自签名的，该账号不信任它。密码没有发送。",
        "如果这正是预期的证书，请在账号中选择该证书文件。",
    ),
    Kind.TLS_EXPIRED: (
        "证书已过期",
        "{host} 的证书已过有效期。密码没有发送。",
        "请检查本机日期；若日期正确，请联系 YCloud 客服或索取新的证书文件。",
    ),
    Kind.TLS_NOT_YET_VALID: (
        "证书尚未生效",
        "{host} 的证书尚未到生效时间。密码没有发送。",
        "请检查本机的日期和时间；若正确，请联系 YCloud 客服。",
    ),
    Kind.TLS_WRONG_NAME: (
        "证书名称不符",
        "{host} 的证书可信，但颁发给了另一个名称（{detail}）。密码没有发送。",
        "请检查主机名。若已知证书使用另一个名称，请将其填写为预期的服务器名称。",
    ),
    Kind.TLS_NOT_SPOKEN: (
        "该端口不支持 TLS",
        "{host} 没有响应 TLS 握手：这很可能是明文端口。",
        "请使用 TLS 端口（YCloud：30012），或对明文端口（30002）关闭 TLS。",
    ),
    Kind.TLS_EXPECTED: (
        "该端口需要 TLS",
        "{host} 不接受明文连接，但会响应 TLS：该端口只支持 TLS。",
        "请在账号中开启 TLS，或使用明文端口（YCloud：30002）。",
    ),
    Kind.TLS_FAILED: (
        "安全连接失败",
        "与 {host} 的 TLS 协商失败（{detail}）。",
        "请将此信息发给 YCloud 客服；需要 TLS 1.2 或更高版本。",
    ),
    Kind.CERTIFICATE_MISSING: (
        "找不到证书文件",
        "账号的证书文件不存在：{detail}。",
        "请在账号中重新选择文件。",
    ),
    Kind.CERTIFICATE_EMPTY: (
        "证书文件为空",
        "账号的证书文件没有内容：{detail}。",
        "请向 YCloud 客服重新获取该文件，并在账号中选择它。",
    ),
    Kind.CERTIFICATE_UNREADABLE: (
        "证书文件无法使用",
        "无法从账号的文件中读取证书：{detail}。",
        "请在账号中选择 PEM 或 DER 格式的证书（.pem、.crt、.cer）。",
    ),
    Kind.BIND_REFUSED: (
        "短信中心拒绝了绑定",
        "{host} 拒绝了绑定（{detail}）。",
        "请询问 YCloud 客服此状态的含义。",
    ),
    Kind.BIND_TIMEOUT: (
        "绑定没有响应",
        "{host} 接受了连接，但始终没有响应绑定请求。",
        "请检查该端口是否为 SMPP 端口、是否需要 TLS。",
    ),
    Kind.NOT_SMPP: (
        "对方不是 SMPP 服务器",
        "{host} 的回应不是 SMPP：{detail}。",
        "请检查主机和端口：该端口上是其他服务。",
    ),
    Kind.CONNECTION_LOST: (
        "连接中断",
        "与 {host} 的连接中断（{detail}）。",
        "若经常发生，请检查网络。",
    ),
    Kind.CONNECTION_CLOSED: (
        "连接已关闭",
        "与 {host} 的连接已关闭（{detail}）。",
        "若绑定始终没有响应，请检查主机和端口。",
    ),
    Kind.UNBOUND: (
        "已解除绑定",
        "控制台关闭了与 {host} 的连接。",
        "如需继续，请重新绑定。",
    ),
    Kind.NO_ANSWER: (
        "对方不再响应",
        "{host} 不再响应（{detail}）。线路很可能已失效，但双方都没有关闭连接。",
        "控制台会自动重新连接。没有得到响应的消息显示为“存疑”：请决定是否重新发送。",
    ),
    Kind.PROTOCOL_ERROR: (
        "短信中心发来无法读取的数据",
        "{host} 发来的数据不可能是 SMPP（{detail}），其后的内容无法读取。",
        "若再次发生，请联系 YCloud 客服。",
    ),
    Kind.BAD_SETTINGS: (
        "账号设置无法使用",
        "{detail}",
        "请更正账号设置。",
    ),
}
