#include "app/keys/key_fetch.h"

#include <QHostAddress>
#include <QNetworkReply>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace pushpoint::app {

namespace {

constexpr int redirectsMax = 3;

QNetworkRequest requestFor(const QUrl &address)
{
    QNetworkRequest request(address);
    request.setRawHeader("Accept", "application/jwk-set+json, application/json");
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setMaximumRedirectsAllowed(redirectsMax);
    return request;
}

} // namespace

KeyFetch::KeyFetch(const QUrl &address, const KeyFetchTimes &times, QObject *parent)
    : QObject(parent), m_address(address), m_times(times), m_network(this), m_timer(this),
      m_answerTimer(this)
{
    Q_ASSERT(isKeyAddress(address));
    m_timer.setSingleShot(true);
    m_answerTimer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &KeyFetch::fetch);
    connect(&m_answerTimer, &QTimer::timeout, this, [this] { fail(u"it takes too long"_s); });
}

KeyFetch::~KeyFetch()
{
    if (m_reply)
        m_reply->disconnect(this); // its end is of no interest any more
}

void KeyFetch::start()
{
    fetch();
}

void KeyFetch::noteUnknownKey()
{
    if (m_reply || !m_sinceFetch.isValid())
        return;
    const auto since = std::chrono::milliseconds(m_sinceFetch.elapsed());
    const auto soon = std::max(m_times.unknownMin - since, std::chrono::milliseconds(0));
    if (!m_timer.isActive() || soon < m_timer.remainingTimeAsDuration())
        m_timer.start(soon);
}

void KeyFetch::fetch()
{
    if (m_reply)
        return;
    m_timer.stop();
    m_sinceFetch.start();
    m_body.clear();
    m_reply = m_network.get(requestFor(m_address));
    connect(m_reply, &QNetworkReply::readyRead, this, &KeyFetch::takePiece);
    connect(m_reply, &QNetworkReply::finished, this, &KeyFetch::finish);
    m_answerTimer.start(m_times.answerMax);
}

void KeyFetch::takePiece()
{
    m_body += m_reply->read(access::KeySet::textBytesMax + 1 - m_body.size());
    if (m_body.size() > access::KeySet::textBytesMax)
        fail(u"it is longer than a key set may be"_s);
}

void KeyFetch::finish()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (m_reply->error() != QNetworkReply::NoError)
        return fail(m_reply->errorString());
    if (status != 200)
        return fail(u"the answer is a %1"_s.arg(status));
    takePiece();
    if (m_reply) // else that was too much
        take(m_body);
}

void KeyFetch::take(const QByteArray &json)
{
    const auto keys = access::KeySet::parse(json);
    if (!keys)
        return fail(keys.error().text());
    m_answerTimer.stop();
    std::exchange(m_reply, nullptr)->deleteLater();
    m_timer.start(m_times.refresh);
    if (!std::exchange(m_problem, {}).isEmpty())
        Q_EMIT told(u"the keys at %1 can be had again"_s.arg(m_address.toString()));
    if (std::exchange(m_lastGood, json) != json)
        Q_EMIT fetched(*keys);
}

void KeyFetch::fail(const QString &reason)
{
    m_answerTimer.stop();
    if (QNetworkReply *reply = std::exchange(m_reply, nullptr)) {
        reply->disconnect(this);
        reply->abort();
        reply->deleteLater();
    }
    m_timer.start(m_times.retry);
    if (std::exchange(m_problem, reason) == reason)
        return;
    Q_EMIT told(u"the keys at %1 cannot be had, and %2: %3"_s.arg(
        m_address.toString(),
        m_lastGood.isEmpty() ? u"nobody is let in until they can"_s
                             : u"the last good ones serve on"_s,
        reason));
}

bool isKeyAddress(const QUrl &address)
{
    if (!address.isValid() || address.host().isEmpty() || !address.userInfo().isEmpty())
        return false;
    const bool isHere
        = address.host() == "localhost"_L1 || QHostAddress(address.host()).isLoopback();
    return address.scheme() == "https"_L1 || (address.scheme() == "http"_L1 && isHere);
}

} // namespace pushpoint::app
