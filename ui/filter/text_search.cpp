#include "ui/filter/text_search.h"

#include <algorithm>
#include <cstring>

namespace pushpoint::ui {

namespace {

constexpr char folded(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool foundFolded(QByteArrayView hay, const QByteArray &needle)
{
    const qsizetype last = hay.size() - needle.size();
    const char first = needle[0];
    for (qsizetype at = 0; at <= last; ++at) {
        if (folded(hay[at]) != first)
            continue;
        qsizetype same = 1;
        while (same < needle.size() && folded(hay[at + same]) == needle[same])
            ++same;
        if (same == needle.size())
            return true;
    }
    return false;
}

} // namespace

TextSearch::TextSearch(const QString &text) : m_text(text), m_utf8(text.toUtf8())
{
    const bool isAscii
        = std::all_of(m_utf8.cbegin(), m_utf8.cend(), [](char c) { return uchar(c) < 0x80; });
    const bool hasCase = text.toLower() != text || text.toUpper() != text;
    m_way = !hasCase ? Way::Bytes : isAscii ? Way::AsciiFolded : Way::Text;
    if (m_way == Way::AsciiFolded)
        m_utf8 = m_utf8.toLower();
}

bool TextSearch::isIn(QByteArrayView utf8) const
{
    if (utf8.size() < m_utf8.size() && m_way != Way::Text)
        return false;
    switch (m_way) {
    case Way::Bytes:
        return utf8.contains(m_utf8);
    case Way::AsciiFolded:
        return foundFolded(utf8, m_utf8);
    case Way::Text:
        return QString::fromUtf8(utf8).contains(m_text, Qt::CaseInsensitive);
    }
    Q_UNREACHABLE();
}

} // namespace pushpoint::ui
