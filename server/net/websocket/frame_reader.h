#pragma once

#include "server/protocol/close_code.h"
#include "server/protocol/limits.h"

#include <QByteArray>
#include <QByteArrayView>

#include <array>
#include <optional>

namespace pushpoint::net {

/// What a client said in one piece: a whole text message, however many fragments it came in, or a
/// control frame. The payload is unmasked.
struct ReadFrame
{
    enum class Kind { Text, Close, Ping, Pong };
    Kind kind;
    QByteArray payload;
};

/// Reads the frames of a client strictly by RFC 6455 §5 and holds no more than the limits allow:
/// sizes are checked before anything is kept. Pure but for its state; one a connection, server
/// thread.
class FrameReader
{
public:
    explicit FrameReader(const Limits &limits) : m_limits(limits) { }

    /// Why the connection must end. `reason` is static text for the close frame.
    struct Refusal
    {
        CloseCode code;
        const char *reason;
    };
    /// Neither where all bytes were taken before anything became whole.
    struct Step
    {
        std::optional<ReadFrame> frame;
        std::optional<Refusal> refusal;
    };
    /// Takes bytes off the front of `bytes` until something is whole or wrong. There is one refusal
    /// at the most; from it on nothing is kept or checked, and the only frame still to come is the
    /// client's close, without its payload. A close that is refused itself comes along.
    Step next(QByteArrayView &bytes);

    /// True while a frame or a fragmented message has begun and not ended.
    bool isMidway() const { return m_headBytes > 0 || m_inMessage; }

private:
    std::optional<Refusal> takeHeadByte(char byte);
    std::optional<Refusal> checkHead(bool lengthIsHere);
    std::optional<Refusal> checkStart() const;
    std::optional<Refusal> checkLength() const;
    std::optional<Refusal> checkMessage();
    int headBytesWanted() const;
    void readLength();
    void takePayload(QByteArrayView bytes);
    Step finish();
    Step finishControl();
    Step refuse(Step step);

    bool isFinal() const { return (uchar(m_head[0]) & 0x80) != 0; }
    int opcode() const { return uchar(m_head[0]) & 0x0f; }
    bool isControl() const { return (opcode() & 0x08) != 0; }
    int shortLength() const { return uchar(m_head[1]) & 0x7f; }

    const Limits &m_limits;
    std::array<char, 14> m_head{}; ///< of the frame at hand, as far as it has come
    int m_headBytes = 0;
    bool m_headWhole = false;
    quint64 m_payloadBytes = 0; ///< of the frame at hand
    quint64 m_payloadTaken = 0;
    QByteArray m_control; ///< a control frame may come between the fragments of a message
    QByteArray m_message;
    bool m_inMessage = false; ///< a fragment that was not the last has begun
    int m_fragments = 0;
    bool m_refused = false;
};

} // namespace pushpoint::net
