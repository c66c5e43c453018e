#include "client/account/roster_model.h"

#include <QIcon>
#include <QPainter>
#include <QPixmap>

#include <algorithm>

namespace pushpoint::client {

namespace {

constexpr int dotSidePixels = 12;
constexpr qreal dotSharpness = 2.0;

QIcon dotIcon(bool online)
{
    QPixmap pixmap(QSize(dotSidePixels, dotSidePixels) * dotSharpness);
    pixmap.setDevicePixelRatio(dotSharpness);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF circle(2.5, 2.5, dotSidePixels - 5, dotSidePixels - 5);
    painter.setPen(online ? QPen(Qt::NoPen) : QPen(QColor(0x8a, 0x8f, 0x98), 1.2));
    painter.setBrush(online ? QBrush(QColor(0x2e, 0xa0, 0x5a)) : QBrush(Qt::NoBrush));
    painter.drawEllipse(circle);
    return QIcon(pixmap);
}

} // namespace

void RosterModel::setEntries(const QList<RosterEntry> &entries)
{
    if (entries == m_entries)
        return;
    if (hasSameNames(entries)) {
        m_entries = entries;
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
        return;
    }
    beginResetModel();
    m_entries = entries;
    endResetModel();
}

bool RosterModel::isOnline(const QString &name) const
{
    return std::ranges::any_of(m_entries, [&name](const RosterEntry &entry) {
        return entry.name == name && entry.connections > 0;
    });
}

int RosterModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

QVariant RosterModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const RosterEntry &entry = m_entries[index.row()];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return entry.name;
    case Qt::DecorationRole:
        return dotIcon(entry.connections > 0);
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole:
        return entry.connections > 0 ? tr("online, %n connection(s)", nullptr, entry.connections)
                                     : tr("offline");
    case ConnectionsRole:
        return entry.connections;
    default:
        return {};
    }
}

bool RosterModel::hasSameNames(const QList<RosterEntry> &entries) const
{
    return std::ranges::equal(entries, m_entries, {}, &RosterEntry::name, &RosterEntry::name);
}

} // namespace pushpoint::client
