#include "server/net/door/http_connection.h"

#include "server/net/http/later_reply.h"

#include <QPointer>

// Answers that other nodes know: each has its place, and they leave in the order of their requests.
// Whoever sends several publishes without waiting would else have each of them wait for the round
// trip of the one before.

namespace pushpoint::net {

namespace {

constexpr size_t placesMax = 16; // of one connection

} // namespace

bool HttpConnection::takesMore() const
{
    return m_state == State::Waiting && !m_isBehindPlaces && !m_stopping
        && m_places.size() < placesMax && !m_places.back().writing.closes && isConnected();
}

// What comes next is looked at only where it is a whole publish: its answer has its place behind
// this one. Everything else is not looked at before this is answered, so answers keep their order.
void HttpConnection::awaitReply(LaterReply &later, HttpWriting writing)
{
    m_places.push_back({++m_lastPlace, writing});
    if (m_state != State::Waiting)
        m_isBehindPlaces = false;
    enter(State::Waiting);
    later.then = [connection = QPointer(this), number = m_lastPlace](const HttpReply &reply) {
        if (connection)
            connection->takeReply(number, reply);
    };
}

bool HttpConnection::isWholePublish(QByteArrayView input) const
{
    return m_wanted.headBytes > 0 && m_wanted.admission.isPublish && !m_head.hasUpgrade
        && !m_head.expectsContinue && !m_head.isChunked
        && m_head.contentCoding == ContentCoding::Identity
        && input.size() >= m_wanted.headBytes + qsizetype(m_head.contentLength.value_or(0));
}

void HttpConnection::takeReply(quint64 number, const HttpReply &reply)
{
    for (Place &place : m_places) { // none where the client was given up meanwhile
        if (place.number == number)
            place.reply = reply;
    }
    // Others may be answered within the same turn: they leave together.
    if (m_state == State::Waiting && !m_places.empty() && m_places.front().number == number)
        workLater();
}

void HttpConnection::answerPlaces()
{
    while (m_state == State::Waiting && !m_places.empty() && m_places.front().reply) {
        const Place place = std::move(m_places.front());
        m_places.pop_front();
        m_isBehindPlaces = false;
        HttpWriting writing = place.writing;
        // Whoever was told to come in is answered, also where the server stops.
        writing.closes = writing.closes || (m_stopping && m_places.empty());
        answer(*place.reply, writing);
    }
    if (m_state == State::Waiting && m_places.empty())
        enter(State::Idle);
}

} // namespace pushpoint::net
