#pragma once

#include "server/traffic/traffic_event.h"

#include <QCoreApplication>
#include <QString>

namespace pushpoint::ui {

/// What one thing that happened reads like in the table. Pure functions in a class only because
/// translations need a context. Any thread.
class TrafficText
{
    Q_DECLARE_TR_FUNCTIONS(pushpoint::ui::TrafficText)

public:
    /// "delivered to 2", "Alice was not online", "refused: bad_json", "opened", "closed 4008: too
    /// slow".
    static QString result(const TrafficEvent &event);
    /// "delivered", "offline", "refused", "opened", "closed", "pong".
    static QString kind(TrafficKind kind);
    /// What the row says beside its figures: why it did not arrive, the content's beginning, the
    /// reason of a refusal, a close code and its reason.
    static QString said(const TrafficEvent &event);
    /// "delivered by the nodes north, south"; empty where the server serves alone.
    static QString nodes(const TrafficEvent &event);
    /// Seconds since the server's start, to the microsecond.
    static QString sinceStart(qint64 steadyNs);
    /// The content's beginning; ends in … where there is more of it.
    static QString preview(const TrafficEvent &event);
    /// "1,204 not shown": stands in the place of what was not kept.
    static QString gap(quint64 lost);
    /// All of it, several lines, for a tool tip.
    static QString details(const TrafficEvent &event);

private:
    /// Why a message did not arrive, in plain words.
    static QString notOnline(const TrafficEvent &event);
};

} // namespace pushpoint::ui
