"""What YCloud's own codes mean, in two languages. Data only.

Source: YCloud's SMPP documentation. Its statuses 3, 4, 5 and 6 mean something else in standard SMPP.
"""

from __future__ import annotations

from ycloud_console.sms.meaning import Entry, Who, Words

BIND: dict[int, Entry] = {
    0: Entry(Who.NOBODY,
        Words("Bound", "YCloud accepted the account; messages can be sent.", "Nothing to do."),
        Words("已绑定", "YCloud 已接受该账号，可以发送消息。", "无需处理。")),
    3: Entry(Who.SENDER,
        Words("Invalid SMPP system ID and password",
              "YCloud does not know this system ID with this password, so the account is not bound.",
              "Type system ID and password again, exactly as YCloud handed them over; "
              "if they are right, ask YCloud's support whether the account is active."),
        Words("SMPP System ID 或密码错误", "YCloud 不接受该 System ID 与密码，账号未绑定。",
              "按 YCloud 提供的内容重新输入 System ID 和密码；如果无误，请联系 YCloud 客服确认账号已启用。")),
    5: Entry(Who.SENDER,
        Words("Exceeds connection limit",
              "This account has as many connections as YCloud allows, so this one was refused.",
              "Close other programs that use this account, or lower its number of binds; a connection that "
              "was lost may count for some minutes. For more connections ask YCloud."),
        Words("超过连接数限制", "该账号的连接数已达 YCloud 允许的上限，本次连接被拒绝。",
              "关闭使用该账号的其他程序，或减少绑定数；中断的连接可能仍会占用几分钟。需要更多连接请联系 "
              "YCloud。")),
}  # fmt: skip

SUBMIT: dict[int, Entry] = {
    0: Entry(Who.NOBODY,
        Words("Accepted", "YCloud accepted the message and gave it an ID.", "Wait for the delivery receipt."),
        Words("已受理", "YCloud 已受理该消息并分配了 ID。", "等待送达回执。")),
    4: Entry(Who.SENDER,
        Words("Invalid phone number",
              "YCloud does not accept the recipient's number, so the message was not sent.",
              "Check the number: country code first, no leading 0, 7 to 15 digits. Then send again."),
        Words("手机号码无效", "YCloud 不接受收件人号码，消息未发送。",
              "检查号码：以国家代码开头，不带前导 0，共 7 至 15 位，然后重新发送。")),
    6: Entry(Who.SENDER,
        Words("Exceeds connection limit",
              "More came at once than YCloud allows this account, so this segment was not accepted.",
              "Lower the account's segments per second, window or number of binds, then send again."),
        Words("超过连接限制", "同时发送的数量超过了 YCloud 对该账号的限制，本条未被接受。",
              "降低账号的每秒条数、窗口大小或绑定数，然后重新发送。")),
}  # fmt: skip

ERRORS: dict[str, Entry] = {
    "3": Entry(Who.SENDER,
        Words("Insufficient balance",
              "The account has not enough money for this message; it was not sent on.",
              "Top up the balance with YCloud, then send again. Stop a running batch first: "
              "every further message fails the same way."),
        Words("余额不足", "账号余额不足以支付该消息，未能发出。",
              "在 YCloud 充值后重新发送。请先暂停正在进行的批量发送，否则后续消息都会失败。")),
    "4": Entry(Who.SENDER,
        Words("Sensitive words are not allowed", "The text has words that may not be sent.",
              "Change the wording and send again; ask YCloud's support which words it is about."),
        Words("含有敏感词", "文本含有不允许发送的词语。",
              "修改文本后重新发送；可向 YCloud 客服确认是哪些词。")),
    "10": Entry(Who.RECIPIENT,
        Words("The number is blacklisted",
              "This number may not be texted; often its owner has asked for no more messages.",
              "Do not send to it again. If its owner wants messages, ask YCloud to remove it from the list."),
        Words("号码在黑名单中", "该号码禁止接收短信，通常是机主已退订。",
              "不要再向该号码发送。如机主希望接收，请联系 YCloud 将其移出黑名单。")),
    "18": Entry(Who.SENDER,
        Words("Invalid signature",
              "A message to mainland China must begin with an approved signature in brackets, such as "
              "【YCloud】.",
              "Add the signature that YCloud has approved at the start of the text and send again. "
              "If it is there, ask YCloud whether it is approved for this account."),
        Words("签名无效", "发往中国大陆的短信必须以已审核的签名开头，例如【YCloud】。",
              "在文本开头加上 YCloud 已审核的签名后重新发送。若已有签名，请向 YCloud "
              "确认该账号的签名是否通过审核。")),
    "65": Entry(Who.YCLOUD,
        Words("Rejected by YCloud", "YCloud rejected the message; this happens mostly for mainland China.",
              "Check signature and wording, then give YCloud's support the message ID and ask for the "
              "reason."),
        Words("被 YCloud 拒绝", "YCloud 拒绝了该消息，多见于发往中国大陆的短信。",
              "检查签名和内容，然后向 YCloud 客服提供消息 ID 并询问原因。")),
}  # fmt: skip
"""The receipt's err without its leading zeros; no err and 0 mean no error."""
