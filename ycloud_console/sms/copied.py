"""Why a message of a history that was restored or recovered is in doubt, in two languages."""

from __future__ import annotations

from enum import StrEnum

from ycloud_console.sms.meaning import Entry, Who, Words


class Copied(StrEnum):
    """The reason that is kept with a segment whose fate the file does not know."""

    BACKUP = "from_backup"
    """It was queued or on the wire when the copy was made, and may have gone out since."""
    RECOVERED = "recovered"
    """It was queued or on the wire, as far as a damaged file tells."""


_ASK = (
    "Ask the recipient or YCloud's support whether it arrived; send again only if it may come twice.",
    "向收件人或 YCloud 客服确认是否收到；仅在重复收到也无妨时才重新发送。",
)

COPIED: dict[str, Entry] = {
    Copied.BACKUP: Entry(Who.SENDER,
        Words("In doubt: from a backup",
              "It waited, or was on its way, when this backup was made. It may have gone out since, so it "
              "is not sent by itself.", _ASK[0]),
        Words("存疑：来自备份",
              "制作此备份时，消息正在等待或发送中。此后可能已发出，因此不会自动发送。", _ASK[1])),
    Copied.RECOVERED: Entry(Who.SENDER,
        Words("In doubt: from a damaged history",
              "It waited, or was on its way, as far as the damaged file tells. It may have gone out, so it "
              "is not sent by itself.", _ASK[0]),
        Words("存疑：来自损坏的历史记录",
              "据损坏的文件，消息当时等待或在途，可能已发出，不会自动发送。", _ASK[1])),
}  # fmt: skip
