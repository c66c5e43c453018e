#include "server/net/site/byte_range.h"

#include <QByteArray>

#include <algorithm>
#include <limits>
#include <optional>

namespace pushpoint::net {

namespace {

// Digits only. What 64 bits do not hold lies beyond the end of any file.
std::optional<qint64> position(QByteArrayView digits)
{
    if (digits.isEmpty())
        return {};
    constexpr qint64 most = std::numeric_limits<qint64>::max();
    qint64 value = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9')
            return {};
        value = value > (most - 9) / 10 ? most : value * 10 + (c - '0');
    }
    return value;
}

} // namespace

ByteRange parseByteRange(QByteArrayView header, qint64 bodyBytes)
{
    constexpr QByteArrayView unit("bytes=");
    if (header.size() < unit.size()
        || header.first(unit.size()).compare(unit, Qt::CaseInsensitive) != 0)
        return {};
    const QByteArrayView range = header.sliced(unit.size()).trimmed();
    const qsizetype dash = range.indexOf('-');
    if (dash < 0)
        return {};
    const auto first = position(range.first(dash));
    const auto last = position(range.sliced(dash + 1));
    if (dash == 0) { // the last bytes of it
        if (!last)
            return {};
        if (*last == 0)
            return {ByteRange::Kind::Unsatisfiable};
        if (bodyBytes == 0) // satisfiable by the letter, but no Content-Range can say so
            return {};
        const qint64 size = std::min(*last, bodyBytes);
        return {ByteRange::Kind::Part, bodyBytes - size, size};
    }
    if (!first || (!last && dash + 1 < range.size()) || (last && *last < *first))
        return {};
    if (*first >= bodyBytes)
        return {ByteRange::Kind::Unsatisfiable};
    const qint64 end = last ? std::min(*last, bodyBytes - 1) : bodyBytes - 1;
    return {ByteRange::Kind::Part, *first, end - *first + 1};
}

} // namespace pushpoint::net
