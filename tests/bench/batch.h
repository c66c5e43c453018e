#pragma once

#include "tests/bench/dialect.h"

#include <string>
#include <string_view>
#include <vector>

namespace pushpoint::bench {

/// What became of one message.
enum class Answer { Delivered, Offline, Refused };

/// The head of a post of many messages (POST /rest/messages, one object a line). Only Pushpoint
/// knows it.
std::string batchHead(std::string_view host, std::size_t bodyBytes);

/// One line of it: a content belongs between the two.
PublishParts batchLineParts(std::string_view from, std::string_view to);

/// What became of each message of a batch, in their order: as many as the answer tells of.
std::vector<Answer> batchAnswers(const HttpResponse &response);

} // namespace pushpoint::bench
