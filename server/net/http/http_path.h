#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace pushpoint {

/// What a path of the contract leads to; Site is everything that is not of the contract.
enum class Path {
    Message,
    Messages,
    Connections,
    ConnectionsOf,
    Names,
    Health,
    Readiness,
    Metrics,
    OpenApi,
    WebSocket,
    Site
};

inline constexpr QByteArrayView connectionsOfPrefix("/rest/connections/");

/// Matches as express does: in any case, and with or without a slash at the end. Pure; any thread.
Path pathOf(QByteArrayView path);

/// Whether it is there to post to.
bool isPost(Path path);

/// The methods that Allow tells of.
QByteArray methodsOf(Path path);

} // namespace pushpoint
