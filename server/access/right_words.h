#pragma once

#include "server/access/rights.h"

#include <QByteArrayView>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace pushpoint::access {

/// Every right, with its word in a scope.
inline constexpr std::array<std::pair<Right, QByteArrayView>, 4> rightWords{{
    {Right::Connect, "connect"},
    {Right::Publish, "publish"},
    {Right::Read, "read"},
    {Right::Admin, "admin"},
}};

/// The right of this word; nothing for another one.
inline std::optional<Right> rightNamed(QByteArrayView word)
{
    const auto found
        = std::ranges::find(rightWords, word, &std::pair<Right, QByteArrayView>::second);
    return found == rightWords.end() ? std::nullopt : std::optional(found->first);
}

} // namespace pushpoint::access
