#pragma once

#include "server/access/authority.h"
#include "server/broker/factory/broker_address.h"
#include "server/net/origin/site_address.h"
#include "server/net/peer/address_ranges.h"
#include "server/net/tls/tls_context.h"
#include "server/protocol/limits.h"
#include "server/protocol/told_option.h"
#include "server/protocol/user_name.h"

#include <QHostAddress>
#include <QList>
#include <QString>

#include <optional>

namespace pushpoint {

/// All that a server is started with. A value; checked by whoever fills it in, except where start()
/// says otherwise.
struct ServerOptions
{
    QHostAddress host{QHostAddress::LocalHost};
    quint16 port = 3000; ///< 0: the system picks a free one
    net::TlsFiles tls;   ///< checked by start(); no certificate: nothing is encrypted
    QString pageFolder = QStringLiteral(":/web"); ///< the built-in page's resources
    QString staticFolder;  ///< served instead of the built-in page; empty: the built-in page
    QList<UserName> names; ///< offered in the drop-downs of page and clients
    QList<net::SitePattern> allowHosts; ///< besides loopback and the address reached, that are ours
    QList<net::SitePattern> allowOrigins;       ///< other sites whose pages may send and listen
    std::optional<access::Authority> authority; ///< whose tokens count; none: everyone may do all
    net::AddressRanges metricsAllowed;          ///< who may see how it runs without a token
    net::AddressRanges trustedProxies; ///< who may say for whom they ask, and for which site
    bool expectsProxyProtocol = false; ///< of each connection of theirs
    QByteArray nodeName = "pushpoint"; ///< told in detailed answers
    std::optional<broker::BrokerAddress>
        broker;                      ///< joins this node to others; none: it serves alone
    QByteArray brokerPrefix = "pp:"; ///< of all keys and channels
    bool logPresence = true;         ///< who is connected, whenever that has changed
    bool refuseWhenCutOff = false;   ///< new connections, while the broker is out of reach
    Limits limits;
    QList<ToldOption> told; ///< by GET /admin/server: with what the program was started
};

/// Every bound as it is kept: of the shares that are not set, none holds on loopback, and beyond it
/// those that docs/shares.md gives the reasons of.
Limits limitsInForce(const ServerOptions &options);

} // namespace pushpoint
