#pragma once

#include "ui/filter/filter_lexer.h"

#include <QStringList>

namespace pushpoint::ui {

/// What could be written at a place of a filter's text.
struct FilterCompletion
{
    FilterSpan replaced; ///< the part of the text that a candidate takes the place of
    QStringList candidates;
};

/// Keys, kinds and names that go on from what stands before the cursor. Pure.
/// @param names seen in the traffic.
FilterCompletion completeFilter(const QString &text, qsizetype cursor, const QStringList &names);

/// The text with this kind in its `kind:` term, or without it if it was there already. Pure.
QString withKindToggled(const QString &text, const QString &kind);
/// The kinds that the text's `kind:` term names, as words.
QStringList kindsOf(const QString &text);
/// As a filter's value: in quotes where it needs them.
QString filterValue(const QString &text);

} // namespace pushpoint::ui
