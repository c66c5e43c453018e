#pragma once

#include "client/address/server_address.h"
#include "client/transport/rest_api.h"

#include <QObject>
#include <QQueue>

namespace pushpoint {

/// One message on its way out. A value.
struct OutgoingMessage
{
    UserName from;
    UserName to;
    QString text;
    /// Chosen by the sender; a repeat with the same one is not delivered again by the server.
    QString senderId;
};

enum class SendOutcome {
    Delivered,
    Offline,     ///< the receiver has no open connection
    Refused,     ///< the server will not have it
    Unreachable, ///< no answer; it may even have arrived
};
struct SendResult
{
    SendOutcome outcome;
    QString text;        ///< for people; empty when delivered
    int connections = 0; ///< how many took it, where the server says so
    int status = 0;      ///< of HTTP; 0 where no answer came
};

/// Sends messages by POST /rest/message, one after the other, so that they arrive in the order they
/// were written. Lives on the thread that made it; owned by an account. Never tries twice and never
/// keeps what failed: that is the caller's to decide.
class Publisher : public QObject
{
    Q_OBJECT

public:
    explicit Publisher(const ServerAddress &server, QObject *parent = nullptr,
                       std::chrono::milliseconds answerTimeMax = std::chrono::seconds(15));

    /// As RestApi::setTrust().
    void setTrust(ServerTrust &trust) { m_api.setTrust(trust); }
    /// Sends after all that was given before; answers by sent() with the same ticket.
    void send(quint64 ticket, const OutgoingMessage &message);

Q_SIGNALS:
    void sent(quint64 ticket, const pushpoint::SendResult &result);

private:
    struct Waiting
    {
        quint64 ticket;
        QByteArray body;
    };
    void sendNext();

    const ServerAddress m_server;
    RestApi m_api;
    const std::chrono::milliseconds m_answerTimeMax;
    QQueue<Waiting> m_queue; ///< the first one is under way
};

/// What an answer to POST /rest/message means.
SendResult readSendAnswer(const RestAnswer &answer);

} // namespace pushpoint
