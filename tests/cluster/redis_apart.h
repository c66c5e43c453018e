#pragma once

#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

namespace pushpoint::kit {

/// A real redis-server in a network namespace of its own, and two cables to it (veth pairs, in the
/// address block 198.51.100.0/24 that is nobody's, RFC 5737). A cable that is pulled loses what is
/// sent into it: no reset and no end of a stream arrives anywhere, unlike behind any proxy. Waits
/// by itself; the namespace and the cables go with this object.
class RedisApart
{
public:
    /// Why such things cannot be made here, where root and iproute2 are wanted; empty where they
    /// can.
    static QString whyNot();

    RedisApart();
    ~RedisApart();
    Q_DISABLE_COPY_MOVE(RedisApart)

    /// It really answers, over this cable: 0 or 1.
    bool answersOver(int cable) const;
    QString url(int cable) const;
    void pull(int cable, bool isOut);

private:
    void remove();
    QString farEnd(int cable) const;

    const QString m_name; ///< of the namespace, and what the cables' names begin with
    QTemporaryDir m_folder;
    QProcess m_redis;
};

} // namespace pushpoint::kit
