<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Option</name>
    <message>
        <source>longest request line; 414 beyond</source>
        <translation>请求行的最大长度；超出答 414</translation>
    </message>
    <message>
        <source>longest header line; 431 beyond</source>
        <translation>单个头部行的最大长度；超出答 431</translation>
    </message>
    <message>
        <source>all header lines together; 431 beyond</source>
        <translation>全部头部行的总长度；超出答 431</translation>
    </message>
    <message>
        <source>most header lines; 431 beyond</source>
        <translation>头部行的最多行数；超出答 431</translation>
    </message>
    <message>
        <source>largest request body; 413 beyond</source>
        <translation>请求正文的最大长度；超出答 413</translation>
    </message>
    <message>
        <source>largest body of many messages at once; 413 beyond</source>
        <translation>批量消息正文的最大长度；超出答 413</translation>
    </message>
    <message>
        <source>messages in one such body; 413 beyond</source>
        <translation>一个批量正文中的消息条数上限；超出答 413</translation>
    </message>
    <message>
        <source>an answer of which a client takes nothing is cut</source>
        <translation>客户端在此时间内未收取应答的任何部分，则断开</translation>
    </message>
    <message>
        <source>time for a request&apos;s head; 408 beyond</source>
        <translation>收完请求头的时限；超时答 408</translation>
    </message>
    <message>
        <source>time for a request&apos;s body; 408 beyond</source>
        <translation>收完请求正文的时限；超时答 408</translation>
    </message>
    <message>
        <source>a connection without a request is closed</source>
        <translation>没有请求的连接在此时间后关闭</translation>
    </message>
    <message>
        <source>largest WebSocket message of a client; 1009 beyond</source>
        <translation>客户端 WebSocket 消息的最大长度；超出以 1009 关闭</translation>
    </message>
    <message>
        <source>fragments of one such message; 1009 beyond</source>
        <translation>一条这样的消息的最多分片数；超出以 1009 关闭</translation>
    </message>
    <message>
        <source>time for one such message to arrive; 4008 beyond</source>
        <translation>收完一条这样的消息的时限；超时以 4008 关闭</translation>
    </message>
    <message>
        <source>bytes waiting for one receiver; 4008 beyond</source>
        <translation>等待一个接收者取走的字节数；超出以 4008 关闭</translation>
    </message>
    <message>
        <source>age of the oldest of these bytes; 4008 beyond</source>
        <translation>其中最早字节的等待时间；超出以 4008 关闭</translation>
    </message>
    <message>
        <source>publishes of one WebSocket; 4029 beyond; 0: no limit</source>
        <translation>一个 WebSocket 每秒可发布的消息数；超出以 4029 关闭；0：不限</translation>
    </message>
    <message>
        <source>time between two pings</source>
        <translation>两次 ping 之间的时间</translation>
    </message>
    <message>
        <source>time for the answer to a ping; 4012 beyond</source>
        <translation>等待 ping 应答的时限；超时以 4012 关闭</translation>
    </message>
    <message>
        <source>time for a peer to take a good-bye</source>
        <translation>等待对方接受关闭的时限</translation>
    </message>
    <message>
        <source>connections in all; 503 beyond; 0: the file limit less 512</source>
        <translation>连接总数；超出答 503；0：文件描述符上限减 512</translation>
    </message>
    <message>
        <source>connections of one name; 4504 beyond</source>
        <translation>同一名字的连接数；超出以 4504 关闭</translation>
    </message>
    <message>
        <source>connections from one IPv4 address or IPv6 /64; 429 beyond; 0: no limit, as behind a proxy without --trusted-proxy</source>
        <translation>来自同一 IPv4 地址或 IPv6 /64 网段的连接数；超出答 429；0：不限，用于未设 --trusted-proxy 的代理之后</translation>
    </message>
    <message>
        <source>how long an id of a sender&apos;s choice is remembered</source>
        <translation>发送者所给 id 的记忆时间</translation>
    </message>
    <message>
        <source>how many such ids are remembered</source>
        <translation>记住多少个这样的 id</translation>
    </message>
    <message>
        <source>time for a clean stop</source>
        <translation>正常停止的时限</translation>
    </message>
    <message>
        <source>good-byes to many are spread over this time</source>
        <translation>连接很多时，关闭分散在这段时间内</translation>
    </message>
    <message>
        <source>from so many connections on</source>
        <translation>从多少个连接起分散关闭</translation>
    </message>
    <message>
        <source>serve https and wss by this certificate, with its chain behind it, in PEM; it is read again when it changes</source>
        <translation>以此证书提供 https 和 wss（PEM 格式，其后可附证书链）；文件更改后会重新读取</translation>
    </message>
    <message>
        <source>its key in PEM, which others must not be able to read; without this option it is in the same file</source>
        <translation>其 PEM 格式的私钥，不得允许其他用户读取；未给出此选项时取自同一文件</translation>
    </message>
    <message>
        <source>join other nodes by the Redis at redis://[user:password@]host[:port][/database], or at redis+sentinel://host[:port][,host[:port]]/master-name; rediss for TLS</source>
        <translation>通过 redis://[user:password@]host[:port][/database] 或 redis+sentinel://host[:port][,host[:port]]/master-name 处的 Redis 连接其他节点；rediss 表示使用 TLS</translation>
    </message>
    <message>
        <source>holds the password for it; or set PUSHPOINT_BROKER_PASSWORD in the environment</source>
        <translation>存放其密码的文件；也可设置环境变量 PUSHPOINT_BROKER_PASSWORD</translation>
    </message>
    <message>
        <source>begins all keys and channels there; the same on all nodes</source>
        <translation>其中所有键和频道的前缀；所有节点须相同</translation>
    </message>
    <message>
        <source>new connections while the broker is out of reach: other nodes cannot reach them</source>
        <translation>消息代理不可达时如何对待新连接：其他节点无法到达它们</translation>
    </message>
    <message>
        <source>serve without a window</source>
        <translation>只提供服务，不打开窗口</translation>
    </message>
    <message>
        <source>listen on this address; 0.0.0.0 for all of IPv4, :: for IPv6 as well, and then --auth or --open is needed</source>
        <translation>监听的地址；0.0.0.0 为全部 IPv4 地址，:: 也包括 IPv6，此时需要 --auth 或 --open</translation>
    </message>
    <message>
        <source>let in whoever bears a token that a key of this JWK Set has signed: a file, or an https:// address</source>
        <translation>只允许持有由此 JWK Set（文件或 https:// 地址）中的密钥签发的令牌者进入</translation>
    </message>
    <message>
        <source>addresses and ranges, separated by commas, that read /metrics and /readyz without a token</source>
        <translation>无需令牌即可读取 /metrics 和 /readyz 的地址和地址段，以逗号分隔</translation>
    </message>
    <message>
        <source>let everyone who reaches the server speak as anyone, beyond this machine, too</source>
        <translation>允许能连到服务器的任何人以任何名字发言，不限于本机</translation>
    </message>
    <message>
        <source>only tokens for this &quot;aud&quot;</source>
        <translation>只接受 &quot;aud&quot; 为此值的令牌</translation>
    </message>
    <message>
        <source>only tokens of this &quot;iss&quot;</source>
        <translation>只接受 &quot;iss&quot; 为此值的令牌</translation>
    </message>
    <message>
        <source>tokens (&quot;jti&quot;) and people (&quot;sub&quot;) that are let in no longer, one a line; it is read again when it changes</source>
        <translation>不再允许进入的令牌（&quot;jti&quot;）和人（&quot;sub&quot;），每行一个；文件变化时会重新读取</translation>
    </message>
    <message>
        <source>listen on this port; 0 picks a free one</source>
        <translation>监听的端口；0 表示自选空闲端口</translation>
    </message>
    <message>
        <source>serve this folder instead of the built-in page</source>
        <translation>以此文件夹代替内置页面</translation>
    </message>
    <message>
        <source>names offered in the drop-downs, separated by commas</source>
        <translation>下拉列表中提供的名字，以逗号分隔</translation>
    </message>
    <message>
        <source>host names, separated by commas, that this server answers for; *.example.org for all below</source>
        <translation>本服务器应答的主机名，以逗号分隔；*.example.org 表示其下全部</translation>
    </message>
    <message>
        <source>sites, such as https://example.org or https://*.example.org, whose pages may send and listen</source>
        <translation>其页面可以收发消息的网站，例如 https://example.org 或 https://*.example.org</translation>
    </message>
    <message>
        <source>addresses and ranges, separated by commas, of proxies whose Forwarded or X-Forwarded-For, -Proto and -Host count</source>
        <translation>受信代理的地址和网段，以逗号分隔；只采信它们的 Forwarded 或 X-Forwarded-For、-Proto、-Host</translation>
    </message>
    <message>
        <source>expect the PROXY protocol, version 1 or 2, at the start of every connection of a trusted proxy</source>
        <translation>要求受信代理的每个连接以 PROXY 协议（版本 1 或 2）开头</translation>
    </message>
    <message>
        <source>this node&apos;s name in detailed answers</source>
        <translation>详细应答中本节点的名字</translation>
    </message>
    <message>
        <source>log who is connected whenever that has changed</source>
        <translation>在线情况变化时记入日志</translation>
    </message>
    <message>
        <source>rows of traffic that the window keeps</source>
        <translation>窗口保留的流量行数</translation>
    </message>
    <message>
        <source>memory for them and their whole contents; contents leave first, the oldest before others</source>
        <translation>流量行及其完整内容可用的内存；内容先被丢弃，最早的最先</translation>
    </message>
    <message>
        <source>messages of one sender, by token, or by name and address; 429 or 4029 beyond; 0: no limit; auto: 100, on loopback no limit</source>
        <translation>同一发送者每秒的消息数，按令牌、或按名字与地址计；超出答 429 或 4029；0 表示不限；auto：100，本机不限</translation>
    </message>
    <message>
        <source>of these at once, after a rest; 0: ten seconds&apos; worth</source>
        <translation>其中停顿之后可一次发出的数量；0 表示十秒的量</translation>
    </message>
    <message>
        <source>messages from one IPv4 address or IPv6 /64; 429 or 4029 beyond; 0: no limit, as behind a proxy; auto: 1000, on loopback no limit</source>
        <translation>同一 IPv4 地址或 IPv6 /64 每秒的消息数；超出答 429 或 4029；0 表示不限，例如在代理之后；auto：1000，本机不限</translation>
    </message>
    <message>
        <source>new WebSockets from one IPv4 address or IPv6 /64; 429 beyond; 0: no limit, as behind a proxy; auto: 100, on loopback no limit</source>
        <translation>同一 IPv4 地址或 IPv6 /64 每秒新建的 WebSocket 数；超出答 429；0 表示不限，例如在代理之后；auto：100，本机不限</translation>
    </message>
</context>
</TS>
