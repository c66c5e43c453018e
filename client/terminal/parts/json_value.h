#pragma once

#include "server/protocol/result.h"

#include <QByteArray>
#include <QByteArrayView>

namespace pushpoint::client {

/// True for valid UTF-8 that ends where a character does.
bool isUtf8(QByteArrayView bytes);

/// One JSON value, by the server's own rules for a content (depth, numbers that can be kept
/// exactly), to the letter but without the blanks around it. `1,"to":"Eve"`, which would be at home
/// inside an object, is none. Errors: BadJson, JsonTooDeep, BadNumber.
Result<QByteArray> readJsonValue(QByteArrayView json);

} // namespace pushpoint::client
