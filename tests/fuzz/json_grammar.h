#pragma once

#include <QByteArrayView>

namespace pushpoint::fuzz {

/// UTF-8 by the table of RFC 3629 §4.
bool isUtf8(QByteArrayView bytes);

/// Whether text is JSON to the letter of RFC 8259, and nothing but that: no bounds, no values.
/// Written from the RFC and without any library, to be a second opinion on the parser of the
/// server. Nesting is followed by recursion, to 2,000 levels at the most.
bool isJson(QByteArrayView text);

} // namespace pushpoint::fuzz
