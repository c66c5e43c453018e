#include "server/net/peer/forwarded_elements.h"

#include "server/net/http/http_characters.h"
#include "server/net/peer/ip_address.h"

#include <algorithm>

namespace pushpoint::net {

namespace {

/// Takes a line apart from its front.
class Scanner
{
public:
    explicit Scanner(QByteArrayView text) : m_rest(text) { }

    bool isAtEnd() const { return m_rest.isEmpty(); }
    bool isAt(char c) const { return m_rest.startsWith(c); }
    bool take(char c)
    {
        const bool is = isAt(c);
        m_rest = m_rest.sliced(is ? 1 : 0);
        return is;
    }
    void skipBlanks()
    {
        while (take(' ') || take('\t')) { }
    }
    template <typename Matches>
    QByteArrayView takeAll(Matches matches)
    {
        const auto end = std::ranges::find_if_not(m_rest, matches);
        const QByteArrayView taken = m_rest.first(end - m_rest.begin());
        m_rest = m_rest.sliced(taken.size());
        return taken;
    }
    // What stands between the quotes, as it stands there; nothing where the second is missing.
    std::optional<QByteArrayView> takeQuoted()
    {
        for (qsizetype at = 1; at < m_rest.size(); ++at) {
            if (m_rest[at] == '"') {
                const QByteArrayView text = m_rest.sliced(1, at - 1);
                m_rest = m_rest.sliced(at + 1);
                return text;
            }
            if (m_rest[at] == '\\')
                ++at;
        }
        return {};
    }

private:
    QByteArrayView m_rest;
};

bool isNakedCharacter(char c)
{
    return isTokenCharacter(c) || c == ':' || c == '[' || c == ']';
}

std::optional<QByteArrayView> takeValue(Scanner &scanner)
{
    if (scanner.isAt('"'))
        return scanner.takeQuoted();
    const QByteArrayView value = scanner.takeAll(isNakedCharacter);
    return value.isEmpty() ? std::nullopt : std::optional(value);
}

std::optional<QByteArrayView> *placeOf(QByteArrayView name, ForwardedElement &element)
{
    const auto is
        = [name](const char *other) { return name.compare(other, Qt::CaseInsensitive) == 0; };
    if (is("for"))
        return &element.node;
    if (is("proto"))
        return &element.scheme;
    return is("host") ? &element.host : nullptr;
}

bool takePair(Scanner &scanner, ForwardedElement &element)
{
    const QByteArrayView name = scanner.takeAll(isTokenCharacter);
    if (name.isEmpty() || !scanner.take('='))
        return false;
    const auto value = takeValue(scanner);
    if (!value)
        return false;
    auto *place = placeOf(name, element);
    if (place == nullptr)
        return true;
    if (*place || value->contains('\\'))
        return false;
    *place = value;
    return true;
}

bool isPort(QByteArrayView text)
{
    return !text.isEmpty() && text.size() <= 5
        && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// RFC 7239 §6.3: an underscore, and more.
bool isHidden(QByteArrayView text)
{
    return text.size() > 1 && text[0] == '_' && std::ranges::all_of(text, [](char c) {
               return c == '.' || c == '_' || c == '-' || (c >= '0' && c <= '9')
                   || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
           });
}

// Where the port begins, with its colon; the text's end where there is none.
qsizetype nameBytes(QByteArrayView text)
{
    if (text.startsWith('['))
        return text.indexOf(']') + 1;
    const qsizetype colon = text.indexOf(':');
    return colon < 0 || colon != text.lastIndexOf(':') ? text.size() : colon; // or IPv6
}

} // namespace

std::optional<ForwardedElements> parseForwarded(QByteArrayView line)
{
    ForwardedElements elements;
    Scanner scanner(line);
    while (!scanner.isAtEnd()) {
        ForwardedElement element;
        bool isEmpty = true;
        for (scanner.skipBlanks(); !scanner.isAtEnd() && !scanner.isAt(','); scanner.skipBlanks()) {
            if (!scanner.isAt(';') && !takePair(scanner, element))
                return {};
            isEmpty = false;
            scanner.skipBlanks();
            if (!scanner.take(';') && !scanner.isAtEnd() && !scanner.isAt(','))
                return {};
        }
        scanner.take(',');
        if (!isEmpty)
            elements.append(element);
    }
    return elements;
}

std::optional<ForwardedNode> parseForwardedNode(QByteArrayView text)
{
    const bool isBracketed = text.startsWith('[');
    const qsizetype end = nameBytes(text);
    if (end <= 0)
        return {};
    const QByteArrayView port = text.sliced(end);
    if (!port.isEmpty()
        && (port[0] != ':' || !(isPort(port.sliced(1)) || isHidden(port.sliced(1)))))
        return {};
    const QByteArrayView name = isBracketed ? text.sliced(1, end - 2) : text.first(end);
    if (!isBracketed && (name.compare("unknown", Qt::CaseInsensitive) == 0 || isHidden(name)))
        return ForwardedNode{};
    const auto address = parseIpAddress(name);
    if (!address || (isBracketed && !name.contains(':')))
        return {};
    return ForwardedNode{address};
}

} // namespace pushpoint::net
