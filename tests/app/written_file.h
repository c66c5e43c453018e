#pragma once

#include <QFile>
#include <QTemporaryDir>

namespace pushpoint::kit {

/// Writes a file that a program is to read, for its owner alone or for all. Returns its path.
inline QString writtenFile(const QTemporaryDir &folder, const QString &name, const QByteArray &text,
                           bool isForAll)
{
    QFile file(folder.filePath(name));
    auto rights = QFile::ReadOwner | QFile::WriteOwner;
    rights.setFlag(QFile::ReadOther, isForAll);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()
        || !file.setPermissions(rights))
        qFatal("cannot write the file");
    return file.fileName();
}

} // namespace pushpoint::kit
