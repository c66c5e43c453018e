#include "server/net/origin/site_refusal.h"

#include "server/net/origin/site_address.h"
#include "server/net/shares/address_key.h"

#include <QLoggingCategory>

#include <algorithm>
#include <utility>

namespace pushpoint::net {

namespace {

Q_LOGGING_CATEGORY(httpLog, "pushpoint.http", QtInfoMsg)

constexpr qsizetype shownBytesMax = 100;
constexpr qint64 logIntervalNs = 1'000'000'000;

// A client writes what it likes: no control character and no endless line gets into a log.
QByteArray shown(QByteArrayView value)
{
    QByteArray text;
    for (const char c : value.first(std::min(value.size(), shownBytesMax))) {
        if (c >= ' ' && c <= '~')
            text += c;
        else
            text += "\\x" + QByteArray::number(uchar(c), 16).rightJustified(2, '0');
    }
    return value.size() > shownBytesMax ? text + "..." : text;
}

} // namespace

SiteRefusal SiteRefusal::of(ErrorCode code, const HttpHead &head)
{
    const QByteArray host = "Host: " + shown(head.host.value_or(QByteArrayView()));
    if (code == ErrorCode::WrongHost) {
        const auto site = SiteAddress::ofHost(head.host.value_or(QByteArrayView()));
        return {host,
                site ? "--allow-host " + SiteAddress{{}, site->host}.authority() : QByteArray()};
    }
    if (!head.origin)
        return {"Sec-Fetch-Site: cross-site, " + host, {}};
    const auto site = SiteAddress::ofOrigin(*head.origin);
    return {"Origin: " + shown(*head.origin) + ", " + host,
            site ? "--allow-origin " + site->scheme + "://" + site->authority() : QByteArray()};
}

Error SiteRefusal::toError(ErrorCode code) const
{
    if (option.isEmpty())
        return {code, {}};
    return {code,
            Error{code, {}}.text()
                + QStringLiteral("; allowed by %1").arg(QString::fromLatin1(option))};
}

QByteArray SiteRefusal::row(const QHostAddress &peer) const
{
    const QByteArray all = facts + ", " + addressTextOf(peer);
    return option.isEmpty() ? all : all + " \xE2\x86\x92 " + option; // →
}

void SiteRefusalLog::note(const SiteRefusal &refusal, const QHostAddress &peer, qint64 nowNs)
{
    if (nowNs < m_nextNs) {
        ++m_leftOut;
        return;
    }
    m_nextNs = nowNs + logIntervalNs;
    QByteArray line = "refused: " + refusal.facts + ", from " + addressTextOf(peer);
    if (!refusal.option.isEmpty())
        line += "; to allow it: " + refusal.option;
    if (const quint64 leftOut = std::exchange(m_leftOut, 0); leftOut > 0)
        line += " (and " + QByteArray::number(leftOut) + " more since the last such line)";
    qCWarning(httpLog).noquote() << line;
}

} // namespace pushpoint::net
