#pragma once

#include "server/net/http/http_message.h"
#include "server/protocol/result.h"

#include <QStringList>

namespace pushpoint::net {

/// Serves the files of one folder, as express.static does. Answers are pure but for the file
/// system. Lives on the server thread; a value owned by the HTTP gateway.
///
/// Never serves what lies outside of the folder, whatever the escapes or symbolic links; never a
/// name that begins with a dot, also where a link with another name leads to it; never lists a
/// folder. A file is open from before its size is asked for until its last byte was read.
class StaticSite
{
public:
    /// Error: FolderMissing, with the folder and what is wrong with it as its detail.
    static Result<StaticSite> open(const QString &folder);

    /// 200, 206, 301, 304, or an error with a JSON body: 400 (an escape that is none, bytes that
    /// are no UTF-8), 404, 405, 412, 416. The bytes of a file come as a source. The answer to HEAD
    /// is that to GET, so that the connection knows its length; leaving the body out is the
    /// connection's business.
    HttpReply answer(const HttpRequest &request) const;

private:
    explicit StaticSite(QString rootPrefix) : m_rootPrefix(std::move(rootPrefix)) { }

    QString canonicalPath(const QStringList &segments) const;
    HttpReply answerFile(const HttpRequest &request, const QString &path,
                         const QString &fileName) const;

    QString m_rootPrefix; ///< canonical, with a '/' at its end
};

} // namespace pushpoint::net
