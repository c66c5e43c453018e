#include "ui/filter/filter_parser.h"

#include "ui/filter/filter_values.h"
#include "ui/filter/required_text.h"

namespace pushpoint::ui {

using namespace Qt::StringLiterals;
using Combination = FilterExpression::Combination;

namespace {

FilterExpression expressionOf(FilterExpression::Term term)
{
    return {Combination::Term, std::move(term), {}};
}

FilterRelation relationOf(const QString &text)
{
    if (text == u':' || text == u'=')
        return FilterRelation::Equal;
    if (text == u'<')
        return FilterRelation::Less;
    if (text == u'>')
        return FilterRelation::Greater;
    if (text == "<="_L1)
        return FilterRelation::LessOrEqual;
    return FilterRelation::GreaterOrEqual;
}

} // namespace

FilterParse FilterParser::parse(QStringView text)
{
    if (text.size() > textMax)
        return FilterError{{textMax, text.size() - textMax},
                           tr("too long: %1 characters at the most").arg(textMax)};
    return FilterParser(text).run();
}

FilterParse FilterParser::run()
{
    FilterExpression whole;
    if (!m_tokens.isEmpty()) {
        whole = any();
        if (!hasFailed() && m_at < m_tokens.size())
            fail(m_tokens[m_at].span, tr("no parenthesis is open here"));
    }
    if (m_error)
        return *m_error;
    return whole;
}

FilterExpression FilterParser::fail(FilterSpan where, const QString &text)
{
    if (!m_error)
        m_error = FilterError{where, text};
    m_at = m_tokens.size(); // ends all loops
    return {};
}

bool FilterParser::atTermEnd() const
{
    return m_at >= m_tokens.size() || m_tokens[m_at].kind == FilterToken::Kind::Or
        || m_tokens[m_at].kind == FilterToken::Kind::Close;
}

FilterExpression FilterParser::any()
{
    FilterExpression first = all();
    if (m_at >= m_tokens.size() || m_tokens[m_at].kind != FilterToken::Kind::Or)
        return first;
    FilterExpression result{Combination::Any, {}, {}};
    result.parts.push_back(std::move(first));
    while (m_at < m_tokens.size() && m_tokens[m_at].kind == FilterToken::Kind::Or) {
        ++m_at;
        result.parts.push_back(all());
    }
    return result;
}

FilterExpression FilterParser::all()
{
    if (atTermEnd()) {
        if (m_at < m_tokens.size())
            return fail(m_tokens[m_at].span, tr("something to look for is missing before this"));
        return fail({m_text.size(), 0}, tr("something to look for is missing here"));
    }
    FilterExpression result;
    while (!atTermEnd())
        result.parts.push_back(term());
    if (result.parts.size() == 1) {
        FilterExpression only = std::move(result.parts.front());
        return only;
    }
    return result;
}

FilterExpression FilterParser::group()
{
    const FilterSpan open = m_tokens[m_at++].span;
    FilterExpression inner = any();
    if (hasFailed())
        return {};
    if (m_at >= m_tokens.size() || m_tokens[m_at].kind != FilterToken::Kind::Close)
        return fail(open, tr("this parenthesis is never closed"));
    ++m_at;
    return inner;
}

FilterExpression FilterParser::term()
{
    const FilterToken &token = m_tokens[m_at];
    if (m_depth >= depthMax)
        return fail(token.span, tr("too many parentheses in each other"));
    if (!token.isClosed && token.kind == FilterToken::Kind::Pattern)
        return fail(token.span, tr("the / at the end is missing"));
    if (!token.isClosed)
        return fail(token.span, tr("the quote at the end is missing"));
    ++m_depth;
    FilterExpression result;
    switch (token.kind) {
    case FilterToken::Kind::Open:
        result = group();
        break;
    case FilterToken::Kind::Minus:
        ++m_at;
        if (atTermEnd()) {
            result = fail(token.span, tr("- wants something behind it that is not to be shown"));
        } else {
            result.combination = Combination::Not;
            result.parts.push_back(term());
        }
        break;
    case FilterToken::Kind::KeyValue:
        ++m_at;
        result = keyValue(token);
        break;
    case FilterToken::Kind::Pattern:
        ++m_at;
        result = pattern(token);
        break;
    default:
        ++m_at;
        result = token.text.isEmpty() ? fail(token.span, tr("there is no text between the quotes"))
                                      : expressionOf(TextTerm{token.text});
    }
    --m_depth;
    return result;
}

FilterExpression FilterParser::keyValue(const FilterToken &token)
{
    const FilterSpan keySpan{token.span.begin, token.key.size()};
    if (!filterKeys().contains(token.key))
        return fail(keySpan,
                    tr("\"%1\" is none of %2; text with a colon goes into quotes")
                        .arg(token.key, filterKeys().join(u", "_s)));
    if (token.text.isEmpty())
        return fail({token.span.end(), 0}, tr("%1 wants a value here").arg(token.key));
    const TrafficField *field = filterField(token.key);
    if (field != nullptr && field->value >= TrafficField::Value::Number)
        return figure(token, *field);

    if (token.relation != u':' && token.relation != u'=')
        return fail({keySpan.end(), token.relation.size()},
                    tr("%1 cannot be more or less; write %1:").arg(token.key));
    if (token.key == "kind"_L1) {
        const auto kinds = readKinds(token.text);
        return kinds
            ? expressionOf(*kinds)
            : fail(token.textSpan, tr("no kind; there are %1").arg(filterKinds().join(u", "_s)));
    }
    if (token.key == "last"_L1) {
        const auto age = readAgeMs(token.text);
        return age ? expressionOf(LastTerm{*age})
                   : fail(token.textSpan, tr("no time; write it like %1").arg(tr("30s, 5m or 2h")));
    }
    return expressionOf(NameTerm{field, token.text});
}

FilterExpression FilterParser::figure(const FilterToken &token, const TrafficField &field)
{
    const auto value = readFigure(field.value, token.text);
    if (!value)
        return fail(token.textSpan,
                    tr("not understood; write it like %1").arg(tr(field.filter.wanted)));
    return expressionOf(FigureTerm{&field, relationOf(token.relation), *value});
}

FilterExpression FilterParser::pattern(const FilterToken &token)
{
    if (token.text.isEmpty())
        return fail(token.span, tr("there is no pattern between the slashes"));
    const QRegularExpression::PatternOptions options
        = QRegularExpression::UseUnicodePropertiesOption
        | (token.ignoresCase ? QRegularExpression::CaseInsensitiveOption
                             : QRegularExpression::NoPatternOption);
    const QRegularExpression plain(token.text, options);
    if (!plain.isValid()) {
        const qsizetype at
            = qMin(token.textSpan.begin + plain.patternErrorOffset(), token.textSpan.end());
        return fail({at, token.textSpan.end() - at}, plain.errorString());
    }
    // PCRE2 reads the bound from the pattern's own head; where several are given, the least counts.
    QRegularExpression bounded(u"(*LIMIT_MATCH=%1)"_s.arg(patternEffortMax) + token.text, options);
    bounded.optimize();
    return expressionOf(
        PatternTerm{bounded, token.ignoresCase ? QString() : requiredText(token.text)});
}

} // namespace pushpoint::ui
