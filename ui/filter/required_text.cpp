#include "ui/filter/required_text.h"

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

QString requiredText(const QString &pattern)
{
    // Alternatives, groups, classes and escapes change what the characters in them mean.
    for (const QChar c : pattern) {
        if (u"|()[]\\"_s.contains(c))
            return {};
    }
    QString longest;
    QString run;
    const auto dropLast = [&run] { // the character before a quantifier may be missing
        run.chop(!run.isEmpty() && run.back().isLowSurrogate() ? 2 : 1);
    };
    const auto endRun = [&] {
        if (run.size() > longest.size())
            longest = run;
        run.clear();
    };
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const QChar c = pattern[i];
        if (c == u'{') { // a quantifier, or braces that stand for themselves: no need to know
            dropLast();
            endRun();
            const qsizetype end = pattern.indexOf(u'}', i);
            if (end < 0)
                break;
            i = end;
            continue;
        }
        if (c == u'*' || c == u'?')
            dropLast();
        if (u".^$*+?}"_s.contains(c))
            endRun();
        else
            run += c;
    }
    endRun();
    return longest;
}

} // namespace pushpoint::ui
