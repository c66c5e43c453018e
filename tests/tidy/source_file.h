#pragma once

#include <QList>
#include <QString>

namespace pushpoint::tidy {

/// One file of the project, read whole. A value.
struct SourceFile
{
    QString path; ///< from the project's root, with '/'
    QString text;

    bool isHeader() const { return path.endsWith(QLatin1String(".h")); }
    bool isCpp() const { return isHeader() || path.endsWith(QLatin1String(".cpp")); }
    bool isWeb() const
    {
        return path.endsWith(QLatin1String(".js")) || path.endsWith(QLatin1String(".mjs"))
            || path.endsWith(QLatin1String(".css")) || path.endsWith(QLatin1String(".html"));
    }
    bool isBelow(QLatin1String folder) const { return path.startsWith(folder); }
    bool isTest() const { return isBelow(QLatin1String("tests/")); }
};

/// The room of a path: its folder, such as "server/net/http", or empty for a file at the root.
inline QString roomOf(const QString &path)
{
    return path.left(qMax(path.lastIndexOf(QLatin1Char('/')), qsizetype(0)));
}

/// A header and its source: their path without its end.
inline QString componentOf(const QString &path)
{
    return path.left(path.lastIndexOf(QLatin1Char('.')));
}

/// One place where a rule of the house is broken.
struct Finding
{
    QString path;
    int line = 0; ///< from 1; 0: the file as a whole
    QString what;

    QString text() const
    {
        return path + QLatin1Char(':') + QString::number(line) + QLatin1String(": ") + what;
    }
};
using Findings = QList<Finding>;

} // namespace pushpoint::tidy
