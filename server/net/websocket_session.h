#pragma once

#include "server/net/handshake.h"
#include "server/protocol/limits.h"
#include "server/registry/session.h"
#include "server/traffic/traffic_event.h"

#include <QObject>
#include <QPointer>

class QTcpSocket;
class QWebSocket;

namespace pushpoint {

/// One WebSocket as a session of the registry. Text goes out as ready-made frames, straight to the
/// TCP socket and past QWebSocket, which would convert and copy it for every receiver anew; the
/// rest of the protocol is QWebSocket's. Server thread; owned by the WebSocketGateway.
class WebSocketSession : public QObject, public Session
{
    Q_OBJECT

public:
    /// Takes the QWebSocket, which owns the TCP socket.
    WebSocketSession(quint64 id, const Handshake &handshake, QWebSocket *webSocket,
                     QTcpSocket *tcpSocket, const Limits &limits, qint64 nowMs);
    ~WebSocketSession() override;

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
    void takeText(const QString &text);
    void takePong(quint64 elapsedMs);
    void takeEnd();
    void watchClose(int code, const QByteArray &reason);

    QWebSocket *const m_webSocket;
    QPointer<QTcpSocket> m_tcpSocket;
    const Limits &m_limits;
    ConnectionStats m_stats;
    qint64 m_nextPingMs;
    qint64 m_pongDueMs = 0;  ///< 0: none is awaited
    qint64 m_closeDueMs = 0; ///< 0: not closing
    qint64 m_nowMs;
    int m_closeCode = 0;
    QByteArray m_closeReason;
};

} // namespace pushpoint
