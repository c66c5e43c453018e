#pragma once

#include "server/access/bearer.h"
#include "server/net/http/handshake.h"
#include "server/net/socket/send_backlog.h"
#include "server/net/socket/server_socket.h"
#include "server/net/turn/turn_flush.h"
#include "server/net/websocket/frame_reader.h"
#include "server/net/websocket/publish_pace.h"
#include "server/protocol/limits.h"
#include "server/registry/session.h"
#include "server/traffic/traffic_event.h"
#include "server/traffic/traffic_totals.h"

#include <QElapsedTimer>
#include <QList>
#include <QObject>

namespace pushpoint::net {

class TurnBudget;

/// One WebSocket as a session of the registry. It owns the socket and reads and writes the frames
/// itself, for QWebSocket accepts what RFC 6455 forbids, would convert and copy outgoing text for
/// every receiver anew, and weighs some KiB. Server thread; owned by the WebSocketGateway.
class WebSocketSession : public QObject, public Session, private TurnFlush::Flushable
{
    Q_OBJECT

public:
    /// Owns the socket from now on; is a session once open() was called. `behind` are bytes that
    /// followed the upgrade already. What is sent leaves when the turn's flush says so, which must
    /// outlive this.
    WebSocketSession(quint64 id, const Handshake &handshake, ServerSocket &socket,
                     QByteArrayView behind, const Limits &limits, TurnFlush &turnFlush,
                     qint64 nowMs);
    ~WebSocketSession() override;

    /// Sends the answer to the upgrade and begins to read.
    void open(const QByteArray &answer);
    bool isOpen() const { return m_open; }

    Taken send(const Frame &frame) override;
    /// The same, behind all that others were sent by now: an answer that tells of it.
    void sendBehind(const Frame &frame);
    void close(CloseCode code, const QByteArray &reason) override;
    std::chrono::steady_clock::time_point wroteAllAt() const override { return m_wroteAllAt; }

    /// Pings when it is time; ends the connection where a pong or a close is overdue.
    void sweep(qint64 nowMs);
    /// Pings at the next sweep, whenever the last ping was.
    void pingSoon() { m_nextPingMs = 0; }
    /// For stats(): the message that came last was turned away.
    void noteRefusal(const QByteArray &word)
    {
        m_stats.lastRefusal = word;
        m_stats.lastRefusalWallClockMs = m_stats.lastActivityWallClockMs;
    }
    ConnectionStats stats() const;
    /// Bytes accepted for sending that the kernel has not taken yet.
    qint64 bytesWaiting() const;
    PublishPace &pace() { return m_pace; }
    /// By whose token it was let in; none in open mode.
    const access::BearerPointer &bearer() const { return m_bearer; }
    /// Meaningful once it is closing or gone.
    EndedBy endedBy() const { return m_endedBy; }
    int closeCode() const { return m_closeCode; }
    const QByteArray &closeReason() const { return m_closeReason; }

Q_SIGNALS:
    void textReceived(const QByteArray &utf8);
    /// A ping of ours was answered.
    void ponged(qint64 roundTripNs);
    /// The connection is gone, and all that came by it was read; the owner may delete the session,
    /// but not inside this signal.
    void ended();

private:
    void flush() override;
    void readBytes();
    void readInput();
    bool takeFrames(QByteArrayView bytes, const TurnBudget &budget);
    void takeFrame(const ReadFrame &frame);
    void takeText(const QByteArray &utf8);
    void takePong(const QByteArray &payload);
    void takeEnd();
    void sayGoodbye(EndedBy by, int code, const QByteArray &reason);
    void endOurSide();
    void sweepClosing();
    bool isClosing() const { return m_closeDueMs != 0; }

    ServerSocket &m_socket; ///< a child
    const access::BearerPointer m_bearer;
    const Limits &m_limits;
    TurnFlush &m_turnFlush;
    QList<QByteArray> m_queue; ///< frames of this turn, shared with the other receivers
    qint64 m_queueBytes = 0;
    std::chrono::steady_clock::time_point m_wroteAllAt{};
    SendBacklog m_backlog;
    PublishPace m_pace; ///< only where it is limited
    QElapsedTimer m_clock;
    FrameReader m_reader;
    QByteArray m_rest;         ///< was read, but is for a later turn
    bool m_readsLater = false; ///< a call of readInput() is under way
    bool m_closeHeard = false; ///< the client has sent its close frame
    bool m_ourSideEnded = false;
    bool m_open = false;
    bool m_ended = false;
    bool m_buffersHeld = true; ///< the socket may hold chunks worth giving back
    bool m_usedSinceSweep = true;
    ConnectionStats m_stats;
    qint64 m_nextPingMs;
    qint64 m_pongDueMs = 0;    ///< 0: none is awaited
    qint64 m_closeDueMs = 0;   ///< 0: not closing
    qint64 m_messageDueMs = 0; ///< 0: no message of the client is midway
    qint64 m_nowMs;
    EndedBy m_endedBy = EndedBy::Network;
    int m_closeCode = 0;
    QByteArray m_closeReason;
};

} // namespace pushpoint::net
