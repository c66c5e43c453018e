#pragma once

#include "server/protocol/close_code.h"

#include <QByteArray>
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <vector>

namespace pushpoint::net {

class WebSocketGateway;

/// Says good-bye to many sessions one after the other, evenly over a while: those who get 1001 come
/// back at once, and ten thousand who come back in one moment would be a flood for whatever takes
/// over. Server thread; owned by the server's core.
class SpreadClose : public QObject
{
    Q_OBJECT

public:
    /// Closes all sessions that the gateway has now, the first at once and the last when `time` is
    /// over. The gateway must outlive this object.
    SpreadClose(WebSocketGateway &gateway, CloseCode code, const QByteArray &reason,
                std::chrono::milliseconds time);

private:
    void closeDue();

    WebSocketGateway &m_gateway;
    const CloseCode m_code;
    const QByteArray m_reason;
    const std::chrono::milliseconds m_time;
    const std::vector<quint64> m_ids;
    size_t m_closed = 0;
    QElapsedTimer m_clock;
    QTimer m_timer;
};

} // namespace pushpoint::net
