#include "ui/filter/filter_values.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace pushpoint::ui {

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

} // namespace

QStringList filterKeys()
{
    QStringList keys{u"to"_s, u"from"_s, u"name"_s, u"kind"_s};
    for (const TrafficField &field : trafficFields) {
        if (const QString key = QString::fromLatin1(field.filter.key);
            !keys.contains(key) && !key.isEmpty())
            keys += key;
    }
    return keys << u"last"_s;
}

const TrafficField *filterField(const QString &key)
{
    const auto *field = std::ranges::find_if(trafficFields, [&key](const TrafficField &known) {
        return known.filter.key != nullptr && key == QLatin1StringView(known.filter.key);
    });
    return field != trafficFields.end() ? field : nullptr;
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

std::optional<qint64> readFigure(TrafficField::Value value, const QString &text)
{
    if (value == TrafficField::Value::Bytes)
        return readBytes(text);
    if (value == TrafficField::Value::Nanoseconds)
        return readNanoseconds(text);
    bool isNumber = false;
    const qint64 count = text.toLongLong(&isNumber);
    return isNumber && count >= 0 ? std::optional(count) : std::nullopt;
}

std::optional<qint64> readAgeMs(const QString &text)
{
    static constexpr Unit units[]
        = {{"ms"_L1, 1}, {"s"_L1, 1e3}, {"m"_L1, 60e3}, {"h"_L1, 3600e3}, {"d"_L1, 86400e3}};
    return readWithUnit(text, units);
}

} // namespace pushpoint::ui
