#include "client/transport/rest_api.h"

#include "client/transport/close_text.h"
#include "client/trust/server_trust.h"

#include <QCoreApplication>
#include <QNetworkReply>
#include <QNetworkRequest>

#include <algorithm>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("pushpoint::client", text);
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
    case QNetworkReply::SslHandshakeFailedError:
        return isWithoutTls(reply.errorString()) ? withoutTlsText() : reply.errorString();
    default:
        return reply.errorString();
    }
}

std::chrono::seconds retryAfterOf(const QNetworkReply &reply)
{
    const auto seconds = reply.rawHeader("Retry-After").trimmed().toUInt(); // 0 for what is none
    return std::min(std::chrono::seconds(seconds), retryAfterMax);
}

RestAnswer answerOf(QNetworkReply &reply)
{
    RestAnswer answer;
    answer.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (reply.isOpen()) // not after an abort
        answer.body = reply.read(restAnswerBytesMax);
    answer.retryAfter = retryAfterOf(reply);
    // With a status, an error is only Qt's name for it; but a body that broke off is no answer.
    const bool broken = reply.error() != QNetworkReply::NoError
        && (answer.status < 400 || reply.error() < QNetworkReply::ContentAccessDenied);
    if (answer.status == 0 || broken) {
        answer.status = 0;
        answer.problem = problemText(reply);
        answer.isWithoutTls = reply.error() == QNetworkReply::SslHandshakeFailedError
            && isWithoutTls(reply.errorString());
    }
    return answer;
}

} // namespace

RestApi::RestApi() : m_network(std::make_unique<QNetworkAccessManager>()) { }

RestApi::~RestApi() = default;

void RestApi::setTrust(ServerTrust &trust)
{
    m_trust = &trust;
    QObject::connect(m_trust, &ServerTrust::changed, &m_scope, [this] { dropConnections(); });
}

void RestApi::dropConnections()
{
    // A manager keeps connections, and opens further ones as it did the first, whatever a later
    // request says about certificates. Children of the old one, the calls under way end by abort().
    const auto old = std::exchange(m_network, std::make_unique<QNetworkAccessManager>());
    for (auto *reply : old->findChildren<QNetworkReply *>(Qt::FindDirectChildrenOnly))
        reply->abort();
}

QNetworkRequest RestApi::requestFor(const QUrl &url, std::chrono::milliseconds timeMax) const
{
    QNetworkRequest request(url);
    request.setTransferTimeout(int(timeMax.count()));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    request.setHeader(QNetworkRequest::UserAgentHeader,
                      u"pushpoint-client/" PUSHPOINT_VERSION ""_s);
    if (m_trust)
        request.setSslConfiguration(m_trust->configuration());
    if (m_trust && !m_trust->token().isEmpty())
        request.setRawHeader("Authorization", "Bearer " + m_trust->token());
    return request;
}

void RestApi::watch(QNetworkReply *reply, QObject *context, const Done &done) const
{
    QObject::connect(reply, &QNetworkReply::readyRead, reply, [reply] {
        if (reply->bytesAvailable() > restAnswerBytesMax)
            reply->abort();
    });
    const auto untrusted = std::make_shared<std::optional<UntrustedCertificate>>();
    if (m_trust) {
        // Qt's network thread waits here, before the first byte of the request.
        QObject::connect(reply, &QNetworkReply::sslErrors, m_trust,
                         [trust = m_trust, reply, untrusted](const QList<QSslError> &errors) {
                             const auto certificate = reply->sslConfiguration().peerCertificate();
                             const auto ignored = trust->judge(certificate, errors);
                             if (!ignored.isEmpty())
                                 return reply->ignoreSslErrors(ignored);
                             *untrusted = trust->refusal();
                         });
    }
    QObject::connect(reply, &QNetworkReply::finished, reply, &QObject::deleteLater);
    QObject::connect(reply, &QNetworkReply::finished, context, [reply, done, untrusted] {
        RestAnswer answer = answerOf(*reply);
        if (*untrusted)
            answer = {0, {}, (*untrusted)->sentence(), **untrusted};
        done(answer);
    });
}

void RestApi::get(const QUrl &url, std::chrono::milliseconds timeMax, QObject *context,
                  const Done &done)
{
    watch(m_network->get(requestFor(url, timeMax)), context, done);
}

void RestApi::post(const QUrl &url, const QByteArray &json, std::chrono::milliseconds timeMax,
                   QObject *context, const Done &done)
{
    QNetworkRequest request = requestFor(url, timeMax);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    watch(m_network->post(request, json), context, done);
}

} // namespace pushpoint::client
