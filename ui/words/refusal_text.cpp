#include "ui/words/refusal_text.h"

#include "ui/words/display_text.h"

#include <algorithm>

namespace pushpoint::ui {

namespace {

constexpr std::pair<QByteArrayView, const char *> phrases[]{
    // What a message is refused for.
    {"bad_request", QT_TRANSLATE_NOOP("pushpoint::ui::RefusalText", "malformed")},
    {"bad_json", QT_TRANSLATE_NOOP("pushpoint::ui::RefusalText", "not the JSON expected")},
    {"bad_number",
     QT_TRANSLATE_NOOP("pushpoint::ui::RefusalText", "a number cannot be kept exactly")},
    {"json_too_deep", QT_TRANSLATE_NOOP("pushpoint::ui::RefusalText", "JSON nested too deeply")},
    {"bad_name", QT_TRANSLATE_NOOP("pushpoint::ui::RefusalText", "not a name")},
    {"bad_id", QT_TRANSLATE_NOOP("pushpoint::ui::RefusalText", "not an id")},
    {"to_missing", QT_TRANSLATE_NOOP("pushpoint::ui::RefusalText", "no receiver")},
    {"content_missing", QT_TRANSLATE_NOOP("pushpoint::ui::RefusalText", "no content")},
    {"body_too_large", QT_TRANSLATE_NOOP("pushpoint::ui::RefusalText", "too large")},
    {"too_many_requests", QT_TRANSLATE_NOOP("pushpoint::ui::RefusalText", "too many at once")},
    {"shutting_down", QT_TRANSLATE_NOOP("pushpoint::ui::RefusalText", "the server was stopping")},
    {"cluster_unknown",
     QT_TRANSLATE_NOOP("pushpoint::ui::RefusalText", "other nodes out of reach")},
    {"internal", QT_TRANSLATE_NOOP("pushpoint::ui::RefusalText", "the server failed")},
    // What stops a request before it is a message.
    {"bad_form", QT_TRANSLATE_NOOP("pushpoint::ui::RefusalText", "not a form")},
    {"foreign_origin", QT_TRANSLATE_NOOP("pushpoint::ui::RefusalText", "a page of another site")},
    {"token_missing", QT_TRANSLATE_NOOP("pushpoint::ui::RefusalText", "no token")},
    {"token_invalid", QT_TRANSLATE_NOOP("pushpoint::ui::RefusalText", "a token not trusted here")},
    {"token_expired", QT_TRANSLATE_NOOP("pushpoint::ui::RefusalText", "an expired token")},
    {"not_allowed", QT_TRANSLATE_NOOP("pushpoint::ui::RefusalText", "not allowed by the token")},
    {"not_found", QT_TRANSLATE_NOOP("pushpoint::ui::RefusalText", "nothing at that address")},
    {"method_not_allowed", QT_TRANSLATE_NOOP("pushpoint::ui::RefusalText", "wrong method")},
    {"request_timeout", QT_TRANSLATE_NOOP("pushpoint::ui::RefusalText", "took too long to arrive")},
    {"length_required", QT_TRANSLATE_NOOP("pushpoint::ui::RefusalText", "no Content-Length")},
    {"precondition_failed",
     QT_TRANSLATE_NOOP("pushpoint::ui::RefusalText", "a condition was not met")},
    {"uri_too_long", QT_TRANSLATE_NOOP("pushpoint::ui::RefusalText", "address too long")},
    {"unsupported_media_type",
     QT_TRANSLATE_NOOP("pushpoint::ui::RefusalText", "unknown type of body")},
    {"range_not_satisfiable",
     QT_TRANSLATE_NOOP("pushpoint::ui::RefusalText", "no such part of the file")},
    {"expectation_failed", QT_TRANSLATE_NOOP("pushpoint::ui::RefusalText", "unknown expectation")},
    {"wrong_host", QT_TRANSLATE_NOOP("pushpoint::ui::RefusalText", "not for this host")},
    {"upgrade_required", QT_TRANSLATE_NOOP("pushpoint::ui::RefusalText", "not a WebSocket")},
    {"headers_too_large", QT_TRANSLATE_NOOP("pushpoint::ui::RefusalText", "headers too large")},
    {"too_many_connections",
     QT_TRANSLATE_NOOP("pushpoint::ui::RefusalText", "no room for connections")},
    {"http_version_not_supported",
     QT_TRANSLATE_NOOP("pushpoint::ui::RefusalText", "unknown version of HTTP")},
};

} // namespace

QString RefusalText::phrase(const QByteArray &word)
{
    const auto *found = std::ranges::find_if(
        phrases, [&word](const auto &phrase) { return phrase.first == word; });
    return found == std::end(phrases) ? visibleText(word) : tr(found->second);
}

} // namespace pushpoint::ui
