#include "server/protocol/json/json_members.h"

#include <algorithm>
#include <cstring>

namespace pushpoint {

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

qsizetype skipSpace(QByteArrayView json, qsizetype at)
{
    while (at < json.size() && isSpace(json[at]))
        ++at;
    return at;
}

// `at` is on the opening quote; returns the place behind the closing one. Strings are most of most
// messages, so this goes from quote to quote by memchr, which looks at many bytes at a time.
qsizetype skipString(QByteArrayView json, qsizetype at)
{
    const char *const begin = json.data() + at + 1;
    const char *const end = json.data() + json.size();
    const char *quote = begin;
    while (true) {
        quote = static_cast<const char *>(std::memchr(quote, '"', size_t(end - quote)));
        if (!quote)
            return json.size();
        const char *slash = quote;
        while (slash != begin && slash[-1] == '\\')
            --slash;
        ++quote;
        if ((quote - 1 - slash) % 2 == 0) // else the quote is escaped
            return quote - json.data();
    }
}

bool isStructural(char c)
{
    return c == '"' || c == '{' || c == '}' || c == '[' || c == ']';
}

qsizetype skipWord(QByteArrayView json, qsizetype at)
{
    const auto ends = [](char c) { return c == ',' || c == '}' || c == ']' || isSpace(c); };
    while (at < json.size() && !ends(json[at]))
        ++at;
    return at;
}

qsizetype skipValue(QByteArrayView json, qsizetype at)
{
    if (json[at] == '"')
        return skipString(json, at);
    if (json[at] != '{' && json[at] != '[')
        return skipWord(json, at);
    int depth = 0;
    while (at < json.size()) {
        const char c = json[at];
        if (!isStructural(c)) {
            ++at;
            continue;
        }
        if (c == '"') {
            at = skipString(json, at);
            continue;
        }
        ++at;
        if (c == '{' || c == '[')
            ++depth;
        else if (--depth == 0)
            break;
    }
    return at;
}

} // namespace

JsonMemberReader::JsonMemberReader(QByteArrayView object)
    : m_object(object), m_at(skipSpace(object, 0))
{
    Q_ASSERT(m_at < object.size() && object[m_at] == '{');
    m_at = skipSpace(object, m_at + 1);
}

bool JsonMemberReader::atEnd() const
{
    return m_at >= m_object.size() || m_object[m_at] != '"';
}

// Moves on to the value.
QByteArrayView JsonMemberReader::takeKey()
{
    Q_ASSERT(!atEnd());
    const qsizetype begin = m_at;
    const qsizetype end = skipString(m_object, begin);
    const qsizetype colon = skipSpace(m_object, end);
    m_at = skipSpace(m_object, colon + 1);
    return m_object.sliced(begin, end - begin);
}

JsonMember JsonMemberReader::next()
{
    const QByteArrayView key = takeKey();
    const qsizetype begin = m_at;
    const qsizetype end = skipValue(m_object, begin);
    m_at = skipSpace(m_object, end);
    if (m_at < m_object.size() && m_object[m_at] == ',')
        m_at = skipSpace(m_object, m_at + 1);
    return {key, m_object.sliced(begin, end - begin)};
}

JsonMember JsonMemberReader::nextAndLast()
{
    const QByteArrayView key = takeKey();
    qsizetype end = m_object.lastIndexOf('}');
    Q_ASSERT(end > m_at);
    const qsizetype brace = end;
    while (isSpace(m_object[end - 1]))
        --end;
    const QByteArrayView value = m_object.sliced(m_at, end - m_at);
    m_at = brace;
    return {key, value};
}

std::vector<JsonMember> jsonMembers(QByteArrayView object)
{
    std::vector<JsonMember> members;
    members.reserve(4);
    for (JsonMemberReader reader(object); !reader.atEnd();)
        members.push_back(reader.next());
    return members;
}

JsonElementReader::JsonElementReader(QByteArrayView array)
    : m_array(array), m_at(skipSpace(array, 0))
{
    if (charAt(m_at) != '[') {
        end(false);
        return;
    }
    m_at = skipSpace(array, m_at + 1);
    if (charAt(m_at) == ']')
        close();
}

QByteArrayView JsonElementReader::next()
{
    if (m_isAtEnd)
        return {};
    const qsizetype begin = m_at;
    const char first = charAt(begin);
    if (first == '\0' || first == ',' || first == ']' || first == '}') {
        end(false); // an element is missing
        return {};
    }
    const qsizetype behind = std::min(skipValue(m_array, begin), m_array.size());
    m_at = skipSpace(m_array, behind);
    if (charAt(m_at) == ',')
        m_at = skipSpace(m_array, m_at + 1);
    else if (charAt(m_at) == ']')
        close();
    else
        end(false);
    return m_array.sliced(begin, behind - begin);
}

// A NUL stands for the end of the text; where it is in the text, it is as wrong.
char JsonElementReader::charAt(qsizetype at) const
{
    return at < m_array.size() ? m_array[at] : '\0';
}

void JsonElementReader::close()
{
    end(skipSpace(m_array, m_at + 1) == m_array.size());
}

void JsonElementReader::end(bool isSound)
{
    m_isAtEnd = true;
    m_isSound = isSound;
}

QByteArrayView nextJsonToken(QByteArrayView json, qsizetype &at)
{
    const qsizetype begin = skipSpace(json, at);
    if (begin == json.size())
        at = begin;
    else if (json[begin] == '"')
        at = skipString(json, begin);
    else if (QByteArrayView("{}[],:").contains(json[begin]))
        at = begin + 1;
    else
        at = skipWord(json, begin);
    return json.sliced(begin, at - begin);
}

bool jsonLacksValue(QByteArrayView json)
{
    constexpr QByteArrayView begins("\"{[-0123456789tfn");
    for (qsizetype at = 0; at < json.size();) {
        const char c = json[at];
        if (c == '"') {
            at = skipString(json, at);
            continue;
        }
        ++at;
        if (c != ',' && c != ':' && c != '[')
            continue;
        const qsizetype next = skipSpace(json, at);
        const bool emptyArray = c == '[' && next < json.size() && json[next] == ']';
        if (!emptyArray && (next >= json.size() || !begins.contains(json[next])))
            return true;
    }
    return false;
}

int jsonDepth(QByteArrayView json)
{
    int depth = 0;
    int deepest = 0;
    for (qsizetype at = 0; at < json.size();) {
        const char c = json[at];
        if (c == '"') {
            at = skipString(json, at);
            continue;
        }
        if (c == '{' || c == '[')
            deepest = std::max(deepest, ++depth);
        else if (c == '}' || c == ']')
            --depth;
        ++at;
    }
    return deepest;
}

} // namespace pushpoint
