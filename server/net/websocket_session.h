#pragma once

#include "server/net/frame_reader.h"
#include "server/net/handshake.h"
#include "server/net/server_socket.h"
#include "server/protocol/limits.h"
#include "server/registry/session.h"
#include "server/traffic/traffic_event.h"

#include <QObject>
#include <QPointer>

class QWebSocket;

namespace pushpoint {

/// One WebSocket as a session of the registry. Text goes out as ready-made frames, straight to the
/// TCP socket and past QWebSocket, which would convert and copy it for every receiver anew; the
/// rest of the protocol is QWebSocket's. Server thread; owned by the WebSocketGateway.
class WebSocketSession : public QObject, public Session
{
    Q_OBJECT

public:
    /// Stands in front of the socket from now on; is a session once open() was called.
    WebSocketSession(quint64 id, const Handshake &handshake, ServerSocket *tcpSocket,
                     const Limits &limits, qint64 nowMs);
    ~WebSocketSession() override;

    /// The upgrade was answered: takes the QWebSocket, which owns the TCP socket.
    void open(QWebSocket *webSocket);
    bool isOpen() const { return m_webSocket != nullptr; }

    Taken send(const Frame &frame) override;
    void close(CloseCode code, const QByteArray &reason) override;

    /// Pings when it is time; ends the connection where a pong or a close is overdue.
    void sweep(qint64 nowMs);
    ConnectionStats stats() const;
    int closeCode() const { return m_closeCode; }
    const QByteArray &closeReason() const { return m_closeReason; }

Q_SIGNALS:
    void textReceived(const QByteArray &utf8);
    /// The connection is gone; the owner may delete the session, but not inside this signal.
    void ended();

private:
    void readBytes();
    void readFrames(QByteArrayView bytes);
    void passOn(const ReadFrame &frame);
    void takeText(const QByteArray &utf8);
    void takePong(quint64 elapsedMs);
    void takeEnd();
    void watchClose(int code, const QByteArray &reason);

    QWebSocket *m_webSocket = nullptr; ///< a child once there
    QPointer<ServerSocket> m_tcpSocket;
    const Limits &m_limits;
    FrameReader m_reader;
    QByteArray m_early;        ///< what came between the upgrade and its answer
    bool m_buffersHeld = true; ///< the socket may hold chunks worth giving back
    bool m_usedSinceSweep = true;
    bool m_passing = false; ///< QWebSocket is reading
    ConnectionStats m_stats;
    qint64 m_nextPingMs;
    qint64 m_pongDueMs = 0;    ///< 0: none is awaited
    qint64 m_closeDueMs = 0;   ///< 0: not closing
    qint64 m_messageDueMs = 0; ///< 0: no message of the client is midway
    qint64 m_nowMs;
    int m_closeCode = 0;
    QByteArray m_closeReason;
};

} // namespace pushpoint
