#pragma once

#include "server/protocol/json/json_members.h"

#include <optional>
#include <vector>

namespace pushpoint {

/// All elements of an array; nothing where the text is none.
inline std::optional<std::vector<QByteArrayView>> jsonElements(QByteArrayView array)
{
    std::vector<QByteArrayView> elements;
    JsonElementReader reader(array);
    for (auto element = reader.next(); !element.isEmpty(); element = reader.next())
        elements.push_back(element);
    if (!reader.isSound())
        return {};
    return elements;
}

} // namespace pushpoint
