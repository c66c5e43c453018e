#pragma once

#include "server/net/api/batch_runner.h"
#include "server/net/http/http_head.h"
#include "server/net/origin/origin_rules.h"
#include "server/net/origin/site_refusal.h"
#include "server/net/site/site.h"
#include "server/node/node.h"

#include <QHostAddress>
#include <QList>

#include <functional>

namespace pushpoint {

/// From a request to its answer: the paths of the contract, their methods and their bodies. Policy
/// is the node's, sockets are the connection's. Server thread; owned by the Listener.
class HttpGateway
{
public:
    /// The node and the limits must outlive the gateway.
    HttpGateway(Node &node, std::unique_ptr<Site> site, QList<UserName> names,
                OriginRules originRules, const Limits &limits);

    /// Looks at the head alone, before any body is taken in: what will be refused whatever the body
    /// says is answered by the error, and the connection ends. Nothing: go on.
    struct Refusal
    {
        Error error;
        QByteArray allow; ///< the methods, or else the content codings, that are taken
        std::optional<SiteRefusal> site{}; ///< which host or origin, and who may change it
    };
    std::optional<Refusal> refuseEarly(const HttpRequest &request, const HttpHead &head,
                                       const QHostAddress &localAddress) const;

    /// How long the body of this request may be, once it is decoded and once it is unpacked.
    qsizetype bodyBytesMax(const HttpRequest &request) const;

    /// How its body is to be unpacked: only where the body counts.
    ContentCoding codingToUndo(const HttpRequest &request, const HttpHead &head) const;

    /// Answers a request that was read in full and not refused; by HttpReply::later where other
    /// nodes have to be asked.
    HttpReply answer(const HttpRequest &request, const HttpHead &head);

    /// True for what QHttpServer's routes may answer: the reads that are not files of a folder.
    bool isPlainRead(const HttpRequest &request) const;

    /// From now on not ready for more (/readyz says so), though still alive.
    void beginStopping() { m_stopping = true; }

    /// For traces: the time by the node's clock, and that all answers so far were written.
    qint64 nowNs() const { return m_node.nowNs(); }
    void noteAnswersWritten() const { m_node.noteAnswersWritten(); }

    /// Why no WebSocket may open now, if so.
    std::optional<Error> refuseUpgrade() const
    {
        if (!m_node.isShut())
            return {};
        return Error{ErrorCode::ClusterUnknown,
                     QStringLiteral("this node is cut off from the others; try another one")};
    }

    /// Counts what the connection itself refused.
    void noteRefusal(const Error &error) const { m_node.noteRefusal(error); }
    /// The same for a host or an origin; also logs it.
    void noteRefusal(const Error &error, const SiteRefusal &site, const QHostAddress &peer);

    void setOriginRules(const OriginRules &rules) { m_originRules = rules; }

private:
    HttpReply answerAny(const HttpRequest &request, const HttpHead &head);
    HttpReply answerMessage(const HttpRequest &request, const HttpHead &head);
    HttpReply answerConnections(const HttpRequest &request) const;
    HttpReply answerConnectionsOf(const HttpRequest &request) const;
    HttpReply answerPresence(const HttpRequest &request, const PresenceQuery &query,
                             std::function<HttpReply(const PresenceAnswer &)> write) const;
    bool asksOthers(const HttpRequest &request) const;
    HttpReply answerNames() const;
    HttpReply answerMetrics() const;

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
