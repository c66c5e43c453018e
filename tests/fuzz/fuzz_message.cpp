#include "server/net/api/batch.h"
#include "server/net/http/body_source.h"
#include "server/protocol/json/json_text.h"
#include "server/protocol/message_codec.h"
#include "server/protocol/message_parser.h"
#include "tests/fuzz/expectation.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/json_grammar.h"
#include "tests/fuzz/pieces.h"
#include "tests/json_elements.h"

#include <simdjson.h>

#include <limits>
#include <string>

// A message in all its dresses: one as JSON, many in an array or in lines, a form, and what a
// client says over its socket. The input is the body.

using namespace pushpoint;
using namespace pushpoint::net;
using namespace pushpoint::fuzz;

namespace {

constexpr QByteArrayView byteOrderMark("\xef\xbb\xbf");

QByteArrayView withoutMark(QByteArrayView body)
{
    return body.startsWith(byteOrderMark) ? body.sliced(byteOrderMark.size()) : body;
}

/// A JSON value in one form for all that mean the same; empty where it is none. `key` picks a
/// member, the last of that name.
std::string valueOf(QByteArrayView json, std::string_view key = {})
{
    static simdjson::dom::parser parser;
    const QByteArray patched = withoutLoneSurrogates(withoutMark(json));
    simdjson::dom::element root;
    if (parser.parse(patched.constData(), size_t(patched.size())).get(root))
        return {};
    if (key.empty())
        return simdjson::minify(root);
    simdjson::dom::object object;
    if (root.get(object))
        return {};
    std::string found;
    for (const auto &[name, value] : object) {
        if (name == key)
            found = simdjson::minify(value);
    }
    return found;
}

void checkMessage(const Message &message)
{
    expect(isJson(message.contentJson), "a content is JSON");
    expect(message.contentJson.trimmed() == message.contentJson, "without the space around it");
    const QByteArray push = encodePush(message);
    expect(isJson(push), "a push is JSON");
    const auto again = parseJsonMessage("{\"to\":\"x\"," + push.sliced(1));
    expect(again.ok(), "a push is understood again");
    expect(again->contentJson == message.contentJson && again->from == message.from,
           "a push says what was sent");
    expect(textFrame(push).wireBytes.endsWith(push), "a frame bears its push");
    const qsizetype nameBytes = message.to.utf8().size();
    expect(nameBytes >= 1 && nameBytes <= nameBytesMax && isUtf8(message.to.utf8()),
           "a name is a name");
    expect(message.senderId.size() <= senderIdCharsMax, "an id is within its limit");
}

/// Two opinions on what is JSON: the server's and that of the grammar.
void checkJsonMessage(QByteArrayView body)
{
    const auto message = parseJsonMessage(body);
    const bool isGrammatical = isJson(withoutMark(body));
    if (message) {
        expect(isGrammatical, "what is accepted is JSON");
        expect(!valueOf(body).empty() && valueOf(body, "content") == valueOf(message->contentJson),
               "the content is the one that was sent");
        checkMessage(*message);
        return;
    }
    switch (message.error().code) {
    case ErrorCode::BadJson: {
        const QByteArray start = withoutMark(body).toByteArray().trimmed();
        expect(!isGrammatical || !start.startsWith('{'), "what is refused as JSON is none");
        break;
    }
    case ErrorCode::ToMissing:
    case ErrorCode::ContentMissing:
    case ErrorCode::BadName:
    case ErrorCode::BadId:
        expect(isGrammatical, "members are looked for in JSON alone");
        break;
    case ErrorCode::BadNumber:
    case ErrorCode::JsonTooDeep:
        break;
    default:
        expect(false, "no other error of a message");
    }
}

void checkSocketPublish(QByteArrayView text)
{
    const auto publish = parseSocketPublish(text);
    if (!publish)
        return;
    expect(isJson(withoutMark(text)), "what is accepted from a socket is JSON");
    checkMessage(publish->message);
    if (publish->refJson) {
        expect(isJson(*publish->refJson) && publish->refJson->startsWith('"'),
               "a ref is a JSON string");
    }
}

/// The whole answer to a batch, done without an event loop.
QByteArray answerTo(QByteArrayView body, BodyType type, bool detailed)
{
    static Registry registry;
    static TrafficFeed feed;
    static Node node(registry, feed, "fuzz", Limits());
    const QByteArray bytes = body.toByteArray();
    auto items = BatchItems::parse(bytes, type, std::numeric_limits<int>::max());
    const auto batch
        = std::make_shared<Batch>(node, Limits(), bytes, std::move(items).value(),
                                  BatchWish{type, detailed, {}}, Arrival(), [](const auto &) {});
    const auto work = [&batch] {
        while (batch->canWork())
            batch->work(std::numeric_limits<qint64>::max());
    };
    work();
    const HttpReply reply = batch->answer();
    expect(reply.status == 200 && !reply.later, "a batch is answered");
    QByteArray answer = reply.body;
    while (reply.source && reply.source->appendPiece(answer, 1024) != BodySource::Piece::Last)
        work();
    return answer;
}

void checkBatch(QByteArrayView body)
{
    const auto items = BatchItems::parse(body, BodyType::Json, std::numeric_limits<int>::max());
    const auto elements = jsonElements(body);
    expect(bool(items) == elements.has_value(), "an array is taken");
    if (isJson(body) && body.toByteArray().trimmed().startsWith('['))
        expect(elements.has_value(), "whatever array is JSON is taken");
    if (elements) {
        const QByteArray array = answerTo(body, BodyType::Json, false);
        expect(isJson(array), "the answer to an array is JSON");
        const auto results = jsonElements(array);
        expect(results && results->size() == elements->size(), "as many results as messages");
    }

    QList<QByteArray> results = answerTo(body, BodyType::JsonLines, true).split('\n');
    expect(results.takeLast().isEmpty(), "each result is a line");
    for (const QByteArray &result : results)
        expect(isJson(result), "each result is JSON");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const ExactCopy copy(inputBytes(data, size));
    const QByteArrayView body = copy.view();
    checkJsonMessage(body);
    checkSocketPublish(body);
    checkBatch(body);
    if (const auto message = parseFormMessage(body))
        checkMessage(*message);
    return 0;
}
