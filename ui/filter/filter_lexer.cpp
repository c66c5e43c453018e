#include "ui/filter/filter_lexer.h"

namespace pushpoint::ui {

namespace {

/// Reads one text from its beginning to its end.
class Lexer
{
public:
    explicit Lexer(QStringView text) : m_text(text) { }

    QList<FilterToken> tokens()
    {
        QList<FilterToken> tokens;
        for (skipBlanks(); m_at < m_text.size(); skipBlanks())
            tokens.append(next());
        return tokens;
    }

private:
    QChar peek(qsizetype ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : QChar();
    }
    void skipBlanks()
    {
        while (m_at < m_text.size() && m_text[m_at].isSpace())
            ++m_at;
    }
    static bool endsWord(QChar c) { return c.isNull() || c.isSpace() || c == u'(' || c == u')'; }

    FilterToken single(FilterToken::Kind kind)
    {
        FilterToken token;
        token.kind = kind;
        token.span = {m_at++, 1};
        return token;
    }

    FilterToken next()
    {
        const QChar c = peek();
        if (c == u'(')
            return single(FilterToken::Kind::Open);
        if (c == u')')
            return single(FilterToken::Kind::Close);
        if (c == u'-')
            return single(FilterToken::Kind::Minus);
        if (c == u'"' || c == u'/')
            return delimited(c);
        if (const qsizetype keyLength = lengthOfKey(); keyLength > 0)
            return keyValue(keyLength);
        return word();
    }

    /// How long the letters before a relation are; 0: this is no key.
    qsizetype lengthOfKey() const
    {
        qsizetype length = 0;
        while ((peek(length) >= u'a' && peek(length) <= u'z')
               || (peek(length) >= u'A' && peek(length) <= u'Z'))
            ++length;
        const QChar after = peek(length);
        const bool related = after == u':' || after == u'=' || after == u'<' || after == u'>';
        return related ? length : 0;
    }

    FilterToken delimited(QChar delimiter)
    {
        FilterToken token;
        token.kind = delimiter == u'"' ? FilterToken::Kind::Quoted : FilterToken::Kind::Pattern;
        const qsizetype begin = m_at++;
        while (m_at < m_text.size() && m_text[m_at] != delimiter) {
            // In quotes \ takes any character as it is; in a pattern only the slash.
            const bool escapes = peek() == u'\\' && m_at + 1 < m_text.size();
            if (escapes && (delimiter == u'"' || peek(1) == delimiter)) {
                ++m_at;
            } else if (escapes) {
                token.text += m_text[m_at++];
            }
            token.text += m_text[m_at++];
        }
        token.textSpan = {begin + 1, m_at - begin - 1};
        token.isClosed = m_at < m_text.size();
        m_at += token.isClosed ? 1 : 0;
        if (delimiter == u'/' && token.isClosed && peek() == u'i' && endsWord(peek(1))) {
            token.ignoresCase = true;
            ++m_at;
        }
        token.span = {begin, m_at - begin};
        return token;
    }

    FilterToken keyValue(qsizetype keyLength)
    {
        const qsizetype begin = m_at;
        FilterToken token;
        token.key = m_text.sliced(m_at, keyLength).toString().toLower();
        m_at += keyLength;
        token.relation = m_text[m_at++];
        if ((token.relation == u'<' || token.relation == u'>') && peek() == u'=')
            token.relation += m_text[m_at++];
        if (peek() == u'"') {
            const FilterToken value = delimited(u'"');
            token.text = value.text;
            token.textSpan = value.textSpan;
            token.isClosed = value.isClosed;
        } else {
            const FilterToken value = word();
            token.text = value.text;
            token.textSpan = value.span;
        }
        token.kind = FilterToken::Kind::KeyValue;
        token.span = {begin, m_at - begin};
        return token;
    }

    FilterToken word()
    {
        FilterToken token;
        const qsizetype begin = m_at;
        while (!endsWord(peek()))
            ++m_at;
        token.span = {begin, m_at - begin};
        token.textSpan = token.span;
        token.text = m_text.sliced(begin, m_at - begin).toString();
        const bool isOr = token.text.compare(u"or", Qt::CaseInsensitive) == 0;
        token.kind = isOr ? FilterToken::Kind::Or : FilterToken::Kind::Word;
        return token;
    }

    const QStringView m_text;
    qsizetype m_at = 0;
};

} // namespace

QList<FilterToken> lexFilter(QStringView text)
{
    return Lexer(text).tokens();
}

} // namespace pushpoint::ui
