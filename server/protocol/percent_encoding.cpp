#include "server/protocol/percent_encoding.h"

namespace pushpoint {

namespace {

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

// The byte of an escape whose '%' stands at `at`, or below zero where there is none.
int escapedByte(QByteArrayView text, qsizetype at)
{
    if (at + 2 >= text.size())
        return -1;
    const int high = hexValue(text[at + 1]);
    const int low = hexValue(text[at + 2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

// Whether every '%' started an escape; `out` gets the bytes either way.
bool decodeInto(QByteArray &out, QByteArrayView escaped)
{
    bool strict = true;
    out.reserve(escaped.size());
    for (qsizetype at = 0; at < escaped.size(); ++at) {
        const int byte = escaped[at] == '%' ? escapedByte(escaped, at) : -1;
        if (byte >= 0) {
            out.append(char(byte));
            at += 2;
        } else {
            strict = strict && escaped[at] != '%';
            out.append(escaped[at]);
        }
    }
    return strict;
}

} // namespace

QByteArray percentDecoded(QByteArrayView escaped)
{
    QByteArray out;
    decodeInto(out, escaped);
    return out;
}

std::optional<QByteArray> percentDecodedStrictly(QByteArrayView escaped)
{
    QByteArray out;
    if (!decodeInto(out, escaped))
        return {};
    return out;
}

} // namespace pushpoint
