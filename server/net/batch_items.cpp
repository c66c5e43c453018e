#include "server/net/batch_items.h"

namespace pushpoint {

BatchItems::BatchItems(QByteArrayView body, BodyType type)
{
    if (type == BodyType::Json)
        m_elements.emplace(body);
    else
        m_lines = body;
}

QByteArrayView BatchItems::next()
{
    if (m_elements)
        return m_elements->next();
    QByteArrayView line;
    while (line.isEmpty() && !m_lines.isEmpty()) {
        const qsizetype end = m_lines.indexOf('\n');
        line = (end < 0 ? m_lines : m_lines.first(end)).trimmed();
        m_lines = end < 0 ? QByteArrayView() : m_lines.sliced(end + 1);
    }
    return line;
}

// One look at each byte, and not further than to the first message too many.
std::optional<Error> BatchItems::findFault(QByteArrayView body, BodyType type, int itemsMax)
{
    BatchItems items(body, type);
    for (int count = 0; !items.next().isEmpty();) {
        if (++count > itemsMax)
            return Error{ErrorCode::BodyTooLarge,
                         QStringLiteral("at most %1 messages at once").arg(itemsMax)};
    }
    if (items.m_elements && !items.m_elements->isSound())
        return Error{ErrorCode::BadJson, QStringLiteral("the body must be a JSON array")};
    return {};
}

} // namespace pushpoint
