// Measures, side by side, what one publish costs in JSON: parsing a body and writing the text that
// receivers get, by this project's parser (simdjson beneath it) and by Qt's QJsonDocument. Then
// shows which contents Qt's does not pass on to the letter.
//
// Usage: bench_json [rounds, default 9]. Prints the best round, in turn, so that a busy machine
// hurts both alike.

#include "server/protocol/message_codec.h"
#include "server/protocol/message_parser.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <limits>
#include <vector>

using namespace pushpoint;
using namespace Qt::StringLiterals;

namespace {

QByteArray ours(const QByteArray &body)
{
    const auto message = parseJsonMessage(body);
    return message ? encodePush(*message) : QByteArray();
}

QByteArray parsedOnly(const QByteArray &body)
{
    const auto message = parseJsonMessage(body);
    return message ? message->contentJson : QByteArray();
}

// The same work with the same checks of names, for a fair comparison.
QByteArray qts(const QByteArray &body)
{
    const QJsonObject object = QJsonDocument::fromJson(body).object();
    const auto from = UserName::parse(QStringView(object["from"_L1].toString()));
    const auto to = UserName::parse(QStringView(object["to"_L1].toString()));
    if (!from || !to)
        return {};
    QJsonObject push;
    push.insert("from"_L1, from->text());
    push.insert("content"_L1, object["content"_L1]);
    return QJsonDocument(push).toJson(QJsonDocument::Compact);
}

using Work = std::function<QByteArray(const QByteArray &)>;

double nanosecondsPerMessage(const Work &work, const QByteArray &body, int messages)
{
    using Clock = std::chrono::steady_clock;
    qsizetype bytes = 0; // keeps the compiler from leaving the work out
    const auto start = Clock::now();
    for (int i = 0; i < messages; ++i)
        bytes += work(body).size();
    const std::chrono::duration<double, std::nano> spent = Clock::now() - start;
    if (bytes == 0)
        std::puts("a body was refused");
    return spent.count() / messages;
}

void compare(const char *what, const QByteArray &body, int rounds)
{
    const int messages = int(std::max<qsizetype>(2'000, 20'000'000 / (body.size() + 100)));
    double best[3];
    std::fill(std::begin(best), std::end(best), std::numeric_limits<double>::max());
    for (int round = 0; round < rounds; ++round) {
        best[0] = std::min(best[0], nanosecondsPerMessage(parsedOnly, body, messages));
        best[1] = std::min(best[1], nanosecondsPerMessage(ours, body, messages));
        best[2] = std::min(best[2], nanosecondsPerMessage(qts, body, messages));
    }
    std::printf("%-28s %7lld  %10.0f %10.0f %10.0f   %5.1f\n", what, qint64(body.size()), best[0],
                best[1], best[2], best[2] / best[1]);
}

QByteArray publish(const QByteArray &content)
{
    return "{\"from\":\"Bob\",\"to\":\"Alice\",\"content\":" + content + '}';
}

QByteArray contentOf(const QByteArray &push)
{
    constexpr QByteArrayView before("{\"from\":\"Bob\",\"content\":");
    if (push.startsWith(before))
        return push.sliced(before.size()).chopped(1);
    return push.isEmpty() ? QByteArray("refused") : push; // Qt puts the keys in its own order
}

void showWhatIsKept()
{
    std::printf("\n%-34s %-34s %s\n", "content as sent", "passed on by this parser", "by Qt's");
    for (const char *content :
         {"18446744073709551615", "9223372036854775808", "9007199254740993", "1.0", "-0", "1e2",
          "0.10", R"({"b":1,"a":2})", R"({"a":1,"a":2})", R"("\ud800")", R"("\u0041")", "[1, 2]"}) {
        const QByteArray ourContent = contentOf(ours(publish(content)));
        const QByteArray qtContent = contentOf(qts(publish(content)));
        std::printf("%-34s %-34s %s\n", content, ourContent.constData(), qtContent.constData());
    }
}

} // namespace

int main(int argc, char **argv)
{
    const int rounds = argc > 1 ? std::atoi(argv[1]) : 9;
    if (rounds < 1)
        return 2;
    std::printf("nanoseconds per message, best of %d rounds\n%-28s %7s  %10s %10s %10s   %5s\n",
                rounds, "body", "bytes", "parse only", "parse+push", "Qt's", "ratio");
    compare("short text", publish("\"" + QByteArray("hello, how are you? ").repeated(3) + "\""),
            rounds);
    compare("short object", publish(R"({"kind":"chat","text":"see you at 8","seq":1234567})"),
            rounds);
    compare("Chinese names and text",
            R"({"from":"李雷","to":"韩梅梅","content":"明天八点见,老地方,别忘了带书。"})", rounds);
    compare("10 KB of text", publish('"' + QByteArray("lorem ipsum ").repeated(850) + '"'), rounds);
    compare("10 KB of escaped text",
            publish('"' + QByteArray("a \\\"quote\\\"\\n").repeated(640) + '"'), rounds);
    compare("10 KB of objects",
            publish('[' + QByteArray("{\"id\":12345,\"name\":\"Alice\",\"on\":true},").repeated(250)
                    + "{}]"),
            rounds);
    showWhatIsKept();
    return 0;
}
