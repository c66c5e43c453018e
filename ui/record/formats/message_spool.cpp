#include "ui/record/formats/message_spool.h"

#include <algorithm>
#include <cstring>

namespace pushpoint::ui {

namespace {

constexpr qsizetype blockBytes = 256 * 1024;

template <typename Value>
QByteArrayView bytesOf(const Value &value)
{
    static_assert(std::is_trivially_copyable_v<Value>);
    return {reinterpret_cast<const char *>(&value), qsizetype(sizeof(value))};
}

} // namespace

qint64 MessageSpool::addText(const QByteArray &json)
{
    const qint64 size = json.size();
    const qint64 at = append(bytesOf(size));
    append(json);
    return at;
}

void MessageSpool::addTo(quint64 connectionId, qint64 wallClockUs, qint64 textAt)
{
    qint64 &newest = m_newest.emplace(connectionId, m_newest.value(connectionId, -1)).value();
    newest = append(bytesOf(Link{newest, wallClockUs, textAt}));
}

std::vector<qint64> MessageSpool::take(quint64 connectionId)
{
    std::vector<qint64> places;
    qint64 at = m_newest.contains(connectionId) ? m_newest.take(connectionId) : -1;
    Link link{};
    for (; at >= 0 && readAt(at, reinterpret_cast<char *>(&link), sizeof(link)); at = link.previous)
        places.push_back(at);
    std::reverse(places.begin(), places.end());
    return places;
}

MessageSpool::Item MessageSpool::read(qint64 at)
{
    Link link{};
    qint64 size = 0;
    if (!readAt(at, reinterpret_cast<char *>(&link), sizeof(link))
        || !readAt(link.textAt, reinterpret_cast<char *>(&size), sizeof(size)))
        return {};
    QByteArray json(size, Qt::Uninitialized);
    if (!readAt(link.textAt + qint64(sizeof(size)), json.data(), size))
        return {};
    return {link.wallClockUs, json};
}

qint64 MessageSpool::append(QByteArrayView bytes)
{
    const qint64 at = m_fileBytes + m_block.size();
    m_block.append(bytes);
    if (m_block.size() >= blockBytes)
        flush();
    return at;
}

bool MessageSpool::readAt(qint64 at, char *bytes, qint64 size)
{
    if (at + size > m_fileBytes)
        flush();
    if (isGood() && m_file.seek(at) && m_file.read(bytes, size) == size)
        return true;
    fail();
    return false;
}

bool MessageSpool::open()
{
    if (!m_owner.open()) {
        m_error = m_owner.errorString();
        return false;
    }
    m_file.setFileName(m_owner.fileName());
    // Blocks are made here: Qt's buffer would be filled anew at every seek.
    return m_file.open(QIODevice::ReadWrite | QIODevice::Unbuffered);
}

void MessageSpool::flush()
{
    if (!isGood() || m_block.isEmpty())
        return;
    if ((!m_file.isOpen() && !open()) || !m_file.seek(m_fileBytes)
        || m_file.write(m_block) != m_block.size())
        return fail();
    m_fileBytes += m_block.size();
    m_block.resize(0);
}

void MessageSpool::fail()
{
    if (isGood())
        m_error = m_file.fileName() + QStringLiteral(": ") + m_file.errorString();
}

} // namespace pushpoint::ui
