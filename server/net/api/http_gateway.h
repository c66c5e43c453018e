#pragma once

#include "server/net/api/batch_runner.h"
#include "server/net/api/route.h"
#include "server/net/http/http_head.h"
#include "server/net/origin/origin_rules.h"
#include "server/net/origin/site_refusal.h"
#include "server/net/site/site.h"
#include "server/node/node.h"

#include <QHostAddress>
#include <QList>

#include <functional>
#include <span>
#include <variant>

namespace pushpoint {

/// From a request to its answer: the paths of the contract, their methods and their bodies. Policy
/// is the node's, sockets are the connection's. Server thread; owned by the server's core.
class HttpGateway
{
public:
    /// The node and the limits must outlive the gateway.
    HttpGateway(Node &node, std::unique_ptr<Site> site, QList<UserName> names,
                OriginRules originRules, const Limits &limits);

    /// All paths there are; the last one is for whatever no other matches.
    static std::span<const Route> routes();
    /// The one for a path, with or without a slash at its end.
    static const Route &routeOf(QByteArrayView path);

    /// Looks at the head alone, once, before any body is taken in.
    std::variant<Admission, Refusal> admit(const HttpRequest &request, const HttpHead &head,
                                           const QHostAddress &localAddress) const;

    /// Answers a request that was admitted and read in full; by HttpReply::later where other nodes
    /// have to be asked.
    HttpReply answer(const HttpRequest &request, const HttpHead &head, const Admission &admission);

    /// From now on not ready for more (/readyz says so), though still alive.
    void beginStopping() { m_stopping = true; }

    /// Why no WebSocket may open now, if so.
    std::optional<Error> refuseUpgrade() const
    {
        if (!m_node.isShut())
            return {};
        return Error{ErrorCode::ClusterUnknown,
                     QStringLiteral("this node is cut off from the others; try another one")};
    }

    /// Counts what was refused before answer(), and logs it where it was for its host or origin.
    void noteRefusal(const Refusal &refusal, const QHostAddress &peer);

    void setOriginRules(const OriginRules &rules) { m_originRules = rules; }

private:
    HttpReply answerMessage(const HttpRequest &request, const Admission &admission);
    HttpReply answerMessages(const HttpRequest &request, const Admission &admission);
    HttpReply answerConnections(const HttpRequest &request, const Admission &admission);
    HttpReply answerConnectionsOf(const HttpRequest &request, const Admission &admission);
    HttpReply answerNames(const HttpRequest &request, const Admission &admission);
    HttpReply answerHealth(const HttpRequest &request, const Admission &admission);
    HttpReply answerReadiness(const HttpRequest &request, const Admission &admission);
    HttpReply answerMetrics(const HttpRequest &request, const Admission &admission);
    HttpReply answerOpenApi(const HttpRequest &request, const Admission &admission);
    HttpReply answerSite(const HttpRequest &request, const Admission &admission);
    HttpReply answerPresence(const HttpRequest &request, const PresenceQuery &query,
                             std::function<HttpReply(const PresenceAnswer &)> write) const;
    bool asksOthers(const HttpRequest &request) const;
    /// QHttpServer's routes may answer it: a read that is no file of a folder.
    bool isPlainRead(const Route &route, const HttpRequest &request, const HttpHead &head) const;

    Node &m_node;
    const std::unique_ptr<Site> m_site;
    const QList<UserName> m_names;
    OriginRules m_originRules;
    SiteRefusalLog m_siteRefusalLog;
    const Limits &m_limits;
    BatchRunner m_batches;
    QByteArray m_openApi; ///< the contract for tools; empty where the program does not carry it
    bool m_stopping = false;
};

} // namespace pushpoint
