<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>AccountActions</name>
    <message>
        <source>The password was not stored</source>
        <translation>密码未能保存</translation>
    </message>
    <message>
        <source>The account was not removed</source>
        <translation>账号未能删除</translation>
    </message>
    <message>
        <source>The SMSC refused the system ID and password.</source>
        <translation>短信中心拒绝了该 System ID 和密码。</translation>
    </message>
    <message>
        <source>No password is stored for this account.</source>
        <translation>此账号没有保存密码。</translation>
    </message>
    <message>
        <source>Nothing to bind</source>
        <translation>没有可绑定的账号</translation>
    </message>
    <message>
        <source>The sandbox could not be started</source>
        <translation>无法启动沙箱</translation>
    </message>
</context>
<context>
    <name>AccountDialog</name>
    <message>
        <source>Edit account</source>
        <translation>编辑账号</translation>
    </message>
    <message>
        <source>Add account</source>
        <translation>添加账号</translation>
    </message>
    <message>
        <source>YCloud support gives you the system ID and password, and the public certificate for TLS.</source>
        <translation>System ID、密码以及用于 TLS 的公共证书由 YCloud 技术支持提供。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save and bind</source>
        <translation>保存并绑定</translation>
    </message>
</context>
<context>
    <name>AccountForm</name>
    <message>
        <source>Unchanged</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>Kept in your keychain ({name}), never in a file.</source>
        <translation>保存在您的钥匙串（{name}）中，绝不写入文件。</translation>
    </message>
    <message>
        <source>Enter the password that YCloud gave you.</source>
        <translation>请输入 YCloud 提供的密码。</translation>
    </message>
    <message>
        <source>Choose the certificate from YCloud</source>
        <translation>选择 YCloud 提供的证书</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer *.der *.cert)</source>
        <translation>证书 (*.pem *.crt *.cer *.der *.cert)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Fewer settings</source>
        <translation>收起设置</translation>
    </message>
    <message>
        <source>More settings</source>
        <translation>更多设置</translation>
    </message>
    <message>
        <source>For example: Acme support</source>
        <translation>例如：Acme 客服</translation>
    </message>
    <message>
        <source>Account name</source>
        <translation>账号名称</translation>
    </message>
    <message>
        <source>System ID</source>
        <translation>System ID</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>Encrypt with TLS (port {tls}; plain is {plain})</source>
        <translation>使用 TLS 加密（端口 {tls}；不加密为 {plain}）</translation>
    </message>
    <message>
        <source>None: this computer&apos;s authorities decide</source>
        <translation>无：由本机信任的证书机构判断</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Browse for the certificate file</source>
        <translation>浏览证书文件</translation>
    </message>
    <message>
        <source>Certificate from YCloud</source>
        <translation>YCloud 提供的证书</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>显示密码</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Remember the password</source>
        <translation>记住密码</translation>
    </message>
</context>
<context>
    <name>AdvancedPanel</name>
    <message>
        <source>Connection</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Transceiver: sends and receives</source>
        <translation>收发模式（transceiver）：发送并接收</translation>
    </message>
    <message>
        <source>Transmitter: only sends</source>
        <translation>发送模式（transmitter）：只发送</translation>
    </message>
    <message>
        <source>Receiver: only receives</source>
        <translation>接收模式（receiver）：只接收</translation>
    </message>
    <message>
        <source>Bind mode</source>
        <translation>绑定模式</translation>
    </message>
    <message>
        <source>Name in the certificate</source>
        <translation>证书中的名称</translation>
    </message>
    <message>
        <source>Only if it is not the server&apos;s own name.</source>
        <translation>仅当它与服务器名称不同时填写。</translation>
    </message>
    <message>
        <source>Check the server&apos;s certificate</source>
        <translation>校验服务器证书</translation>
    </message>
    <message>
        <source>System type</source>
        <translation>System type</translation>
    </message>
    <message>
        <source>Address range</source>
        <translation>地址范围</translation>
    </message>
    <message>
        <source>Address TON</source>
        <translation>地址 TON</translation>
    </message>
    <message>
        <source>Address NPI</source>
        <translation>地址 NPI</translation>
    </message>
    <message>
        <source>Pace</source>
        <translation>速率</translation>
    </message>
    <message>
        <source>Binds at one time</source>
        <translation>同时绑定数</translation>
    </message>
    <message>
        <source>Window (segments)</source>
        <translation>窗口（分段）</translation>
    </message>
    <message>
        <source>Segments a second (0: no limit)</source>
        <translation>每秒分段数（0 为不限）</translation>
    </message>
    <message>
        <source>enquire_link every (s)</source>
        <translation>enquire_link 间隔（秒）</translation>
    </message>
    <message>
        <source>Response time-out (s)</source>
        <translation>应答超时（秒）</translation>
    </message>
    <message>
        <source>Connect time-out (s)</source>
        <translation>连接超时（秒）</translation>
    </message>
    <message>
        <source>First retry after (s)</source>
        <translation>首次重试等待（秒）</translation>
    </message>
    <message>
        <source>Longest wait to retry (s)</source>
        <translation>最长重试等待（秒）</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>短信</translation>
    </message>
    <message>
        <source>Usual sender</source>
        <translation>常用发送方</translation>
    </message>
    <message>
        <source>Country of numbers without one</source>
        <translation>无国家代码号码的所属国家</translation>
    </message>
    <message>
        <source>Signature for mainland China</source>
        <translation>中国大陆短信签名</translation>
    </message>
    <message>
        <source>Stands in 【】 at the start of texts to +86.</source>
        <translation>置于【】中，放在发往 +86 的短信开头。</translation>
    </message>
    <message>
        <source>8-bit header (usual)</source>
        <translation>8 位头（常用）</translation>
    </message>
    <message>
        <source>16-bit header</source>
        <translation>16 位头</translation>
    </message>
    <message>
        <source>SAR parameters</source>
        <translation>SAR 参数</translation>
    </message>
    <message>
        <source>message_payload</source>
        <translation>message_payload</translation>
    </message>
    <message>
        <source>Long messages by</source>
        <translation>长短信方式</translation>
    </message>
    <message>
        <source>Time zone of receipts</source>
        <translation>回执时区</translation>
    </message>
    <message>
        <source>GSM 03.38 (usual)</source>
        <translation>GSM 03.38（常用）</translation>
    </message>
    <message>
        <source>Alphabet 0 of the server</source>
        <translation>服务器的默认字符集（编码 0）</translation>
    </message>
    <message>
        <source>How it reads data_coding 0. A wrong one turns @, _ and accents into other characters.</source>
        <translation>服务器如何解读 data_coding 0。选错会使 @、_ 和带音标的字母变成其他字符。</translation>
    </message>
    <message>
        <source>Recognise receipts not marked as such</source>
        <translation>识别未标明的回执</translation>
    </message>
    <message>
        <source>Match hexadecimal message IDs with decimal ones</source>
        <translation>将十六进制消息 ID 与十进制匹配</translation>
    </message>
</context>
<context>
    <name>Advice</name>
    <message>
        <source>Replace them</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>UCS-2 because of {characters}</source>
        <translation>因 {characters} 使用 UCS-2</translation>
    </message>
    <message>
        <source>With plain characters it is 1 segment instead of {now}.</source>
        <translation>换成普通字符后只需 1 段，现在为 {now} 段。</translation>
    </message>
    <message>
        <source>With plain characters it is {then} segments instead of {now}.</source>
        <translation>换成普通字符后为 {then} 段，现在为 {now} 段。</translation>
    </message>
    <message>
        <source>With plain characters a segment holds more than twice as much.</source>
        <translation>换成普通字符后，每段可容纳两倍以上的内容。</translation>
    </message>
    <message>
        <source>{n} recipients</source>
        <translation>{n} 个收件人</translation>
    </message>
    <message>
        <source>{whom}: a text to mainland China starts with a signature such as {signature}, or comes back with error 18.</source>
        <translation>{whom}：发往中国大陆的短信须以签名（如 {signature}）开头，否则会返回错误 18。</translation>
    </message>
    <message>
        <source>Add {signature}</source>
        <translation>添加{signature}</translation>
    </message>
    <message>
        <source>No signature</source>
        <translation>缺少签名</translation>
    </message>
    <message>
        <source>{characters} and {n} more</source>
        <translation>{characters} 等另外 {n} 个</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Nothing was sent</source>
        <translation>未发送任何短信</translation>
    </message>
</context>
<context>
    <name>ComposerForm</name>
    <message>
        <source>From</source>
        <translation>发送方</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>短信内容</translation>
    </message>
    <message>
        <source>Delivery report</source>
        <translation>送达回执</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>返回修改</translation>
    </message>
    <message>
        <source>Bring the text back</source>
        <translation>恢复短信内容</translation>
    </message>
    <message>
        <source>Bind</source>
        <translation>绑定</translation>
    </message>
    <message>
        <source>New message</source>
        <translation>新建短信</translation>
    </message>
</context>
<context>
    <name>DecoderPage</name>
    <message>
        <source>Read as a delivery receipt.</source>
        <translation>按送达回执解读。</translation>
    </message>
    <message>
        <source>Read as a PDU in hex.</source>
        <translation>按十六进制 PDU 解读。</translation>
    </message>
    <message>
        <source>Read as the text of a message.</source>
        <translation>按短信文本解读。</translation>
    </message>
    <message>
        <source>Decoder</source>
        <translation>解码</translation>
    </message>
    <message>
        <source>Paste a delivery receipt, a PDU in hex, or the text of a message</source>
        <translation>粘贴送达回执、十六进制 PDU 或短信文本</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>回执</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>What it says is shown here as you paste it.</source>
        <translation>粘贴后，解读结果会立即显示在这里。</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>含义</translation>
    </message>
    <message>
        <source>What it says</source>
        <translation>解读结果</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>复制为文本</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <translation>复制为 JSON</translation>
    </message>
</context>
<context>
    <name>DeliveriesModel</name>
    <message>
        <source>Submitted</source>
        <translation>提交时间</translation>
    </message>
    <message>
        <source>To</source>
        <translation>收件人</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>短信内容</translation>
    </message>
    <message>
        <source>Seg</source>
        <translation>段数</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>When the message was sent (local time); – while it waits for its turn</source>
        <translation>短信发出的时间（本地时间）；排队等待时显示 –</translation>
    </message>
    <message>
        <source>Handed over:</source>
        <translation>交付：</translation>
    </message>
    <message>
        <source>Sent:</source>
        <translation>发出：</translation>
    </message>
    <message>
        <source>Country and number of the recipient</source>
        <translation>收件人的国家和号码</translation>
    </message>
    <message>
        <source>The text</source>
        <translation>短信文本</translation>
    </message>
    <message>
        <source>How many segments it is charged as</source>
        <translation>按多少段计费</translation>
    </message>
    <message>
        <source>What is known of it now</source>
        <translation>目前已知的状态</translation>
    </message>
    <message>
        <source>The receipt&apos;s or the submit response&apos;s error</source>
        <translation>回执或提交应答中的错误</translation>
    </message>
    <message>
        <source>From sending to the final state; with … while it is still waiting</source>
        <translation>从发送到最终状态的时间；仍在等待时带“…”</translation>
    </message>
    <message>
        <source>{count} × {encoding}</source>
        <translation>{count} × {encoding}</translation>
    </message>
</context>
<context>
    <name>DeliveriesPage</name>
    <message>
        <source>Go to the newest message (Ctrl+Home)</source>
        <translation>转到最新的短信（Ctrl+Home）</translation>
    </message>
    <message>
        <source>↑ {count} new</source>
        <translation>↑ {count} 条新短信</translation>
    </message>
    <message>
        <source>No message matches.</source>
        <translation>没有符合条件的短信。</translation>
    </message>
    <message>
        <source>No messages yet. What you send appears here, and so does what becomes of it.</source>
        <translation>还没有短信。您发送的短信及其结果会显示在这里。</translation>
    </message>
</context>
<context>
    <name>DeliveriesView</name>
    <message>
        <source>Deliveries</source>
        <translation>发送记录</translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation>复制所选行</translation>
    </message>
    <message>
        <source>Copy row</source>
        <translation>复制此行</translation>
    </message>
    <message>
        <source>Copy “{column}”</source>
        <translation>复制“{column}”</translation>
    </message>
    <message>
        <source>Copy number</source>
        <translation>复制号码</translation>
    </message>
    <message>
        <source>Copy text</source>
        <translation>复制短信内容</translation>
    </message>
    <message>
        <source>Copy message ID</source>
        <translation>复制消息 ID</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
</context>
<context>
    <name>DetailsPane</name>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Copy for ticket</source>
        <translation>复制到工单</translation>
    </message>
    <message>
        <source>Details of the message</source>
        <translation>短信详情</translation>
    </message>
    <message>
        <source>Select a message to see what happened to it, why, and what to do next.</source>
        <translation>选择一条短信，查看其结果、原因以及下一步操作。</translation>
    </message>
    <message>
        <source>Edit &amp;&amp; resend</source>
        <translation>编辑并重发</translation>
    </message>
    <message>
        <source>Put sender, recipient and text into the composer</source>
        <translation>将发送方、收件人和内容填入编辑区</translation>
    </message>
    <message>
        <source>Copy everything about this message as plain text, for a customer</source>
        <translation>将此短信的全部信息复制为纯文本，供客户查看</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>Segments</source>
        <translation>分段</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>回执</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>短信内容</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>from {sender}</source>
        <translation>发自 {sender}</translation>
    </message>
    <message>
        <source>(came {count} times)</source>
        <translation>（收到 {count} 次）</translation>
    </message>
    <message>
        <source>(not understood: {problems})</source>
        <translation>（无法理解：{problems}）</translation>
    </message>
    <message>
        <source>Message ID</source>
        <translation>消息 ID</translation>
    </message>
    <message>
        <source>Submit status</source>
        <translation>提交状态</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>{count} ({units} units)</source>
        <translation>{count}（{units} 个单位）</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账号</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>交付时间</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>发出时间</translation>
    </message>
    <message>
        <source>In UTC</source>
        <translation>UTC 时间</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>用时</translation>
    </message>
</context>
<context>
    <name>FailureDialog</name>
    <message>
        <source>Unexpected error</source>
        <translation>意外错误</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>发生了什么</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Something unexpected went wrong</source>
        <translation>发生了意外错误</translation>
    </message>
    <message>
        <source>The program goes on, and what was sent and received is kept. Copy this text and give it to whoever looks after the program.</source>
        <translation>程序将继续运行，已发送和接收的内容均已保存。请复制此文本并交给负责维护程序的人员。</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Filter by status</source>
        <translation>按状态筛选</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Every message</source>
        <translation>所有短信</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Queued, sent or accepted: no final receipt yet</source>
        <translation>排队、已发送或已接受：尚无最终回执</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>已送达</translation>
    </message>
    <message>
        <source>A receipt says so</source>
        <translation>回执确认已送达</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Rejected, undeliverable, expired or deleted</source>
        <translation>被拒绝、无法送达、已过期或已删除</translation>
    </message>
    <message>
        <source>In doubt</source>
        <translation>存疑</translation>
    </message>
    <message>
        <source>No answer came, or the SMSC does not know</source>
        <translation>没有应答，或短信中心不清楚</translation>
    </message>
</context>
<context>
    <name>LinkBanner</name>
    <message>
        <source>{account}: {problem}</source>
        <translation>{account}：{problem}</translation>
    </message>
    <message>
        <source>{account}: balance used up — sending is paused</source>
        <translation>{account}：余额已用完，发送已暂停</translation>
    </message>
    <message>
        <source>YCloud reports insufficient balance (err 3). Segments waiting: {count}. Top the account up, then resume.</source>
        <translation>YCloud 报告余额不足（err 3）。等待发送的分段：{count}。请先充值，再恢复发送。</translation>
    </message>
    <message>
        <source>Resume sending</source>
        <translation>恢复发送</translation>
    </message>
    <message>
        <source>Receipts are answered “try again later” until it can be written, so none is lost. Check the disk. ({detail})</source>
        <translation>在恢复写入之前，回执一律应答“请稍后重试”，因此不会丢失。请检查磁盘。（{detail}）</translation>
    </message>
    <message>
        <source>The history cannot be written</source>
        <translation>无法写入历史记录</translation>
    </message>
    <message>
        <source>Trying again in {seconds} s.</source>
        <translation>{seconds} 秒后重试。</translation>
    </message>
    <message>
        <source>Trying again now…</source>
        <translation>正在重试…</translation>
    </message>
    <message>
        <source>Enter the password</source>
        <translation>输入密码</translation>
    </message>
    <message>
        <source>Edit account</source>
        <translation>编辑账号</translation>
    </message>
    <message>
        <source>Retry now</source>
        <translation>立即重试</translation>
    </message>
    <message>
        <source>Stop trying</source>
        <translation>停止重试</translation>
    </message>
</context>
<context>
    <name>LinkWords</name>
    <message>
        <source>Bound</source>
        <translation>已绑定</translation>
    </message>
    <message>
        <source>Bound {bound} of {binds}</source>
        <translation>已绑定 {bound}/{binds}</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>Binding…</source>
        <translation>正在绑定…</translation>
    </message>
    <message>
        <source>Unbinding…</source>
        <translation>正在解除绑定…</translation>
    </message>
    <message>
        <source>Not bound · trying again</source>
        <translation>未绑定 · 正在重试</translation>
    </message>
    <message>
        <source>Bind refused</source>
        <translation>绑定被拒绝</translation>
    </message>
    <message>
        <source>Not bound</source>
        <translation>未绑定</translation>
    </message>
    <message>
        <source>transceiver</source>
        <translation>收发模式</translation>
    </message>
    <message>
        <source>transmitter</source>
        <translation>发送模式</translation>
    </message>
    <message>
        <source>receiver</source>
        <translation>接收模式</translation>
    </message>
    <message>
        <source>not encrypted</source>
        <translation>未加密</translation>
    </message>
    <message>
        <source>TLS verified</source>
        <translation>TLS 已验证</translation>
    </message>
    <message>
        <source>TLS, certificate not checked</source>
        <translation>TLS，未校验证书</translation>
    </message>
    <message>
        <source>in {seconds} s</source>
        <translation>{seconds} 秒后</translation>
    </message>
    <message>
        <source>since {time}</source>
        <translation>自 {time}</translation>
    </message>
    <message>
        <source>{days} d {time}</source>
        <translation>{days} 天 {time}</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>The settings file was damaged</source>
        <translation>设置文件已损坏</translation>
    </message>
    <message>
        <source>The history was damaged</source>
        <translation>历史记录已损坏</translation>
    </message>
    <message>
        <source>Unbinding and closing…</source>
        <translation>正在解除绑定并关闭…</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>发送记录</translation>
    </message>
    <message>
        <source>Decoder</source>
        <translation>解码</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>MeterStrip</name>
    <message>
        <source>Segments used</source>
        <translation>已用分段</translation>
    </message>
    <message>
        <source>Cannot be sent</source>
        <translation>无法发送</translation>
    </message>
    <message>
        <source>1 segment</source>
        <translation>1 段</translation>
    </message>
    <message>
        <source>{n} segments</source>
        <translation>{n} 段</translation>
    </message>
    <message>
        <source>, charged as {n}</source>
        <translation>，按 {n} 段计费</translation>
    </message>
    <message>
        <source>16-bit units: most characters take one, an emoji two or more</source>
        <translation>16 位单位：多数字符占一个，表情符号占两个或更多</translation>
    </message>
    <message>
        <source>Septets: most characters take one, €, ^, {, }, [, ], ~, | and \ take two</source>
        <translation>七位组：多数字符占一个，€、^、{、}、[、]、~、| 和 \ 占两个</translation>
    </message>
    <message>
        <source>Characters</source>
        <translation>字符</translation>
    </message>
    <message>
        <source>{unit}. {n} left in the last segment.</source>
        <translation>{unit}。最后一段还可容纳 {n} 个。</translation>
    </message>
</context>
<context>
    <name>Moments</name>
    <message>
        <source>d MMM HH:mm</source>
        <translation>M月d日 HH:mm</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>yyyy年M月d日</translation>
    </message>
</context>
<context>
    <name>OptionsPanel</name>
    <message>
        <source>SMSC default</source>
        <translation>短信中心默认</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>hours</source>
        <translation>小时</translation>
    </message>
    <message>
        <source>days</source>
        <translation>天</translation>
    </message>
    <message>
        <source>Unit of the validity</source>
        <translation>有效期单位</translation>
    </message>
    <message>
        <source>Send later</source>
        <translation>定时发送</translation>
    </message>
    <message>
        <source>When to send it</source>
        <translation>发送时间</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>8-bit UDH</source>
        <translation>8 位 UDH</translation>
    </message>
    <message>
        <source>16-bit UDH</source>
        <translation>16 位 UDH</translation>
    </message>
    <message>
        <source>SAR fields</source>
        <translation>SAR 字段</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>普通</translation>
    </message>
    <message>
        <source>Flash: shown at once, not stored</source>
        <translation>闪信：立即显示，不保存</translation>
    </message>
    <message>
        <source>Valid for</source>
        <translation>有效期</translation>
    </message>
    <message>
        <source>Alphabet</source>
        <translation>字符集</translation>
    </message>
    <message>
        <source>Long messages</source>
        <translation>长短信</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>优先级</translation>
    </message>
    <message>
        <source>Sender&apos;s TON</source>
        <translation>发送方 TON</translation>
    </message>
    <message>
        <source>Sender&apos;s NPI</source>
        <translation>发送方 NPI</translation>
    </message>
    <message>
        <source>Recipient&apos;s TON</source>
        <translation>收件人 TON</translation>
    </message>
    <message>
        <source>Recipient&apos;s NPI</source>
        <translation>收件人 NPI</translation>
    </message>
    <message>
        <source>Further parameters (TLVs), one a line</source>
        <translation>其他参数（TLV），每行一个</translation>
    </message>
    <message>
        <source>The time to send it has passed: choose a later one.</source>
        <translation>发送时间已过：请选择更晚的时间。</translation>
    </message>
    <message>
        <source>It would expire before it is sent: make it valid for longer.</source>
        <translation>短信在发送前就会过期：请延长有效期。</translation>
    </message>
    <message>
        <source>A service type has plain letters and digits only.</source>
        <translation>service_type 只能包含英文字母和数字。</translation>
    </message>
    <message>
        <source>A parameter is a hexadecimal tag, =, and text or 0x octets: 1401 = 0x01</source>
        <translation>参数格式为十六进制标签、= 以及文本或 0x 字节：1401 = 0x01</translation>
    </message>
</context>
<context>
    <name>PasswordDialog</name>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Remember the password in the keychain</source>
        <translation>在钥匙串中记住密码</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Bind</source>
        <translation>绑定</translation>
    </message>
    <message>
        <source>Password for {account}</source>
        <translation>{account} 的密码</translation>
    </message>
    <message>
        <source>Enter the password that YCloud gave you.</source>
        <translation>请输入 YCloud 提供的密码。</translation>
    </message>
</context>
<context>
    <name>Reader</name>
    <message>
        <source>No receipt</source>
        <translation>不是回执</translation>
    </message>
    <message>
        <source>The server&apos;s ID of the message</source>
        <translation>服务器给出的消息 ID</translation>
    </message>
    <message>
        <source>Messages submitted</source>
        <translation>提交的条数</translation>
    </message>
    <message>
        <source>Messages delivered</source>
        <translation>送达的条数</translation>
    </message>
    <message>
        <source>When it was submitted</source>
        <translation>提交时间</translation>
    </message>
    <message>
        <source>When the outcome was decided</source>
        <translation>得出结果的时间</translation>
    </message>
    <message>
        <source>The start of the message, where the server quotes it</source>
        <translation>服务器引用的短信开头</translation>
    </message>
    <message>
        <source>The sender must act:</source>
        <translation>需由发送方处理：</translation>
    </message>
    <message>
        <source>The recipient must act:</source>
        <translation>需由收件人处理：</translation>
    </message>
    <message>
        <source>YCloud must act:</source>
        <translation>需由 YCloud 处理：</translation>
    </message>
    <message>
        <source>The network must act:</source>
        <translation>需由运营商网络处理：</translation>
    </message>
    <message>
        <source>Nobody has to act:</source>
        <translation>无需任何人处理：</translation>
    </message>
    <message>
        <source>No PDU</source>
        <translation>不是 PDU</translation>
    </message>
    <message>
        <source>{n} PDUs</source>
        <translation>{n} 个 PDU</translation>
    </message>
    <message>
        <source>Something is wrong with it: see the problems below.</source>
        <translation>其中有问题，请看下方的“问题”。</translation>
    </message>
    <message>
        <source>Something is wrong with {n} of them: see the problems below.</source>
        <translation>其中 {n} 个有问题，请看下方的“问题”。</translation>
    </message>
    <message>
        <source>User data header</source>
        <translation>用户数据头</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Parameters (TLVs)</source>
        <translation>参数（TLV）</translation>
    </message>
    <message>
        <source>{n} octets</source>
        <translation>{n} 个字节</translation>
    </message>
    <message>
        <source>1 segment</source>
        <translation>1 段</translation>
    </message>
    <message>
        <source>{n} segments</source>
        <translation>{n} 段</translation>
    </message>
    <message>
        <source>{units} units; {n} left in the last segment.</source>
        <translation>共 {units} 个单元；最后一段还剩 {n} 个。</translation>
    </message>
    <message>
        <source>These force UCS-2</source>
        <translation>迫使使用 UCS-2 的字符</translation>
    </message>
    <message>
        <source>Too long: one message has at most {most} segments.</source>
        <translation>过长：一条消息最多 {most} 段。</translation>
    </message>
    <message>
        <source>No plain form</source>
        <translation>没有替代写法</translation>
    </message>
    <message>
        <source>Can be left out</source>
        <translation>可以省去</translation>
    </message>
    <message>
        <source>A plain space does</source>
        <translation>可用普通空格代替</translation>
    </message>
    <message>
        <source>Plain form: {twin}</source>
        <translation>可写作：{twin}</translation>
    </message>
    <message>
        <source>Segment {n}</source>
        <translation>第 {n} 段</translation>
    </message>
    <message>
        <source>{n} units</source>
        <translation>{n} 个单元</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>{n} more: copy as JSON to see them all</source>
        <translation>另有 {n} 个：复制为 JSON 可查看全部</translation>
    </message>
</context>
<context>
    <name>RecipientsField</name>
    <message>
        <source>+65 8123 4567, one a line or pasted in any form</source>
        <translation>+65 8123 4567，每行一个，或以任意格式粘贴</translation>
    </message>
    <message>
        <source>To</source>
        <translation>收件人</translation>
    </message>
    <message>
        <source>Remove these</source>
        <translation>移除这些号码</translation>
    </message>
    <message>
        <source>Reading… {n} to go</source>
        <translation>正在读取…还剩 {n} 个</translation>
    </message>
    <message>
        <source>1 recipient</source>
        <translation>1 个收件人</translation>
    </message>
    <message>
        <source>{n} recipients</source>
        <translation>{n} 个收件人</translation>
    </message>
    <message>
        <source>{number} twice: sent once</source>
        <translation>{number} 重复：只发送一次</translation>
    </message>
    <message>
        <source>{n} duplicates left out</source>
        <translation>已略过 {n} 个重复号码</translation>
    </message>
    <message>
        <source>{countries} and {n} more</source>
        <translation>{countries} 等另外 {n} 个</translation>
    </message>
    <message>
        <source>and {n} more like these</source>
        <translation>以及另外 {n} 个同类号码</translation>
    </message>
</context>
<context>
    <name>RemoveDialog</name>
    <message>
        <source>Remove account</source>
        <translation>删除账号</translation>
    </message>
    <message>
        <source>Remove {account}?</source>
        <translation>要删除“{account}”吗？</translation>
    </message>
    <message>
        <source>The account is unbound, and its password is taken out of the keychain. What was sent stays in the history.</source>
        <translation>账号将解除绑定，其密码将从钥匙串中移除。已发送的内容保留在历史记录中。</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>No such account</source>
        <translation>没有此账号</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>No account yet.</source>
        <translation>还没有账号。</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>账号</translation>
    </message>
    <message>
        <source>Add account…</source>
        <translation>添加账号…</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>not encrypted</source>
        <translation>未加密</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Edit {account}</source>
        <translation>编辑 {account}</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Remove {account}</source>
        <translation>删除 {account}</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>数据文件夹</translation>
    </message>
    <message>
        <source>Settings and history are kept here, passwords never: they are in the keychain, or, where there is none, in memory until the program ends.</source>
        <translation>设置和历史记录保存在这里，密码从不保存在这里：密码保存在钥匙串中；没有钥匙串时，只留在内存里，直到程序结束。</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Times: local ({zone})</source>
        <translation>时间：本地（{zone}）</translation>
    </message>
    <message>
        <source>Queued {count}</source>
        <translation>排队 {count}</translation>
    </message>
    <message>
        <source>In {rate}/s</source>
        <translation>接收 {rate}/秒</translation>
    </message>
    <message>
        <source>Window {used}/{size}</source>
        <translation>窗口 {used}/{size}</translation>
    </message>
    <message>
        <source>History: not readable</source>
        <translation>历史记录：无法读取</translation>
    </message>
    <message>
        <source>History: {count} messages</source>
        <translation>历史记录：{count} 条短信</translation>
    </message>
    <message>
        <source>History: 1 message</source>
        <translation>历史记录：1 条短信</translation>
    </message>
    <message>
        <source>Receipts and inbound messages a second</source>
        <translation>每秒收到的回执和上行短信</translation>
    </message>
    <message>
        <source>Segments that wait for the SMSC&apos;s answer, and how many may</source>
        <translation>等待短信中心应答的分段数及其上限</translation>
    </message>
    <message>
        <source>Segments that wait for their turn</source>
        <translation>正在排队的分段</translation>
    </message>
    <message>
        <source>How long the SMSC took to answer the latest enquire_link</source>
        <translation>短信中心应答最近一次 enquire_link 所用的时间</translation>
    </message>
    <message>
        <source>Times are those of this computer&apos;s zone; UTC is in the tool tips</source>
        <translation>时间为本机所在时区；UTC 时间见提示</translation>
    </message>
</context>
<context>
    <name>SummaryCards</name>
    <message>
        <source>Sent today</source>
        <translation>今日发送</translation>
    </message>
    <message>
        <source>Messages written since midnight that have left</source>
        <translation>今天零点以来写下且已经发出的短信</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>已送达</translation>
    </message>
    <message>
        <source>Of the messages sent today, by their receipts</source>
        <translation>今日发送的短信中，回执确认已送达的数量</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Queued, sent or accepted, without a final receipt yet</source>
        <translation>排队、已发送或已接受，尚无最终回执</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Of the messages sent today; with the most frequent error of the latest {count}</source>
        <translation>今日发送的短信；附最近 {count} 条中最常见的错误</translation>
    </message>
    <message>
        <source>Time to deliver</source>
        <translation>送达用时</translation>
    </message>
    <message>
        <source>Median and 95th percentile of today’s latest {count} delivered messages</source>
        <translation>今日最近 {count} 条已送达短信的中位数和第 95 百分位</translation>
    </message>
    <message>
        <source>of {count} written</source>
        <translation>共写 {count} 条</translation>
    </message>
    <message>
        <source>{percent} of sent</source>
        <translation>占发送的 {percent}</translation>
    </message>
    <message>
        <source>oldest {time}</source>
        <translation>最久 {time}</translation>
    </message>
</context>
<context>
    <name>Ticket</name>
    <message>
        <source>To</source>
        <translation>收件人</translation>
    </message>
    <message>
        <source>From</source>
        <translation>发送方</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>交付时间</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>发出时间</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Segments</source>
        <translation>分段</translation>
    </message>
    <message>
        <source>{count}, {encoding}</source>
        <translation>{count}，{encoding}</translation>
    </message>
    <message>
        <source>Message ID</source>
        <translation>消息 ID</translation>
    </message>
    <message>
        <source>SMS delivery report</source>
        <translation>短信送达报告</translation>
    </message>
    <message>
        <source>What happened, in local time</source>
        <translation>经过（本地时间）</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>回执</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>短信内容</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>status {status}</source>
        <translation>状态 {status}</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>已排队</translation>
    </message>
    <message>
        <source>did not come</source>
        <translation>未收到</translation>
    </message>
    <message>
        <source>first of {total}</source>
        <translation>共 {total} 个，第一个</translation>
    </message>
    <message>
        <source>1 of {total}</source>
        <translation>{total} 个中的 1 个</translation>
    </message>
    <message>
        <source>last of {total}</source>
        <translation>共 {total} 个，最后一个</translation>
    </message>
    <message>
        <source>so far {count} of {total}</source>
        <translation>目前 {count}/{total}</translation>
    </message>
    <message>
        <source>came {count} times</source>
        <translation>收到 {count} 次</translation>
    </message>
    <message>
        <source>receipt</source>
        <translation>回执</translation>
    </message>
    <message>
        <source>segment {number}</source>
        <translation>第 {number} 段</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Bind</source>
        <translation>绑定</translation>
    </message>
    <message>
        <source>Unbind</source>
        <translation>解除绑定</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Edit account…</source>
        <translation>编辑账号…</translation>
    </message>
    <message>
        <source>Remove account…</source>
        <translation>删除账号…</translation>
    </message>
    <message>
        <source>Add account…</source>
        <translation>添加账号…</translation>
    </message>
    <message>
        <source>Open the sandbox</source>
        <translation>打开沙箱</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账号</translation>
    </message>
    <message>
        <source>The account to send from</source>
        <translation>用于发送的账号</translation>
    </message>
    <message>
        <source>Accounts: add, edit, remove</source>
        <translation>账号：添加、编辑、删除</translation>
    </message>
    <message>
        <source>Search the deliveries</source>
        <translation>搜索发送记录</translation>
    </message>
    <message>
        <source>Search number, text or message ID  (Ctrl+F)</source>
        <translation>搜索号码、内容或消息 ID（Ctrl+F）</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Save and bind</source>
        <translation>保存并绑定</translation>
    </message>
    <message>
        <source>Open the sandbox</source>
        <translation>打开沙箱</translation>
    </message>
    <message>
        <source>Connect your YCloud account</source>
        <translation>连接您的 YCloud 账号</translation>
    </message>
    <message>
        <source>YCloud support gives you the system ID and password, and the public certificate for TLS.</source>
        <translation>System ID、密码以及用于 TLS 的公共证书由 YCloud 技术支持提供。</translation>
    </message>
    <message>
        <source>No account yet?</source>
        <translation>还没有账号？</translation>
    </message>
    <message>
        <source>The sandbox is a practice SMSC on this computer. It answers with every status and error that YCloud uses, and nothing leaves this computer.</source>
        <translation>沙箱是运行在本机上的练习用短信中心。它会返回 YCloud 使用的各种状态和错误，任何内容都不会离开本机。</translation>
    </message>
    <message>
        <source>The last digits of a number choose what comes back:</source>
        <translation>号码的末尾几位决定返回结果：</translation>
    </message>
    <message>
        <source>invalid signature (err 18)</source>
        <translation>签名无效（err 18）</translation>
    </message>
    <message>
        <source>insufficient balance (err 3)</source>
        <translation>余额不足（err 3）</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>no receipt</source>
        <translation>没有回执</translation>
    </message>
    <message>
        <source>Any other number is delivered after about a second.</source>
        <translation>其他号码约一秒后送达。</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>A name of up to 11 letters, a number, or a short code</source>
        <translation>不超过 11 个字母的名称、号码或短号</translation>
    </message>
    <message>
        <source>Alphanumeric sender</source>
        <translation>字母数字发送方</translation>
    </message>
    <message>
        <source>International number</source>
        <translation>国际号码</translation>
    </message>
    <message>
        <source>National number</source>
        <translation>国内号码</translation>
    </message>
    <message>
        <source>Short code</source>
        <translation>短号</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>号码</translation>
    </message>
    <message>
        <source>Type the text of the message.</source>
        <translation>请输入短信内容。</translation>
    </message>
    <message>
        <source>Too long: {n} segments, and one message has at most {most}. Shorten it or send it as several.</source>
        <translation>过长：共 {n} 段，一条短信最多 {most} 段。请缩短，或分多条发送。</translation>
    </message>
    <message>
        <source>Too long for one message_payload. Shorten it or send it as several.</source>
        <translation>超出一个 message_payload 的长度。请缩短，或分多条发送。</translation>
    </message>
    <message>
        <source>The alphabet chosen in the options does not have: {characters}. Replace them, or choose Automatic.</source>
        <translation>选项中选择的字符集不包含：{characters}。请替换，或选择“自动”。</translation>
    </message>
    <message>
        <source>Enter at least one phone number.</source>
        <translation>请至少输入一个电话号码。</translation>
    </message>
    <message>
        <source>None of these can be sent to.</source>
        <translation>这些号码都无法发送。</translation>
    </message>
    <message>
        <source>Check the recipients</source>
        <translation>请检查收件人</translation>
    </message>
    <message>
        <source>Send anyway</source>
        <translation>仍然发送</translation>
    </message>
    <message>
        <source>Send the other one</source>
        <translation>发送另外一个</translation>
    </message>
    <message>
        <source>Send the other {n}</source>
        <translation>发送另外 {n} 个</translation>
    </message>
    <message>
        <source>{number} does not look like a phone number. {reason}</source>
        <translation>{number} 不像是电话号码。{reason}</translation>
    </message>
    <message>
        <source>{n} do not look like phone numbers: {numbers}</source>
        <translation>有 {n} 个不像是电话号码：{numbers}</translation>
    </message>
    <message>
        <source>“{text}” cannot be sent to. {reason}</source>
        <translation>无法发送到“{text}”。{reason}</translation>
    </message>
    <message>
        <source>{n} cannot be sent to: {numbers}</source>
        <translation>有 {n} 个无法发送：{numbers}</translation>
    </message>
    <message>
        <source>{numbers} and {n} more</source>
        <translation>{numbers} 等另外 {n} 个</translation>
    </message>
    <message>
        <source>The message is on its way.</source>
        <translation>短信已发出。</translation>
    </message>
    <message>
        <source>{n} messages are on their way.</source>
        <translation>{n} 条短信已发出。</translation>
    </message>
    <message>
        <source>The message waits: it goes out once {account} is bound.</source>
        <translation>短信正在等待：{account} 绑定后即发出。</translation>
    </message>
    <message>
        <source>{n} messages wait: they go out once {account} is bound.</source>
        <translation>{n} 条短信正在等待：{account} 绑定后即发出。</translation>
    </message>
    <message>
        <source>Options ({n})</source>
        <translation>选项（{n}）</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>正在发送…</translation>
    </message>
    <message>
        <source>Send {n} messages</source>
        <translation>发送 {n} 条短信</translation>
    </message>
    <message>
        <source>Send message</source>
        <translation>发送短信</translation>
    </message>
    <message>
        <source>1 message</source>
        <translation>1 条短信</translation>
    </message>
    <message>
        <source>{n} messages</source>
        <translation>{n} 条短信</translation>
    </message>
    <message>
        <source>{n} segments</source>
        <translation>{n} 段</translation>
    </message>
    <message>
        <source>Choose an account to send from.</source>
        <translation>请选择用于发送的账号。</translation>
    </message>
    <message>
        <source>{account} binds as receiver and cannot send: choose transceiver in its settings.</source>
        <translation>{account} 以接收模式绑定，无法发送：请在其设置中选择收发模式。</translation>
    </message>
    <message>
        <source>Not bound: messages wait until {account} is bound.</source>
        <translation>未绑定：短信将等待 {account} 绑定后发送。</translation>
    </message>
</context>
<context>
    <name>_Strip</name>
    <message>
        <source>Put this notice away</source>
        <translation>关闭此通知</translation>
    </message>
</context>
</TS>
