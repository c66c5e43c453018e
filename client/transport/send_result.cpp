#include "client/transport/send_result.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("pushpoint::client", text);
}

/// A Pushpoint server says in JSON what is wrong; and it has the path, and takes a post there.
bool isOfAnotherServer(int status)
{
    return (status >= 200 && status < 300) || status == 404 || status == 405 || status == 501;
}

QString refusalText(int status)
{
    return isOfAnotherServer(status) ? tr("what answered is no Pushpoint server")
                                     : tr("the server answered %1").arg(status);
}

} // namespace

bool isOfTheMoment(int status)
{
    switch (status) {
    case 408: // the request took too long
    case 425: // too early
    case 429: // too many
        return true;
    case 501: // the server cannot do this, and will not be able to
    case 505:
        return false;
    default:
        return status >= 500;
    }
}

SendResult readSendAnswer(const RestAnswer &answer)
{
    SendResult result;
    result.text = answer.problem;
    result.untrusted = answer.untrusted;
    if (answer.status == 0) {
        if (answer.untrusted || answer.isWithoutTls)
            result.next = NextAttempt::AfterDecision;
        return result;
    }
    const QJsonObject object = QJsonDocument::fromJson(answer.body).object();
    const QJsonValue succeed = object.value("succeed"_L1);
    result.text = object.value("msg"_L1).toString();
    result.messageId = object.value("id"_L1).toString().toUtf8();
    result.errorWord = object.value("error"_L1).toString().toUtf8();
    if (answer.status == 200 && succeed.isBool()) {
        if (succeed.toBool()) {
            result.outcome = SendOutcome::Delivered;
            result.next = NextAttempt::Never;
            result.text.clear();
            result.connections = object.value("connections"_L1).toInt();
            return result;
        }
        result.outcome = SendOutcome::Offline;
        result.next = NextAttempt::WhenThere;
        if (result.text.isEmpty())
            result.text = tr("the receiver is offline");
        return result;
    }
    result.outcome = SendOutcome::Refused;
    result.next = isOfTheMoment(answer.status) ? NextAttempt::Later : NextAttempt::Never;
    if (result.next == NextAttempt::Later)
        result.retryAfter = answer.retryAfter;
    if (result.text.isEmpty())
        result.text = refusalText(answer.status);
    return result;
}

} // namespace pushpoint::client
