#pragma once

#include "server/protocol/json/json_members.h" // for those who read JSON and write it

#include <QByteArray>
#include <QByteArrayView>
#include <QStringView>

namespace pushpoint {

/// A JSON string, quotes included, from valid UTF-8 (RFC 8259 §7: only what must be escaped is).
QByteArray jsonQuoted(QByteArrayView utf8);
/// A JSON string from text; a lone surrogate is written as its escape, so the result is valid
/// UTF-8.
QByteArray jsonQuoted(QStringView text);

/// A copy in which every `\uD800` to `\uDFFF` that is no half of a pair reads `\uFFFD`: same
/// length, so places found in the copy are places in the original.
QByteArray withoutLoneSurrogates(QByteArrayView json);

/// The same value without line ends, and with the escapes of all that isUnsafeToShow(), so that it
/// can be shown and pasted anywhere. Nothing else changes: numbers, the order of keys and lone
/// surrogates stay. For valid JSON: there, such characters are blanks between values or stand in
/// strings, where their escapes mean the same.
QByteArray jsonOnOneLine(QByteArrayView json);

/// True for what a terminal may obey, or an eye would be deceived by: control characters of both
/// sets (ECMA-48), line and paragraph separators, bidi controls, and what has no width, but for the
/// joiners, which emoji and Indic scripts need.
bool isUnsafeToShow(char16_t unit);

} // namespace pushpoint
