#pragma once

#include "client/transport/publisher.h"

namespace pushpoint {

/// What became of a message for one receiver. A value.
struct SendReport
{
    UserName to;
    SendOutcome outcome = SendOutcome::Unreachable;
    QString problem{};      ///< for people; empty when delivered
    int connections = 0;    ///< how many took it
    QByteArray messageId{}; ///< the server's; empty where it gave none
    QByteArray
        errorWord{}; ///< the server's stable word for why it refused; empty where it gave none
    bool mayChange = false;   ///< another try may end otherwise
    bool isUntrusted = false; ///< nothing was sent, because of the server's certificate
    int attempts = 1;
    std::chrono::milliseconds waited{0};
};

/// What an answer to POST /rest/message?detail=1 means.
SendReport readReport(const UserName &to, const RestAnswer &answer);

/// One line for people, without its end.
QString reportAsText(const SendReport &report, const ServerAddress &server);
/// One JSON object: {"to","result","connections","id","msg","error","attempts","waited_ms"}, where
/// result is delivered, offline, refused or unreachable, and what is empty is left out.
QByteArray reportAsJson(const SendReport &report);

/// True for a status that tells of a moment (408, 429, most of 5xx), and not of what was asked.
bool isOfTheMoment(int status);

int exitCodeOf(SendOutcome outcome);

} // namespace pushpoint
