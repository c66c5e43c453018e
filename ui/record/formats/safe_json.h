#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace pushpoint {

/// The same JSON value on one line, in a form that can be pasted anywhere: line breaks and tabs
/// between tokens become a space, and within strings what a terminal or an eye could stumble over
/// (controls, bidi controls, line separators, zero-width characters) becomes its escape. Nothing
/// else changes: numbers, the order of keys and lone surrogates stay as they are. The text must be
/// valid JSON in UTF-8. Any thread.
QByteArray safeJson(QByteArrayView json);

} // namespace pushpoint
