#pragma once
#include "server/net/site.h"
#include "server/protocol/result.h"
namespace pushpoint {
class StaticSite
{
public:
    static Result<StaticSite> open(const QString &f) { return Error{ErrorCode::FolderMissing, f}; }
    HttpReply answer(const HttpRequest &) const { return {}; }
};
} // namespace pushpoint
