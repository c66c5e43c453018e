#pragma once

#include "server/protocol/result.h"

#include <QByteArray>
#include <QString>

namespace pushpoint::client {

/// The access token in a file of one line. Error: BadOption, in plain words.
Result<QByteArray> readTokenFile(const QString &path);

/// Whether this may be sent as a token: it has none but characters that a JWT consists of.
bool isTokenText(QByteArrayView text);

} // namespace pushpoint::client
