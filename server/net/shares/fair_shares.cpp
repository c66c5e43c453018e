#include "server/net/shares/fair_shares.h"

#include "server/net/shares/address_key.h"
#include "server/node/traffic_log.h"

#include <QHash>
#include <QLoggingCategory>
#include <QRandomGenerator>

#include <utility>

namespace pushpoint::net {

namespace {

Q_LOGGING_CATEGORY(sharesLog, "pushpoint.shares", QtInfoMsg)

constexpr qint64 secondNs = 1'000'000'000;
constexpr int burstSeconds = 10; // where no burst is set

Rate rateOf(std::optional<int> perSecondMax, int burstMax)
{
    const int perSecond = perSecondMax.value_or(0);
    return {perSecond, burstMax > 0 ? burstMax : burstSeconds * perSecond};
}

std::optional<Limited> limitedFor(Share share, qint64 waitNs)
{
    if (waitNs <= 0)
        return {};
    return Limited{share, std::chrono::seconds((waitNs + secondNs - 1) / secondNs)};
}

} // namespace

FairShares::FairShares(const Limits &limits, TrafficLog &log)
    : m_socketRate(limits.socketPublishesPerSecondMax, limits.socketPublishesPerSecondMax),
      m_names(rateOf(limits.namePublishesPerSecondMax, limits.namePublishesBurstMax)),
      m_addresses(rateOf(limits.addressPublishesPerSecondMax, limits.addressPublishesBurstMax)),
      m_upgrades(rateOf(limits.addressUpgradesPerSecondMax, limits.addressUpgradesBurstMax)),
      m_seed(size_t(QRandomGenerator::system()->generate64()) | 1), m_log(log)
{ }

quint64 FairShares::hash(QByteArrayView bytes) const
{
    return qHashBits(bytes.data(), size_t(bytes.size()), m_seed);
}

quint64 FairShares::addressOf(const QHostAddress &client) const
{
    const auto [v6, v4] = addressKeyOf(client);
    const std::array<quint64, 2> key{v6, v4};
    return hash({reinterpret_cast<const char *>(key.data()), sizeof(key)});
}

Speaker FairShares::speakerOf(const QHostAddress &client, QByteArrayView name,
                              const access::BearerPointer &bearer) const
{
    Speaker speaker{client, addressOf(client)};
    const QByteArray token = !bearer ? QByteArray()
        : bearer->subject.isEmpty()  ? bearer->tokenId
                                     : bearer->subject;
    if (!token.isEmpty())
        speaker.name = hash(token);
    else if (!name.isEmpty())
        speaker.name = hash(name) ^ speaker.address;
    return speaker;
}

std::optional<Limited> FairShares::checkAddress(const Speaker &speaker, qint64 nowNs) const
{
    return limitedFor(Share::AddressPublishes, m_addresses.waitNs(speaker.address, 1, nowNs));
}

std::optional<Limited> FairShares::takePosts(const Speaker &speaker, int count, qint64 nowNs)
{
    const qint64 ofName = speaker.name ? m_names.waitNs(*speaker.name, count, nowNs) : 0;
    const qint64 ofAddress = m_addresses.waitNs(speaker.address, count, nowNs);
    if (ofName > 0 || ofAddress > 0)
        return ofName > ofAddress ? limitedFor(Share::NamePublishes, ofName)
                                  : limitedFor(Share::AddressPublishes, ofAddress);
    if (speaker.name)
        m_names.take(*speaker.name, count, nowNs);
    m_addresses.take(speaker.address, count, nowNs);
    return {};
}

std::optional<Limited> FairShares::takeFromSocket(Speaker &speaker, qint64 nowNs)
{
    if (auto limited
        = limitedFor(Share::SocketPublishes, m_socketRate.waitNs(speaker.socketFullAtNs, 1, nowNs)))
        return limited;
    if (auto limited = takePosts(speaker, 1, nowNs))
        return limited;
    speaker.socketFullAtNs = m_socketRate.fullAtAfter(speaker.socketFullAtNs, 1, nowNs);
    return {};
}

std::optional<Limited> FairShares::takeUpgrade(const QHostAddress &client, qint64 nowNs)
{
    const quint64 key = addressOf(client);
    if (auto limited = limitedFor(Share::AddressUpgrades, m_upgrades.waitNs(key, 1, nowNs)))
        return limited;
    m_upgrades.take(key, 1, nowNs);
    return {};
}

void FairShares::note(const Limited &limited, const QHostAddress &client, const QByteArray &name)
{
    const QByteArray address = addressTextOf(client);
    m_log.counters().countLimited(limited.share);
    m_log.noteRefusal(limited.toError(), name, {},
                      address + " \xE2\x86\x92 " + limited.option()); // →
    const qint64 nowNs = m_log.nowNs();
    if (nowNs < m_nextLineNs) {
        ++m_leftOut;
        return;
    }
    m_nextLineNs = nowNs + secondNs;
    QByteArray line = "limited: " + (name.isEmpty() ? QByteArray() : name + ", ") + "from "
        + address + "; by " + limited.option();
    if (const quint64 leftOut = std::exchange(m_leftOut, 0); leftOut > 0)
        line += " (and " + QByteArray::number(leftOut) + " more since the last such line)";
    qCWarning(sharesLog).noquote() << line;
}

} // namespace pushpoint::net
