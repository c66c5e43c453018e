#pragma once

#include <QByteArrayView>
#include <QTcpSocket>

#include <utility>

namespace pushpoint::net {

/// A socket without a connection, for those classes of Qt that want to answer through a socket: it
/// gives them the request to read and keeps what they write. They never hold a client's socket,
/// which Qt would close, abort or delete at times that differ from version to version. Server
/// thread.
class AnswerSocket : public QTcpSocket
{
public:
    explicit AnswerSocket(QObject *parent = nullptr) : QTcpSocket(parent)
    {
        setSocketState(ConnectedState);
        setOpenMode(ReadWrite);
    }
    ~AnswerSocket() override { setSocketState(UnconnectedState); }

    /// What is there to read next. Does not emit readyRead(). The socket must be in no transaction.
    void offer(QByteArrayView request)
    {
        for (auto byte = request.crbegin(); byte != request.crend(); ++byte)
            ungetChar(*byte);
    }
    /// All that was written since the last call.
    QByteArray takeWritten() { return std::exchange(m_written, {}); }

protected:
    qint64 readData(char *, qint64) override { return 0; }
    qint64 writeData(const char *bytes, qint64 size) override
    {
        m_written.append(bytes, size);
        return size;
    }

private:
    QByteArray m_written;
};

} // namespace pushpoint::net
