#pragma once

#include <QByteArray>

#include <functional>
#include <optional>

namespace pushpoint::net {

/// A body that is made piece by piece, so that a long answer costs neither a long turn of the event
/// loop nor memory for all of it at once. The connection asks for a piece when the client has taken
/// most of what was sent, and at most for one a turn. Server thread; kept by the answer it belongs
/// to, and gone with the connection.
class BodySource
{
public:
    enum class Piece {
        More,  ///< there is more: ask again when there is room
        Last,  ///< that was all
        Later, ///< nothing more is known yet; `moreIsThere` will be called
        Failed ///< what was promised cannot be kept: the connection has to be cut
    };

    virtual ~BodySource() = default;

    /// How long the whole body is, where that is known: it goes out with a Content-Length.
    /// Otherwise it goes out chunked, or ends with the connection for HTTP/1.0.
    virtual std::optional<qint64> bodyBytes() const { return {}; }
    /// Appends the next piece to `out`: some `bytesWanted`, and not more than a millisecond's work.
    virtual Piece appendPiece(QByteArray &out, qsizetype bytesWanted) = 0;

    /// Set by whoever sends the body; called from the event loop after a `Later`. Must bear that
    /// the connection is gone, and may be empty.
    std::function<void()> moreIsThere;
};

} // namespace pushpoint::net
