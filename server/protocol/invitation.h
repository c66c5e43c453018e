#pragma once

#include "server/protocol/result.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

namespace pushpoint {

/// What a person needs to join: where the server is, and the token that says who they are. A link
/// bears it, in one of two forms; what is secret stands behind the "#", which no server ever sees:
///
///   https://host:3000/path/#token=TOKEN
///       for a browser: the address of the server's page
///   pushpoint://host:3000/path/#token=TOKEN[&pin=SHA256][&plain]
///       for the chat client: with "plain" the server is at http, without at https
///
/// A value; any thread.
struct Invitation
{
    QUrl server;      ///< http or https; its path ends with "/"
    QByteArray token; ///< letters, digits, "-", "_" and "."
    QByteArray
        pin; ///< SHA-256 of the server's certificate, 64 digits of 0 to 9 and a to f, or empty

    QString pageLink() const;
    QString clientLink() const;

    /// From either link. Error: BadOption with a sentence that quotes nothing of the link.
    static Result<Invitation> parse(const QString &link);
};

/// The address of a server, as Invitation has it, from what somebody typed: http or https, with
/// nothing behind the path. Error: BadOption with a sentence.
Result<QUrl> invitedServer(const QString &text);

/// The digits of a certificate's SHA-256, with or without colons, as Invitation has them; empty:
/// these are none.
QByteArray pinDigits(const QString &text);

} // namespace pushpoint
