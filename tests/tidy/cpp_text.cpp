#include "tests/tidy/cpp_text.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace pushpoint::tidy {

namespace {

/// Where the comment or literal that begins at `from` ends (one past it); `from` if none does.
qsizetype endOfBlank(const QString &text, qsizetype from)
{
    const auto endAfter = [&text](QStringView end, qsizetype start) {
        const qsizetype found = text.indexOf(end, start);
        return found < 0 ? text.size() : found + end.size();
    };
    const QStringView rest = QStringView(text).sliced(from);
    if (rest.startsWith(u"//")) {
        const qsizetype end = text.indexOf(u'\n', from);
        return end < 0 ? text.size() : end;
    }
    if (rest.startsWith(u"/*"))
        return endAfter(u"*/", from + 2);
    if (rest.startsWith(u"R\"")) {
        const qsizetype open = text.indexOf(u'(', from);
        if (open < 0)
            return text.size();
        const QString end = u')' + text.mid(from + 2, open - from - 2) + u'"';
        return endAfter(end, open);
    }
    const QChar quote = text[from];
    // 10'000 is a number, not the beginning of a character.
    const bool digits = quote == u'\'' && from > 0 && text[from - 1].isLetterOrNumber()
        && text[from - 1] != u'u' && text[from - 1] != u'L' && text[from - 1] != u'U';
    if ((quote != u'"' && quote != u'\'') || digits)
        return from;
    qsizetype at = from + 1;
    while (at < text.size() && text[at] != quote && text[at] != u'\n')
        at += text[at] == u'\\' ? 2 : 1;
    return qMin(at + 1, text.size());
}

/// What a brace opens, told by the text between it and the one before.
enum class Opens { Function, Scope, Value };

Opens whatOpens(QString head)
{
    static const QRegularExpression leadingTemplate(u"^template\\s*<[^(){}]*>\\s*"_s);
    static const QRegularExpression access(u"^(public|protected|private|Q_SIGNALS|\\w+ "
                                           u"Q_SLOTS)\\s*:\\s*"_s);
    static const QRegularExpression scope(u"^(typedef |inline )?(namespace|class|struct|union|enum|"
                                          u"extern)\\b"_s);
    static const QRegularExpression inBrackets(u"\\([^()]*\\)"_s);
    head.remove(access);
    head.remove(leadingTemplate);
    if (head.contains(scope))
        return Opens::Scope;
    if (!head.contains(u'('))
        return Opens::Value;
    const bool isOperator = head.contains("operator"_L1);
    while (head.contains(inBrackets))
        head.remove(inBrackets);
    // A lambda that is given a name outside of a function is one, too.
    return head.contains(u'=') && !isOperator && !head.contains(u'[') ? Opens::Value
                                                                      : Opens::Function;
}

QString withoutPreprocessor(QString text)
{
    static const QRegularExpression directive(u"^[ ]*#(?:[^\\n]*\\\\\\n)*[^\\n]*"_s,
                                              QRegularExpression::MultilineOption);
    qsizetype from = 0;
    for (QRegularExpressionMatch match = directive.match(text); match.hasMatch();
         match = directive.match(text, from)) {
        for (from = match.capturedStart(); from < match.capturedEnd(); ++from) {
            if (text[from] != u'\n')
                text[from] = u' ';
        }
    }
    return text;
}

} // namespace

QString blanked(const QString &text)
{
    QString result = text;
    qsizetype at = 0;
    while (at < text.size()) {
        const qsizetype end = endOfBlank(text, at);
        if (end == at) {
            ++at;
            continue;
        }
        for (; at < end; ++at) {
            if (text[at] != u'\n')
                result[at] = u' ';
        }
    }
    return result;
}

QList<IncludeLine> includeLines(const QString &text)
{
    static const QRegularExpression include(u"^\\s*#\\s*include\\s*([<\"])([^>\"]+)[>\"]"_s);
    const QStringList lines = text.split(u'\n');
    const QStringList codeLines = blanked(text).split(u'\n');
    QList<IncludeLine> result;
    for (int i = 0; i < lines.size(); ++i) {
        if (!codeLines[i].trimmed().startsWith(u'#'))
            continue;
        const QRegularExpressionMatch match = include.match(lines[i]);
        if (match.hasMatch())
            result.append({i + 1, match.captured(2), match.captured(1) == u'<'});
    }
    return result;
}

QList<IncludeLine> ownIncludes(const QString &text)
{
    QList<IncludeLine> includes = includeLines(text);
    includes.removeIf(
        [](const IncludeLine &include) { return include.angled || !include.path.contains(u'/'); });
    return includes;
}

QList<FunctionExtent> functionExtents(const QString &text)
{
    const QString code = withoutPreprocessor(blanked(text));
    QList<FunctionExtent> result;
    QList<Opens> open;
    qsizetype functionDepth = -1; // how many braces were open when the function began
    qsizetype headBegin = 0;
    bool functionJustEnded = false;
    int line = 1;
    for (qsizetype at = 0; at < code.size(); ++at) {
        const QChar c = code[at];
        if (c == u'\n')
            ++line;
        if (c == u'{') {
            const QString head = code.mid(headBegin, at - headBegin).simplified();
            // After `: m_first{1}` come `, m_second{2}` and the body: the same function.
            const bool continues = functionJustEnded && (head.isEmpty() || head.startsWith(u','));
            const Opens kind = continues ? Opens::Function : whatOpens(head);
            if (functionDepth < 0 && kind == Opens::Function) {
                functionDepth = open.size();
                if (!continues)
                    result.append({line, 0, head});
            }
            open.append(kind);
        } else if (c == u'}' && !open.isEmpty()) {
            open.removeLast();
            functionJustEnded = open.size() == functionDepth;
            if (functionJustEnded) {
                functionDepth = -1;
                result.last().lines = line - result.last().line + 1;
            }
        }
        if (c == u'{' || c == u'}' || c == u';')
            headBegin = at + 1;
        if (c == u';')
            functionJustEnded = false;
    }
    return result;
}

} // namespace pushpoint::tidy
