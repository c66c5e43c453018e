#include "tests/tidy/house_numbers.h"
#include "tests/tidy/source_tree.h"

#include <cstdio>

// No test: prints how the tree below a folder is built, for packaging/lint --numbers.

int main(int argc, char **argv)
{
    using namespace pushpoint::tidy;
    const QList<SourceFile> files
        = readSourceTree(argc > 1 ? QString::fromLocal8Bit(argv[1]) : QStringLiteral("."));
    if (files.isEmpty()) {
        std::fputs("There are no sources below this folder.\n", stderr);
        return 2;
    }
    for (const QString &line : houseNumbers(files))
        std::puts(qPrintable(line));
    return 0;
}
