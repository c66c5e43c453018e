#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace pushpoint {

/// A request's head as it may be shown, recorded and exported: with all that the sender wrote but
/// credentials. In place of the values of Authorization, Proxy-Authorization and Cookie, and of a
/// `token=` in the query, stands "(hidden)". Pure; any thread.
QByteArray toldHead(QByteArrayView head);

} // namespace pushpoint
