#include "ui/cluster/cluster_page.h"

#include "resources/language/retranslation.h"
#include "ui/cluster/cluster_text.h"
#include "ui/cluster/link_model.h"
#include "ui/cluster/nodes_model.h"
#include "ui/cluster/probe_panel.h"
#include "ui/parts/hint_tree.h"

#include <QDateTime>
#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QVBoxLayout>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

ClusterPage::ClusterPage(QWidget *parent)
    : QWidget(parent), m_summary(new QLabel), m_nodes(new HintTree),
      m_nodesModel(new NodesModel(this)), m_linkTitle(new QLabel), m_link(new HintTree),
      m_linkModel(new LinkModel(this)), m_probe(new ProbePanel),
      m_below(new QSplitter(Qt::Horizontal))
{
    QFont bold = font();
    bold.setBold(true);
    m_summary->setObjectName(u"clusterSummary"_s);
    m_summary->setFont(bold);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    m_linkTitle->setFont(bold);
    m_nodes->setObjectName(u"nodes"_s);
    m_nodes->setModel(m_nodesModel);
    m_nodes->setRootIsDecorated(false);
    m_nodes->header()->setStretchLastSection(false);
    m_below->addWidget(makeLink());
    m_below->addWidget(m_probe);
    m_below->setChildrenCollapsible(false);
    m_below->setStretchFactor(0, 1);
    m_below->setStretchFactor(1, 1);
    connect(m_probe, &ProbePanel::probeRequested, this, &ClusterPage::probeRequested);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 6, 0, 0);
    layout->addWidget(m_summary);
    layout->addWidget(m_nodes, 2);
    layout->addWidget(m_below, 3);
    setFocusProxy(m_nodes);
    keepTranslated(this, [this] { setTexts(); });
    showStopped();
}

QWidget *ClusterPage::makeLink()
{
    auto *part = new QWidget;
    m_link->setObjectName(u"linkHistory"_s);
    m_link->setModel(m_linkModel);
    m_link->setRootIsDecorated(false);
    m_linkTitle->setBuddy(m_link);
    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 6, 0);
    layout->addWidget(m_linkTitle);
    layout->addWidget(m_link, 1);
    return part;
}

void ClusterPage::setTexts()
{
    m_nodes->setAccessibleName(tr("Nodes"));
    const QString longest = u"  "_s + ClusterText::state(NodeView::State::OtherVersion);
    m_nodes->setColumnSamples({ClusterText::node("pushpoint-north", true), longest,
                               u"00-00 00:00:00"_s, u"1,000,000"_s, u"1,000,000"_s, u"1,000,000"_s,
                               u"1,000,000"_s});
    m_linkTitle->setText(tr("Lin&k to the broker"));
    m_link->setAccessibleName(tr("History of the link to the broker"));
    m_link->setColumnSamples({u"0000-00-00 00:00:00.000"_s, u"     wrong password  "_s, {}});
    showSummary();
}

void ClusterPage::showSummary()
{
    m_summary->setText(ClusterText::summary(m_view));
    m_summary->setVisible(m_view.isJoined);
    m_below->setVisible(m_view.isJoined);
    if (!m_running)
        m_nodes->setHint(tr("The server is not running. Press Start."));
    else
        m_nodes->setHint(tr("This node serves alone. To join several, start each of them with the "
                            "same Redis and a name of its own, such as\n\n"
                            "pushpoint --broker redis://127.0.0.1:6379 --node north --port 3001\n"
                            "pushpoint --broker redis://127.0.0.1:6379 --node south --port 3002"));
}

void ClusterPage::update(const ClusterView &view)
{
    m_view = view;
    if (!m_running)
        m_probe->setServing(true);
    m_running = true;
    m_nodesModel->update(view.nodes, QDateTime::currentMSecsSinceEpoch());
    m_linkModel->update(view.link);
    showSummary();
}

void ClusterPage::showStopped()
{
    m_running = false;
    m_view.isJoined = false;
    m_nodesModel->update({}, 0);
    m_probe->setServing(false);
    showSummary();
}

void ClusterPage::setNames(const QStringList &names)
{
    m_probe->setNames(names);
}

void ClusterPage::showProbe(quint64 ticket, const ProbeOutcome &outcome)
{
    m_probe->showProbe(ticket, outcome);
}

} // namespace pushpoint::ui
