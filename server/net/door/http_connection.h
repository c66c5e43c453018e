#pragma once

#include "server/net/body/body_decoder.h"
#include "server/net/door/pieced_answer.h"
#include "server/net/http/admission.h"
#include "server/net/http/http_head.h"
#include "server/net/peer/proxy_protocol.h"
#include "server/net/socket/send_progress.h"
#include "server/net/socket/server_socket.h"
#include "server/net/turn/turn_flush.h"
#include "server/net/turn/turn_share.h"

#include <QObject>

#include <deque>

namespace pushpoint::net {

struct HttpConnections;

/// Bytes that Qt may hold of one peer: more than any WebSocket message or piece of a body.
inline constexpr qint64 readBufferBytesMax = 128 * 1024;

/// The guard of one accepted socket: reads every byte before anyone else, checks each request
/// against the limits and answers it: itself, through QHttpServer for plain reads, or by handing
/// the socket over for a WebSocket. Answers leave in the order of their requests: each is complete
/// before the next is looked at, but that publishes may follow one whose answer other nodes know.
/// Nothing is looked at while the client has much to take. Server thread; a child of its socket and
/// gone with it.
class HttpConnection : public QObject, private TurnShare::Worker, private TurnFlush::Flushable
{
    Q_OBJECT

public:
    /// Joins the others, which must outlive it.
    HttpConnection(ServerSocket &socket, HttpConnections &all);
    ~HttpConnection() override;

    /// Ends what takes too long. Called a few times a second.
    void sweep(qint64 nowMs);
    /// There is no room: answers before anything was asked, and ends.
    void turnAway(const Error &error) { refuse(error); }
    /// The server stops: closes as soon as what is under way is answered.
    void stop();

private:
    enum class State {
        Idle, ///< between two requests
        Head,
        Body,
        Waiting,    ///< other nodes are asked for answers; input waits, but for more publishes
        Streaming,  ///< an answer leaves in pieces; input waits
        Draining,   ///< answered for the last time; input is thrown away until the peer closes
        HandedOver, ///< a WebSocket's now
    };
    struct Wanted
    {
        qsizetype headBytes = 0;
        qsizetype allBytes = 0; ///< with the body
        Admission admission{};
    };

    /// An answer in the order of its request; the foremost is not known yet, or leaves soon.
    struct Place
    {
        quint64 number = 0;
        HttpWriting writing;
        std::optional<HttpReply> reply{};
    };

    void work();
    void workInTurn() override;
    void workLater();
    void takeInput();
    /// False while it is not whole, or where nothing is to come behind it.
    bool takeProxyHeader();
    /// Counts it among those of the address; false, with an answer, where there are too many.
    bool countFor(const QHostAddress &client);
    /// The proxy's connection is this client's alone from now on; false as countFor().
    bool becomeOf(const QHostAddress &client);
    qsizetype consume(QByteArrayView input);
    bool takeHead(QByteArrayView input);
    std::optional<Refusal> admit(QByteArrayView input);
    std::optional<Error> readHead(QByteArrayView bytes);
    void forgetRequest();
    void dispatch(QByteArrayView input);
    void upgrade(QByteArrayView behind);
    void answer(const HttpReply &reply, HttpWriting writing);
    void sendPiece();
    void refuse(const Error &error, const QByteArray &allow = {}) { refuseFor({error, allow}); }
    void refuseFor(const Refusal &refusal);
    void awaitReply(LaterReply &later, HttpWriting writing);
    void takeReply(quint64 number, const HttpReply &reply);
    void answerPlaces();
    bool isWholePublish(QByteArrayView input) const;
    /// While answers are waited for: whether the next request may be looked at, too.
    bool takesMore() const;
    void flushAnswers();
    void write(QByteArrayView answers);
    void flush() override;
    void flushBehind();
    void settle();
    void drain();
    void endIfIdle();
    void enter(State state);
    bool isConnected() const { return m_socket.state() == QAbstractSocket::ConnectedState; }
    bool isReading() const;
    /// Whether the next request may be looked at now, as far as the state and what is unsent go.
    bool takesRequests() const { return (isReading() || takesMore()) && hasRoom(); }
    bool hasRoom() const;
    /// What was answered and the kernel has not yet taken.
    qint64 unsentBytes() const { return m_socket.bytesToWrite() + m_behind.size(); }

    ServerSocket &m_socket;
    HttpConnections &m_all;
    State m_state = State::Idle;
    qint64 m_deadlineMs = 0;                            ///< by the connections' clock
    std::unique_ptr<ProxyProtocolReader> m_proxyHeader; ///< null: none is to come any more
    bool m_isForUnknown = false; ///< it has come, and does not tell whom the proxy speaks for
    HttpHeadScanner m_scanner;
    Wanted m_wanted;                     ///< of the request whose head is whole; else zero
    std::unique_ptr<BodyDecoder> m_body; ///< of the request at hand; null: plain, with a length
    HttpRequest m_request;          ///< points into the bytes at hand: valid within one consume()
    HttpHead m_head;                ///< the same
    qint64 m_readNs = 0;            ///< when the bytes at hand were read, by the log's clock
    qint64 m_acceptedNs = 0;        ///< when the first byte of the request at hand was; 0: none is
    QByteArray m_pending;           ///< what was read and not yet looked at, or is no whole request
    TurnShare::Part m_part;         ///< valid while work() runs
    QByteArray m_behind;            ///< answers that wait until what they tell of has left
    bool m_tellsOfMessages = false; ///< what is answered next
    std::unique_ptr<PiecedAnswer> m_answer; ///< State::Streaming only
    SendProgress m_progress;
    std::deque<Place> m_places; ///< State::Waiting, and Streaming what is one of them
    quint64 m_lastPlace = 0;
    bool m_isBehindPlaces = false; ///< what comes next waits until all of them are answered
    bool m_sourceIsBehind = false; ///< the source of m_answer has said that it needs time
    bool m_inputIsLeft = false;    ///< and may hold whole requests
    bool m_isQueued = false;       ///< for a later turn
    bool m_hasEnded = false;       ///< our side of the connection
    bool m_isHead = false; ///< of the request at hand, also when m_request points nowhere any more
    bool m_stopping = false;
};

} // namespace pushpoint::net
