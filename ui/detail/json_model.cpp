#include "ui/detail/json_model.h"

#include "ui/words/display_text.h"

namespace pushpoint::ui {

namespace {

constexpr qsizetype valueShownMax = 300; ///< bytes; a cell is one line

} // namespace

void JsonModel::setJson(const QByteArray &json)
{
    beginResetModel();
    m_outline = JsonOutline(json);
    endResetModel();
}

QString JsonModel::path(const QModelIndex &index) const
{
    return index.isValid() ? m_outline.path(int(index.internalId())) : QString();
}

QByteArray JsonModel::value(const QModelIndex &index) const
{
    return index.isValid() ? m_outline.nodes()[index.internalId()].text.toByteArray()
                           : QByteArray();
}

QModelIndex JsonModel::find(const QString &text, const QModelIndex &from) const
{
    const size_t count = m_outline.nodes().size();
    const size_t start = from.isValid() ? from.internalId() + 1 : 0;
    for (size_t i = 0; i < count && !text.isEmpty(); ++i) {
        const size_t at = (start + i) % count;
        const JsonOutline::Node &node = m_outline.nodes()[at];
        const bool says = QString::fromUtf8(node.key).contains(text, Qt::CaseInsensitive)
            || (node.children.empty()
                && QString::fromUtf8(node.text).contains(text, Qt::CaseInsensitive));
        if (says)
            return indexOf(int(at));
    }
    return {};
}

QModelIndex JsonModel::indexOf(int node) const
{
    return createIndex(m_outline.nodes()[size_t(node)].row, 0, quintptr(node));
}

QModelIndex JsonModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const int node
        = parent.isValid() ? m_outline.nodes()[parent.internalId()].children[size_t(row)] : 0;
    return createIndex(row, column, quintptr(node));
}

QModelIndex JsonModel::parent(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const int parent = m_outline.nodes()[index.internalId()].parent;
    return parent < 0 ? QModelIndex() : indexOf(parent);
}

int JsonModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return m_outline.nodes().empty() ? 0 : 1;
    return parent.column() == 0 ? int(m_outline.nodes()[parent.internalId()].children.size()) : 0;
}

int JsonModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant JsonModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const JsonOutline::Node &node = m_outline.nodes()[index.internalId()];
    if (role == Qt::ToolTipRole)
        return plainToolTip(m_outline.path(int(index.internalId())));
    if (index.column() == Name) {
        if (node.parent < 0)
            return QStringLiteral("$");
        return node.key.isEmpty() ? QString::number(node.row)
                                  : visibleText(node.key.sliced(1, node.key.size() - 2));
    }
    if (!node.children.empty())
        return node.isObject() ? tr("{ %n }", nullptr, int(node.children.size()))
                               : tr("[ %n ]", nullptr, int(node.children.size()));
    if (node.text.size() <= valueShownMax)
        return visibleText(node.text);
    return visibleText(withoutHalfCharacter(node.text.first(valueShownMax)))
        + tr("… (%1)").arg(bytesText(quint64(node.text.size())));
}

QVariant JsonModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Name ? tr("Name") : tr("Value");
}

} // namespace pushpoint::ui
