#include "ui/record/formats/recording_parser.h"

#include "server/protocol/json/json_text.h"
#include "ui/record/formats/ndjson_writer.h"
#include "ui/words/kind_word.h"

#include <simdjson.h>

#include <limits>
#include <optional>

namespace pushpoint::ui {

using simdjson::dom::element;
using simdjson::dom::object;

/// The parser's memory, used again for each line.
class RecordingParser::Json
{
public:
    /// Half surrogate pairs are replaced: the library refuses them, contents may hold them.
    std::optional<object> parse(QByteArrayView line)
    {
        if (line.isEmpty())
            return {}; // the library would copy from where nothing is
        element root;
        auto error = parser.parse(line.data(), static_cast<size_t>(line.size())).get(root);
        if (error == simdjson::STRING_ERROR) {
            const QByteArray patched = withoutLoneSurrogates(line);
            error
                = parser.parse(patched.constData(), static_cast<size_t>(patched.size())).get(root);
        }
        object members;
        if (error || root.get(members))
            return {};
        return members;
    }

    simdjson::dom::parser parser;
};

namespace {

/// Reads members into values; a member that is missing leaves 0. Remembers whether one was wrong.
class Reader
{
public:
    explicit Reader(object members) : m_members(members) { }

    bool isGood() const { return m_isGood; }
    void fail() { m_isGood = false; }

    std::optional<element> member(const char *name) const
    {
        element value;
        if (m_members.at_key(name).get(value))
            return {};
        return value;
    }
    template <typename Number>
    void read(const char *name, Number &number)
    {
        const auto found = member(name);
        if (!found)
            return;
        using Wide = std::conditional_t<std::is_unsigned_v<Number>, uint64_t, int64_t>;
        Wide wide{};
        using Bounds = std::numeric_limits<Number>;
        if (found->get(wide) || wide > Wide(Bounds::max()) || wide < Wide(Bounds::min()))
            return fail();
        number = static_cast<Number>(wide);
    }
    void read(const char *name, QByteArray &text)
    {
        std::string_view string;
        if (const auto found = member(name)) {
            if (found->get(string))
                return fail();
            text = QByteArray(string.data(), qsizetype(string.size()));
        } else if (const auto encoded = member((QByteArray(name) + "_base64").constData())) {
            if (encoded->get(string))
                return fail();
            const QByteArray base64(string.data(), qsizetype(string.size()));
            auto decoded
                = QByteArray::fromBase64Encoding(base64, QByteArray::AbortOnBase64DecodingErrors);
            if (!decoded)
                return fail();
            text = std::move(*decoded);
        }
    }

private:
    const object m_members;
    bool m_isGood = true;
};

void readDeliveries(Reader &reader, std::vector<DeliveryTrace> &deliveries)
{
    const auto found = reader.member("deliveries");
    if (!found)
        return;
    simdjson::dom::array array;
    if (found->get(array))
        return reader.fail();
    for (const element &one : array) {
        object members;
        if (one.get(members))
            return reader.fail();
        Reader inner(members);
        DeliveryTrace delivery;
        inner.read("connection", delivery.connectionId);
        inner.read("queued_ns", delivery.queuedNs);
        inner.read("written_ns", delivery.writtenNs);
        if (!inner.isGood())
            return reader.fail();
        deliveries.push_back(delivery);
    }
}

QByteArray contentIn(QByteArrayView line)
{
    for (JsonMemberReader members(line); !members.atEnd();) {
        const JsonMember member = members.next();
        if (member.key == "\"content\"")
            return member.value.toByteArray();
    }
    return {};
}

void readTrace(Reader &row, QByteArrayView line, TrafficEvent &event)
{
    const auto found = row.member("trace");
    if (!found)
        return;
    object members;
    if (found->get(members))
        return row.fail();
    Reader reader(members);
    auto trace = std::make_shared<MessageTrace>();
    reader.read("request_head", trace->requestHead);
    reader.read("accepted_ns", trace->acceptedNs);
    reader.read("received_ns", trace->receivedNs);
    reader.read("parsed_ns", trace->parsedNs);
    reader.read("routed_ns", trace->routedNs);
    reader.read("answered_ns", trace->answeredNs);
    readDeliveries(reader, trace->deliveries);
    if (row.member("content"))
        trace->contentJson = contentIn(line);
    else
        row.read("content_text", trace->contentJson);
    if (!reader.isGood())
        row.fail();
    event.trace = std::move(trace);
}

void readEvent(Reader &reader, QByteArrayView line, TrafficEvent &event)
{
    visitFields([&reader](const char *name, auto &value) { reader.read(name, value); }, event);
    readTrace(reader, line, event);
}

} // namespace

RecordingParser::RecordingParser() : m_json(std::make_unique<Json>()) { }

RecordingParser::~RecordingParser() = default;

Result<int> RecordingParser::parseHeader(QByteArrayView line)
{
    const auto members = m_json->parse(line);
    int version = 0;
    if (members)
        Reader(*members).read("pushpoint_recording", version);
    if (version < 1)
        return ErrorCode::BadRequest;
    if (version > recordingVersion)
        return ErrorCode::BadNumber;
    return version;
}

Result<TrafficRow> RecordingParser::parseRow(QByteArrayView line)
{
    line = line.trimmed();
    const auto members = line.startsWith('{') ? m_json->parse(line) : std::nullopt;
    if (!members)
        return ErrorCode::BadJson;
    Reader reader(*members);
    QByteArray kind;
    reader.read("kind", kind);
    TrafficRow row;
    if (kind == "gap") {
        reader.read("lost", row.lost);
        return reader.isGood() && row.isGap() ? Result<TrafficRow>(std::move(row))
                                              : ErrorCode::BadJson;
    }
    const auto known = kindOfWord(kind);
    if (!known)
        return ErrorCode::BadJson;
    row.event.kind = *known;
    readEvent(reader, line, row.event);
    if (const auto left = reader.member("trace_left"); left && left->get(row.traceLeft))
        reader.fail();
    if (!reader.isGood())
        return ErrorCode::BadJson;
    return row;
}

} // namespace pushpoint::ui
