#include "ui/filter/filter_values.h"

#include <cmath>
#include <utility>

namespace pushpoint {

using namespace Qt::StringLiterals;

namespace {

struct Unit
{
    QLatin1StringView name;
    double factor;
};

/// @param units one named "" is for a number without any.
template <size_t N>
std::optional<qint64> readWithUnit(const QString &text, const Unit (&units)[N])
{
    qsizetype digits = 0;
    while (digits < text.size()
           && ((text[digits] >= u'0' && text[digits] <= u'9') || text[digits] == u'.'))
        ++digits;
    bool isNumber = false;
    const double number = text.left(digits).toDouble(&isNumber);
    const QString unit = text.sliced(digits).toLower().replace(u'µ', u'u').replace(u'μ', u'u');
    for (const Unit &known : units) {
        if (unit != known.name)
            continue;
        const double value = number * known.factor;
        if (!isNumber || value > 9e18)
            return {};
        return static_cast<qint64>(std::llround(value));
    }
    return {};
}

quint32 bitOf(TrafficKind kind)
{
    return quint32(1) << static_cast<int>(kind);
}

} // namespace

QStringList filterKeys()
{
    return {u"to"_s,   u"from"_s, u"name"_s,  u"kind"_s, u"size"_s, u"latency"_s,
            u"code"_s, u"conn"_s, u"taken"_s, u"node"_s, u"last"_s};
}

QStringList filterKinds()
{
    return {u"delivered"_s, u"offline"_s, u"refused"_s, u"opened"_s,
            u"closed"_s,    u"pong"_s,    u"publish"_s, u"gap"_s};
}

QString filterWord(TrafficKind kind)
{
    return filterKinds().at(static_cast<int>(kind));
}

std::optional<KindTerm> readKinds(const QString &text)
{
    KindTerm term;
    const QStringList kinds = filterKinds();
    for (const QString &word : text.split(u',')) {
        const qsizetype index = kinds.indexOf(word.toLower());
        if (index < 0)
            return {};
        if (word.toLower() == "gap"_L1)
            term.gaps = true;
        else if (word.toLower() == "publish"_L1)
            term.kinds |= bitOf(TrafficKind::Delivered) | bitOf(TrafficKind::Offline);
        else
            term.kinds |= bitOf(static_cast<TrafficKind>(index));
    }
    return term;
}

std::optional<qint64> readBytes(const QString &text)
{
    static constexpr Unit units[] = {{""_L1, 1},
                                     {"b"_L1, 1},
                                     {"k"_L1, 1024},
                                     {"kb"_L1, 1024},
                                     {"kib"_L1, 1024},
                                     {"m"_L1, 1024.0 * 1024},
                                     {"mb"_L1, 1024.0 * 1024},
                                     {"mib"_L1, 1024.0 * 1024},
                                     {"g"_L1, 1024.0 * 1024 * 1024}};
    return readWithUnit(text, units);
}

std::optional<qint64> readNanoseconds(const QString &text)
{
    static constexpr Unit units[]
        = {{""_L1, 1e6}, {"ns"_L1, 1}, {"us"_L1, 1e3}, {"ms"_L1, 1e6}, {"s"_L1, 1e9}};
    return readWithUnit(text, units);
}

std::optional<qint64> readAgeMs(const QString &text)
{
    static constexpr Unit units[]
        = {{"ms"_L1, 1}, {"s"_L1, 1e3}, {"m"_L1, 60e3}, {"h"_L1, 3600e3}, {"d"_L1, 86400e3}};
    return readWithUnit(text, units);
}

std::optional<qint64> readCount(const QString &text)
{
    bool isNumber = false;
    const qint64 value = text.toLongLong(&isNumber);
    return isNumber && value >= 0 ? std::optional(value) : std::nullopt;
}

} // namespace pushpoint
