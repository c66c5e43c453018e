#include "server/net/websocket/frame_reader.h"

#include <QtEndian>

#include <algorithm>
#include <utility>

namespace pushpoint::net {

namespace {

// RFC 6455 §11.8
enum Opcode { Continuation = 0x0, Text = 0x1, Binary = 0x2, Close = 0x8, Ping = 0x9, Pong = 0xa };

constexpr quint64 controlBytesMax = 125; // RFC 6455 §5.5
constexpr int maskBytes = 4;

FrameReader::Refusal broken(const char *reason)
{
    return {CloseCode::ProtocolError, reason};
}

// RFC 6455 §7.4: those that may stand in a frame.
bool mayBeSent(int code)
{
    return (code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006)
        || (code >= 3000 && code <= 4999);
}

std::optional<FrameReader::Refusal> checkClose(const QByteArray &payload)
{
    if (payload.isEmpty())
        return {};
    if (payload.size() == 1 || !mayBeSent(qFromBigEndian<quint16>(payload.constData())))
        return broken("no valid close code");
    if (!QByteArrayView(payload).sliced(2).isValidUtf8())
        return FrameReader::Refusal{CloseCode::BadUtf8, "the reason is not UTF-8"};
    return {};
}

} // namespace

FrameReader::Step FrameReader::next(QByteArrayView &bytes)
{
    while (!bytes.isEmpty()) {
        if (!m_headWhole) {
            const auto refusal = takeHeadByte(bytes.front());
            bytes = bytes.sliced(1);
            if (refusal)
                return refuse({{}, refusal});
        }
        if (!m_headWhole)
            continue;
        const quint64 left = m_payloadBytes - m_payloadTaken;
        const qsizetype here = qsizetype(std::min(left, quint64(bytes.size())));
        takePayload(bytes.first(here));
        bytes = bytes.sliced(here);
        if (m_payloadTaken < m_payloadBytes)
            continue;
        Step step = finish();
        if (step.refusal)
            return refuse(std::move(step));
        if (step.frame)
            return step;
    }
    return {};
}

FrameReader::Step FrameReader::refuse(Step step)
{
    m_refused = true;
    m_message = m_control = {};
    return step;
}

int FrameReader::headBytesWanted() const
{
    if (m_headBytes < 2)
        return 2 + maskBytes;
    const int length = shortLength();
    return 2 + (length == 126 ? 2 : length == 127 ? 8 : 0) + maskBytes;
}

// What is wrong is refused at the first byte that shows it, before any more is kept.
std::optional<FrameReader::Refusal> FrameReader::takeHeadByte(char byte)
{
    m_head[size_t(m_headBytes++)] = byte;
    const bool lengthIsHere = m_headBytes == headBytesWanted() - maskBytes;
    if (lengthIsHere)
        readLength();
    m_headWhole = m_headBytes == headBytesWanted();
    m_payloadTaken = 0;
    return m_refused ? std::nullopt : checkHead(lengthIsHere);
}

std::optional<FrameReader::Refusal> FrameReader::checkHead(bool lengthIsHere)
{
    if (m_headBytes == 1)
        return checkStart();
    if (m_headBytes == 2) {
        if ((uchar(m_head[1]) & 0x80) == 0)
            return broken("a client must mask"); // RFC 6455 §5.1
        if (isControl() && shortLength() > int(controlBytesMax))
            return broken("a control frame is too long");
    }
    if (!lengthIsHere)
        return {};
    if (const auto refusal = checkLength())
        return refusal;
    return isControl() ? std::nullopt : checkMessage();
}

std::optional<FrameReader::Refusal> FrameReader::checkStart() const
{
    if ((uchar(m_head[0]) & 0x70) != 0)
        return broken("a reserved bit is set"); // no extension was agreed on
    switch (opcode()) {
    case Continuation:
        return m_inMessage ? std::nullopt : std::optional(broken("nothing to continue"));
    case Text:
        return m_inMessage ? std::optional(broken("a message is not finished")) : std::nullopt;
    case Binary:
        return Refusal{CloseCode::BinaryRefused, "binary is not spoken here"};
    case Close:
    case Ping:
    case Pong:
        return isFinal() ? std::nullopt : std::optional(broken("a fragmented control frame"));
    default:
        return broken("an unknown opcode");
    }
}

void FrameReader::readLength()
{
    m_payloadBytes = quint64(shortLength());
    if (m_payloadBytes == 126)
        m_payloadBytes = qFromBigEndian<quint16>(m_head.data() + 2);
    else if (m_payloadBytes == 127)
        m_payloadBytes = qFromBigEndian<quint64>(m_head.data() + 2);
}

// RFC 6455 §5.2: "the minimal number of bytes MUST be used to encode the length".
std::optional<FrameReader::Refusal> FrameReader::checkLength() const
{
    const bool minimal = shortLength() < 126 || (shortLength() == 126 && m_payloadBytes >= 126)
        || (shortLength() == 127 && m_payloadBytes > 0xffff && (m_payloadBytes >> 63) == 0);
    return minimal ? std::nullopt : std::optional(broken("a length is not minimal"));
}

std::optional<FrameReader::Refusal> FrameReader::checkMessage()
{
    const quint64 sizeMax = quint64(m_limits.clientMessageBytesMax);
    if (m_payloadBytes > sizeMax || quint64(m_message.size()) + m_payloadBytes > sizeMax)
        return Refusal{CloseCode::TooBig, "the message is too big"};
    if (++m_fragments > m_limits.clientFragmentsMax)
        return Refusal{CloseCode::TooBig, "too many fragments"};
    m_inMessage = true;
    return {};
}

void FrameReader::takePayload(QByteArrayView bytes)
{
    const quint64 taken = std::exchange(m_payloadTaken, m_payloadTaken + quint64(bytes.size()));
    if (m_refused)
        return;
    QByteArray &target = isControl() ? m_control : m_message;
    const qsizetype begin = target.size();
    target.append(bytes);
    const char *mask = m_head.data() + m_headBytes - maskBytes;
    char *out = target.data() + begin;
    for (qsizetype i = 0; i < bytes.size(); ++i) // RFC 6455 §5.3
        out[i] = char(out[i] ^ mask[(taken + quint64(i)) % maskBytes]);
}

FrameReader::Step FrameReader::finish()
{
    m_headBytes = 0;
    m_headWhole = false;
    if (isControl())
        return finishControl();
    if (!isFinal() || m_refused)
        return {};
    m_inMessage = false;
    m_fragments = 0;
    QByteArray message = std::exchange(m_message, {});
    if (!message.isValidUtf8()) // as a whole: a character may be split over two fragments
        return {{}, Refusal{CloseCode::BadUtf8, "the text is not UTF-8"}};
    return {ReadFrame{ReadFrame::Kind::Text, std::move(message)}, {}};
}

FrameReader::Step FrameReader::finishControl()
{
    const auto kind = opcode() == Close ? ReadFrame::Kind::Close
        : opcode() == Ping              ? ReadFrame::Kind::Ping
                                        : ReadFrame::Kind::Pong;
    QByteArray payload = std::exchange(m_control, {});
    if (kind == ReadFrame::Kind::Close) {
        if (const auto refusal = checkClose(payload))
            return {ReadFrame{kind, {}}, refusal};
    } else if (m_refused) {
        return {};
    }
    return {ReadFrame{kind, std::move(payload)}, {}};
}

} // namespace pushpoint::net
