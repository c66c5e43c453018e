#pragma once

#include "server/net/api/batch_runner.h"
#include "server/net/http/body_source.h"
#include "tests/broker/in_process_broker.h"

// Batches on a node that is joined to another, without sockets.

namespace pushpoint::batch_kit {

inline UserName named(QByteArrayView utf8)
{
    return UserName::parse(utf8).value();
}

class ListSession : public Session
{
public:
    ListSession(quint64 id, QByteArrayView name) : Session(id, named(name)) { }
    Taken send(const Frame &frame) override
    {
        const QByteArray text = frame.wireBytes.mid(frame.wireBytes.indexOf('{'));
        contents.append(text.mid(11).chopped(1)); // behind {"content":
        return Taken::Yes;
    }
    void close(CloseCode, const QByteArray &) override { }

    QByteArrayList contents;
};

/// Two nodes; Here is connected to the one that is asked, There to the other.
struct Pair
{
    struct Place
    {
        Place(InProcessExchange &exchange, const QByteArray &name)
            : broker(exchange, name), node(registry, feed, name, limits)
        {
            node.join(broker, false);
            broker.start();
        }
        const Limits limits;
        Registry registry;
        TrafficFeed feed;
        InProcessBroker broker;
        Node node;
    };

    Pair()
    {
        a.registry.add(&here);
        b.registry.add(&there);
    }
    ~Pair()
    {
        a.registry.remove(&here, 1000, {});
        b.registry.remove(&there, 1000, {});
    }
    Q_DISABLE_COPY_MOVE(Pair)

    InProcessExchange exchange;
    Place a{exchange, "a"};
    Place b{exchange, "b"};
    ListSession here{1, "Here"};
    ListSession there{2, "There"};
};

/// Reads an answer, as the connection does.
class Reading
{
public:
    explicit Reading(net::HttpReply reply) : m_reply(std::move(reply))
    {
        if (m_reply.source)
            m_reply.source->moreIsThere = [this] { read(); };
        else
            body = m_reply.body;
    }
    void read()
    {
        auto piece = net::BodySource::Piece::More;
        while (piece == net::BodySource::Piece::More)
            piece = m_reply.source->appendPiece(body, 16 * 1024);
        isWhole = piece == net::BodySource::Piece::Last;
    }

    QByteArray body;
    bool isWhole = false;

private:
    net::HttpReply m_reply;
};

inline QByteArray message(const QByteArray &to, int content)
{
    return "{\"to\":\"" + to + "\",\"content\":" + QByteArray::number(content) + '}';
}

inline QByteArray messages(const QByteArray &to, int count)
{
    QByteArrayList all;
    for (int i = 0; i < count; ++i)
        all.append(message(to, i));
    return '[' + all.join(',') + ']';
}

inline QByteArrayList numbers(int count)
{
    QByteArrayList all;
    for (int i = 0; i < count; ++i)
        all.append(QByteArray::number(i));
    return all;
}

inline net::HttpReply ask(net::BatchRunner &runner, const QByteArray &array, bool detailed = false)
{
    return runner.answer(array, {net::BodyType::Json, detailed, {}}, {});
}

} // namespace pushpoint::batch_kit
