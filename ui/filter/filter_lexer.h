#pragma once

#include <QList>
#include <QString>

namespace pushpoint::ui {

/// A place in a filter's text, in UTF-16 units, as in a text field.
struct FilterSpan
{
    qsizetype begin = 0;
    qsizetype length = 0;

    qsizetype end() const { return begin + length; }
};

/// A piece of a filter's text.
struct FilterToken
{
    enum class Kind { Open, Close, Minus, Or, KeyValue, Word, Quoted, Pattern };
    Kind kind = Kind::Word;
    FilterSpan span;          ///< all of it
    QString key;              ///< KeyValue: in small letters
    QString relation;         ///< KeyValue: ":", "=", "<", "<=", ">" or ">="
    QString text;             ///< the value, the word, or what stands between quotes or slashes
    FilterSpan textSpan;      ///< of `text`, as it is written
    bool isClosed = true;     ///< false: the quote or the slash at the end is missing
    bool ignoresCase = false; ///< Pattern: /…/i
};

/// Cuts a filter's text into pieces. Cannot fail: what makes no sense, the parser says. Pure.
QList<FilterToken> lexFilter(QStringView text);

} // namespace pushpoint::ui
