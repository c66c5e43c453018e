#pragma once

#include "client/address/server_address.h"
#include "resources/options/option.h"

#include <optional>

namespace pushpoint::client {

/// http://127.0.0.1:3000, where a server is unless one is named.
ServerAddress localServer();

/// --server, or PUSHPOINT_SERVER in its stead.
Option serverOption(ServerAddress &place);

/// An option whose value is a user's name.
Option nameOption(QAnyStringView name, QAnyStringView text, std::optional<UserName> &place);

/// BadOption with this sentence.
Error badOption(const QString &text);

} // namespace pushpoint::client
