#pragma once

#include "server/net/api/batch_runner.h"
#include "server/net/api/route.h"
#include "server/net/http/request_handler.h"
#include "server/net/origin/origin_rules.h"
#include "server/net/origin/site_refusal.h"
#include "server/net/peer/address_ranges.h"
#include "server/net/site/site.h"
#include "server/node/node.h"

#include <QList>

#include <functional>
#include <span>

namespace pushpoint::net {

class TokenGate;
class WebSocketGateway;

/// From a request to its answer: the paths of the contract, their methods and their bodies. Policy
/// is the node's, sockets are the connection's. Server thread; owned by the server's core.
class HttpGateway final : public RequestHandler
{
public:
    /// All that it refers to must outlive the gateway.
    HttpGateway(Node &node, WebSocketGateway &webSockets, TokenGate &tokenGate,
                std::unique_ptr<Site> site, QList<UserName> names, OriginRules originRules,
                AddressRanges trustedProxies, const Limits &limits);

    /// All paths there are; the last one is for whatever no other matches.
    static std::span<const Route> routes();
    /// The one for a path, with or without a slash at its end.
    static const Route &routeOf(QByteArrayView path);

    std::variant<Admission, Refusal> admit(const HttpRequest &request, const HttpHead &head,
                                           const ConnectionEnds &ends) const override;
    HttpReply answer(const HttpRequest &request, const HttpHead &head,
                     const Admission &admission) override;
    void noteRefusal(const Refusal &refusal, const QHostAddress &peer) override;
    Result<Handshake> checkUpgrade(const HttpRequest &request, const HttpHead &head,
                                   const Admission &admission) const override;
    void upgrade(ServerSocket &socket, Handshake handshake, QByteArrayView behind) override;
    qsizetype upgradedCount() const override;

    /// From now on not ready for more (/readyz says so), though still alive.
    void beginStopping() { m_stopping = true; }

    void setOriginRules(const OriginRules &rules) { m_originRules = rules; }

private:
    /// The same when it is known who asks (`ends.peer`), and by which scheme; empty: by either.
    std::variant<Admission, Refusal> admitClient(const HttpRequest &request, const HttpHead &head,
                                                 const ConnectionEnds &ends,
                                                 QByteArrayView scheme = {}) const;
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
    HttpReply answerPresence(const HttpRequest &request, const broker::PresenceQuery &query,
                             std::function<HttpReply(const broker::PresenceAnswer &)> write) const;
    bool asksOthers(const HttpRequest &request) const;
    Result<access::BearerPointer> letIn(const Admission &admission,
                                        const HttpRequest &request) const;
    /// QHttpServer's routes may answer it: a read that is no file of a folder.
    bool isPlainRead(const Route &route, const HttpRequest &request, const HttpHead &head) const;

    Node &m_node;
    WebSocketGateway &m_webSockets;
    TokenGate &m_tokenGate;
    const std::unique_ptr<Site> m_site;
    const QList<UserName> m_names;
    OriginRules m_originRules;
    const AddressRanges m_trustedProxies;
    SiteRefusalLog m_siteRefusalLog;
    const Limits &m_limits;
    BatchRunner m_batches;
    QByteArray m_openApi; ///< the contract for tools; empty where the program does not carry it
    bool m_stopping = false;
};

} // namespace pushpoint::net
