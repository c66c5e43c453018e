#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pushpoint::bench {

/// One HTTP/1.1 answer. `head` looks into the parsed bytes; the body does too, unless it came in
/// chunks and had to be joined.
struct HttpResponse
{
    enum class State { Incomplete, Whole, Bad };

    State state = State::Incomplete;
    int status = 0;
    bool closesConnection = false; ///< the server takes no further request on this connection
    std::string_view head;         ///< status line and header lines, without the empty line
    std::string_view body() const { return isChunked ? std::string_view(joined) : plain; }
    std::size_t wireBytes = 0; ///< what to skip to come to the next answer

    std::string_view plain;
    std::string joined;
    bool isChunked = false;
};

/// Looks at the first answer in `bytes`, for requests with a body to send (so not HEAD). Answers
/// whose end only the end of the connection tells are Bad: they cannot be kept alive.
HttpResponse parseHttpResponse(std::string_view bytes);

/// The value of the first header line of that name (any case), without surrounding blanks; empty
/// where there is none.
std::string_view headerValue(std::string_view head, std::string_view name);

} // namespace pushpoint::bench
