#pragma once

#include "server/net/http/http_message.h"

namespace pushpoint::net {

/// What lies at the paths that are not the contract's own: the built-in page or a folder.
class Site
{
public:
    Site() = default;
    virtual ~Site() = default;
    Q_DISABLE_COPY_MOVE(Site)

    /// Answers any method on any path; server thread.
    virtual HttpReply answer(const HttpRequest &request) const = 0;
    /// True where an answer may be a file that is sent piece by piece.
    virtual bool streamsFiles() const = 0;
};

} // namespace pushpoint::net
