#include "server/protocol/invitation.h"

#include <QTest>

using namespace pushpoint;
using namespace Qt::StringLiterals;

namespace {

const QByteArray pin(64, 'a');

Invitation invitation(const QString &server, const QByteArray &ownPin = {})
{
    return {invitedServer(server).value(), "aaa.bbb-_0.ccc", ownPin};
}

} // namespace

class InvitationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isTwoLinks_data()
    {
        QTest::addColumn<QString>("server");
        QTest::addColumn<QByteArray>("certificate");
        QTest::addColumn<QString>("page");
        QTest::addColumn<QString>("client");
        QTest::newRow("http") << u"http://192.168.1.20:3000"_s << QByteArray()
                              << u"http://192.168.1.20:3000/#token=aaa.bbb-_0.ccc"_s
                              << u"pushpoint://192.168.1.20:3000/#token=aaa.bbb-_0.ccc&plain"_s;
        QTest::newRow("https") << u"https://push.example/"_s << QByteArray()
                               << u"https://push.example/#token=aaa.bbb-_0.ccc"_s
                               << u"pushpoint://push.example/#token=aaa.bbb-_0.ccc"_s;
        QTest::newRow("a certificate, a path")
            << u"https://push.example:3000/a%2Fb/chat"_s << pin
            << u"https://push.example:3000/a%2Fb/chat/#token=aaa.bbb-_0.ccc"_s
            << u"pushpoint://push.example:3000/a%2Fb/chat/#token=aaa.bbb-_0.ccc&pin="_s
                + QString::fromLatin1(pin);
        QTest::newRow("IPv6") << u"http://[fd00::7]:3000"_s << QByteArray()
                              << u"http://[fd00::7]:3000/#token=aaa.bbb-_0.ccc"_s
                              << u"pushpoint://[fd00::7]:3000/#token=aaa.bbb-_0.ccc&plain"_s;
    }
    void isTwoLinks()
    {
        QFETCH(QString, server);
        QFETCH(QByteArray, certificate);
        QFETCH(QString, page);
        QFETCH(QString, client);
        const Invitation made = invitation(server, certificate);
        QCOMPARE(made.pageLink(), page);
        QCOMPARE(made.clientLink(), client);
        const auto byPage = Invitation::parse(page);
        QVERIFY(byPage.ok());
        QCOMPARE(byPage->server, made.server);
        QCOMPARE(byPage->token, made.token);
        QVERIFY(byPage->pin.isEmpty());
        const auto byClient = Invitation::parse(client);
        QVERIFY(byClient.ok());
        QCOMPARE(byClient->server, made.server);
        QCOMPARE(byClient->token, made.token);
        QCOMPARE(byClient->pin, certificate);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("link");
        const QString pinned = u"pushpoint://h:1/#token=secret&pin="_s;
        for (const QString &link : {u""_s,
                                    u"secret"_s,
                                    u"javascript:alert(1)//#token=secret"_s,
                                    u"file:///etc/passwd#token=secret"_s,
                                    u"pushpoint:#token=secret"_s,
                                    u"pushpoint:///#token=secret"_s,
                                    u"pushpoint://h:1/"_s,
                                    u"pushpoint://h:1/#"_s,
                                    u"pushpoint://h:1/#token="_s,
                                    u"pushpoint://h:1/#token=a%20secret"_s,
                                    u"pushpoint://h:1/#token=secret&token=other"_s,
                                    u"pushpoint://h:1/#secret=1&token=a"_s,
                                    u"pushpoint://u:secret@h:1/#token=a"_s,
                                    u"pushpoint://h:1/?token=secret#token=a"_s,
                                    u"pushpoint://h:99999/#token=secret"_s,
                                    pinned,
                                    pinned + u"secret"_s,
                                    pinned + u"aa"_s,
                                    u"https://h:1/#token=secret&plain"_s,
                                    u"pushpoint://h/#token="_s + QString(20'000, u'a')})
            QTest::newRow(qPrintable(link.left(60))) << link;
    }
    void refuses()
    {
        QFETCH(QString, link);
        const auto read = Invitation::parse(link);
        QVERIFY(!read.ok());
        QVERIFY(!read.error().text().isEmpty());
        QVERIFY(!read.error().text().contains(u"secret"_s));
    }

    void refusesServersThatAreNone_data()
    {
        QTest::addColumn<QString>("text");
        for (const QString &text :
             {u""_s, u"host"_s, u"host:3000"_s, u"ws://host"_s, u"http://"_s, u"http://host/#a"_s,
              u"http://host/?a"_s, u"http://u:p@host/"_s, u"http://ho st/"_s})
            QTest::newRow(qPrintable(text)) << text;
    }
    void refusesServersThatAreNone()
    {
        QFETCH(QString, text);
        QVERIFY(!invitedServer(text).ok());
    }

    void takesFingerprintsAsToolsWriteThem()
    {
        const QString digits = QString(64, u'A');
        QCOMPARE(pinDigits(digits), pin);
        QCOMPARE(pinDigits(u"AA:"_s.repeated(31) + u"aa"_s), pin);
        QVERIFY(pinDigits(digits.chopped(1)).isEmpty());
        QVERIFY(pinDigits(digits.chopped(1) + u'G').isEmpty());
        QVERIFY(pinDigits({}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(InvitationTest)
#include "tst_invitation.moc"
