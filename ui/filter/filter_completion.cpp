#include "ui/filter/filter_completion.h"

#include "ui/filter/filter_values.h"

#include <algorithm>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype candidatesMax = 50;

QStringList startingWith(const QStringList &words, QStringView begin, const QString &after)
{
    QStringList found;
    for (const QString &word : words) {
        if (found.size() < candidatesMax && word.startsWith(begin, Qt::CaseInsensitive)
            && word.size() > begin.size())
            found += word + after;
    }
    return found;
}

/// The `kind:` term that the chips speak of: the first one that is not behind a minus.
const FilterToken *kindTerm(const QList<FilterToken> &tokens)
{
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        const bool negated = i > 0 && tokens[i - 1].kind == FilterToken::Kind::Minus;
        if (tokens[i].kind == FilterToken::Kind::KeyValue && tokens[i].key == "kind"_L1 && !negated)
            return &tokens[i];
    }
    return nullptr;
}

FilterCompletion completeValue(const FilterToken &token, qsizetype cursor, const QStringList &names)
{
    const QString written = token.text.left(cursor - token.textSpan.begin);
    if (token.key == "kind"_L1) {
        const qsizetype comma = written.lastIndexOf(u',') + 1;
        return {{token.textSpan.begin + comma, written.size() - comma},
                startingWith(filterKinds(), QStringView(written).sliced(comma), u" "_s)};
    }
    if (token.key != "to"_L1 && token.key != "from"_L1 && token.key != "name"_L1)
        return {};
    QStringList values;
    for (const QString &name : startingWith(names, written, {}))
        values += filterValue(name) + u' ';
    return {{token.textSpan.begin, cursor - token.textSpan.begin}, values};
}

} // namespace

QString filterValue(const QString &text)
{
    const bool isPlain = std::none_of(text.cbegin(), text.cend(), [](QChar c) {
        return c.isSpace() || c == u'(' || c == u')' || c == u'"' || c == u'\\';
    });
    if (isPlain && !text.isEmpty())
        return text;
    QString quoted = text;
    return u'"' + quoted.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s) + u'"';
}

FilterCompletion completeFilter(const QString &text, qsizetype cursor, const QStringList &names)
{
    for (const FilterToken &token : lexFilter(text)) {
        if (cursor <= token.span.begin || cursor > token.span.end())
            continue;
        if (token.kind == FilterToken::Kind::KeyValue && cursor >= token.textSpan.begin)
            return completeValue(token, cursor, names);
        if (token.kind == FilterToken::Kind::Word) {
            const QStringView written
                = QStringView(text).sliced(token.span.begin, cursor - token.span.begin);
            return {{token.span.begin, written.size()},
                    startingWith(filterKeys(), written, u":"_s)};
        }
    }
    return {};
}

QStringList kindsOf(const QString &text)
{
    const QList<FilterToken> tokens = lexFilter(text);
    const FilterToken *term = kindTerm(tokens);
    return term == nullptr ? QStringList() : term->text.toLower().split(u',', Qt::SkipEmptyParts);
}

QString withKindToggled(const QString &text, const QString &kind)
{
    const QList<FilterToken> tokens = lexFilter(text);
    const FilterToken *term = kindTerm(tokens);
    if (term == nullptr)
        return text.trimmed().isEmpty() ? u"kind:"_s + kind : u"kind:"_s + kind + u' ' + text;
    QStringList kinds = kindsOf(text);
    if (!kinds.removeOne(kind))
        kinds += kind;
    QString changed = text;
    if (!kinds.isEmpty())
        return changed.replace(term->span.begin, term->span.length, u"kind:"_s + kinds.join(u','));
    const qsizetype blank
        = term->span.end() < text.size() && text[term->span.end()] == u' ' ? 1 : 0;
    return changed.remove(term->span.begin, term->span.length + blank).trimmed();
}

} // namespace pushpoint::ui
