#include "server/protocol/json/json_layout.h"

#include "server/protocol/json/json_members.h"

namespace pushpoint {

namespace {

// Of tokens by their first character.

bool opens(char token)
{
    return token == '{' || token == '[';
}

bool closes(char token)
{
    return token == '}' || token == ']';
}

bool isWord(char token)
{
    return !opens(token) && !closes(token) && token != ',' && token != ':' && token != '"';
}

} // namespace

QByteArray laidOutJson(const QByteArray &json)
{
    QByteArray out;
    out.reserve(2 * json.size());
    int depth = 0;
    const auto newLine = [&out, &depth] {
        out += '\n';
        out.append(2 * depth, ' ');
    };
    qsizetype at = 0;
    char before = '"';
    for (auto token = nextJsonToken(json, at); !token.isEmpty(); token = nextJsonToken(json, at)) {
        const char c = token.front();
        if (closes(c)) {
            depth = qMax(0, depth - 1);
            if (!opens(before))
                newLine();
        } else if (opens(before) || before == ',') {
            newLine();
        } else if (before == ':' || (isWord(before) && isWord(c))) {
            out += ' '; // two words do not become one
        }
        depth += opens(c) ? 1 : 0;
        out += token;
        before = c;
    }
    return out;
}

} // namespace pushpoint
