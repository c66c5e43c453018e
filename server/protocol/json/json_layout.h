#pragma once

#include <QByteArray>

namespace pushpoint {

/// The same JSON with a line for each member and element, indented by two blanks. Only blanks
/// between the tokens change: numbers, escapes and the order of keys stay. What is no JSON comes
/// out as something that is none either. A pure function.
QByteArray laidOutJson(const QByteArray &json);

} // namespace pushpoint
