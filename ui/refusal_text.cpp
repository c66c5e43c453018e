#include "ui/refusal_text.h"

#include "ui/display_text.h"

#include <algorithm>

namespace pushpoint {

// Only what a message can be refused for; what stops a request before it is one has no connection
// whose row could show it.
QString RefusalText::phrase(const QByteArray &word)
{
    const std::pair<QByteArrayView, const char *> phrases[]{
        {"bad_request", QT_TR_NOOP("malformed")},
        {"bad_json", QT_TR_NOOP("not the JSON expected")},
        {"bad_number", QT_TR_NOOP("a number cannot be kept exactly")},
        {"json_too_deep", QT_TR_NOOP("JSON nested too deeply")},
        {"bad_name", QT_TR_NOOP("not a name")},
        {"bad_id", QT_TR_NOOP("not an id")},
        {"to_missing", QT_TR_NOOP("no receiver")},
        {"content_missing", QT_TR_NOOP("no content")},
        {"body_too_large", QT_TR_NOOP("too large")},
        {"too_many_requests", QT_TR_NOOP("too many at once")},
        {"shutting_down", QT_TR_NOOP("the server was stopping")},
        {"cluster_unknown", QT_TR_NOOP("other nodes out of reach")},
        {"internal", QT_TR_NOOP("the server failed")},
    };
    const auto *found = std::ranges::find_if(
        phrases, [&word](const auto &phrase) { return phrase.first == word; });
    return found == std::end(phrases) ? visibleText(word) : tr(found->second);
}

} // namespace pushpoint
