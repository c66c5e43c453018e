#pragma once

#include <QString>

namespace pushpoint::client {

/// This file is there afterwards, and only its owner may read it: before anything is written into
/// it, for what writes it anew keeps the rights. Where that cannot be done it stays as it was.
void makePrivate(const QString &path);

} // namespace pushpoint::client
