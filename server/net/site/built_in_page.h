#pragma once

#include "server/net/site/site.h"

#include <QHash>

namespace pushpoint::net {

/// The page that comes with the program, from its resources: a handful of small files, read once,
/// with the headers that keep a browser from doing anything else with them. Server thread.
class BuiltInPage : public Site
{
public:
    /// @param resourceFolder such as ":/web"; its index.html is also "/".
    explicit BuiltInPage(const QString &resourceFolder);

    HttpReply answer(const HttpRequest &request) const override;
    bool streamsFiles() const override { return false; }

private:
    struct File
    {
        QByteArray contentType;
        QByteArray etag;
        QByteArray bytes;
    };
    QHash<QByteArray, File> m_files; ///< by path
};

} // namespace pushpoint::net
