#include "server/broker/broker.h"

#include <QDateTime>

namespace pushpoint::broker {

namespace {

struct Row
{
    const char *word;
    const char *text;
};

// A switch and not an array: the compiler then tells of a state without a row.
Row rowOf(LinkStatus::State state)
{
    switch (state) {
    case LinkStatus::State::Connecting:
        return {"connecting", "connecting to the broker"};
    case LinkStatus::State::Linked:
        return {"linked", "linked to the broker"};
    case LinkStatus::State::Lost:
        return {"lost", "the broker cannot be reached"};
    case LinkStatus::State::WrongPassword:
        return {"wrong_password", "the broker refuses the user or the password"};
    case LinkStatus::State::NoPermission:
        return {"no_permission", "the broker's user lacks a permission"};
    case LinkStatus::State::ReadOnly:
        return {"read_only", "the broker is a read-only replica"};
    case LinkStatus::State::OutOfMemory:
        return {"out_of_memory", "the broker is out of memory"};
    case LinkStatus::State::Loading:
        return {"loading", "the broker is still loading its data"};
    case LinkStatus::State::ClusterRefused:
        return {"cluster_refused",
                "the broker is a Redis Cluster, which counts the receivers of one of its nodes "
                "only; use a standalone Redis or one with Sentinel"};
    case LinkStatus::State::TlsFailed:
        return {"tls_failed", "there is no TLS with the broker that both sides trust"};
    }
    Q_UNREACHABLE();
}

} // namespace

QByteArray LinkStatus::word() const
{
    return QByteArray(rowOf(state).word);
}

QString LinkStatus::text() const
{
    const QString text = QString::fromUtf8(rowOf(state).text);
    return detail.isEmpty() ? text : text + QStringLiteral(" (%1)").arg(detail);
}

void Broker::setLinkStatus(const LinkStatus &status)
{
    if (status == m_linkStatus)
        return;
    m_linkStatus = status;
    if (m_linkHistory.size() >= ClusterView::linkChangesMax)
        m_linkHistory.erase(m_linkHistory.begin());
    m_linkHistory.push_back(
        {QDateTime::currentMSecsSinceEpoch(), isLinked(), status.word(), status.text()});
    Q_EMIT linkChanged(status);
}

} // namespace pushpoint::broker
