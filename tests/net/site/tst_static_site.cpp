#include "tests/net/site/site_folder.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <optional>

#include <sys/stat.h>
#include <unistd.h>

using namespace pushpoint;
using namespace pushpoint::net;
using namespace Qt::StringLiterals;

/// What is served and what is not. How it is served: tst_static_site_replies.
class StaticSiteTest : public QObject
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
        QVERIFY(m_site->write(m_site->path(fileName), "here it is"));
        const HttpReply reply = get(target);
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.body, "here it is"_ba);
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
        QVERIFY(QDir().mkpath(m_site->path(u"a 好%"_s)));
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
            const HttpReply reply = m_site->answer(method, target);
            QCOMPARE(reply.status, status);
            QVERIFY(!reply.source);
            const auto json = QJsonDocument::fromJson(reply.body).object();
            QCOMPARE(json[u"succeed"_s], QJsonValue(false));
            QCOMPARE(json[u"error"_s].toString(),
                     status == 404 ? u"not_found"_s : u"bad_request"_s);
            QCOMPARE(reply.contentType, "application/json; charset=utf-8"_ba);
        }
    }

    void takesNoAbsolutePaths()
    {
        const QByteArray absolute = m_site->beside(u"outside/secret.txt"_s).toUtf8();
        QCOMPARE(get(absolute).status, 404);
        QCOMPARE(get('/' + absolute).status, 404);
        QCOMPARE(get("/%2f" + absolute.sliced(1)).status, 404);
        QCOMPARE(get("/file:" + absolute).status, 404);
    }

    void followsOnlyLinksThatStayInside()
    {
        const auto link = [](const QString &target, const QString &name) {
            QVERIFY(QFile::link(target, name));
        };
        link(m_site->path(u"sub"_s), m_site->path(u"inside"_s));
        link(u"sub/app.js"_s, m_site->path(u"inside.js"_s));
        link(m_site->beside(u"outside/secret.txt"_s), m_site->path(u"out.txt"_s));
        link(u"../outside"_s, m_site->path(u"out"_s));
        link(u"../site-beside"_s, m_site->path(u"beside"_s));
        link(u"out"_s, m_site->path(u"twice"_s));
        link(u"loop"_s, m_site->path(u"loop"_s));
        link(u"gone"_s, m_site->path(u"dangling"_s));
        link(u"../site"_s, m_site->path(u"self"_s));
        QVERIFY(QDir().mkpath(m_site->path(u"trap"_s)));
        link(m_site->beside(u"outside/secret.txt"_s), m_site->path(u"trap/index.html"_s));

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

    void noLinkLeadsToAHiddenName()
    {
        const QStringList targets{u".hidden"_s, u".git"_s, u".git/config"_s, u"sub/.deep/x"_s,
                                  u"again/config"_s};
        QVERIFY(m_site->write(m_site->path(u"sub/.deep/x"_s), "secret"));
        QVERIFY(m_site->write(m_site->path(u"sub/.deep/index.html"_s), "secret"));
        QVERIFY(QFile::link(u".git"_s, m_site->path(u"again"_s)));
        QVERIFY(QFile::link(u"sub/.deep"_s, m_site->path(u"deep"_s)));
        QVERIFY(QDir().mkpath(m_site->path(u"trap"_s)));
        QVERIFY(QFile::link(u"../.git/config"_s, m_site->path(u"trap/index.html"_s)));
        for (qsizetype i = 0; i < targets.size(); ++i)
            QVERIFY(QFile::link(targets[i], m_site->path(u"link%1"_s.arg(i))));
        for (const char *target :
             {"/link0", "/link1", "/link1/", "/link1/config", "/link2", "/link3", "/link4",
              "/again", "/again/", "/again/config", "/deep", "/deep/", "/deep/x", "/trap/"})
            QCOMPARE(get(target).status, 404);
        QCOMPARE(get("/sub/app.js").status, 200);
    }

    void servesAFolderBelowAHiddenOne()
    {
        const QString folder = m_site->beside(u".www/site"_s);
        QVERIFY(m_site->write(folder + u"/a.txt"_s, "a"));
        const auto site = StaticSite::open(folder);
        QCOMPARE(site->answer(SiteFolder::request("GET", "/a.txt")).status, 200);
    }

    void servesAFolderThatIsALinkItself()
    {
        const QString link = m_site->beside(u"link"_s);
        QVERIFY(QFile::link(m_site->path(), link));
        const auto site = StaticSite::open(link + u'/');
        QVERIFY(site);
        QCOMPARE(bodyOf(site->answer(SiteFolder::request("GET", "/sub/app.js"))), "0123456789"_ba);
        QCOMPARE(site->answer(SiteFolder::request("GET", "/../outside/secret.txt")).status, 404);
    }

    void neverOpensAPipe()
    {
        const QByteArray pipe = QFile::encodeName(m_site->path(u"pipe"_s));
        QCOMPARE(::mkfifo(pipe.constData(), 0600), 0);
        QCOMPARE(get("/pipe").status, 404); // opening it would block for ever
    }

    void hasNoUnreadableFile()
    {
        if (::geteuid() == 0)
            QSKIP("the superuser can read everything");
        QVERIFY(m_site->write(m_site->path(u"locked.txt"_s), "x"));
        QVERIFY(QFile::setPermissions(m_site->path(u"locked.txt"_s), {}));
        QCOMPARE(get("/locked.txt").status, 404);
    }

    void noticesThatAFileVanishes()
    {
        const auto site = StaticSite::open(m_site->path());
        QCOMPARE(site->answer(SiteFolder::request("GET", "/sub/app.js")).status, 200);
        QVERIFY(QFile::remove(m_site->path(u"sub/app.js"_s)));
        QCOMPARE(site->answer(SiteFolder::request("GET", "/sub/app.js")).status, 404);
        QVERIFY(QDir(m_site->path()).removeRecursively());
        QCOMPARE(site->answer(SiteFolder::request("GET", "/")).status, 404);
    }

    void opensOnlyFolders()
    {
        const auto errorOf = [](const QString &folder) {
            const auto site = StaticSite::open(folder);
            return site ? Error{ErrorCode::Internal, u"opened"_s} : site.error();
        };
        const QString absent = m_site->beside(u"absent"_s);
        QCOMPARE(errorOf(absent).code, ErrorCode::FolderMissing);
        QVERIFY(errorOf(absent).text().contains(absent));
        QVERIFY(errorOf(absent).text().contains(u"does not exist"_s));
        QVERIFY(errorOf(m_site->path(u"index.html"_s)).text().contains(u"is not a folder"_s));
        QCOMPARE(errorOf(QString()).code, ErrorCode::FolderMissing);
        QVERIFY(StaticSite::open(m_site->path()));
        QVERIFY(StaticSite::open(u"/"_s));
    }

    void opensRelativeFoldersOnce()
    {
        const QString before = QDir::currentPath();
        QVERIFY(QDir::setCurrent(m_site->beside(QString())));
        const auto site = StaticSite::open(u"site"_s);
        QVERIFY(QDir::setCurrent(before));
        QVERIFY(site);
        QCOMPARE(site->answer(SiteFolder::request("GET", "/")).status, 200);
    }
};

QTEST_GUILESS_MAIN(StaticSiteTest)
#include "tst_static_site.moc"
