#include "client/conversation/links.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::client;
using namespace Qt::StringLiterals;

class TestLinks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheAddressUnderThePosition_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("position");
        QTest::addColumn<QString>("link");
        const QString sentence = u"see http://a.example/x, or https://b.example."_s;
        QTest::newRow("first") << sentence << 10 << u"http://a.example/x"_s;
        QTest::newRow("second") << sentence << 30 << u"https://b.example"_s;
        QTest::newRow("between") << sentence << 24 << QString();
        QTest::newRow("the full stop") << sentence << int(sentence.size() - 1) << QString();
        QTest::newRow("in Chinese")
            << u"看http://a.example/x。好"_s << 5 << u"http://a.example/x"_s;
        for (const QString &text :
             {u"javascript:alert(1)"_s, u"file:///etc/passwd"_s, u"ftp://a.example"_s,
              u"https://bank.example@evil.example/"_s, u"https://"_s, u"xhttp://a.example"_s})
            QTest::newRow(qPrintable(text)) << text << 9 << QString();
    }
    void findsTheAddressUnderThePosition()
    {
        QFETCH(QString, text);
        QFETCH(int, position);
        const auto link = linkAt(text, position);
        QTEST(link ? link->toString(QUrl::FullyEncoded) : QString(), "link");
    }

    void allAddressesOfATextAreFound()
    {
        const QString text = u"a https://x.example/1, 见http://y.example。 ftp://z.example"_s;
        QStringList found;
        for (const Link &link : linksIn(text)) {
            QCOMPARE(QUrl(text.mid(link.start, link.size)), link.url);
            found.append(link.url.toString());
        }
        QCOMPARE(found, QStringList({u"https://x.example/1"_s, u"http://y.example"_s}));
    }
};

QTEST_APPLESS_MAIN(TestLinks)
#include "tst_links.moc"
