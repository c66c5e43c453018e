#pragma once

#include "ui/filter/filter_expression.h"
#include "ui/filter/filter_lexer.h"

#include <QCoreApplication>

namespace pushpoint::ui {

/// Why a filter's text is not understood, and where.
struct FilterError
{
    FilterSpan where; ///< the wrong part; at the end of the text, of length 0
    QString text;     ///< for people
};

using FilterParse = std::variant<FilterExpression, FilterError>;

/// Understands a filter's text:
///
///     any   := all ("or" all)*
///     all   := term+
///     term  := "-" term | "(" any ")" | key relation value | word | "quoted" | /pattern/
///
/// Nothing but blanks matches everything. Pure; any thread. A class only because translations need
/// a context.
class FilterParser
{
    Q_DECLARE_TR_FUNCTIONS(pushpoint::ui::FilterParser)

public:
    static FilterParse parse(QStringView text);

    static constexpr qsizetype textMax = 2'000; ///< UTF-16 units; nobody writes more by hand
    static constexpr int depthMax = 50;         ///< parentheses and minuses in each other
    /// How often a pattern may try at one row before it counts as too costly. PCRE2's own unit;
    /// some tenths of a millisecond.
    static constexpr int patternEffortMax = 20'000;

private:
    explicit FilterParser(QStringView text) : m_text(text), m_tokens(lexFilter(text)) { }

    FilterParse run();
    FilterExpression any();
    FilterExpression all();
    FilterExpression term();
    FilterExpression group();
    FilterExpression keyValue(const FilterToken &token);
    FilterExpression figure(const FilterToken &token, const TrafficField &field);
    FilterExpression pattern(const FilterToken &token);
    FilterExpression fail(FilterSpan where, const QString &text);
    bool hasFailed() const { return m_error.has_value(); }
    bool atTermEnd() const;

    const QStringView m_text;
    const QList<FilterToken> m_tokens;
    qsizetype m_at = 0;
    int m_depth = 0;
    std::optional<FilterError> m_error; ///< the first one
};

} // namespace pushpoint::ui
