#include "server/net/http_date.h"
#include "server/net/mime_type.h"
#include "server/net/static_site.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace pushpoint;
using namespace Qt::StringLiterals;

namespace {

HttpRequest request(const QByteArray &method, const QByteArray &target,
                    QList<HttpHeader> headers = {})
{
    HttpRequest out;
    out.method = method;
    out.target = target;
    out.headers = std::move(headers);
    return out;
}

QByteArray headerOf(const HttpReply &reply, QByteArrayView name)
{
    for (const HttpHeader &field : reply.headers) {
        if (field.name.compare(name, Qt::CaseInsensitive) == 0)
            return field.value;
    }
    return {};
}

} // namespace

/// A folder `site` to be served, beside it a folder `outside` with a secret.
class StaticSiteTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_dir;

    QString sitePath(const QString &name = {}) const
    {
        return m_dir.filePath(name.isEmpty() ? u"site"_s : u"site/"_s + name);
    }

    void write(const QString &path, const QByteArray &bytes) const
    {
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

    HttpReply answer(const QByteArray &method, const QByteArray &target,
                     QList<HttpHeader> headers = {}) const
    {
        return StaticSite::open(sitePath())->answer(request(method, target, std::move(headers)));
    }
    HttpReply get(const QByteArray &target, QList<HttpHeader> headers = {}) const
    {
        return answer("GET", target, std::move(headers));
    }

private Q_SLOTS:
    void init()
    {
        QVERIFY(m_dir.isValid());
        QVERIFY(QDir(sitePath()).removeRecursively());
        write(sitePath(u"index.html"_s), "<h1>root</h1>");
        write(sitePath(u"sub/index.html"_s), "<h1>sub</h1>");
        write(sitePath(u"sub/app.js"_s), "0123456789");
        write(sitePath(u"bare/x.txt"_s), "x");
        write(sitePath(u".hidden"_s), "secret");
        write(sitePath(u".git/config"_s), "secret");
        write(sitePath(u"empty.txt"_s), "");
        write(m_dir.filePath(u"outside/secret.txt"_s), "secret");
        write(m_dir.filePath(u"site-beside/secret.txt"_s), "secret");
    }

    void servesFiles_data()
    {
        QTest::addColumn<QString>("fileName");
        QTest::addColumn<QByteArray>("target");
        QTest::newRow("plain") << u"a.txt"_s << QByteArray("/a.txt");
        QTest::newRow("query") << u"a.txt"_s << QByteArray("/a.txt?v=/../1");
        QTest::newRow("Chinese") << u"你好/世界.txt"_s
                                 << "/%E4%BD%A0%E5%A5%BD/%e4%b8%96%e7%95%8c.txt"_ba;
        QTest::newRow("Chinese, unescaped") << u"你好.txt"_s << QByteArray("/你好.txt");
        QTest::newRow("space") << u"a b.txt"_s << QByteArray("/a%20b.txt");
        QTest::newRow("plus is no space") << u"a+b.txt"_s << QByteArray("/a+b.txt");
        QTest::newRow("percent") << u"100%.txt"_s << QByteArray("/100%25.txt");
        QTest::newRow("decoded once") << u"a%2fb.txt"_s << QByteArray("/a%252fb.txt");
        QTest::newRow("dots inside") << u"a..b.txt"_s << QByteArray("/a..b.txt");
        QTest::newRow("question mark") << u"why?.txt"_s << QByteArray("/why%3F.txt");
        QTest::newRow("hash") << u"a#b.txt"_s << QByteArray("/a%23b.txt");
        QTest::newRow("doubled slashes") << u"d/a.txt"_s << QByteArray("//d//a.txt");
        QTest::newRow("longest name")
            << QString(251, u'n') + u".txt"_s << '/' + QByteArray(251, 'n') + ".txt";
    }
    void servesFiles()
    {
        QFETCH(const QString, fileName);
        QFETCH(const QByteArray, target);
        write(sitePath(fileName), "here it is");
        const HttpReply reply = get(target);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.body, "here it is"_ba);
        QVERIFY(!reply.file);
        QCOMPARE(reply.contentType, "text/plain; charset=utf-8"_ba);
        QCOMPARE(headerOf(reply, "Cache-Control"), "public, max-age=0"_ba);
        QCOMPARE(headerOf(reply, "X-Content-Type-Options"), "nosniff"_ba);
        QCOMPARE(headerOf(reply, "Accept-Ranges"), "bytes"_ba);
    }

    void servesIndexOfFolders()
    {
        QCOMPARE(get("/").body, "<h1>root</h1>"_ba);
        QCOMPARE(get("/").contentType, "text/html; charset=utf-8"_ba);
        QCOMPARE(get("/?a=1").body, "<h1>root</h1>"_ba);
        QCOMPARE(get("/sub/").body, "<h1>sub</h1>"_ba);
        QCOMPARE(get("/bare/").status, 404);
    }

    void redirectsFoldersWithoutSlash_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("location");
        QTest::newRow("plain") << "/sub"_ba
                               << "/sub/"_ba;
        QTest::newRow("without index") << "/bare"_ba
                                       << "/bare/"_ba;
        QTest::newRow("query") << "/sub?x=%20&y"_ba
                               << "/sub/?x=%20&y"_ba;
        QTest::newRow("no other host") << "//sub"_ba
                                       << "/sub/"_ba;
        QTest::newRow("escaped") << "/a%20%E5%A5%BD%25"_ba
                                 << "/a%20%E5%A5%BD%25/"_ba;
    }
    void redirectsFoldersWithoutSlash()
    {
        QFETCH(const QByteArray, target);
        QVERIFY(QDir().mkpath(sitePath(u"a 好%"_s)));
        const HttpReply reply = get(target);
        QCOMPARE(reply.status, 301);
        QTEST(headerOf(reply, "Location"), "location");
        QVERIFY(reply.body.isEmpty());
    }

    void hasNothingElse_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<int>("status");
        for (const char *target :
             {"/nothing", "/nothing/", "/index.html/", "/index.html/x", "/empty.txt/..",
              // hidden
              "/.hidden", "/%2ehidden", "/.git/config", "/.git/", "/.git", "/sub/.", "/.", "/./",
              "/./index.html",
              // out by dots and slashes
              "/..", "/../", "/../outside/secret.txt", "/sub/../../outside/secret.txt",
              "/%2e%2e/outside/secret.txt", "/.%2e/outside/secret.txt", "/%2E./outside/secret.txt",
              "/..%2foutside%2fsecret.txt", "/sub%2f..%2f..%2foutside%2fsecret.txt",
              "/%252e%252e/outside/secret.txt", "/..%252foutside/secret.txt",
              "/..\\outside\\secret.txt", "/..%5coutside%5csecret.txt", "/sub\\app.js",
              "/sub%5capp.js", "/sub%2fapp.js", "//../outside/secret.txt",
              "/sub/..;/..;/outside/secret.txt", "/../site-beside/secret.txt",
              "/.../outside/secret.txt", "/C:/x", "/~root/x"})
            QTest::newRow(target) << QByteArray(target) << 404;
        const QByteArray absolute = m_dir.filePath(u"outside/secret.txt"_s).toUtf8();
        QTest::newRow("absolute") << absolute << 404;
        QTest::newRow("absolute after a slash") << '/' + absolute << 404;
        QTest::newRow("name too long") << '/' + QByteArray(256, 'n') << 404;
        QTest::newRow("path too long") << QByteArray("/sub").repeated(2000) << 404;
        for (const char *target :
             {"/a%", "/a%2", "/a%zz", "/%+1", "/%u002e%u002e/x", "/index.html%00", "/%00",
              "/index.html%00.txt", "/%c0%ae%c0%ae/outside/secret.txt", "/%c0%af..%c0%afoutside",
              "/%e0%80%ae%e0%80%ae/x", "/%f0%80%80%ae/x", "/%ff", "/%ed%a0%80", "*", "",
              "index.html", "http://127.0.0.1/index.html", "?x"})
            QTest::addRow("malformed %s", target) << QByteArray(target) << 400;
        QTest::newRow("raw NUL") << QByteArray("/index.html\0", 12) << 400;
    }
    void hasNothingElse()
    {
        QFETCH(const QByteArray, target);
        QFETCH(const int, status);
        for (const char *method : {"GET", "HEAD"}) {
            const HttpReply reply = answer(method, target);
            QCOMPARE(reply.status, status);
            QVERIFY(!reply.file);
            const auto json = QJsonDocument::fromJson(reply.body).object();
            QCOMPARE(json[u"succeed"_s], QJsonValue(false));
            QCOMPARE(json[u"error"_s].toString(),
                     status == 404 ? u"not_found"_s : u"bad_request"_s);
            QCOMPARE(reply.contentType, "application/json; charset=utf-8"_ba);
        }
    }

    void followsOnlyLinksThatStayInside()
    {
        const auto link = [](const QString &target, const QString &name) {
            QVERIFY(QFile::link(target, name));
        };
        link(sitePath(u"sub"_s), sitePath(u"inside"_s));
        link(u"sub/app.js"_s, sitePath(u"inside.js"_s));
        link(m_dir.filePath(u"outside/secret.txt"_s), sitePath(u"out.txt"_s));
        link(u"../outside"_s, sitePath(u"out"_s));
        link(u"../site-beside"_s, sitePath(u"beside"_s));
        link(u"out"_s, sitePath(u"twice"_s));
        link(u"loop"_s, sitePath(u"loop"_s));
        link(u"gone"_s, sitePath(u"dangling"_s));
        link(u"../site"_s, sitePath(u"self"_s));
        QVERIFY(QDir().mkpath(sitePath(u"trap"_s)));
        link(m_dir.filePath(u"outside/secret.txt"_s), sitePath(u"trap/index.html"_s));

        QCOMPARE(get("/inside/app.js").body, "0123456789"_ba);
        QCOMPARE(get("/inside").status, 301);
        QCOMPARE(get("/inside.js").body, "0123456789"_ba);
        QCOMPARE(get("/self/index.html").body, "<h1>root</h1>"_ba);
        QCOMPARE(get("/self").status, 301);
        for (const char *target : {"/out.txt", "/out", "/out/", "/out/secret.txt", "/twice",
                                   "/twice/secret.txt", "/beside", "/beside/secret.txt", "/loop",
                                   "/loop/x", "/dangling", "/trap/", "/trap/index.html"})
            QCOMPARE(get(target).status, 404);
    }

    void servesAFolderThatIsALinkItself()
    {
        const QString link = m_dir.filePath(u"link"_s);
        QVERIFY(QFile::link(sitePath(), link));
        const auto site = StaticSite::open(link + u'/');
        QVERIFY(site);
        QCOMPARE(site->answer(request("GET", "/sub/app.js")).body, "0123456789"_ba);
        QCOMPARE(site->answer(request("GET", "/../outside/secret.txt")).status, 404);
    }

    void neverOpensAPipe()
    {
        const QByteArray pipe = QFile::encodeName(sitePath(u"pipe"_s));
        QCOMPARE(::mkfifo(pipe.constData(), 0600), 0);
        QCOMPARE(get("/pipe").status, 404); // opening it would block for ever
    }

    void hasNoUnreadableFile()
    {
        if (::geteuid() == 0)
            QSKIP("the superuser can read everything");
        write(sitePath(u"locked.txt"_s), "x");
        QVERIFY(QFile::setPermissions(sitePath(u"locked.txt"_s), {}));
        QCOMPARE(get("/locked.txt").status, 404);
    }

    void noticesThatAFileVanishes()
    {
        const auto site = StaticSite::open(sitePath());
        QCOMPARE(site->answer(request("GET", "/sub/app.js")).status, 200);
        QVERIFY(QFile::remove(sitePath(u"sub/app.js"_s)));
        QCOMPARE(site->answer(request("GET", "/sub/app.js")).status, 404);
        QVERIFY(QDir(sitePath()).removeRecursively());
        QCOMPARE(site->answer(request("GET", "/")).status, 404);
    }

    void handsLargeFilesOverByName()
    {
        const qint64 bound = StaticSite::inlineBytesMax;
        write(sitePath(u"small.bin"_s), QByteArray(bound, 's'));
        write(sitePath(u"large.bin"_s), QByteArray(bound + 1, 'l'));
        QCOMPARE(get("/small.bin").body, QByteArray(bound, 's'));
        QVERIFY(!get("/small.bin").file);
        const HttpReply large = get("/large.bin");
        QVERIFY(large.body.isEmpty());
        QVERIFY(large.file);
        QCOMPARE(large.file->filePath, QFileInfo(sitePath(u"large.bin"_s)).canonicalFilePath());
        QCOMPARE(large.file->offsetBytes, 0);
        QCOMPARE(large.file->sizeBytes, bound + 1);
        QCOMPARE(large.contentType, "application/octet-stream"_ba);
    }

    void answersHeadLikeGet()
    {
        const HttpReply get = answer("GET", "/sub/app.js");
        const HttpReply head = answer("HEAD", "/sub/app.js", {HttpHeader{"Range", "bytes=0-1"}});
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
        QVERIFY(!reply.file);
        QVERIFY(headerOf(reply, "ETag").startsWith("W/\"0-"));
        QCOMPARE(get("/empty.txt", {HttpHeader{"Range", "bytes=0-"}}).status, 416);
    }

    void tellsUnchangedFilesFromChanged()
    {
        const QString path = sitePath(u"sub/app.js"_s);
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
                const HttpReply reply = answer(method, "/sub/app.js", {condition});
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
        const QByteArray path = QFile::encodeName(sitePath(u"sub/app.js"_s));
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

    void minds_IfRange()
    {
        const HttpHeader range{"Range", "bytes=2-4"};
        const HttpReply whole = get("/sub/app.js");
        const HttpHeader date{"If-Range", headerOf(whole, "Last-Modified")};
        const HttpHeader tag{"If-Range", headerOf(whole, "ETag")};
        QCOMPARE(get("/sub/app.js", {range, date}).status, 206);
        QCOMPARE(get("/sub/app.js", {range, tag}).status, 200);
        QCOMPARE(get("/sub/app.js", {range, HttpHeader{"If-Range", httpDate(0)}}).status, 200);
    }

    void servesARangeOfALargeFileByName()
    {
        write(sitePath(u"large.bin"_s), QByteArray(300'000, 'l'));
        const HttpReply part = get("/large.bin", {HttpHeader{"Range", "bytes=100000-299999"}});
        QCOMPARE(part.status, 206);
        QVERIFY(part.file);
        QCOMPARE(part.file->offsetBytes, 100'000);
        QCOMPARE(part.file->sizeBytes, 200'000);
        QCOMPARE(get("/large.bin", {HttpHeader{"Range", "bytes=-2"}}).body, "ll"_ba);
    }

    void allowsOnlyGetAndHead()
    {
        for (const char *method : {"POST", "PUT", "DELETE", "OPTIONS", "get", "", "GETS"}) {
            const HttpReply reply = answer(method, "/");
            QCOMPARE(reply.status, 405);
            QCOMPARE(headerOf(reply, "Allow"), "GET, HEAD"_ba);
            QVERIFY(reply.body.contains("method_not_allowed"));
        }
    }

    void opensOnlyFolders()
    {
        const auto errorOf = [](const QString &folder) {
            const auto site = StaticSite::open(folder);
            return site ? Error{ErrorCode::Internal, u"opened"_s} : site.error();
        };
        const QString absent = m_dir.filePath(u"absent"_s);
        QCOMPARE(errorOf(absent).code, ErrorCode::FolderMissing);
        QVERIFY(errorOf(absent).text().contains(absent));
        QVERIFY(errorOf(absent).text().contains(u"does not exist"_s));
        QVERIFY(errorOf(sitePath(u"index.html"_s)).text().contains(u"is not a folder"_s));
        QCOMPARE(errorOf(QString()).code, ErrorCode::FolderMissing);
        QVERIFY(StaticSite::open(sitePath()));
        QVERIFY(StaticSite::open(u"/"_s));
    }

    void opensRelativeFoldersOnce()
    {
        const QString before = QDir::currentPath();
        QVERIFY(QDir::setCurrent(m_dir.path()));
        const auto site = StaticSite::open(u"site"_s);
        QVERIFY(QDir::setCurrent(before));
        QVERIFY(site);
        QCOMPARE(site->answer(request("GET", "/")).status, 200);
    }

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

QTEST_GUILESS_MAIN(StaticSiteTest)
#include "tst_static_site.moc"
