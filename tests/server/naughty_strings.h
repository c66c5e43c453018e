#pragma once

#include <QByteArray>
#include <QList>

namespace pushpoint::kit {

/// A text that somebody, somewhere, has seen break a program.
struct NaughtyString
{
    QByteArray text; ///< UTF-8
    bool isName;     ///< by the contract: 1 to 255 bytes without what hides or breaks lines
};

QList<NaughtyString> naughtyStrings();

/// JSON strings, quotes and escapes included, that say what UTF-8 cannot.
QList<QByteArray> naughtyJsonStrings();

} // namespace pushpoint::kit
