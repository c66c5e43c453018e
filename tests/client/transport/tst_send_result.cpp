#include "client/transport/send_result.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto delivered = SendOutcome::Delivered;
constexpr auto offline = SendOutcome::Offline;
constexpr auto refused = SendOutcome::Refused;

} // namespace

/// The one table by which the window and the terminal go.
class TestSendResult : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyAnswerHasOneMeaning_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<SendOutcome>("outcome");
        QTest::addColumn<NextAttempt>("next");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *title, int status, const char *body, SendOutcome outcome,
                            NextAttempt next, const QString &text) {
            QTest::addRow("%d %s", status, title)
                << status << QByteArray(body) << outcome << next << text;
        };
        row("delivered", 200, R"({"succeed":true})", delivered, NextAttempt::Never, {});
        row("offline", 200, "{\"succeed\":false,\"msg\":\"对方不在线\"}", offline,
            NextAttempt::WhenThere, u"对方不在线"_s);
        row("offline without words", 200, R"({"succeed":false})", offline, NextAttempt::WhenThere,
            u"the receiver is offline"_s);
        row("refused", 413, R"({"succeed":false,"msg":"too large","error":"body_too_large"})",
            refused, NextAttempt::Never, u"too large"_s);
        row("state unknown", 503, R"({"succeed":false,"msg":"soon","error":"cluster_unknown"})",
            refused, NextAttempt::Later, u"soon"_s);
        row("another server", 200, "<html>", refused, NextAttempt::Never,
            u"what answered is no Pushpoint server"_s);
        row("succeed is no truth value", 200, R"({"succeed":1})", refused, NextAttempt::Never,
            u"what answered is no Pushpoint server"_s);
        for (const int status : {204, 404, 405, 501}) // it has the path, and takes a post there
            row("another server", status, "", refused, NextAttempt::Never,
                u"what answered is no Pushpoint server"_s);
        for (const int status : {302, 400, 401, 403, 407, 411, 414, 415, 417, 421, 431, 505})
            row("for good", status, "<html>", refused, NextAttempt::Never,
                u"the server answered %1"_s.arg(status));
        for (const int status : {408, 425, 429, 500, 502, 503, 504, 507, 508, 520, 599})
            row("not now", status, "<html>", refused, NextAttempt::Later,
                u"the server answered %1"_s.arg(status));
    }
    void everyAnswerHasOneMeaning()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        const SendResult result = readSendAnswer({status, body, {}});
        QTEST(result.outcome, "outcome");
        QTEST(result.next, "next");
        QTEST(result.text, "text");
    }

    void withoutAnAnswerItIsTriedAgainUnlessAPersonHasToDecide()
    {
        const SendResult silent = readSendAnswer({0, {}, u"no answer"_s});
        QCOMPARE(silent.outcome, SendOutcome::Unreachable);
        QCOMPARE(silent.next, NextAttempt::Later);
        QCOMPARE(silent.text, u"no answer"_s);
        RestAnswer answer;
        answer.isWithoutTls = true;
        QCOMPARE(readSendAnswer(answer).outcome, SendOutcome::Unreachable);
        QCOMPARE(readSendAnswer(answer).next, NextAttempt::AfterDecision);
        answer = RestAnswer{};
        answer.untrusted = UntrustedCertificate{};
        QCOMPARE(readSendAnswer(answer).outcome, SendOutcome::Unreachable);
        QCOMPARE(readSendAnswer(answer).next, NextAttempt::AfterDecision);
        QVERIFY(readSendAnswer(answer).untrusted);
    }

    void theServersWordForWhenIsKeptWhereThereIsANextTime()
    {
        RestAnswer answer{503, "{}", {}};
        answer.retryAfter = 5s;
        QCOMPARE(readSendAnswer(answer).retryAfter, 5s);
        answer.status = 413;
        QCOMPARE(readSendAnswer(answer).retryAfter, 0s);
    }

    void whatTheServerSaysOfTheMessageIsKept()
    {
        const SendResult taken
            = readSendAnswer({200, R"({"succeed":true,"connections":2,"id":"I"})", {}});
        QCOMPARE(taken.connections, 2);
        QCOMPARE(taken.messageId, "I"_ba);
        const SendResult notTaken = readSendAnswer({400, R"({"msg":"no","error":"bad_name"})", {}});
        QCOMPARE(notTaken.errorWord, "bad_name"_ba);
    }
};

QTEST_GUILESS_MAIN(TestSendResult)
#include "tst_send_result.moc"
