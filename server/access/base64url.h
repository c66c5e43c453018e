#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace pushpoint::access {

/// The bytes behind base64url without padding (RFC 7515 §2). Nothing for any other text, such as
/// one with blanks, with "=", or with bits at its end that no byte needs: each value has one form.
std::optional<QByteArray> fromBase64Url(QByteArrayView text);
QByteArray toBase64Url(const QByteArray &bytes);

} // namespace pushpoint::access
