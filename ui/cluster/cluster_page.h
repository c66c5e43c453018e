#pragma once

#include "server/protocol/cluster_view.h"

#include <QWidget>

class QLabel;
class QSplitter;

namespace pushpoint::ui {

class HintTree;
class LinkModel;
class NodesModel;
class ProbePanel;

/// The nodes that are joined, what the link to the broker went through, and the probe. Where this
/// node is alone, it says how nodes are joined. GUI thread; owned by the window.
class ClusterPage : public QWidget
{
    Q_OBJECT

public:
    explicit ClusterPage(QWidget *parent = nullptr);

    void update(const ClusterView &view);
    /// The server has stopped: nobody is joined any more.
    void showStopped();
    /// Offered to probe.
    void setNames(const QStringList &names);
    void showProbe(quint64 ticket, const pushpoint::ProbeOutcome &outcome);

Q_SIGNALS:
    /// @param ticket comes back with showProbe(); never twice the same.
    void probeRequested(quint64 ticket, const pushpoint::Message &message);

private:
    QWidget *makeLink();
    void setTexts();
    void showSummary();

    QLabel *m_summary;
    HintTree *m_nodes;
    NodesModel *m_nodesModel;
    QLabel *m_linkTitle;
    HintTree *m_link;
    LinkModel *m_linkModel;
    ProbePanel *m_probe;
    QSplitter *m_below; ///< only for nodes that are joined
    ClusterView m_view;
    bool m_running = false;
};

} // namespace pushpoint::ui
