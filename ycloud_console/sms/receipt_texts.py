"""What a receipt's word and a message's state mean, in two languages. Data only.

The words of SMPP 3.4's appendix B first, then others that SMSCs have been seen to write.
"""

from __future__ import annotations

from ycloud_console.sms.meaning import Entry, Who, Words

_ASK = "Give YCloud's support the message ID and ask for the reason."
_ASK_ZH = "向 YCloud 客服提供消息 ID 并询问原因。"
_PHONE = "Check the number, and that the phone is on and has signal; then send again."
_PHONE_ZH = "检查号码，并确认手机已开机且有信号，然后重新发送。"
_WAIT = "Nothing yet: wait for the final receipt."
_WAIT_ZH = "暂无需处理：等待最终回执。"

_DELIVERED = Entry(Who.NOBODY,
    Words("Delivered", "The network reports that the message reached the phone.", "Nothing to do."),
    Words("已送达", "运营商报告消息已到达手机。", "无需处理。"))  # fmt: skip
_EXPIRED = Entry(Who.RECIPIENT,
    Words("Expired", "The phone could not be reached until the message's time was up.",
          "Ask the recipient to switch the phone on, check signal and storage, then send again."),
    Words("已过期", "在消息有效期内未能联系到手机。",
          "请收件人开机并检查信号和存储空间，然后重新发送。"))  # fmt: skip
_DELETED = Entry(Who.SENDER,
    Words("Deleted", "The message was cancelled or deleted before it was delivered.",
          "Send it again if it is still wanted."),
    Words("已删除", "消息在送达前被取消或删除。", "如仍需要，请重新发送。"))  # fmt: skip
_UNDELIVERABLE = Entry(Who.NETWORK,
    Words("Undeliverable", "The network could not deliver the message: the number may not exist, "
          "or the phone may be barred or switched off for long.", _PHONE),
    Words("无法送达", "运营商无法送达：号码可能不存在、被停机或长期关机。", _PHONE_ZH))  # fmt: skip
_REJECTED = Entry(Who.SENDER,
    Words("Rejected", "YCloud or the network refused to deliver the message.",
          "Check text, sender and number. If they are right, give YCloud's support the message ID."),
    Words("被拒绝", "YCloud 或运营商拒绝投递该消息。",
          "检查文本、发送方和号码。如果无误，请向 YCloud 客服提供消息 ID。"))  # fmt: skip
_ACCEPTED = Entry(Who.NOBODY,
    Words("Accepted", "The network has taken the message; whether it arrived is not known yet.", _WAIT),
    Words("已受理", "运营商已接收该消息，是否送达尚不清楚。", _WAIT_ZH))  # fmt: skip
_ENROUTE = Entry(Who.NOBODY,
    Words("On its way", "The network is still trying to deliver the message.", _WAIT),
    Words("投递中", "运营商仍在投递该消息。", _WAIT_ZH))  # fmt: skip
_UNKNOWN = Entry(Who.YCLOUD,
    Words("Unknown", "The network itself does not know what became of the message; it may have arrived.",
          "Ask the recipient whether it arrived before sending again."),
    Words("结果未知", "运营商也不清楚消息的结果，可能已送达。",
          "重新发送前，请先向收件人确认是否收到。"))  # fmt: skip

_NOT_STANDARD = "SMPP does not define the word; it is taken for what it says."
_NOT_STANDARD_ZH = "该词并非 SMPP 标准，此处按字面理解。"


def _seen(who: Who, title: str, sentence: str, step: str, zh: tuple[str, str, str]) -> Entry:
    return Entry(
        who,
        Words(title, f"{sentence} {_NOT_STANDARD}", step),
        Words(zh[0], f"{zh[1]}{_NOT_STANDARD_ZH}", zh[2]),
    )


_FAILED = _seen(Who.NETWORK, "Failed", "The network says that delivery failed.", _PHONE,
                ("失败", "运营商表示投递失败。", _PHONE_ZH))  # fmt: skip
_SENT = _seen(Who.NOBODY, "Sent on", "The message was handed to the next network.", _WAIT,
              ("已转发", "消息已交给下一个网络。", _WAIT_ZH))  # fmt: skip
_WAITING = _seen(Who.NOBODY, "Waiting in the network", "The message is stored and will be tried later.",
                 _WAIT,
                 ("网络中等待", "消息已存储，稍后投递。", _WAIT_ZH))  # fmt: skip
_BLOCKED = _seen(Who.RECIPIENT, "Blocked", "The number or the text is blocked.", _ASK,
                 ("被拦截", "号码或文本被拦截。", _ASK_ZH))  # fmt: skip
_NO_NUMBER = _seen(Who.SENDER, "No such number", "The number is not in use or cannot get texts.",
                   "Check the number with the recipient.",
                   ("号码不存在", "该号码未启用或不能接收短信。", "与收件人核对号码。"))  # fmt: skip
_NO_CREDIT = _seen(Who.SENDER, "No credit", "There was not enough credit for the message.",
                   "Top up the balance, then send again.",
                   ("余额不足", "余额不足以支付该消息。", "充值后重新发送。"))  # fmt: skip
_ABSENT = _seen(Who.RECIPIENT, "Phone not reachable", "The phone is off or has no signal.", _PHONE,
                ("手机无法接通", "手机已关机或没有信号。", _PHONE_ZH))  # fmt: skip
_READ = _seen(Who.NOBODY, "Read", "The message was read on the phone.", "Nothing to do.",
              ("已读", "消息已在手机上阅读。", "无需处理。"))  # fmt: skip
_SKIPPED = _seen(Who.NETWORK, "Skipped", "The network left the message out.", _ASK,
                 ("已跳过", "运营商跳过了该消息。", _ASK_ZH))  # fmt: skip

WORDS: dict[str, Entry] = {
    "DELIVRD": _DELIVERED,
    "EXPIRED": _EXPIRED,
    "DELETED": _DELETED,
    "UNDELIV": _UNDELIVERABLE,
    "REJECTD": _REJECTED,
    "ACCEPTD": _ACCEPTED,
    "ENROUTE": _ENROUTE,
    "UNKNOWN": _UNKNOWN,
    "DELIVERED": _DELIVERED,
    "DELIVERD": _DELIVERED,
    "UNDELIVERABLE": _UNDELIVERABLE,
    "REJECTED": _REJECTED,
    "ACCEPTED": _ACCEPTED,
    "FAILED": _FAILED,
    "FAIL": _FAILED,
    "FAILURE": _FAILED,
    "ERROR": _FAILED,
    "UNDELIVERED": _FAILED,
    "NOTDELIVRD": _FAILED,
    "SENT": _SENT,
    "SUBMITTED": _SENT,
    "SUBMITD": _SENT,
    "RELAYED": _SENT,
    "BUFFERED": _WAITING,
    "BUFFRED": _WAITING,
    "QUEUED": _WAITING,
    "PENDING": _WAITING,
    "SCHEDULED": _WAITING,
    "STORED": _WAITING,
    "RETRY": _WAITING,
    "BLOCKED": _BLOCKED,
    "BLACKLISTED": _BLOCKED,
    "BLACKLIST": _BLOCKED,
    "BARRED": _BLOCKED,
    "DND": _BLOCKED,
    "SPAM": _BLOCKED,
    "FILTERED": _BLOCKED,
    "INVALID": _NO_NUMBER,
    "INVALIDNUMBER": _NO_NUMBER,
    "UNROUTABLE": _NO_NUMBER,
    "NOROUTE": _NO_NUMBER,
    "NOCREDIT": _NO_CREDIT,
    "NO_CREDIT": _NO_CREDIT,
    "ABSENT": _ABSENT,
    "UNREACHABLE": _ABSENT,
    "SWITCHEDOFF": _ABSENT,
    "READ": _READ,
    "SEEN": _READ,
    "SKIPPED": _SKIPPED,
}

NO_WORD = Entry(
    Who.YCLOUD,
    Words("No result in the receipt", "The receipt does not say what became of the message.", _ASK),
    Words("回执中没有结果", "回执没有说明消息的结果。", _ASK_ZH),
)

OTHER_WORD = Entry(
    Who.YCLOUD,
    Words("Unlisted result",
          "The receipt says “{0}”, a word that SMPP does not define and YCloud does not list; "
          "it decides nothing.", _ASK),
    Words("未列出的结果", "回执中写的是“{0}”，SMPP 未定义、YCloud 也未列出，不能据此判断结果。", _ASK_ZH),
)  # fmt: skip

OTHER_ERROR = Entry(
    Who.YCLOUD,
    Words("Unlisted error",
          "YCloud does not list err {0}; it is most likely a code of the recipient's network.",
          _ASK),
    Words("未列出的错误", "YCloud 未列出 err {0}，很可能是收件人所在运营商的代码。", _ASK_ZH),
)  # fmt: skip

NO_ERROR = Entry(
    Who.NOBODY,
    Words("No error", "The receipt reports no error.", "Nothing to do."),
    Words("没有错误", "回执未报告错误。", "无需处理。"),
)

STATES: dict[str, Entry] = {
    "queued": Entry(Who.NOBODY,
        Words("Queued", "The message waits here for its turn, or for the account to be bound.",
              "Nothing to do while the account is bound; otherwise bind it."),
        Words("排队中", "消息在本机等待发送，或等待账号绑定。", "账号已绑定时无需处理；否则请绑定账号。")),
    "sent": Entry(Who.NOBODY,
        Words("Sent", "The message went out; YCloud has not answered yet.", "Wait a moment for the answer."),
        Words("已发送", "消息已发出，YCloud 尚未应答。", "请稍等应答。")),
    "accepted": Entry(Who.NOBODY,
        Words("Accepted", "YCloud accepted the message; the delivery receipt has not come yet.",
              "Wait for the receipt. If none comes within a day, give YCloud's support the message ID."),
        Words("已受理", "YCloud 已受理该消息，送达回执尚未返回。",
              "等待回执。如一天内仍未返回，请向 YCloud 客服提供消息 ID。")),
    "in_doubt": Entry(Who.SENDER,
        Words("In doubt", "The message went out, but no answer came{0}. YCloud may have taken it or not, "
              "so it is not sent again by itself.",
              "Ask the recipient or YCloud's support whether it arrived; send again only if it may come "
              "twice."),
        Words("存疑", "消息已发出，但没有收到应答{0}。YCloud 可能已受理，因此不会自动重发。",
              "向收件人或 YCloud 客服确认是否收到；仅在重复收到也无妨时才重新发送。")),
    "delivered": _DELIVERED,
    "undeliverable": _UNDELIVERABLE,
    "expired": _EXPIRED,
    "deleted": _DELETED,
    "rejected": _REJECTED,
    "unknown": _UNKNOWN,
}  # fmt: skip

DOUBTS: dict[str, tuple[str, str]] = {
    "connection_lost": (": the connection was lost", "：连接中断"),
    "unbound": (": the console was unbound first", "：控制台先解除了绑定"),
    "connection_closed": (": the server closed the connection", "：服务器关闭了连接"),
    "no_answer": (" in time", "：等待超时"),
    "protocol_error": (": the server sent something that is no SMPP", "：服务器发送了无法识别的内容"),
    "not_smpp": (": the server sent something that is no SMPP", "：服务器发送了无法识别的内容"),
    "ended_program": (" before the program ended", "：程序在应答前结束"),
}
"""Why no answer came, by the kind of the link's problem."""
