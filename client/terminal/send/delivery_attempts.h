#pragma once

#include "client/terminal/send/send_report.h"

#include <QElapsedTimer>
#include <QTimer>

namespace pushpoint {

/// One message on its way to one receiver: posted, and as long as there is time posted again until
/// it is delivered, always with the same id, so that the server delivers it once. Lives on the
/// thread that made it; owned by the command, whose RestApi it uses. Never prints.
class DeliveryAttempts : public QObject
{
    Q_OBJECT

public:
    struct Letter
    {
        ServerAddress server;
        std::optional<UserName> from;
        UserName to;
        QByteArray contentJson;
    };

    /// `wait` 0: one attempt. The last attempt is made when the time is over.
    DeliveryAttempts(RestApi &api, const Letter &letter, std::chrono::milliseconds wait,
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
    void onAnswer(const RestAnswer &answer);
    std::chrono::milliseconds pause() const;

    RestApi &m_api;
    const Letter m_letter;
    const std::chrono::milliseconds m_wait;
    const QByteArray m_body;
    SendReport m_report;
    QElapsedTimer m_sinceStart;
    QTimer m_pauseTimer;
    bool m_isFinished = false;
};

} // namespace pushpoint
