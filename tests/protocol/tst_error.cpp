#include "server/protocol/close_code.h"
#include "server/protocol/result.h"

#include <QSet>
#include <QTest>

using namespace pushpoint;
using namespace Qt::StringLiterals;

namespace {

// The last of the list; the compiler tells where a code has no row.
constexpr int lastCode = int(ErrorCode::FolderMissing);

} // namespace

class ErrorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesEveryCodeItsOwnWord()
    {
        QSet<QByteArray> words;
        for (int code = 0; code <= lastCode; ++code) {
            const QByteArray word = Error{ErrorCode(code), {}}.word();
            QVERIFY(!word.isEmpty());
            for (const char c : word)
                QVERIFY2((c >= 'a' && c <= 'z') || c == '_', word);
            QVERIFY2(!words.contains(word), word);
            words.insert(word);
        }
    }

    void givesEveryCodeAStatusAndAText()
    {
        for (int code = 0; code <= lastCode; ++code) {
            const Error error{ErrorCode(code), {}};
            QVERIFY2(error.httpStatus() >= 400 && error.httpStatus() <= 599, error.word());
            QVERIFY2(!error.text().isEmpty(), error.word());
            QVERIFY2(!error.text().endsWith(u'.') && !error.text().contains(u'\n'), error.word());
        }
    }

    void keepsTheStatusesOfTheContract_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("word");
        const auto row = [](ErrorCode code, int status, const char *word) {
            QTest::newRow(word) << int(code) << status << QByteArray(word);
        };
        row(ErrorCode::BadJson, 400, "bad_json");
        row(ErrorCode::BadName, 400, "bad_name");
        row(ErrorCode::JsonTooDeep, 400, "json_too_deep");
        row(ErrorCode::TokenMissing, 401, "token_missing");
        row(ErrorCode::TokenInvalid, 401, "token_invalid");
        row(ErrorCode::TokenExpired, 401, "token_expired");
        row(ErrorCode::ForeignOrigin, 403, "foreign_origin");
        row(ErrorCode::NotAllowed, 403, "not_allowed");
        row(ErrorCode::NotFound, 404, "not_found");
        row(ErrorCode::MethodNotAllowed, 405, "method_not_allowed");
        row(ErrorCode::RequestTimeout, 408, "request_timeout");
        row(ErrorCode::LengthRequired, 411, "length_required");
        row(ErrorCode::PreconditionFailed, 412, "precondition_failed");
        row(ErrorCode::BodyTooLarge, 413, "body_too_large");
        row(ErrorCode::UriTooLong, 414, "uri_too_long");
        row(ErrorCode::UnsupportedMediaType, 415, "unsupported_media_type");
        row(ErrorCode::RangeNotSatisfiable, 416, "range_not_satisfiable");
        row(ErrorCode::ExpectationFailed, 417, "expectation_failed");
        row(ErrorCode::WrongHost, 421, "wrong_host");
        row(ErrorCode::UpgradeRequired, 426, "upgrade_required");
        row(ErrorCode::TooManyRequests, 429, "too_many_requests");
        row(ErrorCode::HeadersTooLarge, 431, "headers_too_large");
        row(ErrorCode::Internal, 500, "internal");
        row(ErrorCode::ShuttingDown, 503, "shutting_down");
        row(ErrorCode::ClusterUnknown, 503, "cluster_unknown");
    }
    void keepsTheStatusesOfTheContract()
    {
        QFETCH(const int, code);
        QFETCH(const int, status);
        QFETCH(const QByteArray, word);
        QCOMPARE(Error({ErrorCode(code), {}}).httpStatus(), status);
        QCOMPARE(Error({ErrorCode(code), {}}).word(), word);
    }

    void prefersItsDetail()
    {
        QCOMPARE(Error({ErrorCode::BadName, u"\"to\" must be a string"_s}).text(),
                 u"\"to\" must be a string"_s);
    }

    void tellsClientsWhichClosesToComeBackFrom()
    {
        for (const CloseCode code :
             {CloseCode::GoingAway, CloseCode::TooSlow, CloseCode::NoPong, CloseCode::TooFast})
            QVERIFY(shouldReconnect(int(code)));
        for (const CloseCode code :
             {CloseCode::Normal, CloseCode::NotAllowed, CloseCode::ClosedByAdministrator,
              CloseCode::TooManyOfThisName})
            QVERIFY(!shouldReconnect(int(code)));
        QVERIFY(shouldReconnect(4499));
        QVERIFY(!shouldReconnect(4500));
        QVERIFY(!shouldReconnect(4599));
        QVERIFY(shouldReconnect(4600));
        QVERIFY(shouldReconnect(1006)); // no close frame at all
    }

    void holdsAValueOrAnError()
    {
        const Result<int> value(5);
        QVERIFY(value);
        QCOMPARE(*value, 5);
        const Result<int> error(ErrorCode::NotFound);
        QVERIFY(!error);
        QCOMPARE(error.error().code, ErrorCode::NotFound);
    }
};

QTEST_APPLESS_MAIN(ErrorTest)
#include "tst_error.moc"
