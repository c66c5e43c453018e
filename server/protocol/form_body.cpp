#include "server/protocol/form_body.h"

#include "server/protocol/percent_encoding.h"

namespace pushpoint {

namespace {

QByteArray decoded(QByteArrayView text)
{
    QByteArray plain = text.toByteArray();
    plain.replace('+', ' ');
    return percentDecoded(plain);
}

} // namespace

QList<FormField> parseFormBody(QByteArrayView body)
{
    QList<FormField> fields;
    while (!body.isEmpty()) {
        const qsizetype end = body.indexOf('&');
        const QByteArrayView pair = end < 0 ? body : body.first(end);
        body = end < 0 ? QByteArrayView() : body.sliced(end + 1);
        if (pair.isEmpty())
            continue;
        const qsizetype equals = pair.indexOf('=');
        if (equals < 0)
            fields.append({decoded(pair), {}});
        else
            fields.append({decoded(pair.first(equals)), decoded(pair.sliced(equals + 1))});
    }
    return fields;
}

} // namespace pushpoint
