#include "ui/detail/hex_model.h"

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype bytesInLine = 16;

} // namespace

void HexModel::setBytes(const QByteArray &bytes)
{
    beginResetModel();
    m_bytes = bytes;
    endResetModel();
}

int HexModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int((m_bytes.size() + bytesInLine - 1) / bytesInLine);
}

QVariant HexModel::data(const QModelIndex &index, int role) const
{
    if (role != Qt::DisplayRole || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const qsizetype offset = index.row() * bytesInLine;
    const QByteArray bytes = m_bytes.mid(offset, bytesInLine);
    QString text;
    for (const char c : bytes)
        text += c >= 0x20 && c < 0x7F ? QChar::fromLatin1(c) : QChar(u'·');
    const QString hex = QString::fromLatin1(bytes.toHex(' '));
    return u"%1  %2  %3"_s.arg(offset, 8, 16, QChar(u'0'))
        .arg(hex, -int(bytesInLine * 3 - 1))
        .arg(text);
}

} // namespace pushpoint::ui
