#pragma once

#include "server/net/http/http_head.h"

namespace pushpoint::net {

enum class BodyType { Json, JsonLines, Form, Other };

/// What the head says that the body is: by its media type without parameters. A charset other than
/// UTF-8 is Other. Pure; any thread.
BodyType bodyTypeOf(const HttpHead &head);

} // namespace pushpoint::net
