#include "server/net/http/http_date.h"
#include "server/net/site/http_conditions.h"

#include <QTest>

using namespace pushpoint;
using namespace pushpoint::net;

namespace {

constexpr qint64 changed = 1'700'000'000;
constexpr qint64 now = 1'767'225'600;

HttpRequest get(QList<HttpHeader> headers)
{
    HttpRequest request;
    request.method = "GET";
    request.target = "/";
    request.headers = std::move(headers);
    return request;
}

} // namespace

class HttpConditionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsThePrecedenceOfTheRfc_data()
    {
        QTest::addColumn<QByteArray>("tag");
        QTest::addColumn<QList<HttpHeader>>("headers");
        QTest::addColumn<int>("outcome");
        const QByteArray weak("W/\"a,b\"");
        const QByteArray strong("\"a,b\"");
        const QByteArray before = httpDate(changed - 1);
        const QByteArray same = httpDate(changed);
        const auto row
            = [](const char *name, const QByteArray &tag, QList<HttpHeader> headers,
                 Condition outcome) { QTest::newRow(name) << tag << headers << int(outcome); };
        const auto go = Condition::Proceed;
        const auto fresh = Condition::NotModified;
        const auto failed = Condition::PreconditionFailed;
        row("no conditions", weak, {}, go);
        row("the tag", weak, {HttpHeader{"If-None-Match", weak}}, fresh);
        row("strong for weak", weak, {HttpHeader{"if-none-match", strong}}, fresh);
        row("weak for strong", strong, {HttpHeader{"If-None-Match", weak}}, fresh);
        row("any", weak, {HttpHeader{"If-None-Match", " * "}}, fresh);
        row("in a list", weak, {HttpHeader{"If-None-Match", "\"x\", W/\"y\" ,W/\"a,b\""}}, fresh);
        row("another", weak, {HttpHeader{"If-None-Match", "\"a\", \"b\""}}, go);
        row("unquoted", weak, {HttpHeader{"If-None-Match", "a,b"}}, go);
        row("never closed", weak, {HttpHeader{"If-None-Match", "\"a,b"}}, go);
        row("empty", weak, {HttpHeader{"If-None-Match", ""}}, go);
        row("date of the change", weak, {HttpHeader{"If-Modified-Since", same}}, fresh);
        row("a second before", weak, {HttpHeader{"If-Modified-Since", before}}, go);
        row("no date", weak, {HttpHeader{"If-Modified-Since", "yesterday"}}, go);
        row("tag goes before date", weak,
            {HttpHeader{"If-Modified-Since", same}, HttpHeader{"If-None-Match", "\"x\""}}, go);
        row("If-Match, weak", weak, {HttpHeader{"If-Match", weak}}, failed);
        row("If-Match, strong", strong, {HttpHeader{"If-Match", strong}}, go);
        row("If-Match, any", weak, {HttpHeader{"If-Match", "*"}}, go);
        row("If-Match goes before If-Unmodified-Since", strong,
            {HttpHeader{"If-Match", strong}, HttpHeader{"If-Unmodified-Since", before}}, go);
        row("unmodified since", weak, {HttpHeader{"If-Unmodified-Since", same}}, go);
        row("modified since", weak, {HttpHeader{"If-Unmodified-Since", before}}, failed);
        row("If-Match, then If-None-Match", strong,
            {HttpHeader{"If-Match", strong}, HttpHeader{"If-None-Match", strong}}, fresh);
    }
    void followsThePrecedenceOfTheRfc()
    {
        QFETCH(const QByteArray, tag);
        QFETCH(const QList<HttpHeader>, headers);
        QFETCH(const int, outcome);
        QCOMPARE(int(evaluateConditions(get(headers), {tag, changed}, now)), outcome);
    }

    void letsARangeCountOnlyForTheSameBytes()
    {
        const auto holds = [](const QByteArray &tag, const QByteArray &ifRange) {
            return rangeStillHolds(get({HttpHeader{"If-Range", ifRange}}), {tag, changed}, now);
        };
        QVERIFY(rangeStillHolds(get({}), {"W/\"a\"", changed}, now));
        QVERIFY(holds("\"a\"", "\"a\""));
        QVERIFY(!holds("\"a\"", "\"b\""));
        QVERIFY(!holds("W/\"a\"", "W/\"a\"")); // weak tags never promise the same bytes
        QVERIFY(holds("W/\"a\"", httpDate(changed)));
        QVERIFY(!holds("W/\"a\"", httpDate(changed + 1)));
        QVERIFY(!holds("W/\"a\"", "whenever"));
    }
};

QTEST_APPLESS_MAIN(HttpConditionsTest)
#include "tst_http_conditions.moc"
