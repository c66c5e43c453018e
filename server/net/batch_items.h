#pragma once

#include "server/net/body_type.h"
#include "server/protocol/json_members.h"
#include "server/protocol/result.h"

#include <optional>

namespace pushpoint {

/// Cuts the body of a batch into its messages, one after the other: the elements of a JSON array,
/// or lines that are not empty. The body must outlive this. A value; any thread.
class BatchItems
{
public:
    BatchItems(QByteArrayView body, BodyType type);

    /// The next message, whether it is one or not; an empty view where there are no more.
    QByteArrayView next();

    /// Why nothing of this body may be published: it is no array, or has too many messages.
    static std::optional<Error> findFault(QByteArrayView body, BodyType type, int itemsMax);

private:
    std::optional<JsonElementReader> m_elements; ///< nothing: lines
    QByteArrayView m_lines;
};

} // namespace pushpoint
