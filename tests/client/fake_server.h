#pragma once

#include <QHash>
#include <QList>
#include <QTcpServer>
#include <QWebSocketServer>

#include <functional>

class QWebSocket;

/// What a client meets, with the manners a test asks for: HTTP answers, sockets that are closed by
/// any code or refused, silence. On the test's own thread, on loopback.
class FakeServer : public QObject
{
    Q_OBJECT

public:
    struct Request
    {
        QByteArray method;
        QByteArray path;
        QByteArray body;
    };
    struct Answer
    {
        int status = 200;
        QByteArray body;
        bool isHeldBack = false; ///< nothing is answered at all
        QByteArray headers{};    ///< further lines of the head, each with its end
    };

    explicit FakeServer(QObject *parent = nullptr);
    ~FakeServer() override;

    /// Port 0 picks one.
    bool listen(quint16 port = 0);
    /// Stops listening and cuts every connection without a good-bye.
    void cut();
    quint16 port() const { return m_port; }
    QString url() const;

    /// What HTTP requests are answered with; the sockets are not asked.
    std::function<Answer(const Request &)> onRequest;
    /// Sockets are refused with this status, unless 0.
    int refuseSocketsWith = 0;
    /// Leaves the connection of a refused one open, as web servers do.
    bool keepsRefusedSockets = false;
    /// Accepts connections to sockets, and then says nothing.
    bool leavesHandshakesOpen = false;

    const QList<Request> &requests() const { return m_requests; }
    /// The paths of all sockets that were opened, in order.
    const QStringList &openedPaths() const { return m_openedPaths; }
    /// The sockets open now, oldest first.
    QList<QWebSocket *> sockets() const { return m_sockets; }

Q_SIGNALS:
    void socketOpened(QWebSocket *socket);

private:
    void onReadyRead(QTcpSocket *socket);
    void onSocket();
    void answer(QTcpSocket *socket, const Request &request);

    QTcpServer m_listener;
    QWebSocketServer m_webSockets;
    quint16 m_port = 0;
    QList<Request> m_requests;
    QStringList m_openedPaths;
    QList<QWebSocket *> m_sockets;
    QList<QTcpSocket *> m_streams;
};
