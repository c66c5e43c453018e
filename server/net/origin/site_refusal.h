#pragma once

#include "server/net/http/http_head.h"
#include "server/protocol/error.h"

#include <QHostAddress>

namespace pushpoint::net {

/// Why a Host or an Origin was turned away, for people. A value.
struct SiteRefusal
{
    QByteArray facts;  ///< the headers, escaped and cut: "Host: a.example"
    QByteArray option; ///< would allow it: "--allow-host a.example"; empty: none does

    /// @param code WrongHost or ForeignOrigin.
    static SiteRefusal of(ErrorCode code, const HttpHead &head);
    /// For the one who asked, and who may be the administrator: names the option.
    Error toError(ErrorCode code) const;
    /// For the window's row: "Host: a.example, 10.0.0.7 → --allow-host a.example".
    QByteArray row(const QHostAddress &peer) const;
};

/// Logs such refusals, one line a second at most; the next line says how many were left out.
/// Server thread.
class SiteRefusalLog
{
public:
    /// @param nowNs by a clock that never jumps.
    void note(const SiteRefusal &refusal, const QHostAddress &peer, qint64 nowNs);

private:
    qint64 m_nextNs = 0;
    quint64 m_leftOut = 0;
};

} // namespace pushpoint::net
