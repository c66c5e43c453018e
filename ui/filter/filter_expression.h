#pragma once

#include "ui/ring/traffic_fields.h"

#include <QRegularExpression>
#include <QString>

#include <variant>
#include <vector>

namespace pushpoint::ui {

// What a filter says, once it is understood. Values; any thread.

enum class FilterRelation { Equal, Less, LessOrEqual, Greater, GreaterOrEqual };

/// `to:Alice`, `from:b*`, `node:north`: the whole name, whatever the case; * stands for anything.
struct NameTerm
{
    const TrafficField *field; ///< null: from or to
    QString pattern;
};

/// `kind:offline,refused`.
struct KindTerm
{
    quint32 kinds = 0; ///< bits, 1 << TrafficKind
    bool gaps = false;
};

/// `size>1k`, `code:1006`; sizes in bytes, latencies in ns.
struct FigureTerm
{
    const TrafficField *field;
    FilterRelation relation;
    qint64 value;
};

/// `last:5m`: counted back from when the filter is set.
struct LastTerm
{
    qint64 durationMs;
};

/// `"some text"` or a word: in a name, the content or the reason, whatever the case.
struct TextTerm
{
    QString text;
};

/// `/re+gex/`, `/re+gex/i`: in a name, the content or the reason. Its effort is bounded.
struct PatternTerm
{
    QRegularExpression pattern;
    /// Where this is not, the pattern does not match. Empty: not known, as wherever the case does
    /// not matter, which means more to an expression than to a search: ſ for s.
    QString requiredText;
};

/// A term, or a combination of others. Nothing said (an All without children) matches everything.
struct FilterExpression
{
    enum class Combination { Term, All, Any, Not };
    using Term = std::variant<std::monostate, NameTerm, KindTerm, FigureTerm, LastTerm, TextTerm,
                              PatternTerm>;

    Combination combination = Combination::All;
    Term term;
    std::vector<FilterExpression> parts; ///< of Not: one

    bool matchesAll() const { return combination == Combination::All && parts.empty(); }
};

} // namespace pushpoint::ui
