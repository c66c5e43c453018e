#include "server/net/api/presence_answer.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::broker;
using namespace pushpoint::net;

namespace {

PresenceAnswer twoNodes(bool complete = true)
{
    return {{{"b/2", {{"Bob", 1}, {"Dave", 2}}}, {"a/1", {{"Alice", 1}, {"Bob", 3}}}}, complete};
}

QByteArray header(const HttpReply &reply)
{
    for (const HttpHeader &field : reply.headers) {
        if (field.name == "Pushpoint-Complete")
            return field.value;
    }
    return {};
}

} // namespace

/// What is said of who is connected.
class TestPresenceAnswer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pageAddsUpInTheOrderOfNames()
    {
        const HttpReply reply = presencePage(twoNodes(), 10, false);
        QCOMPARE(reply.body,
                 "[{\"name\":\"Alice\",\"connections\":1},{\"name\":\"Bob\",\"connections\":4},"
                 "{\"name\":\"Dave\",\"connections\":2}]");
        QCOMPARE(header(reply), QByteArray());
    }

    void pageEndsAtItsLimit()
    {
        QCOMPARE(presencePage(twoNodes(), 2, false).body.count("name"), 2);
        QCOMPARE(presencePage({{{"a/1", {}}}, true}, 2, false).body, "[]");
    }

    void detailsNameEachNode()
    {
        QVERIFY(presencePage(twoNodes(), 10, true)
                    .body.contains("{\"name\":\"Bob\",\"connections\":4,\"nodes\":[{\"node\":\"a\","
                                   "\"connections\":3},{\"node\":\"b\",\"connections\":1}]}"));
    }

    void whatIsMissingIsSaid()
    {
        QCOMPARE(header(presencePage(twoNodes(false), 10, false)), "false");
        QCOMPARE(header(presenceOf(twoNodes(false), "Bob", false, false)), "false");
    }

    void oneNameIsToldAlone()
    {
        QCOMPARE(presenceOf(twoNodes(), "Bob", false, false).body,
                 "{\"name\":\"Bob\",\"connections\":4}");
        QCOMPARE(presenceOf(twoNodes(), "Eve", true, false).body,
                 "{\"name\":\"Eve\",\"connections\":0,\"nodes\":[]}");
        QCOMPARE(presenceOf(twoNodes(), "Bob", false, true).status, 200);
        QCOMPARE(presenceOf(twoNodes(), "Eve", false, true).status, 404);
        QCOMPARE(presenceOf(twoNodes(), "Eve", false, false).status, 200);
    }
};

QTEST_GUILESS_MAIN(TestPresenceAnswer)
#include "tst_presence_answer.moc"
