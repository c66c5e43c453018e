#include "tests/server/frame_client.h"

#include <QtEndian>

namespace pushpoint::kit {

namespace {

const QByteArray mask("\x11\x22\x33\x44", 4);

} // namespace

QByteArray upgradeHeaders()
{
    return "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
}

int ServerFrame::closeCode() const
{
    if (first != 0x88)
        return 0;
    return payload.size() < 2 ? 1005 : int(qFromBigEndian<quint16>(payload.constData()));
}

FrameClient::FrameClient(quint16 port, const QByteArray &segment)
    : FrameClient(port, Upgrade{get("/ws/" + segment, upgradeHeaders())})
{
    m_segment = segment;
}

FrameClient::FrameClient(quint16 port, const Upgrade &upgrade) : m_raw(port)
{
    m_raw.send(upgrade.request);
    if (m_raw.reply(true).status != 101)
        qFatal("the upgrade was refused");
}

ServerFrame FrameClient::next(int timeMs)
{
    const QByteArray head = m_raw.readExactly(2, timeMs);
    if (head.isEmpty())
        return {};
    quint64 size = uchar(head[1]); // a server does not mask
    if (size == 126)
        size = qFromBigEndian<quint16>(m_raw.readExactly(2).constData());
    else if (size == 127)
        size = qFromBigEndian<quint64>(m_raw.readExactly(8).constData());
    return {uchar(head[0]), m_raw.readExactly(qsizetype(size))};
}

int FrameClient::closeCode(int timeMs)
{
    for (;;) {
        const ServerFrame frame = next(timeMs);
        if (frame.first == 0x88 && m_raw.socket().state() == QAbstractSocket::ConnectedState)
            m_raw.send(clientFrame(0x88, frame.payload));
        if (frame.first == 0 || frame.first == 0x88)
            return frame.closeCode();
    }
}

bool FrameClient::isAlive()
{
    m_raw.send(clientFrame(0x81, "{\"to\":\"" + m_segment + "\",\"content\":\"alive\"}"));
    const QByteArray expected("{\"from\":\"" + m_segment + "\",\"content\":\"alive\"}");
    for (;;) {
        const ServerFrame frame = next();
        if (frame.first == 0 || frame.first == 0x88)
            return false;
        if (frame.first == 0x81 && frame.payload == expected)
            return true;
    }
}

QByteArray clientFrameHead(int first, int lengthBytes, quint64 length, bool masked)
{
    const int maskBit = masked ? 0x80 : 0;
    QByteArray head(1, char(first));
    if (lengthBytes == 0)
        return head.append(char(maskBit | int(length)));
    head.append(char(maskBit | (lengthBytes == 2 ? 126 : 127)));
    char big[8];
    qToBigEndian(length, big);
    return head.append(big + 8 - lengthBytes, lengthBytes);
}

QByteArray clientFrame(int first, const QByteArray &payload)
{
    const qsizetype size = payload.size();
    QByteArray frame
        = clientFrameHead(first, size < 126 ? 0 : (size <= 0xffff ? 2 : 8), quint64(size)) + mask;
    for (qsizetype i = 0; i < size; ++i)
        frame.append(char(payload[i] ^ mask[i % 4]));
    return frame;
}

QByteArray closePayload(int code, const QByteArray &reason)
{
    return QByteArray(1, char(code >> 8)).append(char(code & 0xff)) + reason;
}

} // namespace pushpoint::kit
