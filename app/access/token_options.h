#pragma once

#include "server/access/rights.h"
#include "server/protocol/result.h"

#include <QByteArray>
#include <QList>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace pushpoint::app {

/// What `token` was asked for. A value.
struct TokenOptions
{
    QString help; ///< set where help is asked for: nothing else is read then
    QString keyFile;
    QList<QByteArray> names; ///< names and patterns, as a token has them
    access::Rights rights = access::Right::Connect | access::Right::Publish | access::Right::Read;
    int days = 30;
    QString audience;
    QString issuer;
    std::optional<QUrl> invite; ///< the server, as Invitation has it
    QByteArray pin;             ///< as Invitation has it

    /// The first that is a name, and so who bears the token; empty: none is.
    QByteArray subject() const;
};

/// Reads a command line, `token` first. Error: BadOption with a sentence.
Result<TokenOptions> readTokenOptions(const QStringList &arguments);

} // namespace pushpoint::app
