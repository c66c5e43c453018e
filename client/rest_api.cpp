#include "client/rest_api.h"

#include <QCoreApplication>
#include <QNetworkReply>
#include <QNetworkRequest>

namespace pushpoint {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("RestApi", text);
}

QString problemText(const QNetworkReply &reply)
{
    switch (reply.error()) {
    case QNetworkReply::ConnectionRefusedError:
        return tr("nothing answers at the server's address");
    case QNetworkReply::HostNotFoundError:
        return tr("the server's host is not known");
    case QNetworkReply::OperationCanceledError:
    case QNetworkReply::TimeoutError:
        return tr("the server does not answer");
    default:
        return reply.errorString();
    }
}

RestAnswer answerOf(QNetworkReply &reply)
{
    RestAnswer answer;
    answer.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (reply.isOpen()) // not after an abort
        answer.body = reply.read(restAnswerBytesMax);
    // With a status, an error is only Qt's name for it; but a body that broke off is no answer.
    const bool broken = reply.error() != QNetworkReply::NoError
        && (answer.status < 400 || reply.error() < QNetworkReply::ContentAccessDenied);
    if (answer.status == 0 || broken) {
        answer.status = 0;
        answer.problem = problemText(reply);
    }
    return answer;
}

QNetworkRequest requestFor(const QUrl &url, std::chrono::milliseconds timeMax)
{
    QNetworkRequest request(url);
    request.setTransferTimeout(int(timeMax.count()));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    request.setHeader(QNetworkRequest::UserAgentHeader,
                      u"pushpoint-client/" PUSHPOINT_VERSION ""_s);
    return request;
}

void watch(QNetworkReply *reply, QObject *context, const RestApi::Done &done)
{
    QObject::connect(reply, &QNetworkReply::readyRead, reply, [reply] {
        if (reply->bytesAvailable() > restAnswerBytesMax)
            reply->abort();
    });
    QObject::connect(reply, &QNetworkReply::finished, reply, &QObject::deleteLater);
    QObject::connect(reply, &QNetworkReply::finished, context,
                     [reply, done] { done(answerOf(*reply)); });
}

} // namespace

void RestApi::get(const QUrl &url, std::chrono::milliseconds timeMax, QObject *context,
                  const Done &done)
{
    watch(m_network.get(requestFor(url, timeMax)), context, done);
}

void RestApi::post(const QUrl &url, const QByteArray &json, std::chrono::milliseconds timeMax,
                   QObject *context, const Done &done)
{
    QNetworkRequest request = requestFor(url, timeMax);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    watch(m_network.post(request, json), context, done);
}

} // namespace pushpoint
