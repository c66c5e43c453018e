#pragma once

#include "server/protocol/cluster_view.h"

#include <QCoreApplication>
#include <QString>

namespace pushpoint::ui {

/// What the cluster's values are called on the screen, in the user's language. Pure functions; the
/// GUI thread.
class ClusterText
{
    Q_DECLARE_TR_FUNCTIONS(ClusterText)

public:
    /// A node's name, with a mark if it is this node.
    static QString node(const QByteArray &name, bool isSelf);
    static QString state(NodeView::State state);
    /// The text for a state of the link by its stable word; an unknown word is returned as it is.
    static QString link(const QByteArray &word);
    /// Why the link is in that state: the broker's sentence in the user's language, with what the
    /// system said behind it as it was said; a sentence that is not known, as it is.
    static QString reason(const LinkChange &change);
    /// What one node said about a probe.
    static QString probe(const ProbeRow &row);
    /// Where the link stands and with how many others, in a line; empty for a node that is alone.
    static QString summary(const ClusterView &view);
    /// What became of a probe, in a line.
    static QString summary(const ProbeOutcome &outcome);
};

} // namespace pushpoint::ui
