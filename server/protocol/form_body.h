#pragma once

#include "server/protocol/result.h"

#include <QByteArrayView>
#include <QList>

namespace pushpoint {

struct FormField
{
    QByteArray key;
    QByteArray value;
};

/// The fields of an `application/x-www-form-urlencoded` text in their order, decoded by the rules
/// of the URL standard: '+' is a space, a '%' that starts no escape stands for itself. Values are
/// bytes; whether they are UTF-8 is the caller's to check. Any thread.
QList<FormField> parseFormBody(QByteArrayView body);

} // namespace pushpoint
