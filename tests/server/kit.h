#pragma once

#include "server/server.h"

#include <QJsonObject>
#include <QTcpSocket>
#include <QWebSocket>

#include <functional>
#include <optional>

// What the tests of the running server share: a server, a client that sends any bytes it likes, and
// a WebSocket client that keeps what it gets. All on the test's thread.

namespace pushpoint::kit {

inline constexpr int patienceMs = 10'000; ///< for what must come; far above what it takes

/// Runs the event loop until the condition holds; false when patience ends.
bool waitUntil(const std::function<bool()> &condition, int timeMs = patienceMs);

UserName named(QByteArrayView utf8);

/// True where the tests of this process are to go by TLS: servers have a certificate, and clients,
/// but for those of Crowd, encrypt. Told by PUSHPOINT_TEST_TLS in the environment.
bool goesByTls();

/// Any free port on loopback, and good-byes that are not waited for long.
ServerOptions quickOptions();

/// A server that listens from construction to destruction.
class LiveServer
{
public:
    explicit LiveServer(const ServerOptions &options = quickOptions());
    ~LiveServer();
    Q_DISABLE_COPY_MOVE(LiveServer)

    quint16 port() const { return m_port; }
    Server &server() { return m_server; }
    TrafficTotals totals() { return m_server.feed().totals(); }
    /// The stop was clean and came in time; also done by the destructor.
    bool stop();

private:
    Server m_server;
    quint16 m_port = 0;
};

/// One HTTP answer.
struct Reply
{
    int status = 0; ///< 0: none came, or it was no HTTP
    QByteArray head;
    QByteArray body;

    /// A header's value, all of them joined by '|' where there are several; empty: none.
    QByteArray header(QByteArrayView name) const;
    QJsonObject json() const;
    /// The stable word of an error; empty where the body is not an error of ours.
    QByteArray word() const;
};

/// A TCP client that sends what it is told, byte for byte. Waits by itself: the server has a thread
/// of its own.
class RawClient
{
public:
    explicit RawClient(quint16 port);

    void send(QByteArrayView bytes);
    /// Each byte in a packet of its own, as far as the kernel lets it.
    void sendByteByByte(QByteArrayView bytes);
    /// Ends our side; the server's side stays open.
    void endOurSide();
    /// The next answer; status 0 when none comes in time.
    Reply reply(bool toHead = false, int timeMs = patienceMs);
    Reply ask(QByteArrayView bytes, bool isHead = false);
    /// All up to and with these bytes; empty when they do not come in time.
    QByteArray readUntil(QByteArrayView end, int timeMs = patienceMs);
    QByteArray readExactly(qsizetype size, int timeMs = patienceMs);
    /// True when the server has closed, with nothing more said.
    bool isClosedInTime(int timeMs = patienceMs);
    /// True when the server still listens to us after a while; asks for nothing.
    bool staysOpen();

    QTcpSocket &socket() { return *m_socket; }
    /// What was read and not yet asked for.
    const QByteArray &unread() const { return m_unread; }

private:
    bool readMore(int timeMs);
    QByteArray readChunks(int timeMs);

    std::unique_ptr<QTcpSocket> m_socket;
    QByteArray m_unread;
};

/// A request with Host, and with Content-Length where there is a body. `headers` end by CR LF each.
QByteArray request(const QByteArray &method, const QByteArray &target,
                   const QByteArray &headers = {}, const std::optional<QByteArray> &body = {});
inline QByteArray get(const QByteArray &target, const QByteArray &headers = {})
{
    return request("GET", target, headers);
}
/// POST of JSON to /rest/message.
QByteArray post(const QByteArray &json, const QByteArray &query = {});

/// A WebSocket client by Qt, which keeps what it gets.
class SocketClient : public QObject
{
    Q_OBJECT

public:
    /// @param segment the name as it stands in the path, escaped already.
    SocketClient(quint16 port, const QByteArray &segment);

    /// Opened and known to the server, so that the next publish reaches it.
    bool isOpenInTime();
    bool isClosedInTime(int timeMs = patienceMs);
    bool hasTextsInTime(qsizetype count, int timeMs = patienceMs);
    int closeCode() const { return int(m_socket.closeCode()); }

    QStringList texts;
    QWebSocket &socket() { return m_socket; }

private:
    QWebSocket m_socket;
};

/// A receiver and a keep-alive sender who behave, alongside those who do not.
class HealthyPair
{
public:
    explicit HealthyPair(quint16 port, const QByteArray &name = "Bob");

    bool isOpenInTime() { return m_receiver.isOpenInTime(); }
    /// Sends one message and says what is wrong: empty when it was answered, arrived, and nothing
    /// else had arrived before it.
    QByteArray complaint();

private:
    QByteArray m_name;
    SocketClient m_receiver;
    RawClient m_sender;
    int m_sent = 0;
};

/// Resident memory of this process, which holds the server; 0 where that cannot be told.
qint64 residentBytes();

} // namespace pushpoint::kit
