#pragma once

#include <QHttpServerResponse>
#include <QtGlobal>

// Every difference between the Qt versions that we build on, 6.4 to 6.8 and later, stands here.

namespace pushpoint::net::qt_compat {

inline void addHeader(QHttpServerResponse &response, const QByteArray &name,
                      const QByteArray &value)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QHttpHeaders headers = response.headers();
    headers.append(name, value);
    response.setHeaders(std::move(headers));
#else
    response.addHeader(name, value);
#endif
}

} // namespace pushpoint::net::qt_compat
