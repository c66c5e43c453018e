#pragma once

#include "server/registry/session.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <set>
#include <vector>

namespace pushpoint {

/// Which names are online, and by which sessions. Lives on the server thread, owned by the server's
/// core. Never owns a session and never touches a socket; its signals stay on the server thread.
class Registry : public QObject
{
    Q_OBJECT

public:
    explicit Registry(QObject *parent = nullptr);

    /// The session is open from now on. Its id must be new.
    void add(Session *session);
    /// The session is gone. Safe for one that is not there (closed twice).
    void remove(Session *session, int closeCode, const QByteArray &reason);

    /// Hands the frame to every session of the name and returns how many took it. Sessions whose
    /// queue is full are closed with TooSlow after the loop.
    /// @param whenTaken is told the id of each session that took it, right then.
    int deliver(const UserName &name, const Frame &frame,
                const std::function<void(quint64 id)> &whenTaken = {});

    struct NameCount
    {
        QByteArray name; ///< UTF-8
        int connections = 0;
    };
    int connections(const UserName &name) const;
    /// Names in the order of their bytes, beginning behind `after`, `limit` of them at the most.
    std::vector<NameCount> page(const QByteArray &after, int limit) const;

    Session *find(quint64 id) const { return m_byId.value(id, nullptr); }
    const QHash<quint64, Session *> &sessions() const { return m_byId; }
    qsizetype sessionCount() const { return m_byId.size(); }
    qsizetype nameCount() const { return m_byName.size(); }

Q_SIGNALS:
    void sessionOpened(const pushpoint::Session &session);
    void sessionClosed(const pushpoint::Session &session, int closeCode, const QByteArray &reason);
    void nameCameOnline(const pushpoint::UserName &name);
    void nameWentOffline(const pushpoint::UserName &name);

private:
    void closeSlow(const std::vector<quint64> &ids);

    using Sessions = std::vector<Session *>;
    QHash<QByteArray, Sessions> m_byName; ///< a name is a key only while it has a session
    std::set<QByteArray> m_names;         ///< the same names, in order, for paging
    QHash<quint64, Session *> m_byId;
};

} // namespace pushpoint
