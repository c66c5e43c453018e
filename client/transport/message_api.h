#pragma once

#include "client/address/server_address.h"
#include "client/transport/rest_api.h"
#include "client/transport/send_result.h"

namespace pushpoint::client {

/// One message on its way out. A value.
struct OutgoingMessage
{
    std::optional<UserName> from;
    UserName to;
    QByteArray contentJson;
    /// Chosen by the sender, and kept over all attempts: the server delivers it once. Empty: none.
    QString senderId;
};

/// Sends a message by POST /rest/message. Lives on the thread that made it; owned by what sends.
/// Never tries twice, keeps nothing, and puts nothing in order: that is the caller's to decide.
class MessageApi
{
public:
    using Done = std::function<void(const SendResult &)>;

    explicit MessageApi(const ServerAddress &server,
                        std::chrono::milliseconds answerTimeMax = std::chrono::seconds(15))
        : m_server(server), m_answerTimeMax(answerTimeMax)
    { }

    /// As RestApi::setTrust().
    void setTrust(ServerTrust &trust) { m_api.setTrust(trust); }
    /// `done` is called once, later, and not at all if `context` has gone by then.
    void send(const OutgoingMessage &message, QObject *context, const Done &done);

private:
    const ServerAddress m_server;
    const std::chrono::milliseconds m_answerTimeMax;
    RestApi m_api;
};

} // namespace pushpoint::client
