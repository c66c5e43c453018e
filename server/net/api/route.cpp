#include "server/net/api/route.h"

#include "server/net/http/http_message.h"

namespace pushpoint::net {

QByteArrayView Route::prefix() const
{
    const qsizetype brace = path.indexOf('{');
    return brace < 0 ? path : path.first(brace);
}

QByteArrayView Route::rest(QByteArrayView asked) const
{
    const QByteArrayView start = prefix();
    if (start.size() == path.size() || asked.size() <= start.size())
        return {};
    const QByteArrayView segment = asked.sliced(start.size());
    return segment.endsWith('/') ? segment.chopped(1) : segment;
}

bool Route::matches(QByteArrayView asked) const
{
    const QByteArrayView start = prefix();
    if (start.size() == path.size())
        return asked.compare(path, Qt::CaseInsensitive) == 0;
    return startsInAnyCase(asked, start)
        || asked.compare(start.chopped(1), Qt::CaseInsensitive) == 0;
}

bool Route::allows(QByteArrayView method) const
{
    for (QByteArrayView rest = methods; !rest.isEmpty();) {
        const qsizetype comma = rest.indexOf(',');
        if (method == (comma < 0 ? rest : rest.first(comma)))
            return true;
        rest = comma < 0 ? QByteArrayView() : rest.sliced(comma + 2);
    }
    return false;
}

} // namespace pushpoint::net
