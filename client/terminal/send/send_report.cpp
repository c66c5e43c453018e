#include "client/terminal/send/send_report.h"

#include "client/terminal/parts/duration.h"
#include "client/terminal/parts/exit_code.h"
#include "client/terminal/parts/message_line.h"
#include "client/terminal/parts/trust_words.h"
#include "server/protocol/json/json_text.h"

#include <QCoreApplication>

namespace pushpoint::client {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Terminal", text);
}

QByteArray wordOf(SendOutcome outcome)
{
    switch (outcome) {
    case SendOutcome::Delivered:
        return "delivered";
    case SendOutcome::Offline:
        return "offline";
    case SendOutcome::Refused:
        return "refused";
    case SendOutcome::Unreachable:
        break;
    }
    return "unreachable";
}

QString sentenceOf(const SendReport &report, const ServerAddress &server)
{
    const QString to = report.to.text();
    const QString problem = escapedForTerminal(report.result.text);
    const int connections = report.result.connections;
    switch (report.result.outcome) {
    case SendOutcome::Delivered:
        return connections == 1 ? tr("delivered to 1 connection of %1").arg(to)
                                : tr("delivered to %1 connections of %2").arg(connections).arg(to);
    case SendOutcome::Offline:
        return tr("%1 is offline (%2)").arg(to, problem);
    case SendOutcome::Refused:
        return tr("refused for %1: %2").arg(to, problem);
    case SendOutcome::Unreachable:
        break;
    }
    if (report.result.untrusted)
        return tr("not sent to %1: %2").arg(to, untrustedAsText(*report.result.untrusted));
    return tr("not sent to %1: no server at %2: %3").arg(to, server.text(), problem);
}

} // namespace

QString reportAsText(const SendReport &report, const ServerAddress &server)
{
    const QString sentence = sentenceOf(report, server);
    if (report.attempts == 1)
        return sentence;
    return report.result.outcome == SendOutcome::Delivered
        ? tr("%1 after %2").arg(sentence, durationText(report.waited))
        : tr("%1, tried for %2").arg(sentence, durationText(report.waited));
}

QByteArray reportAsJson(const SendReport &report)
{
    const auto member = [](const char *key, const QByteArray &value) {
        return value.isEmpty()
            ? QByteArray()
            : ",\"" + QByteArray(key) + "\":" + jsonQuoted(QByteArrayView(value));
    };
    const SendResult &result = report.result;
    const QString problem = result.untrusted ? untrustedAsText(*result.untrusted) : result.text;
    return "{\"to\":" + jsonQuoted(QByteArrayView(report.to.utf8())) + ",\"result\":\""
        + wordOf(result.outcome) + "\",\"connections\":" + QByteArray::number(result.connections)
        + member("id", result.messageId) + member("msg", problem.toUtf8())
        + member("error", result.errorWord) + ",\"attempts\":" + QByteArray::number(report.attempts)
        + ",\"waited_ms\":" + QByteArray::number(qint64(report.waited.count())) + '}';
}

int exitCodeOf(SendOutcome outcome)
{
    switch (outcome) {
    case SendOutcome::Delivered:
        return exitDone;
    case SendOutcome::Offline:
        return exitOffline;
    case SendOutcome::Refused:
        return exitRefused;
    case SendOutcome::Unreachable:
        break;
    }
    return exitNoServer;
}

} // namespace pushpoint::client
