#include "client/window/parts/peer_panel.h"

#include "client/conversation/peer_model.h"
#include "client/window/parts/peer_delegate.h"
#include "resources/language/retranslation.h"

#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QVBoxLayout>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

PeerPanel::PeerPanel(PeerModel &peers, QWidget *parent)
    : QWidget(parent), m_peers(peers), m_search(new QLineEdit(this)), m_list(new QListView(this))
{
    m_search->setObjectName(u"search"_s);
    m_search->setClearButtonEnabled(true);
    m_list->setObjectName(u"peers"_s);
    m_list->setModel(&peers);
    m_list->setItemDelegate(new PeerDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setEditTriggers(QListView::NoEditTriggers);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 10, 0, 8);
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    setMinimumWidth(150);
    keepTranslated(this, [this] {
        m_search->setPlaceholderText(tr("Search (Ctrl+F)"));
        m_search->setAccessibleName(tr("Search what was said"));
        m_list->setAccessibleName(tr("Conversations"));
        m_list->viewport()->update();
    });

    const auto choose = [this](const QModelIndex &index) {
        const QString peer = index.data(Qt::EditRole).toString();
        m_search->clear();
        Q_EMIT peerChosen(peer);
    };
    connect(m_list, &QListView::clicked, this, choose);
    connect(m_list, &QListView::activated, this, choose);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_list, &QListView::customContextMenuRequested, this, &PeerPanel::showMenu);
    connect(m_search, &QLineEdit::textChanged, this,
            [this](const QString &text) { Q_EMIT searchChanged(text.trimmed()); });
}

void PeerPanel::showMenu(const QPoint &position)
{
    const QModelIndex index = m_list->indexAt(position);
    if (!index.isValid())
        return;
    const QString peer = index.data(Qt::EditRole).toString();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("&Export…"), this, [this, peer] { Q_EMIT exportRequested(peer); });
    menu->popup(m_list->viewport()->mapToGlobal(position));
}

void PeerPanel::markPeer(const QString &peer)
{
    const int row = m_peers.rowOf(peer);
    if (row < 0)
        m_list->clearSelection();
    else
        m_list->setCurrentIndex(m_peers.index(row));
}

QString PeerPanel::searchText() const
{
    return m_search->text().trimmed();
}

void PeerPanel::clearSearch()
{
    m_search->clear();
}

void PeerPanel::focusSearch()
{
    m_search->setFocus();
    m_search->selectAll();
}

} // namespace pushpoint::client
