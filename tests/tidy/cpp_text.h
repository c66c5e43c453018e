#pragma once

#include <QList>
#include <QString>

namespace pushpoint::tidy {

/// C++ text in which all of comments and of what stands in quotes is spaces. Line breaks stay, so
/// places in the result are places in the text.
QString blanked(const QString &text);

struct IncludeLine
{
    int line = 0; ///< from 1
    QString path;
    bool angled = false; ///< <path>, not "path"
};
QList<IncludeLine> includeLines(const QString &text);
/// Those of the project's own files, by their path from the root.
QList<IncludeLine> ownIncludes(const QString &text);

struct FunctionExtent
{
    int line = 0;  ///< of the first brace, from 1
    int lines = 0; ///< to the closing brace, both counted
    QString head;  ///< what stands before the brace
};
/// The functions of a C++ text, lambdas counted to the function around them. A counter of braces,
/// not a parser, so: what a macro opens or closes is not seen; `#if` branches that each open a
/// brace confuse it; a function with a braced initializer outside of any class (`int a[] = {`) is
/// told by its '='; the head of a function counts from its first brace only.
QList<FunctionExtent> functionExtents(const QString &text);

} // namespace pushpoint::tidy
