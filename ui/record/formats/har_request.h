#pragma once

#include "server/traffic/traffic_event.h"

#include <QUrl>

namespace pushpoint::ui {

/// The `request` object of HAR 1.2 for a publish; see HarWriter. Any thread.
QByteArray harRequest(const TrafficEvent &event, const QUrl &server);

/// The same for a WebSocket of this name.
QByteArray harSocketRequest(const QByteArray &name, const QUrl &server);

/// `{"name":…,"value":…}`.
QByteArray harPair(QByteArrayView name, QByteArrayView value);

/// The HTTP status that a row tells of: 200, or that of the refusal's word.
int statusOf(const TrafficEvent &event);

} // namespace pushpoint::ui
