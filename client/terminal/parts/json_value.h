#pragma once

#include "server/protocol/result.h"

#include <QByteArray>
#include <QByteArrayView>

namespace pushpoint {

/// True for valid UTF-8 that ends where a character does.
bool isUtf8(QByteArrayView bytes);

/// One JSON value, by the server's own rules for a content (depth, numbers that can be kept
/// exactly), to the letter but without the blanks around it. `1,"to":"Eve"`, which would be at home
/// inside an object, is none. Errors: BadJson, JsonTooDeep, BadNumber.
Result<QByteArray> readJsonValue(QByteArrayView json);

/// The same value without line ends, and with every character escaped that a terminal may obey or
/// a reader of lines may split at. For valid JSON: there, such characters are blanks between values
/// or stand in strings, where their escapes mean the same.
QByteArray jsonOnOneLine(QByteArrayView json);

/// True for what must not reach a terminal as it is: control characters of both sets (ECMA-48),
/// line and paragraph separators, embeddings, overrides and isolates of the bidi algorithm.
bool isUnsafeToShow(char16_t unit);

} // namespace pushpoint
