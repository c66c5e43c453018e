#pragma once

#include "ui/ring/traffic_chunk.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <string_view>

namespace pushpoint::ui {

/// One thing that a row of the traffic tells, for all who show, save or look for it.
struct TrafficField
{
    enum class Value {
        Moment,      ///< ms since the epoch
        Kind,        ///< a TrafficKind
        Text,        ///< a name, a reason; or several names by '\n'
        Content,     ///< whole or its beginning
        Number,      ///< from here on figures; 0: not said
        Connection,  ///< a Number that those who took a message have, too
        Takers,      ///< of accepted publishes only, and there 0 is said
        Bytes,       ///< 0: not said
        Nanoseconds, ///< 0: not said
    };
    /// In an event, and in a row of the ring as it lies there. Null for what its kind of value does
    /// not have: texts and contents are text, all others are figures.
    struct Access
    {
        qint64 (*figure)(const TrafficEvent &event) = nullptr;
        qint64 (*keptFigure)(const TrafficChunk::Row &row) = nullptr;
        const QByteArray &(*text)(const TrafficEvent &event) = nullptr;
        TrafficChunk::TextAt (*keptText)(const TrafficChunk &chunk, const TrafficChunk::Row &row)
            = nullptr;
    };
    struct Column
    {
        const char *title = nullptr;  ///< translated by TrafficCells; null: it has no column
        const char *sample = nullptr; ///< the column is as wide; null: it takes the rest
    };
    struct Filter
    {
        const char *key = nullptr;    ///< null: no filter asks for it
        const char *wanted = nullptr; ///< of figures: what may stand behind, by FilterParser
    };

    Value value;
    Access of;
    const char *heading; ///< in a file for spreadsheets; null: it is not there
    Column column{};
    Filter filter{};
};

/// @tparam Get a lambda that gives the figure of an event, and of a row of the ring.
template <typename Get>
constexpr TrafficField::Access trafficFigure(Get)
{
    return {.figure = [](const TrafficEvent &event) { return qint64(Get{}(event)); },
            .keptFigure = [](const TrafficChunk::Row &row) { return qint64(Get{}(row)); }};
}

template <typename Get>
constexpr TrafficField::Access trafficText(Get)
{
    return {.text = [](const TrafficEvent &event) -> const QByteArray & { return Get{}(event); },
            .keptText = [](const TrafficChunk &chunk,
                           const TrafficChunk::Row &row) { return chunk.at(Get{}(row)); }};
}

/// In the order of the columns and of a file's headings.
inline constexpr auto trafficFields = std::to_array<TrafficField>({
    {TrafficField::Value::Moment,
     trafficFigure([](auto &row) { return row.wallClockMs; }),
     "time",
     {QT_TRANSLATE_NOOP("pushpoint::ui::TrafficCells", "Time"), "23:59:59.999"}},
    {TrafficField::Value::Kind,
     trafficFigure([](auto &row) { return row.kind; }),
     "kind",
     {QT_TRANSLATE_NOOP("pushpoint::ui::TrafficCells", "Kind"), "●  delivered"}},
    {TrafficField::Value::Text,
     trafficText([](auto &row) -> auto & { return row.from; }),
     "from",
     {QT_TRANSLATE_NOOP("pushpoint::ui::TrafficCells", "From"), "A longer name"},
     {"from"}},
    {TrafficField::Value::Text,
     trafficText([](auto &row) -> auto & { return row.to; }),
     "to",
     {QT_TRANSLATE_NOOP("pushpoint::ui::TrafficCells", "To"), "A longer name"},
     {"to"}},
    {TrafficField::Value::Connection,
     trafficFigure([](auto &row) { return row.connectionId; }),
     "connection",
     {},
     {"conn", QT_TRANSLATE_NOOP("pushpoint::ui::FilterParser", "17")}},
    {TrafficField::Value::Takers,
     trafficFigure([](auto &row) { return row.connections; }),
     "connections",
     {QT_TRANSLATE_NOOP("pushpoint::ui::TrafficCells", "Taken by"), "1,000"},
     {"taken", QT_TRANSLATE_NOOP("pushpoint::ui::FilterParser", "2")}},
    {TrafficField::Value::Bytes,
     trafficFigure([](auto &row) { return row.sizeBytes; }),
     "size_bytes",
     {QT_TRANSLATE_NOOP("pushpoint::ui::TrafficCells", "Size"), "999 KiB"},
     {"size", QT_TRANSLATE_NOOP("pushpoint::ui::FilterParser", "200, 1k or 1.5m")}},
    {TrafficField::Value::Nanoseconds,
     trafficFigure([](auto &row) { return row.latencyNs; }),
     "latency_ns",
     {QT_TRANSLATE_NOOP("pushpoint::ui::TrafficCells", "Latency"), "9.9 ms"},
     {"latency", QT_TRANSLATE_NOOP("pushpoint::ui::FilterParser", "20us, 5ms or 1s")}},
    {TrafficField::Value::Number,
     trafficFigure([](auto &row) { return row.closeCode; }),
     "close_code",
     {},
     {"code", QT_TRANSLATE_NOOP("pushpoint::ui::FilterParser", "1006")}},
    {TrafficField::Value::Text, trafficText([](auto &row) -> auto & { return row.note; }), "note"},
    {TrafficField::Value::Content,
     trafficText([](auto &row) -> auto & { return row.preview; }),
     "content",
     {QT_TRANSLATE_NOOP("pushpoint::ui::TrafficCells", "Content or reason")}},
    {TrafficField::Value::Text,
     trafficText([](auto &row) -> auto & { return row.nodes; }),
     nullptr,
     {},
     {"node"}},
});

constexpr bool hasColumn(const TrafficField &field)
{
    return field.column.title != nullptr;
}

/// Those that have a column, in their order.
inline constexpr auto trafficColumns = [] {
    std::array<const TrafficField *, size_t(std::ranges::count_if(trafficFields, hasColumn))>
        found{};
    auto next = found.begin();
    for (const TrafficField &field : trafficFields) {
        if (hasColumn(field))
            *next++ = &field;
    }
    return found;
}();

/// @param heading of a field that has a column.
consteval int trafficColumn(std::string_view heading)
{
    const auto column = std::ranges::find(trafficColumns, heading, &TrafficField::heading);
    return static_cast<int>(column - trafficColumns.begin());
}

} // namespace pushpoint::ui
