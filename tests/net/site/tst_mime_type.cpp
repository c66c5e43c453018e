#include "server/net/site/mime_type.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::net;
using namespace Qt::StringLiterals;

class MimeTypeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsTheTypesOfTheWeb_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("type");
        QTest::newRow("js") << u"a.js"_s << "text/javascript; charset=utf-8"_ba;
        QTest::newRow("mjs") << u"a.min.mjs"_s << "text/javascript; charset=utf-8"_ba;
        QTest::newRow("css") << u"a.css"_s << "text/css; charset=utf-8"_ba;
        QTest::newRow("upper case") << u"A.HTML"_s << "text/html; charset=utf-8"_ba;
        QTest::newRow("svg") << u"a.svg"_s << "image/svg+xml; charset=utf-8"_ba;
        QTest::newRow("json") << u"a.json"_s << "application/json; charset=utf-8"_ba;
        QTest::newRow("png") << u"a.png"_s << "image/png"_ba;
        QTest::newRow("woff") << u"a.woff"_s << "font/woff"_ba;
        QTest::newRow("woff2") << u"a.woff2"_s << "font/woff2"_ba;
        QTest::newRow("wasm") << u"a.wasm"_s << "application/wasm"_ba;
        QTest::newRow("ico") << u"favicon.ico"_s << "image/x-icon"_ba;
        QTest::newRow("first of the table") << u"a.7z"_s << "application/x-7z-compressed"_ba;
        QTest::newRow("last of the table") << u"a.zst"_s << "application/zstd"_ba;
        for (const char *name : {"a", "a.", "", ".", "html", "a.html~", "a.zzz", "a.0", "a.html "})
            QTest::addRow("unknown '%s'", name)
                << QString::fromLatin1(name) << "application/octet-stream"_ba;
    }
    void knowsTheTypesOfTheWeb()
    {
        QFETCH(const QString, name);
        QTEST(contentTypeOf(name), "type");
    }
};

QTEST_APPLESS_MAIN(MimeTypeTest)
#include "tst_mime_type.moc"
