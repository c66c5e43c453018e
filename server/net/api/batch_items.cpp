#include "server/net/api/batch_items.h"

#include "server/protocol/json/json_members.h"

namespace pushpoint::net {

namespace {

/// Lines that are not empty.
class LineReader
{
public:
    explicit LineReader(QByteArrayView text) : m_rest(text) { }

    QByteArrayView next()
    {
        QByteArrayView line;
        while (line.isEmpty() && !m_rest.isEmpty()) {
            const qsizetype end = m_rest.indexOf('\n');
            line = (end < 0 ? m_rest : m_rest.first(end)).trimmed();
            m_rest = end < 0 ? QByteArrayView() : m_rest.sliced(end + 1);
        }
        return line;
    }

    bool isSound() const { return true; }

private:
    QByteArrayView m_rest;
};

template <typename Reader>
std::optional<Error> readAll(Reader reader, size_t itemsMax, std::vector<QByteArrayView> &items)
{
    for (QByteArrayView item = reader.next(); !item.isEmpty(); item = reader.next()) {
        if (items.size() == itemsMax)
            return Error{ErrorCode::BodyTooLarge,
                         QStringLiteral("at most %1 messages at once").arg(itemsMax)};
        items.push_back(item);
    }
    if (!reader.isSound())
        return Error{ErrorCode::BadJson, QStringLiteral("the body must be a JSON array")};
    return {};
}

} // namespace

Result<BatchItems> BatchItems::parse(QByteArrayView body, BodyType type, int itemsMax)
{
    BatchItems batch;
    const auto fault = type == BodyType::Json
        ? readAll(JsonElementReader(body), size_t(itemsMax), batch.m_items)
        : readAll(LineReader(body), size_t(itemsMax), batch.m_items);
    if (fault)
        return *fault;
    return batch;
}

} // namespace pushpoint::net
