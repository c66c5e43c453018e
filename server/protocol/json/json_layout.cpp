#include "server/protocol/json/json_layout.h"

#include <cstring>

namespace pushpoint {

namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r'; // RFC 8259 §2
}

void newLine(QByteArray &out, int depth)
{
    out += '\n';
    out += QByteArray(2 * depth, ' ');
}

/// @return where the string that begins at `at` ends, its quote included.
qsizetype stringEnd(const QByteArray &json, qsizetype at)
{
    for (++at; at < json.size(); ++at) {
        if (json[at] == '\\')
            ++at;
        else if (json[at] == '"')
            return at + 1;
    }
    return json.size();
}

qsizetype nextToken(const QByteArray &json, qsizetype at)
{
    while (at < json.size() && isBlank(json[at]))
        ++at;
    return at;
}

} // namespace

QByteArray laidOutJson(const QByteArray &json)
{
    QByteArray out;
    int depth = 0;
    for (qsizetype at = nextToken(json, 0); at < json.size(); at = nextToken(json, at)) {
        const char c = json[at];
        if (c == '"') {
            const qsizetype end = stringEnd(json, at);
            out += json.mid(at, end - at);
            at = end;
            continue;
        }
        ++at;
        out += c;
        if (c == '{' || c == '[') {
            const qsizetype next = nextToken(json, at);
            const bool isEmpty = next < json.size() && (json[next] == '}' || json[next] == ']');
            if (isEmpty) {
                out += json[next];
                at = next + 1;
                continue;
            }
            newLine(out, ++depth);
        } else if (c == '}' || c == ']') {
            out.chop(1);
            depth = qMax(0, depth - 1);
            newLine(out, depth);
            out += c;
        } else if (c == ',') {
            newLine(out, depth);
        } else if (c == ':') {
            out += ' ';
        } else if (at < json.size() && isBlank(json[at])) {
            const qsizetype next = nextToken(json, at);
            const bool apart = next < json.size() && !std::strchr(",:]}", json[next]);
            if (apart)
                out += ' '; // two words do not become one
        }
    }
    return out;
}

} // namespace pushpoint
