#include "client/terminal/send/send_report.h"

#include "client/terminal/parts/duration.h"
#include "client/terminal/parts/exit_code.h"
#include "client/terminal/parts/message_line.h"
#include "client/terminal/parts/trust_words.h"
#include "server/protocol/json/json_text.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

namespace pushpoint {

using namespace Qt::StringLiterals;

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
    switch (report.outcome) {
    case SendOutcome::Delivered:
        return report.connections == 1
            ? tr("delivered to 1 connection of %1").arg(to)
            : tr("delivered to %1 connections of %2").arg(report.connections).arg(to);
    case SendOutcome::Offline:
        return tr("%1 is offline (%2)").arg(to, escapedForTerminal(report.problem));
    case SendOutcome::Refused:
        return tr("refused for %1: %2").arg(to, escapedForTerminal(report.problem));
    case SendOutcome::Unreachable:
        break;
    }
    if (report.isUntrusted)
        return tr("not sent to %1: %2").arg(to, report.problem);
    return tr("not sent to %1: no server at %2: %3")
        .arg(to, server.text(), escapedForTerminal(report.problem));
}

} // namespace

bool isOfTheMoment(int status)
{
    const bool isOfTheServer = status == 501 || status == 505; // it cannot, and will not later
    return status == 408 || status == 429 || (status >= 500 && !isOfTheServer);
}

SendReport readReport(const UserName &to, const RestAnswer &answer)
{
    const SendResult result = readSendAnswer(answer);
    SendReport report{to};
    report.outcome = result.outcome;
    report.problem = result.text;
    report.mayChange = result.outcome == SendOutcome::Offline
        || result.outcome == SendOutcome::Unreachable
        || (result.outcome == SendOutcome::Refused && isOfTheMoment(answer.status));
    if (answer.isWithoutTls)
        report.mayChange = false;
    if (answer.untrusted) {
        report.isUntrusted = true;
        report.mayChange = false; // trying again will not make it trusted
        report.problem = untrustedAsText(*answer.untrusted);
    }
    const QJsonObject object = QJsonDocument::fromJson(answer.body).object();
    report.connections = object.value("connections"_L1).toInt();
    report.messageId = object.value("id"_L1).toString().toUtf8();
    report.errorWord = object.value("error"_L1).toString().toUtf8();
    return report;
}

QString reportAsText(const SendReport &report, const ServerAddress &server)
{
    const QString sentence = sentenceOf(report, server);
    if (report.attempts == 1)
        return sentence;
    return report.outcome == SendOutcome::Delivered
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
    return "{\"to\":" + jsonQuoted(QByteArrayView(report.to.utf8())) + ",\"result\":\""
        + wordOf(report.outcome) + "\",\"connections\":" + QByteArray::number(report.connections)
        + member("id", report.messageId) + member("msg", report.problem.toUtf8())
        + member("error", report.errorWord) + ",\"attempts\":" + QByteArray::number(report.attempts)
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

} // namespace pushpoint
