#include "tests/fuzz/json_grammar.h"

namespace pushpoint::fuzz {

namespace {

constexpr int depthMax = 2000;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// Walks over a text; each function moves behind what it names, or says no.
class Grammar
{
public:
    explicit Grammar(QByteArrayView text) : m_text(text) { }

    bool document()
    {
        space();
        if (!value(1))
            return false;
        space();
        return m_at == m_text.size();
    }

private:
    char here() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    bool atEnd() const { return m_at >= m_text.size(); }

    bool take(char c)
    {
        if (atEnd() || here() != c)
            return false;
        ++m_at;
        return true;
    }

    bool take(QByteArrayView word)
    {
        if (!m_text.sliced(m_at).startsWith(word))
            return false;
        m_at += word.size();
        return true;
    }

    void space() // RFC 8259 §2
    {
        while (here() == ' ' || here() == '\t' || here() == '\n' || here() == '\r')
            ++m_at;
    }

    bool value(int depth) // §3
    {
        switch (here()) {
        case '{':
            return depth <= depthMax && object(depth);
        case '[':
            return depth <= depthMax && array(depth);
        case '"':
            return string();
        case 't':
            return take("true");
        case 'f':
            return take("false");
        case 'n':
            return take("null");
        default:
            return number();
        }
    }

    bool object(int depth) // §4
    {
        ++m_at;
        space();
        if (take('}'))
            return true;
        do {
            space();
            if (here() != '"' || !string())
                return false;
            space();
            if (!take(':'))
                return false;
            space();
            if (!value(depth + 1))
                return false;
            space();
        } while (take(','));
        return take('}');
    }

    bool array(int depth) // §5
    {
        ++m_at;
        space();
        if (take(']'))
            return true;
        do {
            space();
            if (!value(depth + 1))
                return false;
            space();
        } while (take(','));
        return take(']');
    }

    bool digits()
    {
        const qsizetype begin = m_at;
        while (isDigit(here()))
            ++m_at;
        return m_at > begin;
    }

    bool number() // §6
    {
        take('-');
        if (!take('0') && !digits())
            return false;
        if (take('.') && !digits())
            return false;
        if (!take('e') && !take('E'))
            return true;
        if (!take('+'))
            take('-');
        return digits();
    }

    bool string() // §7
    {
        ++m_at;
        while (!atEnd()) {
            const char c = here();
            ++m_at;
            if (c == '"')
                return true;
            if (uchar(c) < 0x20)
                return false;
            if (c == '\\' && !escape())
                return false;
        }
        return false;
    }

    bool escape()
    {
        if (take('u')) {
            for (int i = 0; i < 4; ++i, ++m_at) {
                if (!isHexDigit(here()))
                    return false;
            }
            return true;
        }
        if (atEnd() || !QByteArrayView("\"\\/bfnrt").contains(here()))
            return false;
        ++m_at;
        return true;
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
};

// The bytes of the character that begins here; 0: none does.
qsizetype characterBytes(QByteArrayView bytes)
{
    const uchar first = uchar(bytes[0]);
    if (first < 0x80)
        return 1;
    const qsizetype size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || bytes.size() < size)
        return 0;
    // What is overlong, a surrogate or beyond U+10FFFF shows in the second byte.
    const uchar low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    const uchar high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    if (uchar(bytes[1]) < low || uchar(bytes[1]) > high)
        return 0;
    for (qsizetype i = 2; i < size; ++i) {
        if ((uchar(bytes[i]) & 0xc0) != 0x80)
            return 0;
    }
    return size;
}

} // namespace

bool isUtf8(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const qsizetype size = characterBytes(bytes);
        if (size == 0)
            return false;
        bytes = bytes.sliced(size);
    }
    return true;
}

bool isJson(QByteArrayView text)
{
    return isUtf8(text) && Grammar(text).document();
}

} // namespace pushpoint::fuzz
