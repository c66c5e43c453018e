#pragma once

#include "client/address/server_address.h"

class QCommandLineParser;

namespace pushpoint {

/// The address that stands in for an absent --server: PUSHPOINT_SERVER, else loopback.
QString serverByDefault();

/// Reads an address from that option or that variable. Error: BadOption with one sentence that says
/// which of them it came from.
Result<ServerAddress> readServer(const QCommandLineParser &parser);

} // namespace pushpoint
