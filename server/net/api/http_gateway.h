#pragma once

#include "server/net/api/batch_runner.h"
#include "server/net/api/route.h"
#include "server/net/http/request_handler.h"
#include "server/net/origin/origin_rules.h"
#include "server/net/origin/site_refusal.h"
#include "server/net/peer/address_ranges.h"
#include "server/net/shares/fair_shares.h"
#include "server/net/site/site.h"
#include "server/node/node.h"
#include "server/protocol/told_option.h"

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
    HttpGateway(Node &node, WebSocketGateway &webSockets, TokenGate &tokenGate, FairShares &shares,
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
    std::variant<Handshake, Refusal> checkUpgrade(const HttpRequest &request, const HttpHead &head,
                                                  const Admission &admission) override;
    void upgrade(ServerSocket &socket, Handshake handshake, QByteArrayView behind) override;
    qsizetype upgradedCount() const override;

    /// From now on not ready for more (/readyz says so), though still alive.
    void beginStopping() { m_stopping = true; }

    void setOriginRules(const OriginRules &rules) { m_originRules = rules; }
    /// The options that /admin/server tells of.
    void tell(const QList<ToldOption> &options) { m_told = options; }
    /// @param ask is called when the options shall be read again; finishReload() says what became
    /// of it, at once or later.
    void setReload(std::function<void()> ask) { m_askReload = std::move(ask); }
    /// @param read the options that have taken effect.
    void finishReload(const Result<QStringList> &read);

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
    HttpReply answerServer(const HttpRequest &request, const Admission &admission);
    HttpReply answerReload(const HttpRequest &request, const Admission &admission);
    HttpReply disconnectAll(const HttpRequest &request, const UserName &name);
    HttpReply answerOpenApi(const HttpRequest &request, const Admission &admission);
    HttpReply answerSite(const HttpRequest &request, const Admission &admission);
    HttpReply answerPresence(const HttpRequest &request, const broker::PresenceQuery &query,
                             std::function<HttpReply(const broker::PresenceAnswer &)> write) const;
    bool asksOthers(const HttpRequest &request) const;
    Result<access::BearerPointer> letIn(const Admission &admission,
                                        const HttpRequest &request) const;
    // The answer to whoever has used up a share; nothing where they may go on.
    std::optional<HttpReply> limitAddress(const Admission &admission);
    std::optional<HttpReply> limitPosts(const Admission &admission, const Result<Message> &message,
                                        qsizetype count);
    std::optional<HttpReply> limitBatch(const Admission &admission, const BatchItems &items);
    /// QHttpServer's routes may answer it: a read that is no file of a folder.
    bool isPlainRead(const Route &route, const HttpRequest &request, const HttpHead &head) const;

    Node &m_node;
    WebSocketGateway &m_webSockets;
    TokenGate &m_tokenGate;
    FairShares &m_shares;
    const std::unique_ptr<Site> m_site;
    const QList<UserName> m_names;
    OriginRules m_originRules;
    const AddressRanges m_trustedProxies;
    SiteRefusalLog m_siteRefusalLog;
    const Limits &m_limits;
    BatchRunner m_batches;
    QByteArray m_openApi; ///< the contract for tools; empty where the program does not carry it
    QList<ToldOption> m_told;
    std::function<void()> m_askReload;
    std::vector<std::shared_ptr<LaterReply>> m_reloads; ///< who waits for it
    bool m_stopping = false;
};

} // namespace pushpoint::net
