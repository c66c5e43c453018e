#pragma once

#include "server/access/bearer.h"
#include "server/net/http/body_type.h"
#include "server/net/shares/limited.h"
#include "server/protocol/error.h"

#include <QHostAddress>

#include <memory>
#include <optional>

namespace pushpoint::net {

struct Route;
struct SiteRefusal;

/// What the head of a request decides alone. It is found out once and kept while the body comes. A
/// value; points into no bytes of the request.
struct Admission
{
    const Route *route = nullptr;   ///< of the path; never null once it was found out
    QHostAddress client{};          ///< who asks, as far as that is known
    access::BearerPointer bearer{}; ///< by whose token; none in open mode, or for free paths
    qsizetype bodyBytesMax = 0;     ///< of the body, as it is sent and as it is unpacked
    BodyType bodyType = BodyType::Other;
    ContentCoding codingToUndo = ContentCoding::Identity; ///< only where the body counts
    bool isNamedOrigin = false; ///< it comes from another site whose pages may read the answer
    bool isUpgrade = false;     ///< to a WebSocket, if its handshake is good
    bool isPublish = false;     ///< of one message: others may be answered together with it
    bool isPlainRead = false;   ///< QHttpServer may answer it
};

/// Why a request is turned away whatever its body says; the connection ends. A value.
struct Refusal
{
    Error error;
    QByteArray allow{}; ///< the methods, or else the content codings, that are taken
    std::shared_ptr<const SiteRefusal> site{}; ///< which host or origin, and who may change it
    std::optional<Limited> limited{};          ///< a share was used up
    std::optional<QHostAddress> client{};      ///< whom, where that is not who is at the other end
};

} // namespace pushpoint::net
