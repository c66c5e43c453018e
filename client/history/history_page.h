#pragma once

#include "client/history/conversation_entry.h"

#include <optional>

namespace pushpoint::client {

enum class PageSide {
    Newest, ///< the last lines there are
    Before, ///< those before a place
    Behind, ///< those behind a place
};

/// Which part of a conversation is wanted. A value.
struct PageRequest
{
    QString self;
    std::optional<QString> peer; ///< absent: every peer; empty: senders without a name
    PageSide side = PageSide::Newest;
    LinePlace from;
    int linesMax = 0;
};

/// True where the line is of this conversation, and on this side of the place.
bool isOf(const PageRequest &page, const ConversationEntry &line);

} // namespace pushpoint::client
