<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>AboutCard</name>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the versions</source>
        <translation>复制版本信息</translation>
    </message>
</context>
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
        <source>Duplicate account</source>
        <translation>复制账号</translation>
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
        <source>Check connection</source>
        <translation>检查连接</translation>
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
    <name>AccountFiles</name>
    <message>
        <source>Export accounts</source>
        <translation>导出账号</translation>
    </message>
    <message>
        <source>Import accounts</source>
        <translation>导入账号</translation>
    </message>
    <message>
        <source>Accounts (*.toml)</source>
        <translation>账号 (*.toml)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>The accounts were not exported</source>
        <translation>账号未导出</translation>
    </message>
    <message>
        <source>{path} holds them without passwords; certificates are named, not contained.</source>
        <translation>已写入 {path}，不含密码；证书只记录路径，不包含内容。</translation>
    </message>
    <message>
        <source>No accounts were imported</source>
        <translation>没有导入账号</translation>
    </message>
    <message>
        <source>The passwords are not in the file: enter them when you bind.</source>
        <translation>文件中不含密码：请在绑定时输入。</translation>
    </message>
    <message>
        <source>One account imported</source>
        <translation>已导入 1 个账号</translation>
    </message>
    <message>
        <source>One account exported</source>
        <translation>已导出 1 个账号</translation>
    </message>
    <message>
        <source>{count} accounts imported</source>
        <translation>已导入 {count} 个账号</translation>
    </message>
    <message>
        <source>{count} accounts exported</source>
        <translation>已导出 {count} 个账号</translation>
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
        <source>What the account is called here: any name.</source>
        <translation>账号在此处的名称，可任意填写。</translation>
    </message>
    <message>
        <source>YCloud&apos;s server is smpp.ycloud.com.</source>
        <translation>YCloud 的服务器是 smpp.ycloud.com。</translation>
    </message>
    <message>
        <source>YCloud: {tls} with TLS, {plain} without.</source>
        <translation>YCloud：TLS 为 {tls}，不加密为 {plain}。</translation>
    </message>
    <message>
        <source>Encrypts the password and all messages on their way to YCloud.</source>
        <translation>对发往 YCloud 的密码和所有短信加密。</translation>
    </message>
    <message>
        <source>The file from YCloud&apos;s support that proves the server is theirs.</source>
        <translation>YCloud 客服提供的文件，用于证明服务器属于 YCloud。</translation>
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
        <source>From YCloud&apos;s support.</source>
        <translation>由 YCloud 客服提供。</translation>
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
        <source>Comes with the system ID.</source>
        <translation>与 System ID 一并提供。</translation>
    </message>
    <message>
        <source>Remember the password</source>
        <translation>记住密码</translation>
    </message>
</context>
<context>
    <name>AccountList</name>
    <message>
        <source>No account yet.</source>
        <translation>还没有账号。</translation>
    </message>
    <message>
        <source>Add account…</source>
        <translation>添加账号…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Import accounts from a file</source>
        <translation>从文件导入账号</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Export accounts to a file, without passwords</source>
        <translation>将账号导出到文件（不含密码）</translation>
    </message>
    <message>
        <source>The account is unbound, and its password is taken out of the keychain. What was sent stays in the history.</source>
        <translation>账号将解除绑定，其密码将从钥匙串中移除。已发送的内容保留在历史记录中。</translation>
    </message>
    <message>
        <source>One message still waits to be sent: it is cancelled.</source>
        <translation>还有 1 条短信等待发送，将被取消。</translation>
    </message>
    <message>
        <source>{count} messages still wait to be sent: they are cancelled.</source>
        <translation>还有 {count} 条短信等待发送，将被取消。</translation>
    </message>
</context>
<context>
    <name>AccountRow</name>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Edit {account}</source>
        <translation>编辑 {account}</translation>
    </message>
    <message>
        <source>Duplicate…</source>
        <translation>复制…</translation>
    </message>
    <message>
        <source>Duplicate {account}</source>
        <translation>复制 {account}</translation>
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
        <source>Bind</source>
        <translation>绑定</translation>
    </message>
    <message>
        <source>Bind {account}</source>
        <translation>绑定 {account}</translation>
    </message>
    <message>
        <source>Unbind</source>
        <translation>解除绑定</translation>
    </message>
    <message>
        <source>Unbind {account}</source>
        <translation>解除绑定 {account}</translation>
    </message>
    <message>
        <source>{which} ended on {until}.</source>
        <translation>{which}已于 {until} 到期。</translation>
    </message>
    <message>
        <source>{which} ends on {until}: ask YCloud&apos;s support for the new one.</source>
        <translation>{which}将于 {until} 到期：请向 YCloud 客服索取新证书。</translation>
    </message>
    <message>
        <source>{which} is valid until {until}.</source>
        <translation>{which}有效期至 {until}。</translation>
    </message>
    <message>
        <source>Its certificate file</source>
        <translation>证书文件</translation>
    </message>
    <message>
        <source>The server&apos;s certificate</source>
        <translation>服务器的证书</translation>
    </message>
    <message>
        <source>Remove {account}?</source>
        <translation>要删除“{account}”吗？</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>not encrypted</source>
        <translation>未加密</translation>
    </message>
</context>
<context>
    <name>ActiveFilters</name>
    <message>
        <source>Remove the filter “{filter}”</source>
        <translation>移除筛选“{filter}”</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>清除筛选</translation>
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
    <message>
        <source>A transceiver sends messages and receives receipts on one connection.</source>
        <translation>收发模式在同一连接上发送短信并接收回执。</translation>
    </message>
    <message>
        <source>Without it anyone in between could read the password and the messages.</source>
        <translation>若不校验，中间人可能读取密码和短信内容。</translation>
    </message>
    <message>
        <source>Only if YCloud names one.</source>
        <translation>仅在 YCloud 提供时填写。</translation>
    </message>
    <message>
        <source>Only if YCloud names one: the addresses this bind serves.</source>
        <translation>仅在 YCloud 提供时填写：此绑定服务的地址范围。</translation>
    </message>
    <message>
        <source>Type of number in the bind request; 0 unless YCloud says otherwise.</source>
        <translation>绑定请求中的号码类型；除非 YCloud 另有说明，否则填 0。</translation>
    </message>
    <message>
        <source>Numbering plan in the bind request; 0 unless YCloud says otherwise.</source>
        <translation>绑定请求中的编号方案；除非 YCloud 另有说明，否则填 0。</translation>
    </message>
    <message>
        <source>More than YCloud allows are refused with status 5.</source>
        <translation>超过 YCloud 允许的数量会被拒绝（状态 5）。</translation>
    </message>
    <message>
        <source>Segments that may wait for their answer at one time, per bind.</source>
        <translation>每个绑定可同时等待响应的分段数。</translation>
    </message>
    <message>
        <source>Over all binds. Faster than YCloud allows is refused with status 6.</source>
        <translation>所有绑定合计。超过 YCloud 允许的速度会被拒绝（状态 6）。</translation>
    </message>
    <message>
        <source>How often the console asks whether YCloud is still there.</source>
        <translation>控制台多久询问一次 YCloud 是否仍在线。</translation>
    </message>
    <message>
        <source>After this a segment without an answer is in doubt.</source>
        <translation>超过此时间没有响应的分段视为存疑。</translation>
    </message>
    <message>
        <source>For the connection and for the TLS greeting, each.</source>
        <translation>连接和 TLS 握手各自的时限。</translation>
    </message>
    <message>
        <source>After a lost connection; the wait grows with each try.</source>
        <translation>连接中断之后；每次重试的等待时间会逐渐变长。</translation>
    </message>
    <message>
        <source>However often it fails, it is tried again after this at the latest.</source>
        <translation>无论失败多少次，最迟在此时间后重试。</translation>
    </message>
    <message>
        <source>What a new message comes from: a name of up to 11 letters, or a number.</source>
        <translation>新短信的发送方：最多 11 个字母的名称，或号码。</translation>
    </message>
    <message>
        <source>Two letters, for example CN: for numbers typed without a country code.</source>
        <translation>两位字母，例如 CN：用于未带国家代码的号码。</translation>
    </message>
    <message>
        <source>How the parts of a long message are marked as belonging together.</source>
        <translation>长短信各部分如何标记为同一条。</translation>
    </message>
    <message>
        <source>YCloud&apos;s receipts are in UTC.</source>
        <translation>YCloud 的回执使用 UTC。</translation>
    </message>
    <message>
        <source>For servers that send receipts as ordinary messages.</source>
        <translation>用于将回执作为普通短信下发的服务器。</translation>
    </message>
    <message>
        <source>For servers that write message IDs in two ways.</source>
        <translation>用于以两种方式书写消息 ID 的服务器。</translation>
    </message>
</context>
<context>
    <name>Advice</name>
    <message>
        <source>Replace them</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Remove them</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remember 【{name}】 for {account}</source>
        <translation>为 {account} 记住 【{name}】</translation>
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
        <source>Replace it</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>no {character}</source>
        <translation>去掉 {character}</translation>
    </message>
    <message>
        <source>Replace {character}</source>
        <translation>替换 {character}</translation>
    </message>
    <message>
        <source>Invisible characters in the text</source>
        <translation>正文中有不可见字符</translation>
    </message>
    <message>
        <source>{characters}. They count, and phones may show them as boxes.</source>
        <translation>{characters}。它们占用字数，手机上可能显示为方框。</translation>
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
    <name>Caller</name>
    <message>
        <source>Balance used up</source>
        <translation>余额不足</translation>
    </message>
    <message>
        <source>Sending is paused.</source>
        <translation>发送已暂停。</translation>
    </message>
    <message>
        <source>The history&apos;s file is damaged</source>
        <translation>历史记录文件已损坏</translation>
    </message>
    <message>
        <source>The history cannot be written</source>
        <translation>无法写入历史记录</translation>
    </message>
    <message>
        <source>Receipts that say so: {count}.</source>
        <translation>这样的回执：{count} 条。</translation>
    </message>
    <message>
        <source>Messages failed</source>
        <translation>有短信发送失败</translation>
    </message>
</context>
<context>
    <name>CancelStrip</name>
    <message>
        <source>Cancel {count} messages?</source>
        <translation>取消 {count} 条消息？</translation>
    </message>
    <message>
        <source>Cancel 1 message?</source>
        <translation>取消 1 条消息？</translation>
    </message>
    <message>
        <source>What still waits on this computer never leaves it once it is cancelled.</source>
        <translation>仍在本机等待的消息，取消后不会再发出。</translation>
    </message>
    <message>
        <source>Cancel messages</source>
        <translation>取消消息</translation>
    </message>
    <message>
        <source>Cancel message</source>
        <translation>取消消息</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>That was not possible</source>
        <translation>无法完成</translation>
    </message>
    <message>
        <source>Cancelled: {count} messages</source>
        <translation>已取消 {count} 条消息</translation>
    </message>
    <message>
        <source>Cancelled: 1 message</source>
        <translation>已取消 1 条消息</translation>
    </message>
    <message>
        <source>Not cancelled: {count}. They had gone out, in part at least, or were cancelled.</source>
        <translation>未取消：{count} 条。它们已发出（至少部分），或已被取消。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>CaptureStrip</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Export PDUs for Wireshark</source>
        <translation>导出 PDU（供 Wireshark 使用）</translation>
    </message>
    <message>
        <source>Capture for Wireshark (*.pcapng)</source>
        <translation>Wireshark 抓包文件 (*.pcapng)</translation>
    </message>
    <message>
        <source>Exporting to {file}</source>
        <translation>正在导出到 {file}</translation>
    </message>
    <message>
        <source>{file} cannot be written: {reason}. Choose another folder or free some space.</source>
        <translation>无法写入 {file}：{reason}。请选择其他文件夹或释放空间。</translation>
    </message>
    <message>
        <source>Not exported</source>
        <translation>未导出</translation>
    </message>
    <message>
        <source>Exported: {count} PDUs</source>
        <translation>已导出 {count} 个 PDU</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>{count} of {total} PDUs</source>
        <translation>{total} 个中的 {count} 个</translation>
    </message>
    <message>
        <source>Open capture</source>
        <translation>打开抓包文件</translation>
    </message>
    <message>
        <source>Captures (*.pcapng *.pcap *.cap *.dmp *.gz)</source>
        <translation>抓包文件 (*.pcapng *.pcap *.cap *.dmp *.gz)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Reading {file}</source>
        <translation>正在读取 {file}</translation>
    </message>
    <message>
        <source>Not opened</source>
        <translation>未打开</translation>
    </message>
    <message>
        <source>{file} cannot be read: {reason}.</source>
        <translation>无法读取 {file}：{reason}。</translation>
    </message>
    <message>
        <source>{file}: {count} PDUs in {packets} packets</source>
        <translation>{file}：{packets} 个数据包中有 {count} 个 PDU</translation>
    </message>
    <message>
        <source>Back to the live PDUs</source>
        <translation>返回实时 PDU</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>CertificateBox</name>
    <message>
        <source>Certificate presented by the server</source>
        <translation>服务器出示的证书</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>主体</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Issuer</source>
        <translation>颁发者</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>有效期</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>已到期</translation>
    </message>
    <message>
        <source>{days} days left</source>
        <translation>还有 {days} 天</translation>
    </message>
    <message>
        <source>{begin} to {end}</source>
        <translation>{begin} 至 {end}</translation>
    </message>
</context>
<context>
    <name>Chart</name>
    <message>
        <source>Total: {count}</source>
        <translation>合计：{count}</translation>
    </message>
</context>
<context>
    <name>ChartCard</name>
    <message>
        <source>Show as table: {title}</source>
        <translation>显示为表格：{title}</translation>
    </message>
    <message>
        <source>Copy table</source>
        <translation>复制表格</translation>
    </message>
</context>
<context>
    <name>CheckPanel</name>
    <message>
        <source>Checking…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Something has to be corrected.</source>
        <translation>有内容需要更正。</translation>
    </message>
    <message>
        <source>It works; look at what is marked.</source>
        <translation>可以使用；请留意标出的内容。</translation>
    </message>
    <message>
        <source>All is well.</source>
        <translation>一切正常。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop the check</source>
        <translation>停止检查</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Connection check</source>
        <translation>连接检查</translation>
    </message>
</context>
<context>
    <name>ChoicesPanel</name>
    <message>
        <source>Automatic: GSM-7, else UCS-2</source>
        <translation>自动：GSM-7，否则 UCS-2</translation>
    </message>
    <message>
        <source>Latin-1, else UCS-2</source>
        <translation>Latin-1，否则 UCS-2</translation>
    </message>
    <message>
        <source>ASCII, else UCS-2</source>
        <translation>ASCII，否则 UCS-2</translation>
    </message>
    <message>
        <source>GSM-7 only</source>
        <translation>仅 GSM-7</translation>
    </message>
    <message>
        <source>UCS-2 only</source>
        <translation>仅 UCS-2</translation>
    </message>
    <message>
        <source>Latin-1 and ASCII are for accounts whose SMSC has them as its default alphabet.</source>
        <translation>Latin-1 和 ASCII 适用于以其为短信中心默认字符集的账号。</translation>
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
        <translation>SAR 参数</translation>
    </message>
    <message>
        <source>Alphabet</source>
        <translation>字符集</translation>
    </message>
    <message>
        <source>Long messages</source>
        <translation>长短信</translation>
    </message>
</context>
<context>
    <name>Columns</name>
    <message>
        <source>Sort by</source>
        <translation>排序依据</translation>
    </message>
    <message>
        <source>Ascending</source>
        <translation>升序</translation>
    </message>
    <message>
        <source>Descending</source>
        <translation>降序</translation>
    </message>
    <message>
        <source>Reset columns</source>
        <translation>恢复默认列</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>New message</source>
        <translation>新短信</translation>
    </message>
    <message>
        <source>Search the deliveries</source>
        <translation>搜索发送记录</translation>
    </message>
    <message>
        <source>Bind, or unbind</source>
        <translation>绑定或解绑</translation>
    </message>
    <message>
        <source>Open the sandbox</source>
        <translation>打开沙箱</translation>
    </message>
    <message>
        <source>Show the composer</source>
        <translation>显示编辑栏</translation>
    </message>
    <message>
        <source>Show the details</source>
        <translation>显示详情栏</translation>
    </message>
    <message>
        <source>Hide texts and numbers</source>
        <translation>隐藏短信内容和号码</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>What to ask YCloud support</source>
        <translation>向 YCloud 支持咨询什么</translation>
    </message>
    <message>
        <source>Open log folder</source>
        <translation>打开日志文件夹</translation>
    </message>
    <message>
        <source>About YCloud Console</source>
        <translation>关于 YCloud Console</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Page “{name}”</source>
        <translation>页面“{name}”</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Back from the question before sending</source>
        <translation>从发送前的确认返回</translation>
    </message>
    <message>
        <source>The message before, or after</source>
        <translation>上一条或下一条短信</translation>
    </message>
    <message>
        <source>The first message, or the last</source>
        <translation>第一条或最后一条短信</translation>
    </message>
    <message>
        <source>To its details</source>
        <translation>查看详情</translation>
    </message>
    <message>
        <source>Select all that are listed</source>
        <translation>全选列表中的短信</translation>
    </message>
    <message>
        <source>Copy what is selected</source>
        <translation>复制所选内容</translation>
    </message>
    <message>
        <source>Copy the cell</source>
        <translation>复制单元格</translation>
    </message>
    <message>
        <source>Delete what is selected</source>
        <translation>删除所选内容</translation>
    </message>
    <message>
        <source>What can be done with it</source>
        <translation>可执行的操作</translation>
    </message>
    <message>
        <source>Clear the search and the filters</source>
        <translation>清除搜索和筛选</translation>
    </message>
    <message>
        <source>To the fields of the PDU</source>
        <translation>转到该 PDU 的字段</translation>
    </message>
    <message>
        <source>From a response to its request, and back</source>
        <translation>从应答转到其请求，或返回</translation>
    </message>
    <message>
        <source>To the message the PDU belongs to</source>
        <translation>转到该 PDU 所属的短信</translation>
    </message>
    <message>
        <source>To the newest PDU, and follow from there</source>
        <translation>转到最新的 PDU 并继续跟随</translation>
    </message>
    <message>
        <source>The next control, or the one before</source>
        <translation>下一个或上一个控件</translation>
    </message>
    <message>
        <source>Press the button, tick the box</source>
        <translation>按下按钮，勾选选框</translation>
    </message>
    <message>
        <source>Open a list</source>
        <translation>展开列表</translation>
    </message>
    <message>
        <source>Close a dialog or a menu; leave the full screen</source>
        <translation>关闭对话框或菜单；退出全屏</translation>
    </message>
    <message>
        <source>Composer</source>
        <translation>编辑栏</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>发送记录</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>协议</translation>
    </message>
    <message>
        <source>In every part</source>
        <translation>任意位置</translation>
    </message>
</context>
<context>
    <name>ComposerForm</name>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Begin with empty fields</source>
        <translation>从空白开始</translation>
    </message>
    <message>
        <source>From</source>
        <translation>发送方</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>短信内容</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Texts kept by name (Ctrl+T)</source>
        <translation>按名称保存的正文 (Ctrl+T)</translation>
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
        <source>Drop it</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Messages queued</source>
        <translation>已排队的短信</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Bind</source>
        <translation>绑定</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>恢复发送</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>转到该处</translation>
    </message>
    <message>
        <source>New message</source>
        <translation>新建短信</translation>
    </message>
</context>
<context>
    <name>ConnectionCheck</name>
    <message>
        <source>The certificate could not be kept in the data folder ({reason}).</source>
        <translation>无法将证书保存到数据文件夹（{reason}）。</translation>
    </message>
</context>
<context>
    <name>Criteria</name>
    <message>
        <source>All accounts</source>
        <translation>全部账号</translation>
    </message>
    <message>
        <source>since {time}</source>
        <translation>{time} 起</translation>
    </message>
    <message>
        <source>until {time}</source>
        <translation>{time} 之前</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>任何时间</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>本月</translation>
    </message>
    <message>
        <source>Chosen days</source>
        <translation>指定日期</translation>
    </message>
</context>
<context>
    <name>Dealings</name>
    <message>
        <source>It may have been delivered already, or may be yet: then the phone gets it twice.</source>
        <translation>它可能已经送达，或仍会送达：那样手机会收到两次。</translation>
    </message>
    <message>
        <source>To {number}: {count} × {encoding}, with the same options.</source>
        <translation>发往 {number}：{count} 段 {encoding}，选项不变。</translation>
    </message>
    <message>
        <source>Send it again?</source>
        <translation>再次发送？</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>再次发送</translation>
    </message>
    <message>
        <source>Cancel this message?</source>
        <translation>取消这条消息？</translation>
    </message>
    <message>
        <source>It still waits on this computer. Once cancelled, it never leaves it.</source>
        <translation>它仍在本机等待；取消后不会发出。</translation>
    </message>
    <message>
        <source>Cancel message</source>
        <translation>取消消息</translation>
    </message>
    <message>
        <source>Ask the SMSC to cancel it?</source>
        <translation>请求短信中心取消？</translation>
    </message>
    <message>
        <source>The SMSC may refuse, or may have delivered it already.</source>
        <translation>短信中心可能拒绝，或已将其送达。</translation>
    </message>
    <message>
        <source>Ask to cancel</source>
        <translation>请求取消</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>That was not possible</source>
        <translation>无法完成</translation>
    </message>
    <message>
        <source>Sent again at {time}</source>
        <translation>已于 {time} 再次发送</translation>
    </message>
    <message>
        <source>It waits until the account is bound.</source>
        <translation>将等待账号绑定后发出。</translation>
    </message>
    <message>
        <source>A part of it has gone out already: the rest follows, so that the phone shows the whole text.</source>
        <translation>部分分段已经发出：其余分段会继续发送，以便手机显示完整内容。</translation>
    </message>
    <message>
        <source>It was cancelled before, elsewhere: it has never gone out.</source>
        <translation>已在别处取消，从未发出。</translation>
    </message>
    <message>
        <source>Cancelled already</source>
        <translation>已被取消</translation>
    </message>
    <message>
        <source>It has gone out meanwhile.</source>
        <translation>它在此期间已经发出。</translation>
    </message>
    <message>
        <source>Not cancelled</source>
        <translation>未取消</translation>
    </message>
    <message>
        <source>Asking the SMSC…</source>
        <translation>正在询问短信中心…</translation>
    </message>
    <message>
        <source>The SMSC’s answer, {time}</source>
        <translation>短信中心的答复，{time}</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>Cancelling: the SMSC’s answer, {time}</source>
        <translation>取消：短信中心的答复，{time}</translation>
    </message>
    <message>
        <source>Segment {number}: {answer}</source>
        <translation>分段 {number}：{answer}</translation>
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
        <source>Copy as text</source>
        <translation>复制为文本</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <translation>复制为 JSON</translation>
    </message>
</context>
<context>
    <name>DeleteInboundStrip</name>
    <message>
        <source>Delete the message from {number} for good?</source>
        <translation>永久删除来自 {number} 的短信？</translation>
    </message>
    <message>
        <source>Delete message</source>
        <translation>删除短信</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Nothing was deleted</source>
        <translation>未删除任何内容</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>DeleteStrip</name>
    <message>
        <source>Progress of the deletion</source>
        <translation>删除进度</translation>
    </message>
    <message>
        <source>Nothing was deleted</source>
        <translation>未删除任何内容</translation>
    </message>
    <message>
        <source>There is nothing to delete</source>
        <translation>没有可删除的内容</translation>
    </message>
    <message>
        <source>These stay</source>
        <translation>这些短信保留</translation>
    </message>
    <message>
        <source>This one stays</source>
        <translation>这条短信保留</translation>
    </message>
    <message>
        <source>Delete {count} messages for good?</source>
        <translation>永久删除 {count} 条短信？</translation>
    </message>
    <message>
        <source>Delete 1 message for good?</source>
        <translation>永久删除 1 条短信？</translation>
    </message>
    <message>
        <source>Their receipts and times go with them. Nothing is asked of the SMSC.</source>
        <translation>其回执和时间将一并删除。不会向短信中心发出任何请求。</translation>
    </message>
    <message>
        <source>Delete messages</source>
        <translation>删除短信</translation>
    </message>
    <message>
        <source>Delete message</source>
        <translation>删除短信</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Not deleted: {count}. What is queued, sent or accepted is still under way, and what is in doubt is for you to decide.</source>
        <translation>未删除：{count} 条。排队中、已发送或已受理的短信仍在进行，存疑的短信需由您决定。</translation>
    </message>
    <message>
        <source>Deleting…</source>
        <translation>正在删除…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Not everything was deleted</source>
        <translation>未能全部删除</translation>
    </message>
    <message>
        <source>Deleted: {count} messages</source>
        <translation>已删除：{count} 条短信</translation>
    </message>
    <message>
        <source>Deleted: 1 message</source>
        <translation>已删除：1 条短信</translation>
    </message>
    <message>
        <source>{count} of 1 message</source>
        <translation>{count} / 1 条短信</translation>
    </message>
    <message>
        <source>{count} of {total} messages</source>
        <translation>{count} / {total} 条短信</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
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
        <source>Message ID</source>
        <translation>消息 ID</translation>
    </message>
    <message>
        <source>From</source>
        <translation>发送方</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账号</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>国家/地区</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Final at</source>
        <translation>完成时间</translation>
    </message>
    <message>
        <source>When the message was sent (local time); – while it waits for its turn</source>
        <translation>短信发出的时间（本地时间）；排队等待时显示 –</translation>
    </message>
    <message>
        <source>The SMSC’s ID of the first segment</source>
        <translation>短信中心给第一个分段的 ID</translation>
    </message>
    <message>
        <source>The sender that the phone shows</source>
        <translation>手机上显示的发送方</translation>
    </message>
    <message>
        <source>The account it was sent from</source>
        <translation>发送所用的账号</translation>
    </message>
    <message>
        <source>The recipient’s country</source>
        <translation>收件人所在国家/地区</translation>
    </message>
    <message>
        <source>The alphabet of the text</source>
        <translation>文本的字符集</translation>
    </message>
    <message>
        <source>When it was delivered, or failed (local time)</source>
        <translation>送达或失败的时间（本地时间）</translation>
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
        <source>Show all accounts</source>
        <translation>显示全部账号</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Date, account, country and error</source>
        <translation>日期、账号、国家/地区和错误</translation>
    </message>
    <message>
        <source>Columns and order</source>
        <translation>列与排序</translation>
    </message>
    <message>
        <source>Export what is filtered…</source>
        <translation>导出筛选结果…</translation>
    </message>
    <message>
        <source>Delete what is filtered…</source>
        <translation>删除筛选出的内容…</translation>
    </message>
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
    <message>
        <source>This account has no messages. Other accounts have {count}.</source>
        <translation>此账号没有短信，其他账号有 {count} 条。</translation>
    </message>
    <message>
        <source>This account has no messages. Another account has one.</source>
        <translation>此账号没有短信，另一个账号有 1 条。</translation>
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
        <source>Copy for ticket</source>
        <translation>复制到工单</translation>
    </message>
    <message>
        <source>Only messages to {number}</source>
        <translation>仅显示发往 {number} 的消息</translation>
    </message>
    <message>
        <source>Only messages with this error</source>
        <translation>仅显示此错误的消息</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Edit &amp;&amp; resend</source>
        <translation>编辑并重发</translation>
    </message>
    <message>
        <source>Resend…</source>
        <translation>重发…</translation>
    </message>
    <message>
        <source>Ask the SMSC</source>
        <translation>询问短信中心</translation>
    </message>
    <message>
        <source>Cancel…</source>
        <translation>取消…</translation>
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
        <source>Waiting for {time}</source>
        <translation>已等待 {time}</translation>
    </message>
    <message>
        <source>Delivered after {time}</source>
        <translation>{time} 后送达</translation>
    </message>
    <message>
        <source>Final after {time}</source>
        <translation>{time} 后结束</translation>
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
        <source>Resend</source>
        <translation>重发</translation>
    </message>
    <message>
        <source>Send it again as it is; asks first</source>
        <translation>原样再次发送；会先确认</translation>
    </message>
    <message>
        <source>Ask the SMSC</source>
        <translation>询问短信中心</translation>
    </message>
    <message>
        <source>Ask what became of it (query_sm)</source>
        <translation>询问其状态（query_sm）</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Take it back, if it is not too late; asks first</source>
        <translation>如还来得及则撤回；会先确认</translation>
    </message>
    <message>
        <source>Show PDUs</source>
        <translation>显示 PDU</translation>
    </message>
    <message>
        <source>What went over the wire for this message</source>
        <translation>这条消息的收发数据</translation>
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
        <source>It waits here: sending on this account is paused, because its balance is used up.</source>
        <translation>消息在本机等待：该账号余额已用完，发送已暂停。</translation>
    </message>
    <message>
        <source>Top the account up, then press “Resume sending” above.</source>
        <translation>请先充值，再点击上方的“恢复发送”。</translation>
    </message>
    <message>
        <source>It waits here: the account is not bound, so nothing is sent.</source>
        <translation>消息在本机等待：账号未绑定，不会发送。</translation>
    </message>
    <message>
        <source>Bind the account.</source>
        <translation>请绑定账号。</translation>
    </message>
    <message>
        <source>(came {count} times)</source>
        <translation>（收到 {count} 次）</translation>
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
    <name>ExpiryBanner</name>
    <message>
        <source>Edit account</source>
        <translation>编辑账号</translation>
    </message>
</context>
<context>
    <name>ExportStrip</name>
    <message>
        <source>Progress of the export</source>
        <translation>导出进度</translation>
    </message>
    <message>
        <source>Export messages</source>
        <translation>导出消息</translation>
    </message>
    <message>
        <source>Export messages, masked</source>
        <translation>导出消息（已脱敏）</translation>
    </message>
    <message>
        <source>CSV for spreadsheets (*.csv)</source>
        <translation>CSV 表格 (*.csv)</translation>
    </message>
    <message>
        <source>Excel workbook (*.xlsx)</source>
        <translation>Excel 工作簿 (*.xlsx)</translation>
    </message>
    <message>
        <source>JSON lines (*.jsonl)</source>
        <translation>JSON Lines (*.jsonl)</translation>
    </message>
    <message>
        <source>Not exported</source>
        <translation>未导出</translation>
    </message>
    <message>
        <source>Exporting to {file}</source>
        <translation>正在导出到 {file}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Texts and numbers are masked in it.</source>
        <translation>文件中的短信内容和号码已脱敏。</translation>
    </message>
    <message>
        <source>Texts are masked in it.</source>
        <translation>文件中的短信内容已脱敏。</translation>
    </message>
    <message>
        <source>Numbers are masked in it.</source>
        <translation>文件中的号码已脱敏。</translation>
    </message>
    <message>
        <source>{file} cannot be written: {reason}. Choose another folder or free some space.</source>
        <translation>无法写入 {file}：{reason}。请选择其他文件夹或释放空间。</translation>
    </message>
    <message>
        <source>Exported: {count} messages</source>
        <translation>已导出 {count} 条消息</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>{count} of {total} messages</source>
        <translation>{total} 条中的 {count} 条</translation>
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
        <source>Open log folder</source>
        <translation>打开日志文件夹</translation>
    </message>
    <message>
        <source>Something unexpected went wrong</source>
        <translation>发生了意外错误</translation>
    </message>
    <message>
        <source>The program goes on, and what was sent and received is kept. Copy this text, with the versions it adds, and give it to whoever looks after the program. It is shown once; the log has it each time.</source>
        <translation>程序继续运行，已发送和已接收的内容都已保存。请复制这段文字（含版本信息），交给维护本程序的人。同一错误只显示一次；日志里每次都有记录。</translation>
    </message>
</context>
<context>
    <name>FieldTree</name>
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
        <translation>内容</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>Messages: {count}</source>
        <translation>共 {count} 条</translation>
    </message>
    <message>
        <source>{count} of {total}</source>
        <translation>{total} 条中的 {count} 条</translation>
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
    <name>FilterPanel</name>
    <message>
        <source>Filters</source>
        <translation>筛选条件</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>起始日期</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>结束日期</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账号</translation>
    </message>
    <message>
        <source>This account</source>
        <translation>当前账号</translation>
    </message>
    <message>
        <source>All accounts</source>
        <translation>全部账号</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>国家/地区</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Any country</source>
        <translation>任何国家/地区</translation>
    </message>
    <message>
        <source>Any error</source>
        <translation>任何错误</translation>
    </message>
</context>
<context>
    <name>FolderCard</name>
    <message>
        <source>Data folder</source>
        <translation>数据文件夹</translation>
    </message>
    <message>
        <source>Settings and history are kept here, passwords never: they are in the keychain, or, where there is none, in memory until the program ends.</source>
        <translation>设置和历史记录保存在这里，密码绝不在此：密码在系统钥匙串中；没有钥匙串时只在内存中，程序结束即清除。</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Open log folder</source>
        <translation>打开日志文件夹</translation>
    </message>
</context>
<context>
    <name>HexView</name>
    <message>
        <source>Octets in hex</source>
        <translation>十六进制字节</translation>
    </message>
    <message>
        <source>… and {count} more octets</source>
        <translation>……以及另外 {count} 个字节</translation>
    </message>
</context>
<context>
    <name>Hiding</name>
    <message>
        <source>Texts and numbers are hidden</source>
        <translation>短信内容和号码已隐藏</translation>
    </message>
    <message>
        <source>Texts are hidden</source>
        <translation>短信内容已隐藏</translation>
    </message>
    <message>
        <source>Numbers are hidden</source>
        <translation>号码已隐藏</translation>
    </message>
</context>
<context>
    <name>HidingButton</name>
    <message>
        <source>Hidden</source>
        <translation>已隐藏</translation>
    </message>
    <message>
        <source>{what}. Show them ({keys})</source>
        <translation>{what}。点击恢复显示（{keys}）</translation>
    </message>
</context>
<context>
    <name>HistoryCard</name>
    <message>
        <source>History</source>
        <translation>历史记录</translation>
    </message>
    <message>
        <source>How long it is kept</source>
        <translation>保留多久</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Saving and restoring</source>
        <translation>备份与恢复</translation>
    </message>
    <message>
        <source>A backup is one file with every number and text, for you alone; passwords and settings are not in it.</source>
        <translation>备份是一个文件，包含所有号码和文本，仅您可读；不含密码和设置。</translation>
    </message>
    <message>
        <source>Progress of the work on the history</source>
        <translation>历史记录处理进度</translation>
    </message>
    <message>
        <source>Messages: {count}. The file takes {size}.</source>
        <translation>短信：{count} 条。文件占用 {size}。</translation>
    </message>
    <message>
        <source>{size} of it is free.</source>
        <translation>其中 {size} 为空闲。</translation>
    </message>
    <message>
        <source>It was made by an early version: compact it once to have space given back.</source>
        <translation>该文件由早期版本创建：压缩一次后即可归还空间。</translation>
    </message>
    <message>
        <source>Nothing is deleted by itself.</source>
        <translation>不会自动删除任何内容。</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>正在统计…</translation>
    </message>
    <message>
        <source>Older ones that are still under way or in doubt stay: {count}.</source>
        <translation>更早但仍在进行或存疑的短信保留：{count} 条。</translation>
    </message>
    <message>
        <source>From then on it is looked at each hour. What is deleted is gone for good: back up first if in doubt.</source>
        <translation>此后每小时检查一次。删除后无法恢复：如不确定，请先备份。</translation>
    </message>
    <message>
        <source>Delete and keep to it</source>
        <translation>删除并照此执行</translation>
    </message>
    <message>
        <source>Not changed</source>
        <translation>未更改</translation>
    </message>
    <message>
        <source>Deleting…</source>
        <translation>正在删除…</translation>
    </message>
    <message>
        <source>Would delete now: {what} older than {time}.</source>
        <translation>现在将删除：早于 {time} 的 {what}。</translation>
    </message>
    <message>
        <source>To be deleted within the hour: {what} older than {time}.</source>
        <translation>一小时内将删除：早于 {time} 的 {what}。</translation>
    </message>
    <message>
        <source>Nothing is beyond these limits yet.</source>
        <translation>目前没有超出这些限制的内容。</translation>
    </message>
    <message>
        <source>{count} messages</source>
        <translation>{count} 条短信</translation>
    </message>
    <message>
        <source>{count} received messages</source>
        <translation>{count} 条收到的短信</translation>
    </message>
    <message>
        <source>{count} unmatched receipts</source>
        <translation>{count} 条未匹配的回执</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Delete {what} now, and keep to it?</source>
        <translation>现在删除 {what}，并一直照此执行？</translation>
    </message>
    <message>
        <source>It stays in the old copies below, until they are deleted.</source>
        <translation>这些内容仍保留在下方的旧副本中，直到旧副本被删除。</translation>
    </message>
    <message>
        <source>Not everything was deleted</source>
        <translation>未能全部删除</translation>
    </message>
    <message>
        <source>Deleted: {what}</source>
        <translation>已删除：{what}</translation>
    </message>
    <message>
        <source>Back up the history</source>
        <translation>备份历史记录</translation>
    </message>
    <message>
        <source>History (*.sqlite3)</source>
        <translation>历史记录 (*.sqlite3)</translation>
    </message>
    <message>
        <source>Restore a history</source>
        <translation>恢复历史记录</translation>
    </message>
    <message>
        <source>History (*.sqlite3 *.sqlite3.*)</source>
        <translation>历史记录 (*.sqlite3 *.sqlite3.*)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Backing up to {file}</source>
        <translation>正在备份到 {file}</translation>
    </message>
    <message>
        <source>Backed up and checked</source>
        <translation>已备份并检查</translation>
    </message>
    <message>
        <source>Checking {file}</source>
        <translation>正在检查 {file}</translation>
    </message>
    <message>
        <source>Put {file} in the place of the present history?</source>
        <translation>用 {file} 替换当前历史记录？</translation>
    </message>
    <message>
        <source>{count} of them still waited then; they will be in doubt, and are not sent.</source>
        <translation>其中 {count} 条当时仍在等待；它们将变为存疑，不会发送。</translation>
    </message>
    <message>
        <source>Messages that wait to be sent in the present history: {count}. They will not be sent.</source>
        <translation>当前历史记录中有 {count} 条短信仍在等待发送，这些短信将不会发送。</translation>
    </message>
    <message>
        <source>The present history is kept beside it under another name. Receipts for messages that are not in the backup will show as unmatched. Every account must be unbound.</source>
        <translation>当前历史记录会以其他名称保留在同一文件夹。备份中没有的短信，其回执将显示为未匹配。所有账号须先解除绑定。</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>The file is damaged: what can be read of it is recovered.</source>
        <translation>文件已损坏：将恢复其中可读取的内容。</translation>
    </message>
    <message>
        <source>Messages sent: {sent}, received: {received}.</source>
        <translation>发送的短信：{sent} 条，收到的短信：{received} 条。</translation>
    </message>
    <message>
        <source>From {first} to {last}.</source>
        <translation>从 {first} 到 {last}。</translation>
    </message>
    <message>
        <source>Restoring {file}</source>
        <translation>正在恢复 {file}</translation>
    </message>
    <message>
        <source>Restored, but it cannot be used as it should</source>
        <translation>已恢复，但目前无法正常使用</translation>
    </message>
    <message>
        <source>Unbind every account, wait until nothing is being sent, and restore again.</source>
        <translation>请解除所有账号的绑定，等发送结束后再恢复。</translation>
    </message>
    <message>
        <source>An account is bound</source>
        <translation>有账号处于绑定状态</translation>
    </message>
    <message>
        <source>The history that was there is kept as {file}.</source>
        <translation>原有历史记录保留为 {file}。</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>已恢复</translation>
    </message>
    <message>
        <source>Messages that waited there, and are not sent: {count}.</source>
        <translation>其中有 {count} 条短信仍在等待，不会再发送。</translation>
    </message>
    <message>
        <source>Of what was restored, beyond the limits for keeping it: {count}. The limits were switched off, so that it is not deleted; apply them again when it may be.</source>
        <translation>恢复的内容中有 {count} 条超出保留期限或数量。为避免被删除，保留限制已关闭；需要时请重新应用。</translation>
    </message>
    <message>
        <source>Write the history&apos;s file anew, as small as it can be?</source>
        <translation>重写历史记录文件，使其尽可能小？</translation>
    </message>
    <message>
        <source>That takes about {seconds} s. Accounts stay bound; until then receipts and what you send wait.</source>
        <translation>大约需要 {seconds} 秒。账号保持绑定；在此期间，回执和您发送的短信会等待。</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>压缩</translation>
    </message>
    <message>
        <source>Compacting the history</source>
        <translation>正在压缩历史记录</translation>
    </message>
    <message>
        <source>{before} before, {after} now.</source>
        <translation>之前 {before}，现在 {after}。</translation>
    </message>
    <message>
        <source>Compacted</source>
        <translation>已压缩</translation>
    </message>
    <message>
        <source>That was not possible</source>
        <translation>操作未成功</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Copying…</source>
        <translation>正在复制…</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>Bringing it up to date…</source>
        <translation>正在更新…</translation>
    </message>
    <message>
        <source>Recovering what can be read…</source>
        <translation>正在恢复可读取的内容…</translation>
    </message>
    <message>
        <source>Putting it in place; this cannot be stopped…</source>
        <translation>正在替换文件，此步骤无法停止…</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>for ever</source>
        <translation>永久</translation>
    </message>
    <message>
        <source> days</source>
        <translation> 天</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source> messages</source>
        <translation> 条短信</translation>
    </message>
    <message>
        <source>Keep messages for</source>
        <translation>短信保留时间</translation>
    </message>
    <message>
        <source>0: for ever. Counted from sending.</source>
        <translation>0：永久保留。从发送时算起。</translation>
    </message>
    <message>
        <source>Keep the newest</source>
        <translation>保留最新的短信数</translation>
    </message>
    <message>
        <source>0: all of them.</source>
        <translation>0：全部保留。</translation>
    </message>
    <message>
        <source>Back up…</source>
        <translation>备份…</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>恢复…</translation>
    </message>
    <message>
        <source>Compact…</source>
        <translation>压缩…</translation>
    </message>
</context>
<context>
    <name>HistoryWords</name>
    <message>
        <source>The history cannot be read: its file is damaged. Start the program again: it recovers what can be read.</source>
        <translation>无法读取历史记录：文件已损坏。请重新启动程序：启动时会恢复可读取的内容。</translation>
    </message>
    <message>
        <source>The history cannot be read. {reason}</source>
        <translation>无法读取历史记录。{reason}</translation>
    </message>
</context>
<context>
    <name>InboundDetails</name>
    <message>
        <source>Select a message to read it whole.</source>
        <translation>选择一条消息以查看全文。</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>正文</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>回复</translation>
    </message>
    <message>
        <source>Copy text</source>
        <translation>复制正文</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>As it came</source>
        <translation>原始内容</translation>
    </message>
    <message>
        <source>Not all of it has come</source>
        <translation>尚未收全</translation>
    </message>
    <message>
        <source>Missing of {total} parts: {numbers}. It is filled in when it comes.</source>
        <translation>共 {total} 个分段，缺少：{numbers}。到达后会自动补上。</translation>
    </message>
    <message>
        <source>From</source>
        <translation>发送方</translation>
    </message>
    <message>
        <source>To</source>
        <translation>接收方</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账号</translation>
    </message>
    <message>
        <source>Received (UTC)</source>
        <translation>收到时间 (UTC)</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>分段</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>参考号</translation>
    </message>
    <message>
        <source>Times it came</source>
        <translation>收到次数</translation>
    </message>
</context>
<context>
    <name>InboxModel</name>
    <message>
        <source>Received</source>
        <translation>收到时间</translation>
    </message>
    <message>
        <source>From</source>
        <translation>发送方</translation>
    </message>
    <message>
        <source>To</source>
        <translation>接收方</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>正文</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账号</translation>
    </message>
</context>
<context>
    <name>InboxPage</name>
    <message>
        <source>Unmatched receipts ({count})</source>
        <translation>未匹配回执 ({count})</translation>
    </message>
    <message>
        <source>Unmatched receipts</source>
        <translation>未匹配回执</translation>
    </message>
    <message>
        <source>No message matches.</source>
        <translation>没有符合条件的消息。</translation>
    </message>
    <message>
        <source>Texts that phones send to your numbers arrive here.
In the sandbox: send a text to 10086, and it comes back as one.</source>
        <translation>手机发到您号码的短信会显示在这里。
在沙盒中：向 10086 发送一条短信，它会作为上行短信返回。</translation>
    </message>
    <message>
        <source>No receipt matches.</source>
        <translation>没有符合条件的回执。</translation>
    </message>
    <message>
        <source>Every receipt has found its message.
One whose message ID is not known here is kept and shown in this list, and tried again.</source>
        <translation>所有回执都已找到对应的短信。
消息 ID 未知的回执会保留在此列表中，并会再次尝试匹配。</translation>
    </message>
    <message>
        <source>All accounts</source>
        <translation>全部账号</translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>收件箱</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账号</translation>
    </message>
    <message>
        <source>Search text or number</source>
        <translation>搜索正文或号码</translation>
    </message>
</context>
<context>
    <name>InboxWords</name>
    <message>
        <source>[part {part} of {parts} is missing]</source>
        <translation>[缺少第 {part}/{parts} 个分段]</translation>
    </message>
    <message>
        <source>It carries no message ID</source>
        <translation>回执中没有消息 ID</translation>
    </message>
    <message>
        <source>No message has this ID</source>
        <translation>没有短信使用此 ID</translation>
    </message>
    <message>
        <source>The ID is of a message to {number}</source>
        <translation>此 ID 属于发往 {number} 的短信</translation>
    </message>
    <message>
        <source>The ID is of account “{account}”</source>
        <translation>此 ID 属于账号“{account}”</translation>
    </message>
    <message>
        <source>It came before the message with this ID</source>
        <translation>早于使用此 ID 的短信到达</translation>
    </message>
    <message>
        <source>The ID matches only in hexadecimal</source>
        <translation>仅按十六进制才能匹配此 ID</translation>
    </message>
    <message>
        <source>Nothing in this receipt says which message it is about. If there are more of these, show one to YCloud’s support.</source>
        <translation>此回执未说明对应哪条短信。如果反复出现，请将其中一条提供给 YCloud 客服。</translation>
    </message>
    <message>
        <source>The message was sent by another program or from another computer, its ID was lost with a damaged history, or the answer naming its ID never came: look for a message to this number that is in doubt. When the answer does come, the receipt finds its message by itself.</source>
        <translation>短信由其他程序或其他电脑发送，或其 ID 已随损坏的历史记录丢失，或者告知其 ID 的应答始终未到：请查找发往此号码且状态存疑的短信。应答到达后，回执会自动匹配到短信。</translation>
    </message>
    <message>
        <source>The receipt is about another number, so it was not counted for that message. An SMSC that begins to count anew gives the same ID twice.</source>
        <translation>此回执针对另一个号码，因此未计入该短信。重新开始编号的短信中心会重复使用同一 ID。</translation>
    </message>
    <message>
        <source>A receipt only counts for messages of the account it came in on. If both are one account at the SMSC, bind only one of them.</source>
        <translation>回执只计入收到它的账号的短信。如果两者在短信中心是同一账号，请只绑定其中一个。</translation>
    </message>
    <message>
        <source>The message to {number} with this ID was sent after the receipt came, so the receipt is about an older one, sent from elsewhere.</source>
        <translation>使用此 ID、发往 {number} 的短信是在回执到达之后才发送的，因此回执针对的是从别处发送的更早的短信。</translation>
    </message>
    <message>
        <source>A message to {number} has this ID, once written in decimal and once in hexadecimal. If that is how your SMSC writes them, switch on “Match hexadecimal message IDs with decimal ones” in the account; it counts for receipts from then on.</source>
        <translation>一条发往 {number} 的短信使用此 ID，只是一处写成十进制，一处写成十六进制。如果短信中心确实这样书写，请在账号中打开“将十六进制消息 ID 与十进制匹配”；对此后的回执生效。</translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>Show message</source>
        <translation>查看短信</translation>
    </message>
    <message>
        <source>The message this PDU belongs to, among the deliveries</source>
        <translation>在发送记录中查看此 PDU 所属的短信</translation>
    </message>
    <message>
        <source>Copy as hex</source>
        <translation>复制为十六进制</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>复制为文本</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <translation>复制为 JSON</translation>
    </message>
    <message>
        <source>Choose a PDU to see what it says</source>
        <translation>选择一个 PDU 以查看其内容</translation>
    </message>
    <message>
        <source>Go to its request</source>
        <translation>转到其请求</translation>
    </message>
    <message>
        <source>Go to its response</source>
        <translation>转到其应答</translation>
    </message>
</context>
<context>
    <name>Intake</name>
    <message>
        <source>it is too large</source>
        <translation>文件过大</translation>
    </message>
    <message>
        <source>{file} cannot be read: {reason}.</source>
        <translation>无法读取 {file}：{reason}。</translation>
    </message>
    <message>
        <source>There are no phone numbers in {file}.</source>
        <translation>{file} 中没有电话号码。</translation>
    </message>
    <message>
        <source>1 number from {file}.</source>
        <translation>从 {file} 读取了 1 个号码。</translation>
    </message>
    <message>
        <source>{n} numbers from {file}.</source>
        <translation>从 {file} 读取了 {n} 个号码。</translation>
    </message>
    <message>
        <source>At most {n} are taken; the rest was left.</source>
        <translation>最多取 {n} 个，其余未读取。</translation>
    </message>
    <message>
        <source>No number in line {lines}.</source>
        <translation>第 {lines} 行没有号码。</translation>
    </message>
    <message>
        <source> and {n} more</source>
        <translation> 等另外 {n} 行</translation>
    </message>
    <message>
        <source>No number in the lines {lines}{more}.</source>
        <translation>以下各行没有号码：{lines}{more}。</translation>
    </message>
</context>
<context>
    <name>LeftoversBanner</name>
    <message>
        <source>{account}: messages of an earlier day still wait</source>
        <translation>{account}：仍有之前留下的短信在等待</translation>
    </message>
    <message>
        <source>Messages that were written and not sent when the program ended: {count}, the oldest from {since}. They are not sent unless you say so.</source>
        <translation>程序结束时已写好但未发送的短信：{count} 条，最早的写于 {since}。未经确认不会发送。</translation>
    </message>
    <message>
        <source>Send them now</source>
        <translation>现在发送</translation>
    </message>
    <message>
        <source>Cancel them</source>
        <translation>取消发送</translation>
    </message>
    <message>
        <source>Nothing was changed</source>
        <translation>没有任何更改</translation>
    </message>
</context>
<context>
    <name>Lines</name>
    <message>
        <source>Seconds ago</source>
        <translation>秒前</translation>
    </message>
    <message>
        <source>Segments out</source>
        <translation>发出分段</translation>
    </message>
    <message>
        <source>Receipts in</source>
        <translation>收到回执</translation>
    </message>
    <message>
        <source>−10 min</source>
        <translation>−10 分钟</translation>
    </message>
    <message>
        <source>−5 min</source>
        <translation>−5 分钟</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>{seconds} s ago</source>
        <translation>{seconds} 秒前</translation>
    </message>
    <message>
        <source>{name}: {rate}/s</source>
        <translation>{name}：{rate}/秒</translation>
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
        <source>Cancel the messages that wait: {count}? They are not sent then.</source>
        <translation>取消等待发送的 {count} 条消息？取消后不会发送。</translation>
    </message>
    <message>
        <source>Cancel the messages</source>
        <translation>取消这些消息</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>YCloud reports insufficient balance (err 3). Messages waiting: {count}. Top the account up, then resume.</source>
        <translation>YCloud 报告余额不足（err 3）。等待发送的消息：{count}。请先充值，再恢复发送。</translation>
    </message>
    <message>
        <source>Resume sending</source>
        <translation>恢复发送</translation>
    </message>
    <message>
        <source>Cancel what waits</source>
        <translation>取消等待的消息</translation>
    </message>
    <message>
        <source>Nothing was cancelled</source>
        <translation>未取消任何消息</translation>
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
        <source>The history cannot be read</source>
        <translation>无法读取历史记录</translation>
    </message>
    <message>
        <source>Quit and start the program again: it keeps the file under another name and recovers what can be read of it. Receipts that cannot be written until then are answered “try again later”, so none is lost. The file is {file}.</source>
        <translation>请退出并重新启动程序：损坏的文件会以其他名称保留，其中可读取的内容会被恢复。在此之前无法写入的回执一律应答“请稍后重试”，因此不会丢失。文件为 {file}。</translation>
    </message>
    <message>
        <source>The history&apos;s file is damaged</source>
        <translation>历史记录文件已损坏</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
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
    <name>LinksCard</name>
    <message>
        <source>Links</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>No account is bound.</source>
        <translation>没有已绑定的账号。</translation>
    </message>
    <message>
        <source>Window {used}/{size}</source>
        <translation>窗口 {used}/{size}</translation>
    </message>
    <message>
        <source>Queued {count}</source>
        <translation>排队 {count}</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>The settings file was damaged</source>
        <translation>设置文件已损坏</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>The sandbox misbehaves on request</source>
        <translation>沙箱正按要求制造故障</translation>
    </message>
    <message>
        <source>Kinds of faults that are on: {count}</source>
        <translation>已开启的故障种类：{count}</translation>
    </message>
    <message>
        <source>Reset to none</source>
        <translation>全部关闭</translation>
    </message>
    <message>
        <source>Closing — YCloud Console</source>
        <translation>正在关闭 — YCloud Console</translation>
    </message>
    <message>
        <source>Unbinding and closing…</source>
        <translation>正在解除绑定并关闭…</translation>
    </message>
    <message>
        <source>Segments that wait: {count}. They are kept for the next time.</source>
        <translation>等待发送的分段：{count}，会保留到下次。</translation>
    </message>
    <message>
        <source>Answers awaited: {count}. What is not answered within seconds is shown as in doubt.</source>
        <translation>等待应答：{count}。几秒内没有应答的将显示为“存疑”。</translation>
    </message>
    <message>
        <source>Close again to leave at once.</source>
        <translation>再次关闭可立即退出。</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>发送记录</translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>收件箱</translation>
    </message>
    <message>
        <source>Monitor</source>
        <translation>监控</translation>
    </message>
    <message>
        <source>Decoder</source>
        <translation>解码</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>协议</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Anywhere</source>
        <translation>全局</translation>
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
    <name>MonitorPage</name>
    <message>
        <source>Leave full screen (Esc)</source>
        <translation>退出全屏 (Esc)</translation>
    </message>
    <message>
        <source>Full screen (F11)</source>
        <translation>全屏 (F11)</translation>
    </message>
    <message>
        <source>No messages in this time. Send one, or look back further.</source>
        <translation>这段时间没有短信。请发送一条，或查看更早的时间。</translation>
    </message>
    <message>
        <source>Nothing was delivered in this time.</source>
        <translation>这段时间没有送达的短信。</translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation>失败 {count}</translation>
    </message>
    <message>
        <source>Nothing failed in this time.</source>
        <translation>这段时间没有失败。</translation>
    </message>
    <message>
        <source>No messages in this time.</source>
        <translation>这段时间没有短信。</translation>
    </message>
    <message>
        <source>{name} {rate}/s</source>
        <translation>{name} {rate}/秒</translation>
    </message>
    <message>
        <source>Outcomes</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Outcomes over time</source>
        <translation>结果随时间的变化</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Time to deliver</source>
        <translation>送达用时</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Failed messages by error</source>
        <translation>按错误统计的失败短信</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Countries</source>
        <translation>国家/地区</translation>
    </message>
    <message>
        <source>Messages by country</source>
        <translation>按国家/地区统计的短信</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>国家/地区</translation>
    </message>
    <message>
        <source>Segments out and receipts in, each second</source>
        <translation>每秒发出的分段和收到的回执</translation>
    </message>
    <message>
        <source>Rates, last 10 minutes</source>
        <translation>速率，最近 10 分钟</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>最近一小时</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 天</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 天</translation>
    </message>
    <message>
        <source>All time</source>
        <translation>全部时间</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账号</translation>
    </message>
    <message>
        <source>All accounts</source>
        <translation>全部账号</translation>
    </message>
</context>
<context>
    <name>MonitorWords</name>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Unknown country</source>
        <translation>未知国家/地区</translation>
    </message>
    <message>
        <source>{share} failed</source>
        <translation>失败 {share}</translation>
    </message>
    <message>
        <source>status {status} {meaning}</source>
        <translation>状态码 {status} {meaning}</translation>
    </message>
    <message>
        <source>{state}, without an error code</source>
        <translation>{state}，无错误码</translation>
    </message>
    <message>
        <source>In doubt</source>
        <translation>存疑</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>MMM yyyy</source>
        <translation>yyyy年M月</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>yyyy年M月d日</translation>
    </message>
</context>
<context>
    <name>OldCopies</name>
    <message>
        <source>Delete old copies…</source>
        <translation>删除旧副本…</translation>
    </message>
    <message>
        <source>Old copies</source>
        <translation>旧副本</translation>
    </message>
    <message>
        <source>Beside the history: {count}, {size} in all. They were made before an update or a restore, or of a damaged file, and hold every number and text of their time, also what was deleted since.</source>
        <translation>历史记录旁边的旧副本：{count} 个，共 {size}。它们是在更新或恢复之前，或因文件损坏而保留的，含有当时的所有号码和内容，包括此后删除的部分。</translation>
    </message>
    <message>
        <source>Delete {count} old copies for good?</source>
        <translation>永久删除 {count} 个旧副本？</translation>
    </message>
    <message>
        <source>Delete old copies</source>
        <translation>删除旧副本</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Not everything was deleted</source>
        <translation>未能全部删除</translation>
    </message>
    <message>
        <source>Deleted: {count} old copies</source>
        <translation>已删除：{count} 个旧副本</translation>
    </message>
    <message>
        <source>{size} freed.</source>
        <translation>已释放 {size}。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Opener</name>
    <message>
        <source>The folder could not be opened</source>
        <translation>无法打开文件夹</translation>
    </message>
    <message>
        <source>Open it in your file manager: {folder}</source>
        <translation>请在文件管理器中打开：{folder}</translation>
    </message>
</context>
<context>
    <name>OptionWords</name>
    <message>
        <source>None</source>
        <translation>不需要</translation>
    </message>
    <message>
        <source>Every outcome</source>
        <translation>所有结果</translation>
    </message>
    <message>
        <source>Failures only</source>
        <translation>仅失败时</translation>
    </message>
    <message>
        <source>Every outcome, and steps before</source>
        <translation>所有结果及中间状态</translation>
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
        <source>One of the further parameters cannot be read.</source>
        <translation>有一个附加参数无法识别。</translation>
    </message>
    <message>
        <source>{time} UTC on {date}</source>
        <translation>UTC {date} {time}</translation>
    </message>
    <message>
        <source>{time}, in {span}</source>
        <translation>{time}，{span}后</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 天</translation>
    </message>
    <message>
        <source>{n} days</source>
        <translation>{n} 天</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 小时</translation>
    </message>
    <message>
        <source>{n} hours</source>
        <translation>{n} 小时</translation>
    </message>
    <message>
        <source>1 minute</source>
        <translation>1 分钟</translation>
    </message>
    <message>
        <source>{n} minutes</source>
        <translation>{n} 分钟</translation>
    </message>
    <message>
        <source>1 second</source>
        <translation>1 秒</translation>
    </message>
    <message>
        <source>{n} seconds</source>
        <translation>{n} 秒</translation>
    </message>
    <message>
        <source>report: {which}</source>
        <translation>回执：{which}</translation>
    </message>
    <message>
        <source>valid for {span}</source>
        <translation>有效期 {span}</translation>
    </message>
    <message>
        <source>sent {time}</source>
        <translation>定时 {time}</translation>
    </message>
    <message>
        <source>alphabet chosen for the text</source>
        <translation>自动选择编码</translation>
    </message>
    <message>
        <source>priority {n}</source>
        <translation>优先级 {n}</translation>
    </message>
    <message>
        <source>flash</source>
        <translation>闪信</translation>
    </message>
    <message>
        <source>own TON and NPI</source>
        <translation>自定义 TON、NPI</translation>
    </message>
    <message>
        <source>1 TLV</source>
        <translation>1 个 TLV</translation>
    </message>
    <message>
        <source>{n} TLVs</source>
        <translation>{n} 个 TLV</translation>
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
        <source>Automatic</source>
        <translation>自动</translation>
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
        <source>Reset the options</source>
        <translation>恢复默认选项</translation>
    </message>
    <message>
        <source>Valid for</source>
        <translation>有效期</translation>
    </message>
    <message>
        <source>When to send it (local time)</source>
        <translation>发送时间（本地时间）</translation>
    </message>
    <message>
        <source>Report on</source>
        <translation>回执范围</translation>
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
    <name>PduFilters</name>
    <message>
        <source>Number, message ID or text</source>
        <translation>号码、消息 ID 或文本</translation>
    </message>
    <message>
        <source>Filter the PDUs by number, message ID or text</source>
        <translation>按号码、消息 ID 或文本筛选 PDU</translation>
    </message>
    <message>
        <source>What the search looks through</source>
        <translation>搜索范围</translation>
    </message>
    <message>
        <source>anywhere</source>
        <translation>任意位置</translation>
    </message>
    <message>
        <source>in numbers</source>
        <translation>号码</translation>
    </message>
    <message>
        <source>in message IDs</source>
        <translation>消息 ID</translation>
    </message>
    <message>
        <source>in texts</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账号</translation>
    </message>
    <message>
        <source>All accounts</source>
        <translation>全部账号</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>All commands</source>
        <translation>全部命令</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Any status</source>
        <translation>任意状态</translation>
    </message>
    <message>
        <source>Success</source>
        <translation>成功</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>被拒绝</translation>
    </message>
    <message>
        <source>Also show enquire_link, by which both sides see that the link is alive</source>
        <translation>同时显示 enquire_link：双方借此确认链路存活</translation>
    </message>
    <message>
        <source>Only the PDUs of this message; press to show all</source>
        <translation>仅显示此短信的 PDU；按下可显示全部</translation>
    </message>
    <message>
        <source>Message {number}  ✕</source>
        <translation>短信 {number}  ✕</translation>
    </message>
</context>
<context>
    <name>PduModel</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账号</translation>
    </message>
    <message>
        <source>Way</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Sequence</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>From</source>
        <translation>发送方</translation>
    </message>
    <message>
        <source>To</source>
        <translation>接收方</translation>
    </message>
    <message>
        <source>Octets</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>Answered after</source>
        <translation>应答用时</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>→ out</source>
        <translation>→ 发出</translation>
    </message>
    <message>
        <source>← in</source>
        <translation>← 收到</translation>
    </message>
    <message>
        <source>{account}, bind {number}</source>
        <translation>{account}，绑定 {number}</translation>
    </message>
</context>
<context>
    <name>PduView</name>
    <message>
        <source>PDUs</source>
        <translation>PDU</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>复制为文本</translation>
    </message>
    <message>
        <source>Copy as hex</source>
        <translation>复制为十六进制</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <translation>复制为 JSON</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Go to its request</source>
        <translation>转到其请求</translation>
    </message>
    <message>
        <source>Go to its response</source>
        <translation>转到其应答</translation>
    </message>
    <message>
        <source>Show message</source>
        <translation>查看短信</translation>
    </message>
    <message>
        <source>Only this account</source>
        <translation>仅显示此账号</translation>
    </message>
    <message>
        <source>Only the number {number}</source>
        <translation>仅显示号码 {number}</translation>
    </message>
    <message>
        <source>Only the message ID {id}</source>
        <translation>仅显示消息 ID {id}</translation>
    </message>
</context>
<context>
    <name>PlaceholderFields</name>
    <message>
        <source>Fill this in</source>
        <translation>请填写</translation>
    </message>
    <message>
        <source>Fill in the braces</source>
        <translation>填写花括号</translation>
    </message>
    <message>
        <source>Send the braces as they stand</source>
        <translation>花括号按原样发送</translation>
    </message>
</context>
<context>
    <name>Preferences</name>
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
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>Stronger text and borders, in light and in dark.</source>
        <translation>文字和边框更醒目，浅色和深色均适用。</translation>
    </message>
    <message>
        <source>Hide texts</source>
        <translation>隐藏短信内容</translation>
    </message>
    <message>
        <source>Of each message only how long it is. What you write stays visible.</source>
        <translation>每条短信只显示字符数。您自己撰写的内容仍然可见。</translation>
    </message>
    <message>
        <source>Hide numbers</source>
        <translation>隐藏号码</translation>
    </message>
    <message>
        <source>Only the last four digits are shown. A number inside a text is a part of the text.</source>
        <translation>只显示最后四位数字。短信内容中的号码属于短信内容。</translation>
    </message>
    <message>
        <source>When a link is lost or messages fail. Once for each change, never for each message.</source>
        <translation>连接中断或短信失败时提醒。每次变化只提醒一次，不会每条短信都提醒。</translation>
    </message>
    <message>
        <source>Tell me while the window is hidden or behind others</source>
        <translation>窗口隐藏或被遮挡时提醒</translation>
    </message>
    <message>
        <source>With a sound</source>
        <translation>同时播放提示音</translation>
    </message>
    <message>
        <source>The system&apos;s alert sound, for the same news.</source>
        <translation>针对同样的消息，使用系统提示音。</translation>
    </message>
</context>
<context>
    <name>ProtocolPage</name>
    <message>
        <source>{shown} of {kept} PDUs</source>
        <translation>{kept} 个 PDU 中的 {shown} 个</translation>
    </message>
    <message>
        <source>the last {kept} of {total} are kept</source>
        <translation>保留 {total} 个中最后的 {kept} 个</translation>
    </message>
    <message>
        <source>filtering…</source>
        <translation>正在筛选……</translation>
    </message>
    <message>
        <source>{count} more since the pause</source>
        <translation>暂停后又有 {count} 个</translation>
    </message>
    <message>
        <source>{count} are still to be read</source>
        <translation>还有 {count} 个待读取</translation>
    </message>
    <message>
        <source>No PDU matches.</source>
        <translation>没有符合条件的 PDU。</translation>
    </message>
    <message>
        <source>The message could not be looked up</source>
        <translation>无法查找该短信</translation>
    </message>
    <message>
        <source>This PDU belongs to no message of the history</source>
        <translation>此 PDU 不属于历史记录中的任何短信</translation>
    </message>
    <message>
        <source>It is about the connection, came from a phone, or was sent by another program. Search the deliveries by its number or message ID to make sure.</source>
        <translation>它与连接有关、来自手机，或由其他程序发送。如需确认，请在发送记录中按其号码或消息 ID 搜索。</translation>
    </message>
    <message>
        <source>All that are kept: {count}…</source>
        <translation>保留的全部：{count} 个…</translation>
    </message>
    <message>
        <source>Those in the list: {count}…</source>
        <translation>列表中的：{count} 个…</translation>
    </message>
    <message>
        <source>Those selected: {count}…</source>
        <translation>选中的：{count} 个…</translation>
    </message>
    <message>
        <source>● Recording</source>
        <translation>● 正在录制</translation>
    </message>
    <message>
        <source>Record…</source>
        <translation>录制…</translation>
    </message>
    <message>
        <source>Nothing has gone over the wire yet. Bind an account, and each PDU appears here.</source>
        <translation>线路上还没有任何数据。绑定一个账号后，每个 PDU 都会显示在这里。</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>As a capture that Wireshark reads</source>
        <translation>导出为 Wireshark 可读取的抓包文件</translation>
    </message>
    <message>
        <source>Open capture…</source>
        <translation>打开抓包文件…</translation>
    </message>
    <message>
        <source>PDUs from a file of tcpdump, tshark, Wireshark or this program</source>
        <translation>显示 tcpdump、tshark、Wireshark 或本程序的文件中的 PDU</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Keep the list as it is; nothing is lost meanwhile</source>
        <translation>列表保持不变，期间不会丢失任何内容</translation>
    </message>
    <message>
        <source>Write every PDU to disk as it comes</source>
        <translation>将每个 PDU 实时写入磁盘</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
</context>
<context>
    <name>QuestionSheet</name>
    <message>
        <source>YCloud publishes no figures for these. Ask before the first campaign; what you are told belongs in the account&apos;s settings.</source>
        <translation>YCloud 没有公布以下信息。请在首次批量发送前咨询，并把答复填入账号设置。</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>What to ask YCloud support</source>
        <translation>向 YCloud 支持咨询什么</translation>
    </message>
    <message>
        <source>How many binds may our account have at a time, and of which kind?</source>
        <translation>我们的账号可以同时有多少个绑定，哪种类型？</translation>
    </message>
    <message>
        <source>How many segments a second are allowed, for each bind and for the account?</source>
        <translation>每个绑定和整个账号每秒允许多少分段？</translation>
    </message>
    <message>
        <source>How many unanswered submit_sm may be open on one bind (the window)?</source>
        <translation>一个绑定上最多可以有多少条未应答的 submit_sm（窗口）？</translation>
    </message>
    <message>
        <source>How often should enquire_link be sent, and after how long a silence is a bind closed?</source>
        <translation>enquire_link 应多久发送一次？多久没有通信会关闭绑定？</translation>
    </message>
    <message>
        <source>Must our IP addresses be registered first?</source>
        <translation>我们的 IP 地址需要先登记吗？</translation>
    </message>
    <message>
        <source>Which certificate, host name and TLS versions does port 30012 use?</source>
        <translation>端口 30012 使用哪个证书、主机名和哪些 TLS 版本？</translation>
    </message>
    <message>
        <source>Is data_coding 0 the GSM 03.38 alphabet, unpacked? Is Latin-1 (3) taken?</source>
        <translation>data_coding 0 是未打包的 GSM 03.38 字符集吗？接受 Latin-1（3）吗？</translation>
    </message>
    <message>
        <source>Are characters beyond the first plane (emoji) taken in UCS-2 (8), as surrogate pairs?</source>
        <translation>UCS-2（8）是否接受基本平面以外的字符（表情符号），以代理对的形式？</translation>
    </message>
    <message>
        <source>How should long messages be sent: UDH, SAR parameters or message_payload?</source>
        <translation>长短信应如何发送：UDH、SAR 参数还是 message_payload？</translation>
    </message>
    <message>
        <source>Which TON and NPI should alphanumeric senders and numbers have, with or without +?</source>
        <translation>字母数字发送方和号码应使用哪种 TON 和 NPI，带不带 +？</translation>
    </message>
    <message>
        <source>Is a sender ID to be registered first, and for which countries?</source>
        <translation>发送方 ID 需要先登记吗，哪些国家需要？</translation>
    </message>
    <message>
        <source>How is the signature for mainland China registered, and must the text begin with it?</source>
        <translation>中国大陆的签名如何登记？正文必须以签名开头吗？</translation>
    </message>
    <message>
        <source>Is there a receipt for each segment of a long message? For failed ones too?</source>
        <translation>长短信的每个分段都有回执吗？失败的也有吗？</translation>
    </message>
    <message>
        <source>Which values of stat and err can a receipt have, and what do they mean?</source>
        <translation>回执中的 stat 和 err 有哪些取值，分别是什么意思？</translation>
    </message>
    <message>
        <source>Are validity_period and schedule_delivery_time observed, and up to how long?</source>
        <translation>是否支持 validity_period 和 schedule_delivery_time，最长多久？</translation>
    </message>
    <message>
        <source>To which numbers can people reply, and how do inbound messages reach us?</source>
        <translation>用户可以回复哪些号码，上行短信如何送达我们？</translation>
    </message>
    <message>
        <source>Are query_sm and cancel_sm answered?</source>
        <translation>是否支持 query_sm 和 cancel_sm？</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>{page}, {count} new</source>
        <translation>{page}，{count} 条新消息</translation>
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
        <source>Delivery receipt</source>
        <translation>送达回执</translation>
    </message>
    <message>
        <source>On the phone: {segments}.</source>
        <translation>在手机上：{segments}。</translation>
    </message>
    <message>
        <source>Too long: a message_payload holds {most} octets.</source>
        <translation>过长：message_payload 最多容纳 {most} 个字节。</translation>
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
        <source>{alphabet} lacks characters of this text</source>
        <translation>{alphabet} 缺少此文本中的字符</translation>
    </message>
    <message>
        <source>Replace them, or choose another alphabet.</source>
        <translation>请替换这些字符，或选择其他字符集。</translation>
    </message>
    <message>
        <source>Not in {alphabet}</source>
        <translation>不在 {alphabet} 中</translation>
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
        <source>The reference is chosen when it is sent</source>
        <translation>参考号在发送时选定</translation>
    </message>
    <message>
        <source>Octets</source>
        <translation>字节</translation>
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
        <source>From a file…</source>
        <translation>从文件读取…</translation>
    </message>
    <message>
        <source>A text file or a table (.txt, .csv) with phone numbers in it</source>
        <translation>含有电话号码的文本文件或表格（.txt、.csv）</translation>
    </message>
    <message>
        <source>Remove these</source>
        <translation>移除这些号码</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Reading… {n} to go</source>
        <translation>正在读取…还剩 {n} 个</translation>
    </message>
    <message>
        <source>Read phone numbers from a file</source>
        <translation>从文件读取电话号码</translation>
    </message>
    <message>
        <source>Text files and tables ({patterns})</source>
        <translation>文本文件和表格 ({patterns})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
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
        <source>line {n}</source>
        <translation>第 {n} 行</translation>
    </message>
    <message>
        <source>and {n} more like these</source>
        <translation>以及另外 {n} 个同类号码</translation>
    </message>
</context>
<context>
    <name>RecordingStrip</name>
    <message>
        <source>Megabytes a file</source>
        <translation>每个文件的大小（MB）</translation>
    </message>
    <message>
        <source>Files that are kept</source>
        <translation>保留的文件数</translation>
    </message>
    <message>
        <source>Start recording</source>
        <translation>开始录制</translation>
    </message>
    <message>
        <source>Recording: {size} written</source>
        <translation>正在录制：已写入 {size}</translation>
    </message>
    <message>
        <source>Stop recording</source>
        <translation>停止录制</translation>
    </message>
    <message>
        <source>{folder} cannot be written: {reason}. Free some space or allow less, then start it again. The links go on; what was written until then ({size}) is kept.</source>
        <translation>无法写入 {folder}：{reason}。请释放空间或调小上限，然后重新开始录制。链路不受影响；此前写入的内容（{size}）已保留。</translation>
    </message>
    <message>
        <source>The recording of PDUs stopped</source>
        <translation>PDU 录制已停止</translation>
    </message>
    <message>
        <source>Recorded: {size}</source>
        <translation>已录制：{size}</translation>
    </message>
    <message>
        <source>Every PDU can be written to disk as it comes, for Wireshark</source>
        <translation>可将每个 PDU 实时写入磁盘，供 Wireshark 查看</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Folder: {folder}. Passwords are masked; numbers and texts are in it unless they are hidden. When a file is full the next is begun, and the oldest is deleted when there are too many.</source>
        <translation>文件夹：{folder}。密码已隐去；号码和短信内容会写入文件，除非已设置隐藏。一个文件写满后会开始下一个；文件过多时删除最旧的。</translation>
    </message>
    <message>
        <source>PDUs that came too fast to be written: {count}.</source>
        <translation>因速度过快未能写入的 PDU：{count} 个。</translation>
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
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>Rescue</name>
    <message>
        <source>The history was another program&apos;s file</source>
        <translation>历史记录是其他程序的文件</translation>
    </message>
    <message>
        <source>A new history was begun; that file was kept as {file}.</source>
        <translation>已新建历史记录；该文件保留为 {file}。</translation>
    </message>
    <message>
        <source>The history was damaged</source>
        <translation>历史记录已损坏</translation>
    </message>
    <message>
        <source>Nothing of it could be read, and a new history was begun. Receipts for earlier messages will show as unmatched. The damaged file was kept as {file}.</source>
        <translation>其中没有可读取的内容，已新建历史记录。早先短信的回执将显示为未匹配。损坏的文件保留为 {file}。</translation>
    </message>
    <message>
        <source>Messages recovered: {count}; not readable: {lost}.</source>
        <translation>已恢复的短信：{count} 条；无法读取：{lost} 条。</translation>
    </message>
    <message>
        <source>Segments of which only the state is still known: {count}; of these without message ID: {nameless}.</source>
        <translation>仅剩状态可知的分段：{count} 段；其中没有消息 ID 的：{nameless} 段。</translation>
    </message>
    <message>
        <source>Receipts that lost their message, and show as unmatched: {count}.</source>
        <translation>已失去所属短信、显示为未匹配的回执：{count} 条。</translation>
    </message>
    <message>
        <source>Still to be sent were {count}: they are in doubt, and not sent.</source>
        <translation>其中 {count} 条当时尚未发送：现为存疑，不会发送。</translation>
    </message>
    <message>
        <source>The damaged file was kept as {file}.</source>
        <translation>损坏的文件保留为 {file}。</translation>
    </message>
</context>
<context>
    <name>Reveal</name>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Hide text and number of this message again</source>
        <translation>重新隐藏这条短信的内容和号码</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Show text and number of this message, until another is chosen</source>
        <translation>显示这条短信的内容和号码，直到选择另一条</translation>
    </message>
</context>
<context>
    <name>Rows</name>
    <message>
        <source>{count} more in the table</source>
        <translation>表格中还有 {count} 项</translation>
    </message>
</context>
<context>
    <name>RowsView</name>
    <message>
        <source>Copy row</source>
        <translation>复制此行</translation>
    </message>
    <message>
        <source>Copy “{column}”</source>
        <translation>复制“{column}”</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
</context>
<context>
    <name>SandboxSettings</name>
    <message>
        <source>s</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>Pace</source>
        <translation>速率</translation>
    </message>
    <message>
        <source>Above it: status 6. 0: no limit.</source>
        <translation>超过则返回状态 6。0：不限。</translation>
    </message>
    <message>
        <source>segments/s</source>
        <translation>分段/秒</translation>
    </message>
    <message>
        <source>Time to the receipt</source>
        <translation>回执延迟</translation>
    </message>
    <message>
        <source>From taking a message to its receipt.</source>
        <translation>从接收短信到发出回执。</translation>
    </message>
    <message>
        <source>Throttling</source>
        <translation>限流</translation>
    </message>
    <message>
        <source>Messages refused for being too fast.</source>
        <translation>因过快而被拒绝的短信。</translation>
    </message>
    <message>
        <source>Lost responses</source>
        <translation>丢失应答</translation>
    </message>
    <message>
        <source>Messages taken, but never answered.</source>
        <translation>已接收但从不应答的短信。</translation>
    </message>
    <message>
        <source>Lost receipts</source>
        <translation>丢失回执</translation>
    </message>
    <message>
        <source>Receipts that are never sent.</source>
        <translation>从不发出的回执。</translation>
    </message>
    <message>
        <source>Refused acknowledgements</source>
        <translation>忽略确认</translation>
    </message>
    <message>
        <source>Receipts sent again though acknowledged.</source>
        <translation>已确认仍再次发送的回执。</translation>
    </message>
    <message>
        <source>Resets</source>
        <translation>连接重置</translation>
    </message>
    <message>
        <source>Requests upon which the connection is cut.</source>
        <translation>收到后即切断连接的请求。</translation>
    </message>
    <message>
        <source>Half-open links</source>
        <translation>半开连接</translation>
    </message>
    <message>
        <source>Requests upon which the SMSC falls silent.</source>
        <translation>收到后短信中心不再响应的请求。</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>延迟</translation>
    </message>
    <message>
        <source>Everything the SMSC sends is late by this.</source>
        <translation>短信中心发出的一切都延迟这么久。</translation>
    </message>
    <message>
        <source>Slow reading</source>
        <translation>慢速读取</translation>
    </message>
    <message>
        <source>A pause after each time something was read.</source>
        <translation>每次读取后的停顿。</translation>
    </message>
    <message>
        <source>Bursts</source>
        <translation>集中到达</translation>
    </message>
    <message>
        <source>Receipts come all together, every so often.</source>
        <translation>回执每隔这么久一起到达。</translation>
    </message>
    <message>
        <source>Restarts</source>
        <translation>重启</translation>
    </message>
    <message>
        <source>The SMSC restarts every so often.</source>
        <translation>短信中心每隔这么久重启一次。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>The same seed, the same faults.</source>
        <translation>种子相同，故障相同。</translation>
    </message>
    <message>
        <source>Sandbox</source>
        <translation>沙箱</translation>
    </message>
    <message>
        <source>What goes wrong on request</source>
        <translation>按要求制造的故障</translation>
    </message>
    <message>
        <source>The sandbox is running: what you change holds at once, until the program ends.</source>
        <translation>沙箱正在运行：更改立即生效，直到程序结束。</translation>
    </message>
    <message>
        <source>What you set holds from the next time the sandbox is opened.</source>
        <translation>设置将在下次打开沙箱时生效。</translation>
    </message>
    <message>
        <source>The sandbox could not be restarted</source>
        <translation>沙箱无法重启</translation>
    </message>
    <message>
        <source>Reset to none</source>
        <translation>全部关闭</translation>
    </message>
    <message>
        <source>Restart the sandbox</source>
        <translation>重启沙箱</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>Something unexpected went wrong: {error}.</source>
        <translation>出现意外错误：{error}。</translation>
    </message>
    <message>
        <source>No such account</source>
        <translation>没有此账号</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Shared screens</source>
        <translation>共享屏幕</translation>
    </message>
    <message>
        <source>For when others look on. It holds for lists, details, tool tips, copies and exports; the eye at the top switches it. “Show” beside a message shows that one.</source>
        <translation>供他人在场观看屏幕时使用。对列表、详情、提示、复制和导出均有效；可用顶部的眼睛图标切换。点击短信旁的“显示”可单独查看该条。</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>账号</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>Search a key or what it does</source>
        <translation>搜索按键或功能</translation>
    </message>
    <message>
        <source>Search the shortcuts</source>
        <translation>搜索快捷键</translation>
    </message>
    <message>
        <source>No shortcut is called that.</source>
        <translation>没有这样的快捷键。</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
</context>
<context>
    <name>StartDialog</name>
    <message>
        <source>Open log folder</source>
        <translation>打开日志文件夹</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>YCloud Console cannot start</source>
        <translation>YCloud Console 无法启动</translation>
    </message>
</context>
<context>
    <name>StartNotice</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>The history is damaged, and is being recovered</source>
        <translation>历史记录已损坏，正在恢复</translation>
    </message>
    <message>
        <source>What can be read of it is put into a new file; the damaged one is kept. A million messages take two or three minutes.</source>
        <translation>可读取的内容将写入新文件，损坏的文件会保留。一百万条短信约需两三分钟。</translation>
    </message>
    <message>
        <source>The history is being brought up to date</source>
        <translation>正在更新历史记录</translation>
    </message>
    <message>
        <source>A million messages take about half a minute. The window opens then.</source>
        <translation>一百万条短信约需半分钟，之后将打开窗口。</translation>
    </message>
    <message>
        <source>First a copy of it is kept, as it was before.</source>
        <translation>首先保留一份更新前的副本。</translation>
    </message>
    <message>
        <source>The history is being checked</source>
        <translation>正在检查历史记录</translation>
    </message>
    <message>
        <source>Every page of the file is read once.</source>
        <translation>文件的每一页都会读取一遍。</translation>
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
        <source>Out {rate}/s</source>
        <translation>发出 {rate}/秒</translation>
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
        <source>Segments that go out a second</source>
        <translation>每秒发出的分段</translation>
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
    <name>StepRow</name>
    <message>
        <source>Go to the field</source>
        <translation>转到该字段</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>正在检查</translation>
    </message>
    <message>
        <source>In order</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Not tried</source>
        <translation>未尝试</translation>
    </message>
</context>
<context>
    <name>SubmitFields</name>
    <message>
        <source>Long message</source>
        <translation>长短信</translation>
    </message>
    <message>
        <source>Message class</source>
        <translation>消息类别</translation>
    </message>
    <message>
        <source>0 (flash)</source>
        <translation>0（闪信）</translation>
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
        <source>To deliver</source>
        <translation>送达用时</translation>
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
    <name>TemplatesPopup</name>
    <message>
        <source>Templates</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Search templates</source>
        <translation>搜索模板</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Replace its text</source>
        <translation>替换内容</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Name, such as “Login code”</source>
        <translation>名称，例如“登录验证码”</translation>
    </message>
    <message>
        <source>Keep the text as a template</source>
        <translation>将正文存为模板</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Saved “{name}”.</source>
        <translation>已保存“{name}”。</translation>
    </message>
    <message>
        <source>There is another template named “{name}”.</source>
        <translation>已有名为“{name}”的模板。</translation>
    </message>
    <message>
        <source>“{name}” has the text of the message now.</source>
        <translation>“{name}”的内容已替换为当前正文。</translation>
    </message>
    <message>
        <source>Deleted “{name}”.</source>
        <translation>已删除“{name}”。</translation>
    </message>
    <message>
        <source>another program is writing it</source>
        <translation>另一个程序正在写入</translation>
    </message>
    <message>
        <source>templates.toml in the data folder cannot be used: {reason}.</source>
        <translation>无法使用数据文件夹中的 templates.toml：{reason}。</translation>
    </message>
    <message>
        <source>templates.toml was damaged and is kept as {name}.</source>
        <translation>templates.toml 已损坏，另存为 {name}。</translation>
    </message>
    <message>
        <source>No template has this in it.</source>
        <translation>没有包含此内容的模板。</translation>
    </message>
    <message>
        <source>No templates yet. Write a text, with {name} or {code} where it differs each time.</source>
        <translation>还没有模板。写一段正文，每次不同的地方用 {name} 或 {code} 代替。</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
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
        <source>{count} of {total} segments</source>
        <translation>{total} 个分段中的 {count} 个</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
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
    <name>TlvLine</name>
    <message>
        <source>Tag of the parameter</source>
        <translation>参数的标签</translation>
    </message>
    <message>
        <source>{n}-bit number</source>
        <translation>{n} 位整数</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>十六进制</translation>
    </message>
    <message>
        <source>How the value is written</source>
        <translation>值的写法</translation>
    </message>
    <message>
        <source>Value of the parameter</source>
        <translation>参数的值</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Remove this parameter</source>
        <translation>移除此参数</translation>
    </message>
    <message>
        <source>A tag is one to four hexadecimal digits, such as 0x1401.</source>
        <translation>标签为一至四位十六进制数字，例如 0x1401。</translation>
    </message>
    <message>
        <source>This one is written with long messages: choose how under “Long messages”.</source>
        <translation>此参数随长短信写入：请在“长短信”中选择方式。</translation>
    </message>
    <message>
        <source>Hexadecimal octets have two digits each, such as 01 FF.</source>
        <translation>十六进制字节各为两位数字，例如 01 FF。</translation>
    </message>
    <message>
        <source>Type a whole number from 0 to {most}.</source>
        <translation>请输入 0 到 {most} 的整数。</translation>
    </message>
    <message>
        <source>A parameter holds 65,535 octets at most.</source>
        <translation>参数最多 65,535 字节。</translation>
    </message>
</context>
<context>
    <name>TlvRows</name>
    <message>
        <source>Further parameters (TLVs)</source>
        <translation>附加参数 (TLV)</translation>
    </message>
    <message>
        <source>Add a parameter</source>
        <translation>添加参数</translation>
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
        <source>Menu</source>
        <translation>菜单</translation>
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
    <name>TrustQuestion</name>
    <message>
        <source>Trust this certificate…</source>
        <translation>信任此证书…</translation>
    </message>
    <message>
        <source>Is it the right certificate?</source>
        <translation>这是正确的证书吗？</translation>
    </message>
    <message>
        <source>Compare the fingerprint (SHA-256) with the one YCloud gave you. Trust it only if they are the same: whoever holds another one could read the password.</source>
        <translation>请将指纹（SHA-256）与 YCloud 提供的指纹核对。只有两者一致时才信任：持有其他证书的人可能读取密码。</translation>
    </message>
    <message>
        <source>They are the same: trust it</source>
        <translation>两者一致，信任</translation>
    </message>
    <message>
        <source>Do not trust it</source>
        <translation>不信任</translation>
    </message>
</context>
<context>
    <name>UnmatchedDetails</name>
    <message>
        <source>Select a receipt to see why it matches no message.</source>
        <translation>选择一条回执以查看未匹配的原因。</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>回执</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Open in decoder</source>
        <translation>在解码器中打开</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Octets</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>Message ID</source>
        <translation>消息 ID</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>含义</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>源地址</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>目的地址</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账号</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>收到时间</translation>
    </message>
    <message>
        <source>Received (UTC)</source>
        <translation>收到时间 (UTC)</translation>
    </message>
    <message>
        <source>Submit date (UTC)</source>
        <translation>提交时间 (UTC)</translation>
    </message>
    <message>
        <source>Done date (UTC)</source>
        <translation>完成时间 (UTC)</translation>
    </message>
    <message>
        <source>Times it came</source>
        <translation>收到次数</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
</context>
<context>
    <name>UnmatchedModel</name>
    <message>
        <source>Received</source>
        <translation>收到时间</translation>
    </message>
    <message>
        <source>Message ID</source>
        <translation>消息 ID</translation>
    </message>
    <message>
        <source>Stat</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Err</source>
        <translation>错误码</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>号码</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账号</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Save and bind</source>
        <translation>保存并绑定</translation>
    </message>
    <message>
        <source>Check connection</source>
        <translation>检查连接</translation>
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
        <source>Reading the recipients…</source>
        <translation>正在读取收件人…</translation>
    </message>
    <message>
        <source>Check the sender</source>
        <translation>检查发送方</translation>
    </message>
    <message>
        <source>Fill in the sender</source>
        <translation>填写发送方</translation>
    </message>
    <message>
        <source>Check the recipients</source>
        <translation>请检查收件人</translation>
    </message>
    <message>
        <source>Add a recipient</source>
        <translation>添加收件人</translation>
    </message>
    <message>
        <source>Fill in {name}</source>
        <translation>填写 {name}</translation>
    </message>
    <message>
        <source>Fill in {n} placeholders</source>
        <translation>填写 {n} 个占位符</translation>
    </message>
    <message>
        <source>Type the text</source>
        <translation>输入正文</translation>
    </message>
    <message>
        <source>Check the text</source>
        <translation>检查正文</translation>
    </message>
    <message>
        <source>Check the options</source>
        <translation>检查选项</translation>
    </message>
    <message>
        <source>{send}?</source>
        <translation>{send}？</translation>
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
        <source>elsewhere {n}</source>
        <translation>其他 {n}</translation>
    </message>
    <message>
        <source>, charged also where they are not delivered</source>
        <translation>，未送达也会计费</translation>
    </message>
    <message>
        <source>About {span} at {rate} segments a second</source>
        <translation>按每秒 {rate} 段，约需 {span}</translation>
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
        <source>The message waits: it goes out once {account} is bound.</source>
        <translation>短信正在等待：{account} 绑定后即发出。</translation>
    </message>
    <message>
        <source>{n} messages wait: they go out once {account} is bound.</source>
        <translation>{n} 条短信正在等待：{account} 绑定后即发出。</translation>
    </message>
    <message>
        <source>Nothing was sent.</source>
        <translation>没有发送任何短信。</translation>
    </message>
    <message>
        <source>{n} messages were queued and go out. The others are still in the list.</source>
        <translation>{n} 条短信已排队并将发出，其余号码仍在列表中。</translation>
    </message>
    <message>
        <source>The text as it is sent</source>
        <translation>实际发送的正文</translation>
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
        <source>Send 1 message</source>
        <translation>发送 1 条短信</translation>
    </message>
    <message>
        <source>Send {n} messages</source>
        <translation>发送 {n} 条短信</translation>
    </message>
    <message>
        <source>1 segment</source>
        <translation>1 段</translation>
    </message>
    <message>
        <source>Send message</source>
        <translation>发送短信</translation>
    </message>
    <message>
        <source>The message waits: sending is paused.</source>
        <translation>短信在等待：发送已暂停。</translation>
    </message>
    <message>
        <source>{n} messages wait: sending is paused.</source>
        <translation>{n} 条短信在等待：发送已暂停。</translation>
    </message>
    <message>
        <source>1 message queued. It will be delivered at {time}.</source>
        <translation>1 条短信已排队，将于 {time} 送达。</translation>
    </message>
    <message>
        <source>{n} messages queued. They will be delivered at {time}.</source>
        <translation>{n} 条短信已排队，将于 {time} 送达。</translation>
    </message>
    <message>
        <source>1 message queued.</source>
        <translation>1 条短信已排队。</translation>
    </message>
    <message>
        <source>{n} messages queued.</source>
        <translation>{n} 条短信已排队。</translation>
    </message>
    <message>
        <source>What stood here was put aside.</source>
        <translation>原先写的内容已放在一边。</translation>
    </message>
    <message>
        <source>{n} segments</source>
        <translation>{n} 段</translation>
    </message>
    <message>
        <source>{n} of {total} messages queued</source>
        <translation>已排队 {n} / {total} 条</translation>
    </message>
    <message>
        <source>Not sent yet, from {time}</source>
        <translation>未发送的草稿（{time}）</translation>
    </message>
    <message>
        <source>This was being sent when the program ended ({time}). What was queued by then is among the deliveries and goes out: look there before you send it again.</source>
        <translation>程序结束时这条短信正在发送（{time}）。当时已排队的部分列在发送记录中并会发出：再次发送前请先在那里查看。</translation>
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
        <source>Paused, since the balance was used up: messages wait until sending is resumed.</source>
        <translation>余额用尽，已暂停：恢复发送前短信会等待。</translation>
    </message>
    <message>
        <source>Not bound: messages wait until {account} is bound.</source>
        <translation>未绑定：短信将等待 {account} 绑定后发送。</translation>
    </message>
</context>
<context>
    <name>Workbench</name>
    <message>
        <source>Between two panes</source>
        <translation>两栏之间</translation>
    </message>
</context>
<context>
    <name>_Pane</name>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
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
