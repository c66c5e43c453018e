#pragma once

#include "server/access/rights.h"
#include "server/net/http/admission.h"
#include "server/protocol/limits.h"

namespace pushpoint::net {

class HttpGateway;
struct HttpReply;
struct HttpRequest;

/// One path of the contract. All that depends on the path alone is a column here, and whoever asks
/// for it reads the table HttpGateway::routes(): how the path is matched, 404, 405 and Allow,
/// OPTIONS, the body that it takes, who answers. A value; any thread.
struct Route
{
    enum class Kind {
        Publish,  ///< of one message
        Batch,    ///< of many
        Read,     ///< known here
        Presence, ///< a read that other nodes may have to be asked for
        Watch,    ///< a read for what watches servers: --metrics-allow opens it
        WebSocket,
        Site ///< whatever is not of the contract: the page, or the files of a folder
    };
    using Answer = HttpReply (HttpGateway::*)(const HttpRequest &, const Admission &);

    QByteArrayView path;    ///< as openapi.json has it
    QByteArrayView methods; ///< for Allow; those of a Site it checks itself
    Kind kind;
    access::Rights rights; ///< that a token has to give for it; none: free for all
    Answer answer;
    qsizetype Limits::*bodyBytesMax = &Limits::bodyBytesMax;
    BodyType otherBody = BodyType::Json; ///< that is understood besides JSON

    bool takesBody() const { return kind == Kind::Publish || kind == Kind::Batch; }
    /// One of those that Allow tells of.
    bool allows(QByteArrayView method) const;
    /// As express does: in any case. "/a/{name}" stands for all below "/a", and for "/a" itself
    /// where that is no route before it.
    /// @param asked without a slash at its end.
    bool matches(QByteArrayView asked) const;
    /// The path up to a "{name}".
    QByteArrayView prefix() const;
    /// What stands for the "{name}" in a path that matches, still escaped; empty where nothing
    /// does.
    QByteArrayView rest(QByteArrayView asked) const;
};

} // namespace pushpoint::net
