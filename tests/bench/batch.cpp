#include "tests/bench/batch.h"

namespace pushpoint::bench {

std::string batchHead(std::string_view host, std::size_t bodyBytes)
{
    return "POST /rest/messages HTTP/1.1\r\nHost: " + std::string(host)
        + "\r\nContent-Type: application/x-ndjson\r\nContent-Length: " + std::to_string(bodyBytes)
        + "\r\n\r\n";
}

PublishParts batchLineParts(std::string_view from, std::string_view to)
{
    return {"{\"from\":\"" + std::string(from) + "\",\"to\":\"" + std::string(to)
                + "\",\"content\":\"",
            "\"}\n"};
}

std::vector<Answer> batchAnswers(const HttpResponse &response)
{
    std::vector<Answer> answers;
    if (response.status != 200)
        return answers;
    std::string_view rest = response.body();
    while (!rest.empty()) {
        const std::size_t end = rest.find('\n');
        const std::string_view line = rest.substr(0, end);
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
        if (line.find("\"succeed\":true") != std::string_view::npos)
            answers.push_back(Answer::Delivered);
        else if (line.find("\"error\"") == std::string_view::npos)
            answers.push_back(Answer::Offline);
        else
            answers.push_back(Answer::Refused);
    }
    return answers;
}

} // namespace pushpoint::bench
