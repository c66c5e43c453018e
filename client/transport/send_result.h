#pragma once

#include "client/transport/rest_api.h"

namespace pushpoint::client {

/// What became of one attempt to send a message.
enum class SendOutcome {
    Delivered,
    Offline,     ///< the receiver has no open connection
    Refused,     ///< the server does not take it
    Unreachable, ///< no answer; it may even have arrived
};

/// When another attempt may end differently. It bears the same id, so nothing comes twice.
enum class NextAttempt {
    Never,         ///< it was delivered, or is refused for good
    WhenThere,     ///< once the receiver is there
    Later,         ///< in a while: the server cannot be reached or cannot take it now
    AfterDecision, ///< once a person has trusted the certificate, or has changed the server
};

/// The one rule for every answer to POST /rest/message. A value.
struct SendResult
{
    SendOutcome outcome = SendOutcome::Unreachable;
    NextAttempt next = NextAttempt::Later;
    QString text{};                     ///< for people; empty when delivered
    std::chrono::seconds retryAfter{0}; ///< the next attempt not before, where the server says so
    int connections = 0;                ///< how many took it, where the server says so
    QByteArray messageId{};             ///< the server's; empty where it gave none
    QByteArray errorWord{};             ///< the server's stable word for why; empty: none
    std::optional<UntrustedCertificate> untrusted{}; ///< nothing was sent, because of this
};

/// What an answer to POST /rest/message?detail=1 means. Pure.
SendResult readSendAnswer(const RestAnswer &answer);

/// True for an HTTP status by which a server, or a proxy in front of it, says "not now": it tells
/// of a moment, and not of what was asked.
bool isOfTheMoment(int status);

} // namespace pushpoint::client
