#include "tests/tidy/source_tree.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

using namespace Qt::StringLiterals;

namespace pushpoint::tidy {

QList<SourceFile> readSourceTree(const QString &root)
{
    const QDir top(root);
    const QStringList patterns{u"*.h"_s,   u"*.cpp"_s,          u"*.js"_s,
                               u"*.mjs"_s, u"*.css"_s,          u"*.html"_s,
                               u"*.ui"_s,  u"CMakeLists.txt"_s, u"*.cmake"_s};
    QList<SourceFile> files;
    for (const auto &folder :
         {u"app"_s, u"server"_s, u"client"_s, u"ui"_s, u"resources"_s, u"tests"_s}) {
        QDirIterator walk(top.filePath(folder), patterns, QDir::Files,
                          QDirIterator::Subdirectories);
        while (walk.hasNext()) {
            QFile file(walk.next());
            const QString path = top.relativeFilePath(file.fileName());
            if (path.contains("/node_modules/"_L1))
                continue;
            if (!file.open(QIODevice::ReadOnly))
                return {};
            files.append({path, QString::fromUtf8(file.readAll())});
        }
    }
    return files;
}

} // namespace pushpoint::tidy
