#pragma once

#include <QByteArray>
#include <QStringView>

namespace pushpoint::net {

/// The Content-Type for a file of this name, by its extension without regard to case; text with
/// `; charset=utf-8`. `application/octet-stream` where the extension says nothing. A table of our
/// own: QMimeDatabase reads the machine's files, is slow to load and answers differently on each.
/// Any thread.
QByteArray contentTypeOf(QStringView fileName);

} // namespace pushpoint::net
