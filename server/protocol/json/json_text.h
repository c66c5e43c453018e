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

} // namespace pushpoint
