#pragma once

#include "client/address/server_address.h"

#include <QList>

#include <optional>

namespace pushpoint::client {

/// What is remembered of an account between runs: a server, and the name one has there. A value.
struct AccountProfile
{
    ServerAddress server;
    std::optional<UserName> name; ///< absent: not chosen yet
    /// By which the account's history and unsent messages are found again. No two accounts have
    /// the same.
    QString key;
};

/// The accounts of the last run, in their order; empty without the file. What cannot be read in it
/// is left out. @param file an INI file.
QList<AccountProfile> readProfiles(const QString &file);

/// @returns why they could not be written, for people; empty where they were.
QString writeProfiles(const QString &file, const QList<AccountProfile> &profiles);

/// A key for one more account at this server: the server's address for the first one, so that who
/// removes an account and adds it again finds its history.
QString freeKey(const QList<AccountProfile> &profiles, const ServerAddress &server);

} // namespace pushpoint::client
