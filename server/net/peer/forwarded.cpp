#include "server/net/peer/forwarded.h"

#include "server/net/http/http_head.h"
#include "server/net/peer/forwarded_elements.h"

#include <algorithm>

namespace pushpoint::net {

namespace {

using Lines = QVarLengthArray<QByteArrayView, 2>;

/// The headers that count, line by line.
struct Headers
{
    Lines forwarded;
    Lines xFor;
    Lines xScheme;
    Lines xHost;
};

Headers headersOf(const HttpRequest &request)
{
    Headers found;
    const std::pair<const char *, Lines *> places[]{{"Forwarded", &found.forwarded},
                                                    {"X-Forwarded-For", &found.xFor},
                                                    {"X-Forwarded-Proto", &found.xScheme},
                                                    {"X-Forwarded-Host", &found.xHost}};
    for (const HttpHeader &field : request.headers) {
        for (const auto &[name, lines] : places) {
            if (field.name.compare(name, Qt::CaseInsensitive) == 0)
                lines->append(field.value);
        }
    }
    return found;
}

Error malformed(const char *header)
{
    return badRequest(QStringLiteral("%1 is malformed").arg(QLatin1StringView(header)));
}

/// Goes from proxy to proxy, away from us, as long as the word of the next one counts.
class Way
{
public:
    Way(const QHostAddress &peer, const AddressRanges &trusted) : m_trusted(trusted), m_client(peer)
    { }

    bool isOver() const { return m_isOver; }
    /// How many elements counted.
    int steps() const { return m_steps; }
    const QHostAddress &client() const { return m_client; }
    /// False where the node is malformed.
    bool go(std::optional<QByteArrayView> node)
    {
        ++m_steps;
        const auto parsed = node ? parseForwardedNode(*node) : std::optional(ForwardedNode{});
        if (!parsed)
            return false;
        if (parsed->address)
            m_client = *parsed->address;
        m_isOver = !parsed->address || !m_trusted.contains(m_client);
        return true;
    }

private:
    const AddressRanges &m_trusted;
    QHostAddress m_client;
    int m_steps = 0;
    bool m_isOver = false;
};

/// The elements of a plain list over any number of lines, from the last one on; empty ones are
/// none.
class ListFromRight
{
public:
    explicit ListFromRight(const Lines &lines) : m_lines(lines), m_left(lines.size()) { }

    std::optional<QByteArrayView> next()
    {
        while (m_left > 0 || !m_rest.isEmpty()) {
            if (m_rest.isEmpty())
                m_rest = m_lines[--m_left];
            const qsizetype comma = m_rest.lastIndexOf(',');
            const QByteArrayView element = m_rest.sliced(comma + 1).trimmed();
            m_rest = m_rest.first(std::max<qsizetype>(comma, 0));
            if (!element.isEmpty())
                return element;
        }
        return {};
    }

private:
    const Lines &m_lines;
    qsizetype m_left;
    QByteArrayView m_rest;
};

// What the proxy of this step says; the farthest one's word where fewer of them said something.
QByteArrayView wordOf(const Lines &lines, int step)
{
    ListFromRight list(lines);
    QByteArrayView word;
    for (int at = 0; at < step; ++at) {
        const auto element = list.next();
        if (!element)
            break;
        word = *element;
    }
    return word;
}

// A WebSocket's own is the same as that of the page.
std::optional<QByteArray> schemeOf(QByteArrayView word)
{
    const QByteArray scheme = word.toByteArray().toLower();
    if (scheme.isEmpty() || scheme == "http" || scheme == "https")
        return scheme;
    if (scheme == "ws")
        return QByteArray("http");
    return scheme == "wss" ? std::optional(QByteArray("https")) : std::nullopt;
}

Result<Forwarded> readStandard(const Lines &lines, Way way)
{
    ForwardedElement last;
    for (qsizetype at = lines.size() - 1; at >= 0 && !way.isOver(); --at) {
        const auto elements = parseForwarded(lines[at]);
        if (!elements)
            return malformed("Forwarded");
        for (qsizetype i = elements->size() - 1; i >= 0 && !way.isOver(); --i) {
            last = (*elements)[i];
            if (!way.go(last.node))
                return malformed("Forwarded");
        }
    }
    const auto scheme = schemeOf(last.scheme.value_or(QByteArrayView()));
    if (!scheme)
        return malformed("Forwarded");
    return Forwarded{way.client(), *scheme,
                     last.host.value_or(QByteArrayView()).toByteArray().toLower()};
}

Result<Forwarded> readUsual(const Headers &headers, Way way)
{
    ListFromRight nodes(headers.xFor);
    while (!way.isOver()) {
        const auto node = nodes.next();
        if (!node)
            break;
        if (!way.go(node))
            return malformed("X-Forwarded-For");
    }
    const int step = std::max(way.steps(), 1);
    const auto scheme = schemeOf(wordOf(headers.xScheme, step));
    if (!scheme)
        return malformed("X-Forwarded-Proto");
    return Forwarded{way.client(), *scheme, wordOf(headers.xHost, step).toByteArray().toLower()};
}

bool agree(const QByteArray &one, const QByteArray &other)
{
    return one.isEmpty() || other.isEmpty() || one == other;
}

} // namespace

Result<Forwarded> readForwarded(const HttpRequest &request, const QHostAddress &peer,
                                const AddressRanges &trusted)
{
    const Headers headers = headersOf(request);
    const Way way(peer, trusted);
    const auto standard = readStandard(headers.forwarded, way);
    if (!standard)
        return standard;
    auto usual = readUsual(headers, way);
    if (!usual || headers.forwarded.isEmpty())
        return usual;
    const bool sameClient = headers.xFor.isEmpty() || usual->client == standard->client;
    if (!sameClient || !agree(standard->scheme, usual->scheme)
        || !agree(standard->host, usual->host))
        return badRequest(QStringLiteral("Forwarded and the X-Forwarded headers disagree; a proxy "
                                         "must take away the one that it does not write"));
    return Forwarded{standard->client,
                     standard->scheme.isEmpty() ? usual->scheme : standard->scheme,
                     standard->host.isEmpty() ? usual->host : standard->host};
}

} // namespace pushpoint::net
