#pragma once

#include <QByteArray>
#include <QList>

namespace pushpoint::kit {

/// A text where a JSON value should be, and what the server makes of it.
struct JsonCase
{
    enum class Verdict {
        Taken,        ///< arrives as it was written
        NoJson,       ///< bad_json
        NoNumber,     ///< bad_json or bad_number: the text is no number by the grammar
        UnkeptNumber, ///< bad_number: the grammar allows it, but nobody would read it as written
        TooDeep       ///< json_too_deep
    };
    QByteArray name;
    QByteArray text;
    Verdict verdict;
};

/// RFC 8259 at its edges: structure, literals, numbers, strings, white space, nesting.
QList<JsonCase> jsonCases();

} // namespace pushpoint::kit
