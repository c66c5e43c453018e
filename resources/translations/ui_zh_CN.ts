<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ClusterText</name>
    <message>
        <source>%1 (this node)</source>
        <translation>%1（本节点）</translation>
    </message>
    <message>
        <source>joined</source>
        <translation>已加入</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>无响应</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>已离开</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>正在连接</translation>
    </message>
    <message>
        <source>linked</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>已断开</translation>
    </message>
    <message>
        <source>wrong password</source>
        <translation>密码错误</translation>
    </message>
    <message>
        <source>no permission</source>
        <translation>没有权限</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>只读</translation>
    </message>
    <message>
        <source>out of memory</source>
        <translation>内存不足</translation>
    </message>
    <message>
        <source>loading</source>
        <translation>正在加载</translation>
    </message>
    <message>
        <source>Redis Cluster refused</source>
        <translation>拒绝 Redis Cluster</translation>
    </message>
    <message>
        <source>no TLS</source>
        <translation>没有 TLS</translation>
    </message>
    <message>
        <source>other version</source>
        <translation>版本不同</translation>
    </message>
    <message>
        <source>%1; of another version: %2</source>
        <translation>%1；版本不同的节点：%2</translation>
    </message>
    <message>
        <source>silent: said nothing in time</source>
        <translation>无响应：没有按时答复</translation>
    </message>
    <message>
        <source>no such receiver</source>
        <translation>没有此接收者</translation>
    </message>
    <message>
        <source>Not linked to %1: %2. Receivers here are served as ever.</source>
        <translation>未连接到 %1：%2。本节点的接收者照常服务。</translation>
    </message>
    <message>
        <source>Whether anybody has it could not be known.</source>
        <translation>无法得知是否有人收到。</translation>
    </message>
    <message>
        <source>Every node that has the name got it.</source>
        <translation>拥有此名称的节点都已收到。</translation>
    </message>
    <message>
        <source>No node has this name.</source>
        <translation>没有节点拥有此名称。</translation>
    </message>
    <message>
        <source>MISSED: has %1 of it, none got it</source>
        <translation>漏收：有 %1 个连接，无一收到</translation>
    </message>
    <message>
        <source>delivered to %1</source>
        <translation>已送达 %1 个</translation>
    </message>
    <message>
        <source>Linked to %1; nodes joined: %2</source>
        <translation>已连接到 %1；已加入的节点：%2</translation>
    </message>
    <message>
        <source>Nodes that missed it: %1</source>
        <translation>漏收的节点：%1</translation>
    </message>
    <message>
        <source>Nodes that said nothing: %1</source>
        <translation>没有答复的节点：%1</translation>
    </message>
    <message>
        <source>Delivered on %1.</source>
        <translation>已在 %1 上送达。</translation>
    </message>
    <message>
        <source>connecting to the broker</source>
        <translation>正在连接中间件</translation>
    </message>
    <message>
        <source>linked to the broker</source>
        <translation>已连上中间件</translation>
    </message>
    <message>
        <source>the broker cannot be reached</source>
        <translation>连不上中间件</translation>
    </message>
    <message>
        <source>the broker refuses the user or the password</source>
        <translation>中间件拒绝了用户名或密码</translation>
    </message>
    <message>
        <source>the broker&apos;s user lacks a permission</source>
        <translation>中间件的用户缺少权限</translation>
    </message>
    <message>
        <source>the broker is a read-only replica</source>
        <translation>中间件是只读副本</translation>
    </message>
    <message>
        <source>the broker is out of memory</source>
        <translation>中间件内存不足</translation>
    </message>
    <message>
        <source>the broker is still loading its data</source>
        <translation>中间件还在载入数据</translation>
    </message>
    <message>
        <source>the broker is a Redis Cluster, which counts the receivers of one of its nodes only; use a standalone Redis or one with Sentinel</source>
        <translation>中间件是 Redis Cluster，它只统计自己一个节点上的接收者；请改用单机 Redis 或带 Sentinel 的 Redis</translation>
    </message>
    <message>
        <source>there is no TLS with the broker that both sides trust</source>
        <translation>与中间件之间没有双方都信任的 TLS</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::AdminWindow</name>
    <message>
        <source>Pushpoint</source>
        <translation>Pushpoint</translation>
    </message>
    <message>
        <source>Pushpoint — %1</source>
        <translation>Pushpoint — %1</translation>
    </message>
    <message>
        <source>Address copied</source>
        <translation>已复制地址</translation>
    </message>
    <message>
        <source>The server is not running. Press Start.</source>
        <translation>服务器没有运行。请按“启动”。</translation>
    </message>
    <message>
        <source>Nothing has happened yet. Start the server first.</source>
        <translation>还没有任何消息。请先启动服务器。</translation>
    </message>
    <message>
        <source>Nobody is connected yet. Open %1 in a browser.</source>
        <translation>还没有人在线。请在浏览器中打开 %1。</translation>
    </message>
    <message>
        <source>Nothing has happened yet. Open %1 in two browser windows and let them talk, or send a message from here.</source>
        <translation>还没有任何消息。请在两个浏览器窗口中打开 %1 互相聊天，或者从这里发送一条消息。</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::ChartsPanel</name>
    <message>
        <source>Refusals by cause</source>
        <translation>拒绝的原因</translation>
    </message>
    <message>
        <source>Refused because</source>
        <translation>拒绝原因</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>1 min</source>
        <translation>1 分钟</translation>
    </message>
    <message>
        <source>15 min</source>
        <translation>15 分钟</translation>
    </message>
    <message>
        <source>24 h</source>
        <translation>24 小时</translation>
    </message>
    <message>
        <source>A click goes to what happened then.</source>
        <translation>点击可跳到当时的记录。</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/秒</translation>
    </message>
    <message>
        <source>Messages a second</source>
        <translation>每秒消息</translation>
    </message>
    <message>
        <source>published</source>
        <translation>发布</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>送达</translation>
    </message>
    <message>
        <source>Not delivered, a second</source>
        <translation>每秒未送达</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>对方不在线</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Latency, received to answered</source>
        <translation>延迟：从收到到回答</translation>
    </message>
    <message>
        <source>p50</source>
        <translation>p50</translation>
    </message>
    <message>
        <source>p99</source>
        <translation>p99</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>在线</translation>
    </message>
    <message>
        <source>connections</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>names</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Contents, bytes a second</source>
        <translation>内容，每秒字节</translation>
    </message>
    <message>
        <source>in</source>
        <translation>收</translation>
    </message>
    <message>
        <source>out</source>
        <translation>发</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::ClusterPage</name>
    <message>
        <source>Nodes</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Lin&amp;k to the broker</source>
        <translation>与中间件的连接(&amp;K)</translation>
    </message>
    <message>
        <source>History of the link to the broker</source>
        <translation>与中间件连接的历史</translation>
    </message>
    <message>
        <source>The server is not running. Press Start.</source>
        <translation>服务器没有运行。请按“启动”。</translation>
    </message>
    <message>
        <source>This node serves alone. To join several, start each of them with the same Redis and a name of its own, such as

pushpoint --broker redis://127.0.0.1:6379 --node north --port 3001
pushpoint --broker redis://127.0.0.1:6379 --node south --port 3002</source>
        <translation>本节点独自服务。要把多个节点连在一起，请让它们使用同一个 Redis，并各取一个名称，例如

pushpoint --broker redis://127.0.0.1:6379 --node north --port 3001
pushpoint --broker redis://127.0.0.1:6379 --node south --port 3002</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::ConnectionColumn</name>
    <message>
        <source>%1 connections</source>
        <translation>%1 个连接</translation>
    </message>
    <message>
        <source>connected since %1</source>
        <translation>连接于 %1</translation>
    </message>
    <message>
        <source>%1 from %2, connection %3</source>
        <translation>%1，来自 %2，连接 %3</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>来源网页</translation>
    </message>
    <message>
        <source>User agent</source>
        <translation>用户代理</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>连接时间</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation>往返时间</translation>
    </message>
    <message>
        <source>Messages in</source>
        <translation>收到消息</translation>
    </message>
    <message>
        <source>In/s</source>
        <translation>收/秒</translation>
    </message>
    <message>
        <source>Messages out</source>
        <translation>发出消息</translation>
    </message>
    <message>
        <source>Out/s</source>
        <translation>发/秒</translation>
    </message>
    <message>
        <source>Bytes in</source>
        <translation>收到字节</translation>
    </message>
    <message>
        <source>Bytes in/s</source>
        <translation>收到字节/秒</translation>
    </message>
    <message>
        <source>Bytes out</source>
        <translation>发出字节</translation>
    </message>
    <message>
        <source>Bytes out/s</source>
        <translation>发出字节/秒</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待发</translation>
    </message>
    <message>
        <source>Last refusal</source>
        <translation>最近一次拒绝</translation>
    </message>
    <message>
        <source>Since a message or a pong last came from it</source>
        <translation>距离上次收到它的消息或 pong 的时间</translation>
    </message>
    <message>
        <source>How long the last ping took to be answered</source>
        <translation>最近一次 ping 用了多久得到回答</translation>
    </message>
    <message>
        <source>Messages that the connection sent</source>
        <translation>这个连接发来的消息</translation>
    </message>
    <message>
        <source>Messages that the connection was sent</source>
        <translation>发给这个连接的消息</translation>
    </message>
    <message>
        <source>Bytes accepted for sending, not yet taken by the network</source>
        <translation>已接受、但网络还没有取走的字节</translation>
    </message>
    <message>
        <source>Why a message of the connection was last turned away</source>
        <translation>这个连接的消息最近一次被拒绝的原因</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::ConnectionsPanel</name>
    <message>
        <source>Co&amp;nnections</source>
        <translation>连接(&amp;N)</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Filter by name, address, origin or user agent</source>
        <translation>按名称、地址、来源网页或用户代理过滤</translation>
    </message>
    <message>
        <source>Filter connections</source>
        <translation>过滤连接</translation>
    </message>
    <message>
        <source>Pin&amp;g</source>
        <translation>Pin&amp;g</translation>
    </message>
    <message>
        <source>Ping the selected connections now; see the round trip</source>
        <translation>立即 ping 选中的连接，查看往返时间</translation>
    </message>
    <message>
        <source>&amp;Disconnect…</source>
        <translation>断开(&amp;D)…</translation>
    </message>
    <message>
        <source>Close the selected connections (Del)</source>
        <translation>关闭选中的连接 (Del)</translation>
    </message>
    <message>
        <source>Send to this name</source>
        <translation>给此人发消息</translation>
    </message>
    <message>
        <source>Show only its traffic</source>
        <translation>只看它的消息</translation>
    </message>
    <message>
        <source>Ping now</source>
        <translation>立即 ping</translation>
    </message>
    <message>
        <source>Disconnect…</source>
        <translation>断开…</translation>
    </message>
    <message>
        <source>No connection matches the filter.</source>
        <translation>没有符合过滤条件的连接。</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::CopyMenu</name>
    <message>
        <source>&amp;Copy as</source>
        <translation>复制为(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;curl</source>
        <translation>&amp;curl</translation>
    </message>
    <message>
        <source>&amp;wscat</source>
        <translation>&amp;wscat</translation>
    </message>
    <message>
        <source>JavaScript &amp;fetch</source>
        <translation>JavaScript &amp;fetch</translation>
    </message>
    <message>
        <source>&amp;JSON</source>
        <translation>&amp;JSON</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::DetailPanel</name>
    <message>
        <source>Raw content</source>
        <translation>原始内容</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>The request&apos;s head</source>
        <translation>请求头</translation>
    </message>
    <message>
        <source>Choose a row of the traffic to see all of it.</source>
        <translation>选择一行流量以查看其全部内容。</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>原文</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>十六进制</translation>
    </message>
    <message>
        <source>Timing</source>
        <translation>计时</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Content as a tree</source>
        <translation>树状内容</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>复制路径</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>复制值</translation>
    </message>
    <message>
        <source>Find in the content; Enter for the next</source>
        <translation>在内容中查找；回车查找下一个</translation>
    </message>
    <message>
        <source>Find in the content</source>
        <translation>在内容中查找</translation>
    </message>
    <message>
        <source>Content as bytes</source>
        <translation>字节形式的内容</translation>
    </message>
    <message>
        <source>Its trace has left to keep the memory within its bound (--traffic-bytes). Of the content this is the beginning, up to %1.</source>
        <translation>为使内存不超出上限（--traffic-bytes），其跟踪记录已被移除。这里是内容的开头，至多 %1。</translation>
    </message>
    <message>
        <source>The server made no trace of it. Of the content this is the beginning, up to %1.</source>
        <translation>服务器没有为它生成跟踪记录。这里是内容的开头，至多 %1。</translation>
    </message>
    <message>
        <source>(nobody said)</source>
        <translation>（未注明）</translation>
    </message>
    <message>
        <source>%1 — %2 → %3, %4</source>
        <translation>%1 — %2 → %3，%4</translation>
    </message>
    <message>
        <source>It came by no request: by WebSocket or from this window, or its trace is not kept.</source>
        <translation>它不是由 HTTP 请求而来：来自 WebSocket 或本窗口，或者其跟踪记录没有保留。</translation>
    </message>
    <message>
        <source>Cut here: show all (%1)</source>
        <translation>在此截断：显示全部（%1）</translation>
    </message>
    <message>
        <source>Cut here: the tree shows the first %1 values. Raw shows all.</source>
        <translation>在此截断：树中只显示前 %1 个值。“原文”显示全部。</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>再发一次</translation>
    </message>
    <message>
        <source>Publish the same message once more, now</source>
        <translation>立即把同一条消息再发布一次</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::DifferenceView</name>
    <message>
        <source>No message before it from and to the same is kept whole to compare it with.</source>
        <translation>之前没有完整保留的、相同发送者和接收者的消息可供比较。</translation>
    </message>
    <message>
        <source>… %1 more lines</source>
        <translation>… 还有 %1 行</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::DisconnectDialog</name>
    <message>
        <source>Disconnect</source>
        <translation>断开</translation>
    </message>
    <message>
        <source>closed by the administrator; clients do not come back</source>
        <translation>被管理员关闭；客户端不再重连</translation>
    </message>
    <message>
        <source>not allowed; clients do not come back</source>
        <translation>不允许；客户端不再重连</translation>
    </message>
    <message>
        <source>going away; clients come back</source>
        <translation>服务离开；客户端会重连</translation>
    </message>
    <message>
        <source>too fast; clients come back after a while</source>
        <translation>发送过快；客户端过一会儿重连</translation>
    </message>
    <message>
        <source>a normal good-bye; clients do not come back</source>
        <translation>正常告别；客户端不再重连</translation>
    </message>
    <message>
        <source>may be empty; the client is told</source>
        <translation>可以为空；客户端会看到</translation>
    </message>
    <message>
        <source>&amp;Disconnect</source>
        <translation>断开(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Code</source>
        <translation>代码(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>原因(&amp;R)</translation>
    </message>
    <message>
        <source>Longer than %1 bytes</source>
        <translation>超过 %1 字节</translation>
    </message>
    <message>
        <source>Connections to close: %1</source>
        <translation>要关闭的连接：%1</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::FigureChart</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::FilterBar</name>
    <message>
        <source>Filter: a word, to:Alice, kind:offline, size&gt;1k … (Ctrl+F)</source>
        <translation>筛选：词语、to:Alice、kind:offline、size&gt;1k …（Ctrl+F）</translation>
    </message>
    <message>
        <source>Filter traffic</source>
        <translation>筛选流量</translation>
    </message>
    <message>
        <source>Saved filters</source>
        <translation>已保存的筛选</translation>
    </message>
    <message>
        <source>How to filter</source>
        <translation>如何筛选</translation>
    </message>
    <message>
        <source>✗ at the end: %1</source>
        <translation>✗ 末尾：%1</translation>
    </message>
    <message>
        <source>✗ %1 — at character %2: %3</source>
        <translation>✗ %1 — 第 %2 个字符：%3</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::FilterHelp</name>
    <message>
        <source>the text in a name, the content or the reason, whatever the case</source>
        <translation>名称、内容或原因中的文字，不分大小写</translation>
    </message>
    <message>
        <source>the same with blanks, colons or parentheses in it</source>
        <translation>同上，其中可以有空格、冒号或括号</translation>
    </message>
    <message>
        <source>a regular expression; i: whatever the case. It sees the first 64 KiB of a content, and gives up where it would take too long</source>
        <translation>正则表达式；i：不分大小写。只看内容的前 64 KiB，耗时过长则放弃</translation>
    </message>
    <message>
        <source>whole names, whatever the case; * stands for anything</source>
        <translation>完整名称，不分大小写；* 代表任意内容</translation>
    </message>
    <message>
        <source>sent by or to that name</source>
        <translation>由该名称发出或发给它</translation>
    </message>
    <message>
        <source>delivered, offline, refused, opened, closed, pong; publish: the first two; gap</source>
        <translation>delivered、offline、refused、opened、closed、pong；publish：前两者；gap</translation>
    </message>
    <message>
        <source>the content&apos;s bytes; : &lt; &lt;= &gt; &gt;=; k, m, g</source>
        <translation>内容的字节数；: &lt; &lt;= &gt; &gt;=；k、m、g</translation>
    </message>
    <message>
        <source>from accepted to answered, or a ping&apos;s round trip; us, ms, s</source>
        <translation>从接收到应答，或 ping 的往返时间；us、ms、s</translation>
    </message>
    <message>
        <source>the code that a connection was closed with</source>
        <translation>连接关闭时的代码</translation>
    </message>
    <message>
        <source>a connection by its number: its own rows and what was sent to it</source>
        <translation>按编号指定的连接：它自己的行和发给它的内容</translation>
    </message>
    <message>
        <source>how many connections took the message</source>
        <translation>有多少个连接收下了消息</translation>
    </message>
    <message>
        <source>not older than that when the filter is set; s, m, h, d</source>
        <translation>设置筛选时不早于此；s、m、h、d</translation>
    </message>
    <message>
        <source>what does not match</source>
        <translation>不匹配的内容</translation>
    </message>
    <message>
        <source>terms beside each other must all match; with or between them, one is enough</source>
        <translation>并列的条件须全部匹配；中间有 or 时匹配其一即可</translation>
    </message>
    <message>
        <source>How to filter</source>
        <translation>如何筛选</translation>
    </message>
    <message>
        <source>Rows that stand for missing ones match every filter, but for one that speaks of kind:gap.</source>
        <translation>代表缺失内容的行匹配所有筛选，除非筛选中提到 kind:gap。</translation>
    </message>
    <message>
        <source>in a cluster: delivered by that node; * stands for anything</source>
        <translation>集群中：由该节点送达；* 代表任意内容</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::FilterParser</name>
    <message>
        <source>too long: %1 characters at the most</source>
        <translation>太长：至多 %1 个字符</translation>
    </message>
    <message>
        <source>no parenthesis is open here</source>
        <translation>这里没有未闭合的括号</translation>
    </message>
    <message>
        <source>something to look for is missing before this</source>
        <translation>此前缺少要查找的内容</translation>
    </message>
    <message>
        <source>something to look for is missing here</source>
        <translation>这里缺少要查找的内容</translation>
    </message>
    <message>
        <source>this parenthesis is never closed</source>
        <translation>此括号没有闭合</translation>
    </message>
    <message>
        <source>too many parentheses in each other</source>
        <translation>括号嵌套过多</translation>
    </message>
    <message>
        <source>the / at the end is missing</source>
        <translation>缺少末尾的 /</translation>
    </message>
    <message>
        <source>the quote at the end is missing</source>
        <translation>缺少末尾的引号</translation>
    </message>
    <message>
        <source>- wants something behind it that is not to be shown</source>
        <translation>- 后面须有不要显示的内容</translation>
    </message>
    <message>
        <source>there is no text between the quotes</source>
        <translation>引号之间没有文字</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is none of %2; text with a colon goes into quotes</source>
        <translation>“%1”不属于 %2；带冒号的文字要放入引号</translation>
    </message>
    <message>
        <source>%1 wants a value here</source>
        <translation>%1 在此需要一个值</translation>
    </message>
    <message>
        <source>200, 1k or 1.5m</source>
        <translation>200、1k 或 1.5m</translation>
    </message>
    <message>
        <source>20us, 5ms or 1s</source>
        <translation>20us、5ms 或 1s</translation>
    </message>
    <message>
        <source>1006</source>
        <translation>1006</translation>
    </message>
    <message>
        <source>17</source>
        <translation>17</translation>
    </message>
    <message>
        <source>2</source>
        <translation>2</translation>
    </message>
    <message>
        <source>%1 cannot be more or less; write %1:</source>
        <translation>%1 不能比较大小；请写成 %1:</translation>
    </message>
    <message>
        <source>no kind; there are %1</source>
        <translation>没有这种类型；有 %1</translation>
    </message>
    <message>
        <source>no time; write it like %1</source>
        <translation>不是时间；请写成 %1 这样</translation>
    </message>
    <message>
        <source>30s, 5m or 2h</source>
        <translation>30s、5m 或 2h</translation>
    </message>
    <message>
        <source>not understood; write it like %1</source>
        <translation>无法理解；请写成 %1 这样</translation>
    </message>
    <message>
        <source>there is no pattern between the slashes</source>
        <translation>斜线之间没有表达式</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::ImportJob</name>
    <message>
        <source>A newer version of Pushpoint has saved it</source>
        <translation>它由更新版本的 Pushpoint 保存</translation>
    </message>
    <message>
        <source>This is no recording of Pushpoint</source>
        <translation>这不是 Pushpoint 的记录文件</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::JsonModel</name>
    <message numerus="yes">
        <source>{ %n }</source>
        <translation>
            <numerusform>{ %n }</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>[ %n ]</source>
        <translation>
            <numerusform>[ %n ]</numerusform>
        </translation>
    </message>
    <message>
        <source>… (%1)</source>
        <translation>…（%1）</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::KeysDialog</name>
    <message>
        <source>Copy the selected rows</source>
        <translation>复制所选的行</translation>
    </message>
    <message>
        <source>a table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Does</source>
        <translation>作用</translation>
    </message>
    <message>
        <source>While the focus is in</source>
        <translation>焦点所在</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::KindChips</name>
    <message>
        <source>Show only this kind, and the others chosen</source>
        <translation>只显示此类型以及其他已选类型</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>显示“%1”</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::LinkModel</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::LogModel</name>
    <message>
        <source>debug</source>
        <translation>调试</translation>
    </message>
    <message>
        <source>info</source>
        <translation>信息</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>fatal</source>
        <translation>致命</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>内容</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::LogPanel</name>
    <message>
        <source>Lo&amp;g</source>
        <translation>日志(&amp;G)</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Nothing was logged yet.</source>
        <translation>还没有日志。</translation>
    </message>
    <message>
        <source>What is shown of the log</source>
        <translation>显示哪些日志</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>information and worse</source>
        <translation>信息及更严重</translation>
    </message>
    <message>
        <source>warnings and worse</source>
        <translation>警告及更严重</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the selected lines, or all</source>
        <translation>复制选中的行，或全部</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::MessageDraft</name>
    <message>
        <source>From: %1</source>
        <translation>发送者：%1</translation>
    </message>
    <message>
        <source>To: say who is to get the message</source>
        <translation>接收者：请写明发给谁</translation>
    </message>
    <message>
        <source>To: %1</source>
        <translation>接收者：%1</translation>
    </message>
    <message>
        <source>Message: longer than %1 bytes</source>
        <translation>消息：超过 %1 字节</translation>
    </message>
    <message>
        <source>Message: JSON needs a value, such as null</source>
        <translation>消息：JSON 需要一个值，例如 null</translation>
    </message>
    <message>
        <source>Message: %1</source>
        <translation>消息：%1</translation>
    </message>
    <message>
        <source>Message: this is not JSON. Text needs quotation marks: &quot;hello&quot;</source>
        <translation>消息：这不是 JSON。文字需要引号：&quot;你好&quot;</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::NodesModel</name>
    <message>
        <source>%1 speaks version %2 of what nodes say to each other, and this node another one: no message passes between them.</source>
        <translation>%1 使用第 %2 版的节点间协议，与本节点的版本不同：两者之间不传递消息。</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>自</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Publishes</source>
        <translation>发布</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>送达</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::ProbeModel</name>
    <message>
        <source>Node</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>What it said</source>
        <translation>答复</translation>
    </message>
    <message>
        <source>After</source>
        <translation>用时</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::ProbePanel</name>
    <message>
        <source>Probe</source>
        <translation>探测</translation>
    </message>
    <message>
        <source>&amp;Receiver:</source>
        <translation>接收者(&amp;R)：</translation>
    </message>
    <message>
        <source>Receiver of the probe</source>
        <translation>探测的接收者</translation>
    </message>
    <message>
        <source>Pro&amp;be</source>
        <translation>探测(&amp;B)</translation>
    </message>
    <message>
        <source>Sends a marked message to this name and asks every node about it</source>
        <translation>向此名称发送一条带标记的消息，并询问每个节点</translation>
    </message>
    <message>
        <source>What each node said about the probe</source>
        <translation>每个节点对探测的答复</translation>
    </message>
    <message>
        <source>Pick a name. It gets a marked message, and every node says whether it has that name and got the message.</source>
        <translation>选择一个名称。它会收到一条带标记的消息，每个节点都会答复是否有此名称、是否收到。</translation>
    </message>
    <message>
        <source>Asking every node…</source>
        <translation>正在询问每个节点……</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::ReceiverList</name>
    <message>
        <source>Send it no more to %1</source>
        <translation>不再发给 %1</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::RecordActions</name>
    <message>
        <source>&amp;Save shown rows…</source>
        <translation>保存所显示的行(&amp;S)…</translation>
    </message>
    <message>
        <source>Save s&amp;elected rows…</source>
        <translation>保存所选的行(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Open recording…</source>
        <translation>打开记录(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Replay…</source>
        <translation>重放(&amp;R)…</translation>
    </message>
    <message>
        <source>There are no rows to save</source>
        <translation>没有可保存的行</translation>
    </message>
    <message>
        <source>Save Rows</source>
        <translation>保存行</translation>
    </message>
    <message>
        <source>Recordings that can be opened again (*.ndjson);;Tables (*.csv);;HTTP Archives (*.har)</source>
        <translation>可再次打开的记录 (*.ndjson);;表格 (*.csv);;HTTP 归档 (*.har)</translation>
    </message>
    <message>
        <source>Open Recording</source>
        <translation>打开记录</translation>
    </message>
    <message>
        <source>Recordings (*.ndjson);;All files (*)</source>
        <translation>记录 (*.ndjson);;所有文件 (*)</translation>
    </message>
    <message>
        <source>only the first %1 selected rows</source>
        <translation>只包括所选的前 %1 行</translation>
    </message>
    <message>
        <source>without %1 whose content was not kept whole</source>
        <translation>不包括 %1 条未完整保留内容的消息</translation>
    </message>
    <message>
        <source>Only the first %1 selected rows</source>
        <translation>只包括所选的前 %1 行</translation>
    </message>
    <message>
        <source>Send &amp;again</source>
        <translation>再发一次(&amp;A)</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::RecordingWindow</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>%1 — Pushpoint recording</source>
        <translation>%1 — Pushpoint 记录</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>The first %1 rows; the file has more</source>
        <translation>前 %1 行；文件中还有更多</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 行</translation>
    </message>
    <message>
        <source>Cancelled after %1 rows</source>
        <translation>已取消，读了 %1 行</translation>
    </message>
    <message>
        <source>It could not be opened: %1.</source>
        <translation>无法打开：%1。</translation>
    </message>
    <message>
        <source>Read so far</source>
        <translation>已读取</translation>
    </message>
    <message>
        <source>Reading: %1 rows</source>
        <translation>正在读取：%1 行</translation>
    </message>
    <message>
        <source>%1 lines could not be read: %2</source>
        <translation>有 %1 行无法读取：%2</translation>
    </message>
    <message>
        <source>There are no rows in it.</source>
        <translation>其中没有行。</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::RefusalText</name>
    <message>
        <source>malformed</source>
        <translation>格式有误</translation>
    </message>
    <message>
        <source>not the JSON expected</source>
        <translation>不是所要的 JSON</translation>
    </message>
    <message>
        <source>a number cannot be kept exactly</source>
        <translation>有数字无法精确保留</translation>
    </message>
    <message>
        <source>JSON nested too deeply</source>
        <translation>JSON 嵌套过深</translation>
    </message>
    <message>
        <source>not a name</source>
        <translation>不是有效的名字</translation>
    </message>
    <message>
        <source>not an id</source>
        <translation>不是有效的 id</translation>
    </message>
    <message>
        <source>no receiver</source>
        <translation>没有接收者</translation>
    </message>
    <message>
        <source>no content</source>
        <translation>没有内容</translation>
    </message>
    <message>
        <source>too large</source>
        <translation>太大</translation>
    </message>
    <message>
        <source>too many at once</source>
        <translation>一次太多</translation>
    </message>
    <message>
        <source>the server was stopping</source>
        <translation>服务器正在停止</translation>
    </message>
    <message>
        <source>other nodes out of reach</source>
        <translation>联系不到其他节点</translation>
    </message>
    <message>
        <source>the server failed</source>
        <translation>服务器出错</translation>
    </message>
    <message>
        <source>not a form</source>
        <translation>不是表单</translation>
    </message>
    <message>
        <source>a page of another site</source>
        <translation>来自其他网站的页面</translation>
    </message>
    <message>
        <source>no token</source>
        <translation>没有令牌</translation>
    </message>
    <message>
        <source>a token not trusted here</source>
        <translation>此处不信任的令牌</translation>
    </message>
    <message>
        <source>an expired token</source>
        <translation>令牌已过期</translation>
    </message>
    <message>
        <source>not allowed by the token</source>
        <translation>令牌不允许</translation>
    </message>
    <message>
        <source>nothing at that address</source>
        <translation>该地址没有内容</translation>
    </message>
    <message>
        <source>wrong method</source>
        <translation>方法不对</translation>
    </message>
    <message>
        <source>took too long to arrive</source>
        <translation>到达太慢</translation>
    </message>
    <message>
        <source>no Content-Length</source>
        <translation>没有 Content-Length</translation>
    </message>
    <message>
        <source>a condition was not met</source>
        <translation>条件不符</translation>
    </message>
    <message>
        <source>address too long</source>
        <translation>地址太长</translation>
    </message>
    <message>
        <source>unknown type of body</source>
        <translation>正文类型未知</translation>
    </message>
    <message>
        <source>no such part of the file</source>
        <translation>文件没有这一部分</translation>
    </message>
    <message>
        <source>unknown expectation</source>
        <translation>期望未知</translation>
    </message>
    <message>
        <source>not for this host</source>
        <translation>主机名不符</translation>
    </message>
    <message>
        <source>not a WebSocket</source>
        <translation>不是 WebSocket</translation>
    </message>
    <message>
        <source>headers too large</source>
        <translation>头部太大</translation>
    </message>
    <message>
        <source>no room for connections</source>
        <translation>没有连接余量</translation>
    </message>
    <message>
        <source>unknown version of HTTP</source>
        <translation>HTTP 版本未知</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::ReplayDialog</name>
    <message>
        <source>S&amp;tep</source>
        <translation>单步(&amp;T)</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>重放</translation>
    </message>
    <message>
        <source>&amp;Speed:</source>
        <translation>速度(&amp;S)：</translation>
    </message>
    <message>
        <source>as it was</source>
        <translation>与原来相同</translation>
    </message>
    <message>
        <source>× %1</source>
        <translation>× %1</translation>
    </message>
    <message>
        <source>as fast as possible</source>
        <translation>尽可能快</translation>
    </message>
    <message>
        <source>Send the next message now</source>
        <translation>立即发送下一条消息</translation>
    </message>
    <message>
        <source>Messages sent</source>
        <translation>已发送的消息</translation>
    </message>
    <message>
        <source>%v of %m sent</source>
        <translation>已发送 %v / %m</translation>
    </message>
    <message>
        <source>Pa&amp;use</source>
        <translation>暂停(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Play</source>
        <translation>播放(&amp;P)</translation>
    </message>
    <message>
        <source>%1 delivered</source>
        <translation>%1 条已送达</translation>
    </message>
    <message>
        <source>%1 offline</source>
        <translation>%1 条对方不在线</translation>
    </message>
    <message>
        <source>%1 left out, because only their beginning was kept</source>
        <translation>%1 条被略过，因为只保留了开头</translation>
    </message>
    <message>
        <source>the server is not running</source>
        <translation>服务器未运行</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::Resending</name>
    <message>
        <source>Sent again: %1 delivered, %2 offline, %3 not known</source>
        <translation>已再次发送：送达 %1，不在线 %2，不明 %3</translation>
    </message>
    <message>
        <source>Sent again to %1: delivered to %2</source>
        <translation>已再次发给 %1：送达 %2 个连接</translation>
    </message>
    <message>
        <source>Sent again: %1 was not online</source>
        <translation>已再次发送：%1 不在线</translation>
    </message>
    <message>
        <source>Sent again: whether %1 is online is not known</source>
        <translation>已再次发送：无法得知 %1 是否在线</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::SaveDialog</name>
    <message>
        <source>Save Rows</source>
        <translation>保存行</translation>
    </message>
    <message>
        <source>%1 rows saved as %2 (%3)</source>
        <translation>%1 行已保存为 %2（%3）</translation>
    </message>
    <message>
        <source>%1 could not be saved: %2. Nothing was written.</source>
        <translation>无法保存 %1：%2。没有写入任何内容。</translation>
    </message>
    <message>
        <source>Saving %1: %2 of %3 rows, %4</source>
        <translation>正在保存 %1：%2 / %3 行，%4</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::SavedFilters</name>
    <message>
        <source>Saved filters</source>
        <translation>已保存的筛选</translation>
    </message>
    <message>
        <source>No filter is saved yet</source>
        <translation>还没有保存筛选</translation>
    </message>
    <message>
        <source>&amp;Save this filter…</source>
        <translation>保存此筛选(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>删除(&amp;D)</translation>
    </message>
    <message>
        <source>Save filter</source>
        <translation>保存筛选</translation>
    </message>
    <message>
        <source>Name:</source>
        <translation>名称：</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::SendForm</name>
    <message>
        <source>Fro&amp;m</source>
        <translation>发送者(&amp;M)</translation>
    </message>
    <message>
        <source>Whose name the message bears; may be empty</source>
        <translation>消息以谁的名义发出；可以为空</translation>
    </message>
    <message>
        <source>&amp;To</source>
        <translation>接收者(&amp;T)</translation>
    </message>
    <message>
        <source>Every open connection of this name gets the message</source>
        <translation>这个名称的每个连接都会收到消息</translation>
    </message>
    <message>
        <source>Keep this receiver and add another</source>
        <translation>保留这个接收者，再添加一个</translation>
    </message>
    <message>
        <source>Add a receiver</source>
        <translation>添加接收者</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Write a message. Ctrl+Enter sends it.

{{n}} becomes the number of the message, {{time}} the moment.</source>
        <translation>写一条消息，按 Ctrl+Enter 发送。

{{n}} 会换成消息的序号，{{time}} 会换成当时的时间。</translation>
    </message>
    <message>
        <source>&amp;JSON</source>
        <translation>&amp;JSON</translation>
    </message>
    <message>
        <source>The text is JSON and is sent as that value, not as a string</source>
        <translation>这段文字是 JSON，按它的值发送，而不是当作字符串</translation>
    </message>
    <message>
        <source>Lay out</source>
        <translation>排版</translation>
    </message>
    <message>
        <source>A line for each member; the value stays the same</source>
        <translation>每个成员一行；值不变</translation>
    </message>
    <message>
        <source>Repeat ever&amp;y</source>
        <translation>重复，每(&amp;Y)</translation>
    </message>
    <message>
        <source>Milliseconds between two messages</source>
        <translation>两条消息之间的毫秒数</translation>
    </message>
    <message>
        <source>H&amp;istory</source>
        <translation>历史(&amp;I)</translation>
    </message>
    <message>
        <source>What was sent before</source>
        <translation>以前发过的消息</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Messages that were given a name to be sent again</source>
        <translation>起了名字、可以再次发送的消息</translation>
    </message>
    <message>
        <source>&amp;Send</source>
        <translation>发送(&amp;S)</translation>
    </message>
    <message>
        <source>Send the message (Ctrl+Enter)</source>
        <translation>发送消息 (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Stop sending</source>
        <translation>停止发送</translation>
    </message>
    <message>
        <source>The server stopped; what became of the message is not known</source>
        <translation>服务器已停止；消息的结果未知</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>正在发送…</translation>
    </message>
    <message>
        <source>✓ sound JSON</source>
        <translation>✓ 正确的 JSON</translation>
    </message>
    <message>
        <source>Nothing was sent yet</source>
        <translation>还没有发过消息</translation>
    </message>
    <message>
        <source>Save as a preset…</source>
        <translation>存为预设…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Save as a preset</source>
        <translation>存为预设</translation>
    </message>
    <message>
        <source>Name of the preset:</source>
        <translation>预设的名称：</translation>
    </message>
    <message>
        <source>Not saved: there are too many presets, or the message is too long</source>
        <translation>没有保存：预设太多，或者消息太长</translation>
    </message>
    <message>
        <source>%1 of %2 answered</source>
        <translation>已回答 %1 / %2</translation>
    </message>
    <message>
        <source>delivered to %1</source>
        <translation>已送达 %1 个连接</translation>
    </message>
    <message>
        <source>%1 — %2 has no open connection</source>
        <translation>%1 — %2 没有打开的连接</translation>
    </message>
    <message>
        <source>after %1</source>
        <translation>用时 %1</translation>
    </message>
    <message>
        <source>whether %1 is online is not known: other nodes are out of reach</source>
        <translation>无法得知 %1 是否在线：其他节点无法访问</translation>
    </message>
    <message>
        <source>Send the message</source>
        <translation>发送消息</translation>
    </message>
    <message>
        <source>Send form</source>
        <translation>发送表单</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::ServerBar</name>
    <message>
        <source>Address of the server</source>
        <translation>服务器地址</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>&amp;Open in browser</source>
        <translation>在浏览器中打开(&amp;O)</translation>
    </message>
    <message>
        <source>Open the server&apos;s page in a browser</source>
        <translation>在浏览器中打开服务器的网页</translation>
    </message>
    <message>
        <source>&amp;Port</source>
        <translation>端口(&amp;P)</translation>
    </message>
    <message>
        <source>any free</source>
        <translation>任意空闲端口</translation>
    </message>
    <message>
        <source>Where the server listens when it is started; 0 picks a free port</source>
        <translation>服务器启动后监听的端口；0 表示任选一个空闲端口</translation>
    </message>
    <message>
        <source>Sta&amp;rt</source>
        <translation>启动(&amp;R)</translation>
    </message>
    <message>
        <source>Start the server on this port</source>
        <translation>在这个端口启动服务器</translation>
    </message>
    <message>
        <source>Sto&amp;p</source>
        <translation>停止(&amp;P)</translation>
    </message>
    <message>
        <source>Stop the server and close every connection</source>
        <translation>停止服务器并关闭所有连接</translation>
    </message>
    <message>
        <source>Use a free po&amp;rt</source>
        <translation>使用空闲端口(&amp;R)</translation>
    </message>
    <message>
        <source>Start the server on a port that the system picks</source>
        <translation>在系统挑选的端口启动服务器</translation>
    </message>
    <message>
        <source>The server did not start: %1. Choose another port and start again, or let the system pick one.</source>
        <translation>服务器没有启动：%1。请换一个端口再启动，或者让系统挑选一个。</translation>
    </message>
    <message>
        <source>The server did not start: %1</source>
        <translation>服务器没有启动：%1</translation>
    </message>
    <message>
        <source>The server is not running</source>
        <translation>服务器没有运行</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>Listening on</source>
        <translation>正在监听</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::ServerPage</name>
    <message>
        <source>For phones</source>
        <translation>手机访问</translation>
    </message>
    <message>
        <source>QR code of the page&apos;s address</source>
        <translation>网页地址的二维码</translation>
    </message>
    <message>
        <source>Optio&amp;ns</source>
        <translation>选项(&amp;N)</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Option</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>默认值</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>含义</translation>
    </message>
    <message>
        <source>The server is not running. Press Start.</source>
        <translation>服务器没有运行。请按“启动”。</translation>
    </message>
    <message>
        <source>The server listens to this machine only. To let phones of your network in, start it with --host 0.0.0.0, and with --auth or --open; then a code to scan stands here.</source>
        <translation>服务器只监听本机。要让同一网络中的手机访问，请用 --host 0.0.0.0 启动，并加上 --auth 或 --open；这里就会显示可以扫描的二维码。</translation>
    </message>
    <message>
        <source>Scan the code with a phone of the same network, or open %1 there.</source>
        <translation>请用同一网络中的手机扫描二维码，或者在手机上打开 %1。</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::TimingModel</name>
    <message>
        <source>received</source>
        <translation>收全</translation>
    </message>
    <message>
        <source>parsed</source>
        <translation>已解析</translation>
    </message>
    <message>
        <source>routed</source>
        <translation>已路由</translation>
    </message>
    <message>
        <source>connection %1: queued</source>
        <translation>连接 %1：已入队</translation>
    </message>
    <message>
        <source>connection %1: written</source>
        <translation>连接 %1：已写出</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>已应答</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>尚未</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>至</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>耗时</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::TotalsBar</name>
    <message>
        <source>Open connections, and different names among them</source>
        <translation>打开的连接，以及其中不同的名称</translation>
    </message>
    <message>
        <source>Messages accepted from senders</source>
        <translation>从发送者接受的消息</translation>
    </message>
    <message>
        <source>Connections that took a message, summed</source>
        <translation>收下消息的连接总数</translation>
    </message>
    <message>
        <source>Messages whose receiver had no open connection</source>
        <translation>接收者没有打开的连接的消息</translation>
    </message>
    <message>
        <source>Requests and messages that were turned away</source>
        <translation>被拒绝的请求和消息</translation>
    </message>
    <message>
        <source>Contents published and delivered</source>
        <translation>发布和送达的内容</translation>
    </message>
    <message>
        <source>%1 connections, %2 names</source>
        <translation>%1 个连接，%2 个名称</translation>
    </message>
    <message>
        <source>published %1 (%2)</source>
        <translation>发布 %1（%2）</translation>
    </message>
    <message>
        <source>delivered %1 (%2)</source>
        <translation>送达 %1（%2）</translation>
    </message>
    <message>
        <source>offline %1 (%2)</source>
        <translation>不在线 %1（%2）</translation>
    </message>
    <message>
        <source>refused %1 (%2)</source>
        <translation>拒绝 %1（%2）</translation>
    </message>
    <message>
        <source>in %1 (%2/s), out %3 (%4/s)</source>
        <translation>收 %1（%2/s），发 %3（%4/s）</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::TrafficCells</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Since previous</source>
        <translation>距上一行</translation>
    </message>
    <message>
        <source>Since start</source>
        <translation>距启动</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>From</source>
        <translation>来自</translation>
    </message>
    <message>
        <source>To</source>
        <translation>发给</translation>
    </message>
    <message>
        <source>Taken by</source>
        <translation>接收连接</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>延迟</translation>
    </message>
    <message>
        <source>Content or reason</source>
        <translation>内容或原因</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::TrafficColumnsMenu</name>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>时钟</translation>
    </message>
    <message>
        <source>Since the previous row</source>
        <translation>距上一行</translation>
    </message>
    <message>
        <source>Since the server&apos;s start</source>
        <translation>距服务器启动</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::TrafficPanel</name>
    <message>
        <source>Pa&amp;use</source>
        <translation>暂停(&amp;U)</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Tr&amp;affic</source>
        <translation>消息记录(&amp;A)</translation>
    </message>
    <message>
        <source>Go to the newest row and stay there</source>
        <translation>跳到最新一行并跟随</translation>
    </message>
    <message>
        <source>Hold the table still; recording goes on</source>
        <translation>表格停住；继续记录</translation>
    </message>
    <message>
        <source>Forget the rows recorded so far</source>
        <translation>清除已记录的行</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>消息记录</translation>
    </message>
    <message>
        <source>Nothing matches the filter.</source>
        <translation>没有符合过滤条件的记录。</translation>
    </message>
    <message>
        <source>Paused. Recording goes on; end the pause to see it.</source>
        <translation>已暂停。记录仍在继续；结束暂停即可看到。</translation>
    </message>
    <message>
        <source>↓ %1 new</source>
        <translation>↓ %1 条新记录</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>paused, %1 more recorded, memory %2 % full</source>
        <translation>已暂停，又记录了 %1 行，内存已用 %2 %</translation>
    </message>
    <message>
        <source>%1 of %2 rows, %3 of %4. When it is full, the oldest leave.</source>
        <translation>%1 / %2 行，%3 / %4。满了以后最旧的先离开。</translation>
    </message>
    <message>
        <source>Looking for what matches the filter …</source>
        <translation>正在查找匹配筛选的内容…</translation>
    </message>
    <message>
        <source>searching …</source>
        <translation>正在搜索…</translation>
    </message>
    <message>
        <source>the pattern is too costly: %1 rows given up</source>
        <translation>表达式耗时过长：放弃了 %1 行</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::TrafficText</name>
    <message>
        <source>delivered to %1</source>
        <translation>已送达 %1 个连接</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>对方不在线</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>opened</source>
        <translation>连接打开</translation>
    </message>
    <message>
        <source>closed %1</source>
        <translation>连接关闭 %1</translation>
    </message>
    <message>
        <source>pong after %1</source>
        <translation>pong，用时 %1</translation>
    </message>
    <message>
        <source>%1 not shown: more happened at once than the window could take</source>
        <translation>%1 条没有显示：同时发生得太多，窗口来不及接收</translation>
    </message>
    <message>
        <source>answered after %1</source>
        <translation>回答用时 %1</translation>
    </message>
    <message>
        <source>connection %1</source>
        <translation>连接 %1</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>送达</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>连接关闭</translation>
    </message>
    <message>
        <source>pong</source>
        <translation>pong</translation>
    </message>
    <message>
        <source>%1 was not online</source>
        <translation>%1 不在线</translation>
    </message>
    <message>
        <source>delivered by the node %1</source>
        <translation>由节点 %1 送达</translation>
    </message>
    <message>
        <source>delivered by the nodes %1</source>
        <translation>由这些节点送达：%1</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::TrayIcon</name>
    <message>
        <source>Open the window</source>
        <translation>打开窗口</translation>
    </message>
    <message>
        <source>Start the server</source>
        <translation>启动服务器</translation>
    </message>
    <message>
        <source>Stop the server</source>
        <translation>停止服务器</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>关闭窗口</translation>
    </message>
    <message>
        <source>Shall the server go on in the tray, or shall the program end?</source>
        <translation>让服务器在托盘中继续运行，还是结束程序？</translation>
    </message>
    <message>
        <source>&amp;Go on in the tray</source>
        <translation>在托盘中继续(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;End the program</source>
        <translation>结束程序(&amp;E)</translation>
    </message>
    <message>
        <source>Pushpoint — %1</source>
        <translation>Pushpoint — %1</translation>
    </message>
    <message>
        <source>Pushpoint — the server is stopped</source>
        <translation>Pushpoint — 服务器已停止</translation>
    </message>
    <message>
        <source>&amp;Keep running in the tray when closed</source>
        <translation>关闭后在托盘中继续运行(&amp;K)</translation>
    </message>
    <message>
        <source>The File menu keeps your answer, and can change it.</source>
        <translation>您的选择会保留，可在“文件”菜单中更改。</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::WindowLayout</name>
    <message>
        <source>Overview</source>
        <translation>总览</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>Send a message</source>
        <translation>发送消息</translation>
    </message>
    <message>
        <source>Row in detail</source>
        <translation>行详情</translation>
    </message>
</context>
<context>
    <name>pushpoint::ui::WindowMenu</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>S&amp;erver</source>
        <translation>服务器(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Close window</source>
        <translation>关闭窗口(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Filter traffic</source>
        <translation>过滤消息记录(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>启动(&amp;S)</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Copy the address</source>
        <translation>复制地址(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Open in browser</source>
        <translation>在浏览器中打开(&amp;O)</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About Pushpoint</source>
        <translation>关于 Pushpoint(&amp;A)</translation>
    </message>
    <message>
        <source>About Pushpoint</source>
        <translation>关于 Pushpoint</translation>
    </message>
    <message>
        <source>Pushpoint %1

Pushes a message to one named receiver, and shows it happen.
GPL-3.0-only.</source>
        <translation>Pushpoint %1

把消息推送给指定名称的接收者，并让您看到全过程。
GPL-3.0-only。</translation>
    </message>
</context>
</TS>
