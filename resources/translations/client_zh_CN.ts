<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Accounts</name>
    <message>
        <source>%1 cannot be written</source>
        <translation>无法写入 %1</translation>
    </message>
</context>
<context>
    <name>ConversationDates</name>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
</context>
<context>
    <name>Fingerprint</name>
    <message>
        <source>&quot;%1&quot; is no SHA-256 fingerprint: 64 hexadecimal digits</source>
        <translation>“%1”不是 SHA-256 指纹：应为 64 位十六进制数字</translation>
    </message>
</context>
<context>
    <name>ServerAddress</name>
    <message>
        <source>&quot;%1&quot; is not a server address: %2</source>
        <translation>“%1”不是服务器地址：%2</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>A proxy is http://host:port or socks5://host:port</source>
        <translation>代理的格式是 http://主机:端口 或 socks5://主机:端口</translation>
    </message>
</context>
<context>
    <name>pushpoint::client</name>
    <message>
        <source>to %1 · %2</source>
        <translation>发给 %1 · %2</translation>
    </message>
    <message>
        <source>no sender</source>
        <translation>未署名</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>重发</translation>
    </message>
    <message>
        <source>(%1 more characters; copying takes them all)</source>
        <translation>（还有 %1 个字符；复制时全部包括）</translation>
    </message>
    <message>
        <source>Show less</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Show %n more lines</source>
        <translation>再显示 %n 行</translation>
    </message>
    <message>
        <source>Show %1 more characters</source>
        <translation>再显示 %1 个字符</translation>
    </message>
    <message>
        <source>Chat by way of a Pushpoint server: write to a name, see what arrives for yours.

Without a command it opens a window. Commands need none; each has its own --help:
  send    sends a message, and says what became of it
  listen  prints the messages for a name as they come, or runs a program for each
  who     lists who is online</source>
        <translation>通过 Pushpoint 服务器聊天：写给某个名字，看到发给自己名字的消息。

不带命令时打开窗口。命令不需要窗口；各有自己的 --help：
  send    发送一条消息，并说明结果
  listen  逐条打印发给某个名字的消息，或为每条运行一个程序
  who     列出谁在线</translation>
    </message>
    <message>
        <source>The server&apos;s address (default: PUSHPOINT_SERVER, now %1).</source>
        <translation>服务器地址（默认：PUSHPOINT_SERVER，现为 %1）。</translation>
    </message>
    <message>
        <source>Whom to write to.</source>
        <translation>写给谁。</translation>
    </message>
    <message>
        <source>Where history and unsent messages are kept (default: %1).</source>
        <translation>历史记录和未发送消息的存放位置（默认：%1）。</translation>
    </message>
    <message>
        <source>Show this help.</source>
        <translation>显示此帮助。</translation>
    </message>
    <message>
        <source>Show the version.</source>
        <translation>显示版本。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no command; there are send, listen and who, which come before all options</source>
        <translation>“%1”不是命令；有 send、listen 和 who，写在所有选项之前</translation>
    </message>
    <message>
        <source>The server ended the connection</source>
        <translation>服务器结束了连接</translation>
    </message>
    <message>
        <source>The server is shutting down</source>
        <translation>服务器正在关闭</translation>
    </message>
    <message>
        <source>The connection was closed because of a protocol error</source>
        <translation>连接因协议错误而关闭</translation>
    </message>
    <message>
        <source>A message was too big for the connection</source>
        <translation>有一条消息对这个连接来说太大</translation>
    </message>
    <message>
        <source>Messages were taken too slowly</source>
        <translation>接收消息太慢</translation>
    </message>
    <message>
        <source>The server had no sign of life from here</source>
        <translation>服务器没有收到这里的任何响应</translation>
    </message>
    <message>
        <source>Too much was sent in a short time</source>
        <translation>短时间内发送过多</translation>
    </message>
    <message>
        <source>The server does not allow this name</source>
        <translation>服务器不允许使用这个名字</translation>
    </message>
    <message>
        <source>Closed by the administrator</source>
        <translation>被管理员关闭</translation>
    </message>
    <message>
        <source>Too many connections have this name already</source>
        <translation>使用这个名字的连接已经太多</translation>
    </message>
    <message>
        <source>The server closed the connection with code %1</source>
        <translation>服务器以代码 %1 关闭了连接</translation>
    </message>
    <message>
        <source>The server wants an access token, or another than this one</source>
        <translation>服务器需要访问令牌，或者需要另一个令牌</translation>
    </message>
    <message>
        <source>The server refused the connection: %1</source>
        <translation>服务器拒绝了连接：%1</translation>
    </message>
    <message>
        <source>What answered there does not speak WebSocket</source>
        <translation>那里的应答者不支持 WebSocket</translation>
    </message>
    <message>
        <source>The connection did not come about</source>
        <translation>连接没有建立</translation>
    </message>
    <message>
        <source>sending…</source>
        <translation>正在发送…</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>已送达</translation>
    </message>
    <message>
        <source>not delivered: %1</source>
        <translation>未送达：%1</translation>
    </message>
    <message>
        <source>refused: %1</source>
        <translation>被拒绝：%1</translation>
    </message>
    <message>
        <source>waiting: %1</source>
        <translation>等待中：%1</translation>
    </message>
    <message>
        <source>nothing answers at the server&apos;s address</source>
        <translation>服务器地址没有应答</translation>
    </message>
    <message>
        <source>the server&apos;s host is not known</source>
        <translation>找不到服务器主机</translation>
    </message>
    <message>
        <source>the server does not answer</source>
        <translation>服务器没有应答</translation>
    </message>
    <message>
        <source>another program holds the file</source>
        <translation>文件被另一个程序占用</translation>
    </message>
    <message>
        <source>the file is damaged</source>
        <translation>文件已损坏</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>the file cannot be written</source>
        <translation>文件无法写入</translation>
    </message>
    <message>
        <source>the file cannot be opened</source>
        <translation>文件无法打开</translation>
    </message>
    <message>
        <source>not delivered</source>
        <translation>未送达</translation>
    </message>
    <message>
        <source>Your name: messages for it arrive here. With a server or a name the window opens for that account alone, without either for those of the last time.</source>
        <translation>您的名称：发给它的消息在此接收。指定服务器或名称时，窗口只打开该账号；都不指定时，打开上次的账号。</translation>
    </message>
    <message>
        <source>what answers there does not speak TLS (https)</source>
        <translation>那里的程序不支持 TLS（https）</translation>
    </message>
    <message>
        <source>the folder %1 cannot be made</source>
        <translation>无法创建文件夹 %1</translation>
    </message>
    <message>
        <source>nobody but itself vouches for it</source>
        <translation>它是自签名证书，没有其他机构为它担保</translation>
    </message>
    <message>
        <source>no authority that this computer knows vouches for it</source>
        <translation>没有本机信任的机构为它担保</translation>
    </message>
    <message>
        <source>it is for %1, not for %2</source>
        <translation>它属于 %1，而不是 %2</translation>
    </message>
    <message>
        <source>it was valid until %1 only</source>
        <translation>它已于 %1 过期</translation>
    </message>
    <message>
        <source>it is not valid before %1</source>
        <translation>它在 %1 之前尚未生效</translation>
    </message>
    <message>
        <source>%1 shows no certificate</source>
        <translation>%1 没有出示证书</translation>
    </message>
    <message>
        <source>the certificate of %1 is not the one that is trusted</source>
        <translation>%1 的证书不是所信任的那一份</translation>
    </message>
    <message>
        <source>the certificate of %1 is not trusted: %2</source>
        <translation>%1 的证书不受信任：%2</translation>
    </message>
    <message>
        <source>the receiver is offline</source>
        <translation>对方不在线</translation>
    </message>
    <message>
        <source>what answered is no Pushpoint server</source>
        <translation>应答者不是 Pushpoint 服务器</translation>
    </message>
    <message>
        <source>the server answered %1</source>
        <translation>服务器应答了 %1</translation>
    </message>
</context>
<context>
    <name>pushpoint::client::Account</name>
    <message>
        <source>You are %1 now</source>
        <translation>你现在是 %1</translation>
    </message>
    <message numerus="yes">
        <source>delivered to %n</source>
        <translation>
            <numerusform>已送达 %n 个连接</numerusform>
        </translation>
    </message>
    <message>
        <source>the program ended before it could be saved</source>
        <translation>程序在保存之前就结束了</translation>
    </message>
</context>
<context>
    <name>pushpoint::client::AccountDialog</name>
    <message>
        <source>Add an account</source>
        <translation>添加账号</translation>
    </message>
    <message>
        <source>&amp;Server</source>
        <translation>服务器(&amp;S)</translation>
    </message>
    <message>
        <source>Your &amp;name</source>
        <translation>您的名称(&amp;N)</translation>
    </message>
    <message>
        <source>can be chosen later</source>
        <translation>可以稍后再选</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>添加(&amp;A)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Change this account</source>
        <translation>修改此账号</translation>
    </message>
    <message>
        <source>&amp;Change</source>
        <translation>修改(&amp;C)</translation>
    </message>
    <message>
        <source>What was said stays with the account.</source>
        <translation>聊天记录随账号保留。</translation>
    </message>
    <message numerus="yes">
        <source>%n unsent message(s) will go to the new server.</source>
        <translation><numerusform>%n 条未发送的消息将发往新服务器。</numerusform></translation>
    </message>
</context>
<context>
    <name>pushpoint::client::BusNotifications</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
</context>
<context>
    <name>pushpoint::client::CertificateDialog</name>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>The server&apos;s certificate has changed</source>
        <translation>服务器的证书已更换</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not trusted</source>
        <translation>服务器的证书不受信任</translation>
    </message>
    <message>
        <source>%1 shows another certificate than the one you trust for it. Somebody may be between you and the server.</source>
        <translation>%1 出示的证书与您所信任的不同。可能有人介于您和服务器之间。</translation>
    </message>
    <message>
        <source>The certificate of %1 is not trusted: %2.</source>
        <translation>%1 的证书不受信任：%2。</translation>
    </message>
    <message>
        <source>Server:</source>
        <translation>服务器：</translation>
    </message>
    <message>
        <source>Trusted until now:</source>
        <translation>此前信任：</translation>
    </message>
    <message>
        <source>Shown now:</source>
        <translation>现在出示：</translation>
    </message>
    <message>
        <source>SHA-256 fingerprint:</source>
        <translation>SHA-256 指纹：</translation>
    </message>
    <message>
        <source>Made out to:</source>
        <translation>颁发给：</translation>
    </message>
    <message>
        <source>Issued by:</source>
        <translation>颁发者：</translation>
    </message>
    <message>
        <source>Valid:</source>
        <translation>有效期：</translation>
    </message>
    <message>
        <source>Nothing was sent. Ask whoever runs the server for the fingerprint, not by way of this server, and trust the certificate only if it is the same.</source>
        <translation>尚未发送任何内容。请通过其他途径向服务器的管理者核对指纹，一致时才信任此证书。</translation>
    </message>
    <message>
        <source>Nothing was sent. This certificate cannot be trusted on your word alone.</source>
        <translation>尚未发送任何内容。此证书不能仅凭您的确认而被信任。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>&amp;Trust this certificate for this server</source>
        <translation>信任此服务器使用该证书(&amp;T)</translation>
    </message>
    <message>
        <source>I have &amp;compared the fingerprint that is shown now</source>
        <translation>我已核对现在出示的指纹(&amp;C)</translation>
    </message>
</context>
<context>
    <name>pushpoint::client::ChatWindow</name>
    <message>
        <source>your name</source>
        <translation>你的名字</translation>
    </message>
    <message>
        <source>a name</source>
        <translation>名字</translation>
    </message>
    <message>
        <source>Sender</source>
        <translation>发送者</translation>
    </message>
    <message>
        <source>Receiver</source>
        <translation>接收者</translation>
    </message>
    <message>
        <source>&amp;I am</source>
        <translation>我是(&amp;I)</translation>
    </message>
    <message>
        <source>writing &amp;to</source>
        <translation>写给(&amp;T)</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be a name: %2</source>
        <translation>“%1”不能作为名字：%2</translation>
    </message>
    <message>
        <source>Choose your own name first, at the top left.</source>
        <translation>请先在左上方选择你自己的名字。</translation>
    </message>
    <message>
        <source>Choose whom to write to, at the top right.</source>
        <translation>请在右上方选择写给谁。</translation>
    </message>
    <message>
        <source>Who are you?</source>
        <translation>你是谁？</translation>
    </message>
    <message>
        <source>Choose or type your name at the top left. Messages for it then arrive here.</source>
        <translation>请在左上方选择或输入你的名字。发给它的消息就会到达这里。</translation>
    </message>
    <message>
        <source>%1 – Pushpoint</source>
        <translation>%1 – Pushpoint</translation>
    </message>
    <message>
        <source>Pushpoint</source>
        <translation>Pushpoint</translation>
    </message>
    <message>
        <source>No messages yet</source>
        <translation>还没有消息</translation>
    </message>
    <message>
        <source>Choose whom to write to at the top right, write below and press Enter. What others send to %1 arrives here.</source>
        <translation>在右上方选择写给谁，在下面输入后按回车。别人发给 %1 的消息会到达这里。</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>No message of this name holds &quot;%1&quot;.</source>
        <translation>这个名字的消息中没有“%1”。</translation>
    </message>
    <message>
        <source>Unsent messages would be lost when this program ends: %1</source>
        <translation>程序结束时未发送的消息会丢失：%1</translation>
    </message>
</context>
<context>
    <name>pushpoint::client::ClientMenu</name>
    <message>
        <source>&amp;Pushpoint</source>
        <translation>&amp;Pushpoint</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Add an account…</source>
        <translation>添加账号(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Remove this account…</source>
        <translation>移除此账号(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Export this conversation…</source>
        <translation>导出此对话(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>设置(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Search what was said</source>
        <translation>搜索聊天记录(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>About Pushpoint</source>
        <translation>关于 Pushpoint</translation>
    </message>
    <message>
        <source>Enter	Send the message</source>
        <translation>Enter	发送消息</translation>
    </message>
    <message>
        <source>Shift+Enter	Begin a new line</source>
        <translation>Shift+Enter	换行</translation>
    </message>
    <message>
        <source>Ctrl+C	Copy the selected messages</source>
        <translation>Ctrl+C	复制选中的消息</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Pushpoint %1

Write to a name, and know at once whether anybody was there.
GPL-3.0-only.</source>
        <translation>Pushpoint %1

给一个名称发消息，立刻知道对方是否在线。
GPL-3.0-only.</translation>
    </message>
    <message>
        <source>&amp;Change this account…</source>
        <translation>修改此账号(&amp;C)…</translation>
    </message>
</context>
<context>
    <name>pushpoint::client::ClientWindow</name>
    <message>
        <source>Accounts</source>
        <translation>账号</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%1 @ %2</translation>
    </message>
    <message>
        <source>%1 – Pushpoint</source>
        <translation>%1 – Pushpoint</translation>
    </message>
    <message>
        <source>Pushpoint</source>
        <translation>Pushpoint</translation>
    </message>
    <message>
        <source>This account will not be here after a restart: %1</source>
        <translation>重新启动后此账号将不在这里：%1</translation>
    </message>
    <message>
        <source>What was said stays on this computer, and is here again if the account is added again.</source>
        <translation>聊天记录仍保留在本机，再次添加此账号后会重新出现。</translation>
    </message>
    <message numerus="yes">
        <source>%n unsent message(s) will not be sent.</source>
        <translation>
            <numerusform>%n 条未发送的消息将不会发送。</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove this account?</source>
        <translation>移除此账号？</translation>
    </message>
    <message>
        <source>Remove %1?</source>
        <translation>移除 %1？</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>移除(&amp;R)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>pushpoint::client::Composer</name>
    <message>
        <source>&amp;Send</source>
        <translation>发送(&amp;S)</translation>
    </message>
</context>
<context>
    <name>pushpoint::client::ConnectionBar</name>
    <message>
        <source>&amp;Reconnect now</source>
        <translation>立即重连(&amp;R)</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Not connected · %1</source>
        <translation>未连接 · %1</translation>
    </message>
    <message>
        <source>Connecting as %1 · %2</source>
        <translation>正在以 %1 连接 · %2</translation>
    </message>
    <message>
        <source>Connected as %1 · %2</source>
        <translation>已以 %1 连接 · %2</translation>
    </message>
    <message>
        <source>%1. Trying again in %2 s · %3</source>
        <translation>%1。%2 秒后重试 · %3</translation>
    </message>
    <message>
        <source>%1. Not trying again by itself · %2</source>
        <translation>%1。不会自动重试 · %2</translation>
    </message>
</context>
<context>
    <name>pushpoint::client::ConversationModel</name>
    <message>
        <source>%1, from %2: %3</source>
        <translation>%1，来自 %2：%3</translation>
    </message>
    <message>
        <source>no sender</source>
        <translation>未署名</translation>
    </message>
    <message>
        <source>%1, to %2: %3, %4</source>
        <translation>%1，发给 %2：%3，%4</translation>
    </message>
</context>
<context>
    <name>pushpoint::client::ConversationView</name>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>重发</translation>
    </message>
    <message>
        <source>Show less</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>全部显示</translation>
    </message>
    <message>
        <source>Open this address?</source>
        <translation>打开这个地址？</translation>
    </message>
    <message>
        <source>Open this address in the browser?</source>
        <translation>在浏览器中打开这个地址？</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>打开(&amp;O)</translation>
    </message>
</context>
<context>
    <name>pushpoint::client::DesktopNotifier</name>
    <message>
        <source>&amp;Open</source>
        <translation>打开(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Do not disturb</source>
        <translation>勿扰(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message numerus="yes">
        <source>Pushpoint: %n unread</source>
        <translation>
            <numerusform>Pushpoint：%n 条未读</numerusform>
        </translation>
    </message>
    <message>
        <source>Pushpoint</source>
        <translation>Pushpoint</translation>
    </message>
</context>
<context>
    <name>pushpoint::client::ExportDialogs</name>
    <message>
        <source>Export the conversation with %1</source>
        <translation>导出与 %1 的对话</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>文本 (*.txt)</translation>
    </message>
    <message>
        <source>Writing the conversation with %1</source>
        <translation>正在写出与 %1 的对话</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>The conversation could not be written.</source>
        <translation>对话无法写出。</translation>
    </message>
</context>
<context>
    <name>pushpoint::client::HistoryNotice</name>
    <message>
        <source>&amp;Begin a new history</source>
        <translation>开始新的历史记录(&amp;B)</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>The damaged file is renamed and stays where it is</source>
        <translation>损坏的文件会改名，留在原处</translation>
    </message>
    <message>
        <source>What is said is not kept: %1</source>
        <translation>所说的内容没有保存：%1</translation>
    </message>
    <message>
        <source>A new history has begun. The damaged one is %1</source>
        <translation>已开始新的历史记录。损坏的文件是 %1</translation>
    </message>
    <message>
        <source>The damaged history cannot be renamed to %1: %2</source>
        <translation>损坏的历史记录无法改名为 %1：%2</translation>
    </message>
</context>
<context>
    <name>pushpoint::client::Inbox</name>
    <message>
        <source>The server does not answer</source>
        <translation>服务器没有应答</translation>
    </message>
    <message>
        <source>The server gives no sign of life</source>
        <translation>服务器没有响应</translation>
    </message>
    <message>
        <source>The connection was lost</source>
        <translation>连接已断开</translation>
    </message>
</context>
<context>
    <name>pushpoint::client::MessageAnnouncer</name>
    <message>
        <source>no sender</source>
        <translation>未署名</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n new messages</source>
        <translation>
            <numerusform>%1：%n 条新消息</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new messages</source>
        <translation>
            <numerusform>%n 条新消息</numerusform>
        </translation>
    </message>
    <message>
        <source>From %1</source>
        <translation>来自 %1</translation>
    </message>
    <message numerus="yes">
        <source> and %n more</source>
        <translation>
            <numerusform>等 %n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 发给 %2</translation>
    </message>
</context>
<context>
    <name>pushpoint::client::MessageEdit</name>
    <message>
        <source>Write a message</source>
        <translation>输入消息</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Enter sends, Shift+Enter begins a new line</source>
        <translation>回车发送，Shift+回车换行</translation>
    </message>
</context>
<context>
    <name>pushpoint::client::PeerDelegate</name>
    <message>
        <source>Draft:</source>
        <translation>草稿：</translation>
    </message>
</context>
<context>
    <name>pushpoint::client::PeerModel</name>
    <message>
        <source>no sender</source>
        <translation>未署名</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n unread</source>
        <translation>
            <numerusform>%1，%n 条未读</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pushpoint::client::PeerPanel</name>
    <message>
        <source>Search (Ctrl+F)</source>
        <translation>搜索 (Ctrl+F)</translation>
    </message>
    <message>
        <source>Search what was said</source>
        <translation>搜索说过的内容</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
</context>
<context>
    <name>pushpoint::client::RosterModel</name>
    <message numerus="yes">
        <source>online, %n connection(s)</source>
        <translation>
            <numerusform>在线，%n 个连接</numerusform>
        </translation>
    </message>
    <message>
        <source>offline</source>
        <translation>不在线</translation>
    </message>
</context>
<context>
    <name>pushpoint::client::ServerAddress</name>
    <message>
        <source>it is empty</source>
        <translation>它是空的</translation>
    </message>
    <message>
        <source>it cannot be read as a URL</source>
        <translation>它不是 URL</translation>
    </message>
    <message>
        <source>it must begin with http:// or https://</source>
        <translation>它必须以 http:// 或 https:// 开头</translation>
    </message>
    <message>
        <source>the host is missing</source>
        <translation>缺少主机</translation>
    </message>
    <message>
        <source>port 0 cannot be connected to</source>
        <translation>不能连接端口 0</translation>
    </message>
    <message>
        <source>user name and password are not understood</source>
        <translation>不支持用户名和密码</translation>
    </message>
    <message>
        <source>nothing may follow the path</source>
        <translation>路径之后不能再有内容</translation>
    </message>
</context>
<context>
    <name>pushpoint::client::SettingsDialog</name>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>&amp;Tell of messages while I look elsewhere</source>
        <translation>我没有看窗口时提示新消息(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Do not disturb</source>
        <translation>勿扰(&amp;D)</translation>
    </message>
    <message>
        <source>With a &amp;sound</source>
        <translation>伴有声音(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Forget what is older than</source>
        <translation>删除早于此时间的记录(&amp;F)</translation>
    </message>
    <message>
        <source>At most, for each &amp;account</source>
        <translation>每个账号最多占用(&amp;A)</translation>
    </message>
    <message>
        <source>History on this computer</source>
        <translation>本机上的聊天记录</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source> days</source>
        <translation> 天</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source> MiB</source>
        <translation> MiB</translation>
    </message>
    <message>
        <source>&amp;Proxy</source>
        <translation>代理(&amp;P)</translation>
    </message>
    <message>
        <source>Add&amp;ress</source>
        <translation>地址(&amp;R)</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>As the system says</source>
        <translation>按系统设置</translation>
    </message>
    <message>
        <source>None</source>
        <translation>不使用</translation>
    </message>
    <message>
        <source>This one</source>
        <translation>使用此代理</translation>
    </message>
    <message>
        <source>Tr&amp;usted certificates…</source>
        <translation>已信任的证书(&amp;U)…</translation>
    </message>
</context>
<context>
    <name>pushpoint::client::TrustDialog</name>
    <message>
        <source>Trusted certificates</source>
        <translation>已信任的证书</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>SHA-256 fingerprint</source>
        <translation>SHA-256 指纹</translation>
    </message>
    <message>
        <source>&amp;Stop trusting</source>
        <translation>不再信任(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>You said of these certificates that they may be trusted, each for its own server only. What you stop trusting is asked about anew.</source>
        <translation>这些证书是您确认信任的，每个只对自己的服务器有效。不再信任的，下次会重新询问。</translation>
    </message>
    <message>
        <source>None. You are asked when a server shows a certificate that nobody known to this computer vouches for.</source>
        <translation>没有。当服务器出示的证书没有本机认识的机构担保时，会向您询问。</translation>
    </message>
</context>
</TS>
