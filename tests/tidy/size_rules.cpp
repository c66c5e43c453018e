#include "tests/tidy/size_rules.h"

#include "tests/tidy/cpp_text.h"

using namespace Qt::StringLiterals;

namespace pushpoint::tidy {

int lineCount(const QString &text)
{
    return int(text.count(u'\n')) + (text.isEmpty() || text.endsWith(u'\n') ? 0 : 1);
}

Findings findLongFile(const SourceFile &file)
{
    const int lines = lineCount(file.text);
    if ((!file.isCpp() && !file.isWeb()) || lines <= fileLinesMax)
        return {};
    return {{file.path, 0, u"%1 lines; the most is %2"_s.arg(lines).arg(fileLinesMax)}};
}

Findings findLongFunctions(const SourceFile &file)
{
    Findings findings;
    if (!file.isCpp())
        return findings;
    for (const FunctionExtent &function : functionExtents(file.text)) {
        if (function.lines > functionLinesMax)
            findings.append({file.path, function.line,
                             u"a function of %1 lines, the most is %2: %3"_s.arg(function.lines)
                                 .arg(functionLinesMax)
                                 .arg(function.head.right(60))});
    }
    return findings;
}

Findings findTooManyLongFiles(const QList<SourceFile> &files)
{
    int counted = 0;
    QStringList above;
    for (const SourceFile &file : files) {
        const bool table = file.path.startsWith("tests/"_L1); // rows are long, not deep
        if (table || (!file.isCpp() && !file.isWeb()))
            continue;
        ++counted;
        if (lineCount(file.text) >= usualFileLinesMax)
            above.append(file.path);
    }
    if (above.size() * 10 <= counted)
        return {};
    return {{above.join(u", "_s), 0,
             u"%1 of %2 files have %3 lines or more"_s.arg(above.size())
                 .arg(counted)
                 .arg(usualFileLinesMax)}};
}

} // namespace pushpoint::tidy
