#include "server/net/api/batch_results.h"

#include <utility>

namespace pushpoint::net {

BatchResults::BatchResults(BodyType type)
    : m_isArray(type == BodyType::Json), m_ready(m_isArray ? "[" : "")
{ }

void BatchResults::add(const QByteArray &result)
{
    if (m_isDiscarded)
        return;
    if (m_held.empty())
        return write(result);
    m_held.push_back(result);
    m_heldBytes += result.size();
}

quint64 BatchResults::addPlace()
{
    ++m_unknown;
    if (!m_isDiscarded)
        m_held.emplace_back();
    return m_firstHeld + m_held.size() - 1;
}

void BatchResults::settle(quint64 place, const QByteArray &result)
{
    Q_ASSERT(m_unknown > 0 && !result.isEmpty());
    --m_unknown;
    if (m_isDiscarded)
        return;
    Q_ASSERT(place >= m_firstHeld && m_held[place - m_firstHeld].isEmpty());
    m_held[place - m_firstHeld] = result;
    m_heldBytes += result.size();
    for (; !m_held.empty() && !m_held.front().isEmpty(); ++m_firstHeld) {
        m_heldBytes -= m_held.front().size();
        write(m_held.front());
        m_held.pop_front();
    }
    writeEnd();
}

void BatchResults::close()
{
    m_isClosed = true;
    writeEnd();
}

void BatchResults::discard()
{
    m_isDiscarded = true;
    m_ready.clear();
    m_held.clear();
    m_heldBytes = 0;
}

QByteArray BatchResults::take(qsizetype bytesMax)
{
    if (bytesMax >= m_ready.size())
        return std::exchange(m_ready, {});
    const QByteArray taken = m_ready.first(bytesMax);
    m_ready.remove(0, bytesMax);
    return taken;
}

void BatchResults::write(const QByteArray &result)
{
    if (m_isArray && !std::exchange(m_isFirst, false))
        m_ready.append(',');
    m_ready.append(result);
    if (!m_isArray)
        m_ready.append('\n');
}

void BatchResults::writeEnd()
{
    if (m_isArray && isComplete() && !m_isDiscarded)
        m_ready.append(']');
}

} // namespace pushpoint::net
