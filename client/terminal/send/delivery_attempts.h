#pragma once

#include "client/terminal/send/send_report.h"

#include <QElapsedTimer>
#include <QTimer>

namespace pushpoint::client {

/// One message on its way to one receiver: posted, and as long as there is time posted again until
/// it is delivered, always with the same id, so that the server delivers it once. Lives on the
/// thread that made it; owned by the command, whose MessageApi it uses. Never prints.
class DeliveryAttempts : public QObject
{
    Q_OBJECT

public:
    /// The message is given an id. `wait` 0: one attempt. The last attempt is made when the time is
    /// over.
    DeliveryAttempts(MessageApi &api, OutgoingMessage message, std::chrono::milliseconds wait,
                     QObject *parent);

    void start();
    /// No further attempt; finished() is not told any more.
    void giveUp();

    bool isFinished() const { return m_isFinished; }
    /// How it stands; final once finished.
    const SendReport &report() const { return m_report; }

Q_SIGNALS:
    void finished();

private:
    void attempt();
    void onResult(const SendResult &result);
    std::chrono::milliseconds pause() const;

    MessageApi &m_api;
    OutgoingMessage m_message;
    const std::chrono::milliseconds m_wait;
    SendReport m_report;
    QElapsedTimer m_sinceStart;
    QTimer m_pauseTimer;
    bool m_isFinished = false;
};

} // namespace pushpoint::client
