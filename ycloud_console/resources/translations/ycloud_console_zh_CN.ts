<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>AccountActions</name>
    <message>
        <source>The password was not stored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The account was not removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The SMSC refused the system ID and password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No password is stored for this account.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to bind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sandbox could not be started</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AccountDialog</name>
    <message>
        <source>Edit account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>YCloud support gives you the system ID and password, and the public certificate for TLS.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save and bind</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AccountForm</name>
    <message>
        <source>Unchanged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept in your keychain ({name}), never in a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the password that YCloud gave you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the certificate from YCloud</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer *.der *.cert)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fewer settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For example: Acme support</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Account name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>System ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encrypt with TLS (port {tls}; plain is {plain})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None: this computer&apos;s authorities decide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Browse for the certificate file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificate from YCloud</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remember the password</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AdvancedPanel</name>
    <message>
        <source>Connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transceiver: sends and receives</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Transmitter: only sends</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receiver: only receives</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bind mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name in the certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only if it is not the server&apos;s own name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the server&apos;s certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>System type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address TON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address NPI</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Binds at one time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window (segments)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Segments a second (0: no limit)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>enquire_link every (s)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Response time-out (s)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect time-out (s)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First retry after (s)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longest wait to retry (s)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usual sender</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Country of numbers without one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signature for mainland China</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stands in 【】 at the start of texts to +86.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>8-bit header (usual)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>16-bit header</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SAR parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>message_payload</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Long messages by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time zone of receipts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recognise receipts not marked as such</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Match hexadecimal message IDs with decimal ones</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Advice</name>
    <message>
        <source>Replace them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UCS-2 because of {characters}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With plain characters it is 1 segment instead of {now}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With plain characters it is {then} segments instead of {now}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With plain characters a segment holds more than twice as much.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} recipients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{whom}: a text to mainland China starts with a signature such as {signature}, or comes back with error 18.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add {signature}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No signature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{characters} and {n} more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Nothing was sent</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ComposerForm</name>
    <message>
        <source>From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delivery report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring the text back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DeliveriesModel</name>
    <message>
        <source>Submitted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seg</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When the message was handed over for sending (local time)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Country and number of the recipient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many segments it is charged as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is known of it now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The receipt&apos;s or the submit response&apos;s error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From sending to the final state; with … while it is still waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} × {encoding}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DeliveriesPage</name>
    <message>
        <source>Go to the newest message (Ctrl+Home)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>↑ {count} new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No message matches.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No messages yet. What you send appears here, and so does what becomes of it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DeliveriesView</name>
    <message>
        <source>Deliveries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy “{column}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy message ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select all</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DetailsPane</name>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy for ticket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details of the message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a message to see what happened to it, why, and what to do next.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit &amp;&amp; resend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put sender, recipient and text into the composer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy everything about this message as plain text, for a customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Segments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fields</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from {sender}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(came {count} times)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(not understood: {problems})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Submit status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} ({units} units)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In UTC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FailureDialog</name>
    <message>
        <source>Unexpected error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something unexpected went wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program goes on, and what was sent and received is kept. Copy this text and give it to whoever looks after the program.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Filter by status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queued, sent or accepted: no final receipt yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A receipt says so</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rejected, undeliverable, expired or deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In doubt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No answer came, or the SMSC does not know</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LinkBanner</name>
    <message>
        <source>{account}: {problem}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receipts are answered “try again later” until it can be written, so none is lost. Check the disk. ({detail})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The history cannot be written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{account}: the balance is used up (err 3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>YCloud does not deliver until the account is topped up. Stop sending, and top it up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trying again in {seconds} s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trying again now…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retry now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop trying</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LinkWords</name>
    <message>
        <source>Bound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bound {bound} of {binds}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Binding…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unbinding…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not bound · trying again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bind refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not bound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>transceiver</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>transmitter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>receiver</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not encrypted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TLS verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TLS, certificate not checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in {seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>since {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{days} d {time}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>The settings file was damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The history was damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unbinding and closing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MeterStrip</name>
    <message>
        <source>Segments used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot be sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 segment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} segments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, charged as {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>16-bit units: most characters take one, an emoji two or more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Septets: most characters take one, €, ^, {, }, [, ], ~, | and \ take two</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Characters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{unit}. {n} left in the last segment.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Moments</name>
    <message>
        <source>d MMM HH:mm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OptionsPanel</name>
    <message>
        <source>SMSC default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unit of the validity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When to send it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>8-bit UDH</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>16-bit UDH</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SAR fields</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Normal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flash: shown at once, not stored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Valid for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alphabet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Long messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Priority</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Further parameters (TLVs), one a line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time to send it has passed: choose a later one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It would expire before it is sent: make it valid for longer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A service type has plain letters and digits only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A parameter is a hexadecimal tag, =, and text or 0x octets: 1401 = 0x01</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PasswordDialog</name>
    <message>
        <source>Password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remember the password in the keychain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password for {account}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the password that YCloud gave you.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecipientsField</name>
    <message>
        <source>+65 8123 4567, one a line or pasted in any form</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove these</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading… {n} to go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 recipient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} recipients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} twice: sent once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} duplicates left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{countries} and {n} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and {n} more like these</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RemoveDialog</name>
    <message>
        <source>Remove account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove {account}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The account is unbound, and its password is taken out of the keychain. What was sent stays in the history.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>No such account</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>No account yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add account…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TLS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not encrypted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit {account}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove {account}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings and history are kept here. Passwords are not: they are in the keychain.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Times: local ({zone})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queued {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In {rate}/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window {used}/{size}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History: not readable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History: {count} messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History: 1 message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receipts and inbound messages a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Segments that wait for the SMSC&apos;s answer, and how many may</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Segments that wait for their turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long the SMSC took to answer the latest enquire_link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Times are those of this computer&apos;s zone; UTC is in the tool tips</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SummaryCards</name>
    <message>
        <source>Sent today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages that have left since midnight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the messages sent today, by their receipts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queued, sent or accepted, without a final receipt yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the messages sent today; with the most frequent error of the latest {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time to deliver</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Median and 95th percentile of today’s latest {count} delivered messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} in last minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{percent} of sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>oldest {time}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Ticket</name>
    <message>
        <source>To</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Segments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count}, {encoding}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SMS delivery report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happened, in local time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>status {status}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queued</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>did not come</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>first of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>last of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>so far {count} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>came {count} times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>receipt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>segment {number}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Bind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unbind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit account…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove account…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add account…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the sandbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The account to send from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accounts: add, edit, remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the deliveries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search number, text or message ID  (Ctrl+F)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Save and bind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the sandbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect your YCloud account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>YCloud support gives you the system ID and password, and the public certificate for TLS.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No account yet?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sandbox is a practice SMSC on this computer. It answers with every status and error that YCloud uses, and nothing leaves this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last digits of a number choose what comes back:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>invalid signature (err 18)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>insufficient balance (err 3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>expired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no receipt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any other number is delivered after about a second.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>A name of up to 11 letters, a number, or a short code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alphanumeric sender</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>International number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>National number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Short code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the text of the message.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too long: {n} segments, and one message has at most {most}. Shorten it or send it as several.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too long for one message_payload. Shorten it or send it as several.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The alphabet chosen in the options does not have: {characters}. Replace them, or choose Automatic.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter at least one phone number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of these can be sent to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the recipients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send anyway</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send the other one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send the other {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} does not look like a phone number. {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} do not look like phone numbers: {numbers}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{text}” cannot be sent to. {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} cannot be sent to: {numbers}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{numbers} and {n} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The message is on its way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} messages are on their way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The message waits: it goes out once {account} is bound.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} messages wait: they go out once {account} is bound.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Options ({n})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Options</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send {n} messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} segments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an account to send from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{account} binds as receiver and cannot send: choose transceiver in its settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not bound: messages wait until {account} is bound.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Strip</name>
    <message>
        <source>Put this notice away</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
