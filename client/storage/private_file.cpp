#include "client/storage/private_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace pushpoint::client {

void makePrivate(const QString &path)
{
    constexpr auto ownersOnly = QFile::ReadOwner | QFile::WriteOwner;
    QDir().mkpath(QFileInfo(path).absolutePath());
    QFile file(path);
    if (file.exists())
        file.setPermissions(ownersOnly);
    else
        (void)file.open(QFile::WriteOnly | QFile::NewOnly, ownersOnly);
}

} // namespace pushpoint::client
