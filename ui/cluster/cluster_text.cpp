#include "ui/cluster/cluster_text.h"

#include "ui/words/display_text.h"

#include <algorithm>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

QString ClusterText::node(const QByteArray &name, bool isSelf)
{
    return isSelf ? tr("%1 (this node)").arg(visibleText(name)) : visibleText(name);
}

QString ClusterText::state(NodeView::State state)
{
    switch (state) {
    case NodeView::State::Joined:
        return tr("joined");
    case NodeView::State::Silent:
        return tr("silent");
    case NodeView::State::Gone:
        return tr("gone");
    case NodeView::State::OtherVersion:
        return tr("other version");
    }
    Q_UNREACHABLE();
}

QString ClusterText::link(const QByteArray &word)
{
    const std::pair<QByteArrayView, QString> words[]{
        {"connecting", tr("connecting")},
        {"linked", tr("linked")},
        {"lost", tr("lost")},
        {"wrong_password", tr("wrong password")},
        {"no_permission", tr("no permission")},
        {"read_only", tr("read-only")},
        {"out_of_memory", tr("out of memory")},
        {"loading", tr("loading")},
        {"cluster_refused", tr("Redis Cluster refused")},
        {"tls_failed", tr("no TLS")},
    };
    const auto *found
        = std::ranges::find_if(words, [&](const auto &pair) { return pair.first == word; });
    return found == std::end(words) ? visibleText(word) : found->second;
}

// As the broker words them, which a test holds against the broker's own table.
QString ClusterText::reason(const LinkChange &change)
{
    static constexpr const char *sentences[]{
        QT_TR_NOOP("connecting to the broker"),
        QT_TR_NOOP("linked to the broker"),
        QT_TR_NOOP("the broker cannot be reached"),
        QT_TR_NOOP("the broker refuses the user or the password"),
        QT_TR_NOOP("the broker's user lacks a permission"),
        QT_TR_NOOP("the broker is a read-only replica"),
        QT_TR_NOOP("the broker is out of memory"),
        QT_TR_NOOP("the broker is still loading its data"),
        // NOLINTNEXTLINE(bugprone-suspicious-missing-comma): one sentence on two lines
        QT_TR_NOOP("the broker is a Redis Cluster, which counts the receivers of one of its nodes "
                   "only; use a standalone Redis or one with Sentinel"),
        QT_TR_NOOP("there is no TLS with the broker that both sides trust"),
    };
    for (const char *sentence : sentences) {
        const QLatin1StringView known(sentence);
        if (change.text.startsWith(known))
            return tr(sentence) + visibleText(change.text.sliced(known.size()));
    }
    return visibleText(change.text);
}

QString ClusterText::probe(const ProbeRow &row)
{
    if (!row.answered)
        return tr("silent: said nothing in time");
    if (row.isMissing())
        return tr("MISSED: has %1 of it, none got it").arg(countText(quint64(row.connections)));
    if (row.taken > 0)
        return tr("delivered to %1").arg(countText(quint64(row.taken)));
    return tr("no such receiver");
}

QString ClusterText::summary(const ClusterView &view)
{
    if (!view.isJoined)
        return {};
    const QString broker = visibleText(view.broker);
    if (view.isLinked()) {
        const auto joined = std::ranges::count(view.nodes, NodeView::State::Joined,
                                               [](const NodeView &node) { return node.state; });
        const auto others
            = std::ranges::count(view.nodes, NodeView::State::OtherVersion, &NodeView::state);
        const QString line = tr("Linked to %1; nodes joined: %2").arg(broker).arg(joined);
        return others == 0 ? line : tr("%1; of another version: %2").arg(line).arg(others);
    }
    const QString state = view.link.empty() ? tr("connecting") : link(view.link.back().word);
    return tr("Not linked to %1: %2. Receivers here are served as ever.").arg(broker, state);
}

QString ClusterText::summary(const ProbeOutcome &outcome)
{
    if (outcome.rows.empty() && outcome.outcome.delivered()) // an alone or an older node answered
        return tr("Delivered on %1.").arg(visibleText(outcome.outcome.node));
    const auto missing = std::ranges::count_if(outcome.rows, &ProbeRow::isMissing);
    const auto silent
        = std::ranges::count_if(outcome.rows, [](const ProbeRow &row) { return !row.answered; });
    if (missing > 0)
        return tr("Nodes that missed it: %1").arg(missing);
    if (silent > 0)
        return tr("Nodes that said nothing: %1").arg(silent);
    if (!outcome.outcome.known)
        return tr("Whether anybody has it could not be known.");
    const bool delivered
        = std::ranges::any_of(outcome.rows, [](const ProbeRow &row) { return row.taken > 0; });
    return delivered || outcome.outcome.delivered() ? tr("Every node that has the name got it.")
                                                    : tr("No node has this name.");
}

} // namespace pushpoint::ui
