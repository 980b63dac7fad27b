"""Why a message that waited on this computer was never sent, in two languages."""

from __future__ import annotations

from enum import StrEnum

from ycloud_console.sms.meaning import Entry, Who, Words


class Withdrawn(StrEnum):
    """The reason that is kept with a segment which was taken back before it was sent."""

    CANCELLED = "cancelled"
    """The operator cancelled it."""
    REST_CANCELLED = "rest_cancelled"
    """Other segments of its message had gone out before."""
    ACCOUNT_REMOVED = "account_removed"
    """Its account was removed."""


CANCELLED_NAME = ("Cancelled", "已取消")
"""What the state of such a message is called."""

WITHDRAWN: dict[str, Entry] = {
    Withdrawn.CANCELLED: Entry(Who.NOBODY,
        Words("Cancelled before it was sent",
              "You cancelled it while it still waited on this computer: YCloud never took it.",
              "Send it again if it is still wanted."),
        Words("发送前已取消", "消息在本机等待时被取消，YCloud 从未受理。", "如仍需要，请重新发送。")),
    Withdrawn.REST_CANCELLED: Entry(Who.SENDER,
        Words("Cancelled half way",
              "A part of the text had gone out when the rest was cancelled: the phone shows a part of it, "
              "or nothing.",
              "Ask the recipient what arrived before you send it again."),
        Words("中途取消", "取消其余部分时，已有部分分段发出：手机可能只显示部分内容，或不显示。",
              "重新发送前，请先向收件人确认收到的内容。")),
    Withdrawn.ACCOUNT_REMOVED: Entry(Who.NOBODY,
        Words("Not sent: the account was removed",
              "It still waited when its account was removed from this program: YCloud never took it.",
              "Send it from another account if it is still wanted."),
        Words("未发送：账号已移除", "消息等待发送时，其账号已从本程序移除，YCloud 从未受理。",
              "如仍需要，请用其他账号发送。")),
}  # fmt: skip
