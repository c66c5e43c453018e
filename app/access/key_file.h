#pragma once

#include "server/access/issue/key_ring.h"
#include "server/protocol/result.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace pushpoint::app {

/// The keys in a file. Error: BadOption with file and reason: it cannot be read, holds no key set,
/// or holds secrets that others than its owner can read.
Result<access::KeyRing> readKeyFile(const QString &path);

/// Makes the file, for its owner alone; never over another one. Returns why not.
std::optional<QString> createKeyFile(const QString &path, const QByteArray &json);

/// Puts this into its place: who reads it meanwhile sees the old one or the new one, and after a
/// crash one of them is there. Returns why not; the old one is still there then.
std::optional<QString> replaceKeyFile(const QString &path, const QByteArray &json);

} // namespace pushpoint::app
