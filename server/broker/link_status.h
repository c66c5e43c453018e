#pragma once

#include <QByteArray>
#include <QString>

namespace pushpoint::broker {

/// How a node stands to its broker. A value.
struct LinkStatus
{
    enum class State {
        Connecting,
        Linked, ///< every name here is reached from every other node
        Lost,   ///< tried again soon
        // What somebody has to mend; tried again every few seconds.
        WrongPassword,
        NoPermission,
        ReadOnly,
        OutOfMemory,
        Loading,
        ClusterRefused,
        TlsFailed,
    };
    State state = State::Connecting;
    QString detail; ///< what the other side said; for people

    /// The stable word for programs and logs, such as "wrong_password".
    QByteArray word() const;
    /// One sentence for people.
    QString text() const;

    friend bool operator==(const LinkStatus &, const LinkStatus &) = default;
};

} // namespace pushpoint::broker
