#include "server/net/http/http_date.h"
#include "tests/net/site/site_folder.h"

#include <QDateTime>
#include <QTest>

#include <optional>

#include <fcntl.h>
#include <sys/stat.h>

using namespace pushpoint;
using namespace pushpoint::net;
using namespace Qt::StringLiterals;

/// How files are served: whole, in part, not at all because the client has them.
class StaticSiteRepliesTest : public QObject
{
    Q_OBJECT

private:
    std::optional<SiteFolder> m_site;

    HttpReply get(const QByteArray &target, QList<HttpHeader> headers = {}) const
    {
        return m_site->get(target, std::move(headers));
    }

private Q_SLOTS:
    void init() { m_site.emplace(); }
    void cleanup() { m_site.reset(); }

    void tellsTheLengthBeforeTheBody()
    {
        QVERIFY(m_site->write(m_site->path(u"large.bin"_s), QByteArray(300'000, 'l')));
        const HttpReply large = m_site->answer("GET", "/large.bin");
        QVERIFY(large.source);
        QCOMPARE(large.source->bodyBytes(), 300'000);
        QCOMPARE(large.body, QByteArray(300'000, 'l'));
        QCOMPARE(large.contentType, "application/octet-stream"_ba);
    }

    // Whoever replaces a file by another that has its name then, as editors and rsync do.
    void bodyBelongsToWhatWasSaidOfIt()
    {
        const QString path = m_site->path(u"page.bin"_s);
        const QString next = m_site->path(u"next.bin"_s);
        QVERIFY(m_site->write(path, QByteArray(200'000, 'o')));
        const auto site = StaticSite::open(m_site->path());
        const HttpReply old = site->answer(SiteFolder::request("GET", "/page.bin"));
        QVERIFY(m_site->write(next, QByteArray(100'000, 'n')));
        QVERIFY(QFile::remove(path));
        QVERIFY(QFile::rename(next, path));
        QCOMPARE(bodyOf(old), QByteArray(200'000, 'o'));
        QCOMPARE(get("/page.bin").body, QByteArray(100'000, 'n'));
    }

    void fileThatIsCutShortFails()
    {
        const QString path = m_site->path(u"log.bin"_s);
        QVERIFY(m_site->write(path, QByteArray(200'000, 'x')));
        const auto site = StaticSite::open(m_site->path());
        const HttpReply reply = site->answer(SiteFolder::request("GET", "/log.bin"));
        QByteArray body;
        QCOMPARE(reply.source->appendPiece(body, 64'000), BodySource::Piece::More);
        QVERIFY(QFile::resize(path, 10'000));
        QCOMPARE(reply.source->appendPiece(body, 64'000), BodySource::Piece::Failed);
    }

    void answersHeadLikeGet()
    {
        const HttpReply get = m_site->answer("GET", "/sub/app.js");
        const HttpReply head
            = m_site->answer("HEAD", "/sub/app.js", {HttpHeader{"Range", "bytes=0-1"}});
        QCOMPARE(head.status, 200);
        QCOMPARE(head.body, get.body);
        QCOMPARE(head.contentType, get.contentType);
        QCOMPARE(headerOf(head, "ETag"), headerOf(get, "ETag"));
        QCOMPARE(head.headers.size(), get.headers.size());
    }

    void servesAnEmptyFile()
    {
        const HttpReply reply = get("/empty.txt");
        QCOMPARE(reply.status, 200);
        QVERIFY(reply.body.isEmpty());
        QVERIFY(headerOf(reply, "ETag").startsWith("W/\"0-"));
        QCOMPARE(get("/empty.txt", {HttpHeader{"Range", "bytes=0-"}}).status, 416);
    }

    void tellsUnchangedFilesFromChanged()
    {
        const QString path = m_site->path(u"sub/app.js"_s);
        const auto setTime = [&](qint64 ms) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadWrite));
            QVERIFY(file.setFileTime(QDateTime::fromMSecsSinceEpoch(ms),
                                     QFileDevice::FileModificationTime));
        };
        setTime(1'700'000'000'999);
        const HttpReply first = get("/sub/app.js");
        // As express makes it: size and milliseconds in hexadecimal.
        QCOMPARE(headerOf(first, "ETag"),
                 "W/\"a-" + QByteArray::number(Q_INT64_C(1'700'000'000'999), 16) + '"');
        QCOMPARE(headerOf(first, "Last-Modified"), httpDate(1'700'000'000));
        const HttpHeader byTag{"If-None-Match", headerOf(first, "ETag")};
        const HttpHeader byDate{"If-Modified-Since", headerOf(first, "Last-Modified")};
        for (const HttpHeader &condition : {byTag, byDate}) {
            for (const char *method : {"GET", "HEAD"}) {
                const HttpReply reply = m_site->answer(method, "/sub/app.js", {condition});
                QCOMPARE(reply.status, 304);
                QVERIFY(reply.body.isEmpty());
                QVERIFY(reply.contentType.isEmpty());
                QVERIFY(!headerOf(reply, "ETag").isEmpty());
                QVERIFY(!headerOf(reply, "Cache-Control").isEmpty());
            }
        }
        setTime(1'700'000'001'000);
        QCOMPARE(get("/sub/app.js", {byTag}).status, 200);
        QCOMPARE(get("/sub/app.js", {byDate}).status, 200);
        const HttpReply failed = get("/sub/app.js", {HttpHeader{"If-Match", "\"x\""}});
        QCOMPARE(failed.status, 412);
        QVERIFY(failed.body.contains("precondition_failed"));
        // A condition on what is not there is none (RFC 9110 §13.2.1).
        QCOMPARE(get("/nothing", {HttpHeader{"If-None-Match", "*"}}).status, 404);
    }

    void writesDatesBefore1970RoundedDown()
    {
        const QByteArray path = QFile::encodeName(m_site->path(u"sub/app.js"_s));
        const timespec before{-2, 500'000'000}; // 1.5 s before; QFile sets no such time
        const timespec times[2] = {before, before};
        QCOMPARE(::utimensat(AT_FDCWD, path.constData(), times, 0), 0);
        QCOMPARE(headerOf(get("/sub/app.js"), "Last-Modified"), httpDate(-2));
    }

    void servesOneRange()
    {
        const auto range = [&](const char *value) {
            return get("/sub/app.js", {HttpHeader{"Range", value}});
        };
        const HttpReply part = range("bytes=2-4");
        QCOMPARE(part.status, 206);
        QCOMPARE(part.body, "234"_ba);
        QCOMPARE(headerOf(part, "Content-Range"), "bytes 2-4/10"_ba);
        QCOMPARE(part.contentType, "text/javascript; charset=utf-8"_ba);
        QCOMPARE(range("bytes=-3").body, "789"_ba);
        QCOMPARE(range("bytes=0-1,5-6").status, 200);
        const HttpReply beyond = range("bytes=10-");
        QCOMPARE(beyond.status, 416);
        QCOMPARE(headerOf(beyond, "Content-Range"), "bytes */10"_ba);
        QVERIFY(beyond.body.contains("range_not_satisfiable"));
    }

    void servesARangeOnlyOfTheSameFile()
    {
        const HttpHeader range{"Range", "bytes=2-4"};
        const HttpReply whole = get("/sub/app.js");
        const HttpHeader date{"If-Range", headerOf(whole, "Last-Modified")};
        const HttpHeader tag{"If-Range", headerOf(whole, "ETag")};
        QCOMPARE(get("/sub/app.js", {range, date}).status, 206);
        QCOMPARE(get("/sub/app.js", {range, tag}).status, 200);
        QCOMPARE(get("/sub/app.js", {range, HttpHeader{"If-Range", httpDate(0)}}).status, 200);
    }

    void servesARangeOfALargeFile()
    {
        QVERIFY(m_site->write(m_site->path(u"large.bin"_s), QByteArray(300'000, 'l')));
        const HttpReply part = get("/large.bin", {HttpHeader{"Range", "bytes=100000-299999"}});
        QCOMPARE(part.status, 206);
        QCOMPARE(part.source->bodyBytes(), 200'000);
        QCOMPARE(part.body, QByteArray(200'000, 'l'));
        QCOMPARE(get("/large.bin", {HttpHeader{"Range", "bytes=-2"}}).body, "ll"_ba);
    }

    void allowsOnlyGetAndHead()
    {
        for (const char *method : {"POST", "PUT", "DELETE", "OPTIONS", "get", "", "GETS"}) {
            const HttpReply reply = m_site->answer(method, "/");
            QCOMPARE(reply.status, 405);
            QCOMPARE(headerOf(reply, "Allow"), "GET, HEAD"_ba);
            QVERIFY(reply.body.contains("method_not_allowed"));
        }
    }
};

QTEST_GUILESS_MAIN(StaticSiteRepliesTest)
#include "tst_static_site_replies.moc"
