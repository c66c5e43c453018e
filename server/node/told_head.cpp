#include "server/node/told_head.h"

#include <algorithm>

namespace pushpoint {

namespace {

constexpr QByteArrayView hidden("(hidden)");

// In any case (RFC 9110 §5.1).
bool isSecret(QByteArrayView name)
{
    static constexpr QByteArrayView secrets[]{"Authorization", "Proxy-Authorization", "Cookie"};
    return std::ranges::any_of(secrets, [name](QByteArrayView each) {
        return name.compare(each, Qt::CaseInsensitive) == 0;
    });
}

void appendRequestLine(QByteArray &out, QByteArrayView line)
{
    static constexpr QByteArrayView key("token=");
    for (qsizetype at = line.indexOf('?'); at >= 0;) {
        const qsizetype begin = at + 1;
        if (line.sliced(begin).startsWith(key)) {
            QByteArrayView rest = line.sliced(begin + key.size());
            const auto end
                = std::ranges::find_if(rest, [](char c) { return c == '&' || c == ' '; });
            out.append(line.first(begin + key.size())).append(hidden);
            line = rest.sliced(end - rest.begin());
            at = line.startsWith('&') ? 0 : -1;
        } else {
            at = line.indexOf('&', begin);
        }
    }
    out.append(line);
}

} // namespace

QByteArray toldHead(QByteArrayView head)
{
    QByteArray out;
    out.reserve(head.size());
    for (bool isFirst = true; !head.isEmpty(); isFirst = false) {
        const qsizetype end = head.indexOf('\n');
        const QByteArrayView line = end < 0 ? head : head.first(end + 1);
        head = head.sliced(line.size());
        const qsizetype colon = line.indexOf(':');
        if (isFirst)
            appendRequestLine(out, line);
        else if (colon > 0 && isSecret(line.first(colon)))
            out.append(line.first(colon)).append(": ").append(hidden).append("\r\n");
        else
            out.append(line);
    }
    return out;
}

} // namespace pushpoint
