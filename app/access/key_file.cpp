#include "app/access/key_file.h"

#include "server/access/key_set.h"

#include <QFile>
#include <QSaveFile>

#include <unistd.h>

namespace pushpoint::app {

using namespace Qt::StringLiterals;

namespace {

constexpr auto ownersOnly = QFile::ReadOwner | QFile::WriteOwner;
constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;

Error refused(const QString &path, const QString &reason)
{
    return {ErrorCode::BadOption, u"%1: %2"_s.arg(path, reason)};
}

} // namespace

Result<access::KeyRing> readKeyFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return refused(path, file.errorString());
    const QByteArray json = file.read(access::KeySet::textBytesMax + 1);
    if (file.error() != QFileDevice::NoError)
        return refused(path, file.errorString());
    auto ring = access::KeyRing::parse(json);
    if (!ring)
        return refused(path, ring.error().text());
    const auto set = access::KeySet::parse(json);
    if (set->holdsSecret() && (file.permissions() & others) != 0)
        return refused(path, u"others can read these keys; chmod 600"_s);
    return ring;
}

std::optional<QString> createKeyFile(const QString &path, const QByteArray &json)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, ownersOnly)) {
        return file.exists() ? u"%1 is there already; keys rotate adds a key to it"_s.arg(path)
                             : u"%1: %2"_s.arg(path, file.errorString());
    }
    if (file.write(json) != json.size() || !file.flush() || fsync(file.handle()) != 0) {
        const QString reason = file.errorString();
        file.remove(); // it is ours, and half of it would only be in the way
        return u"%1: %2"_s.arg(path, reason);
    }
    return {};
}

std::optional<QString> replaceKeyFile(const QString &path, const QByteArray &json)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(ownersOnly)
        || file.write(json) != json.size() || !file.commit()) {
        return u"%1: %2"_s.arg(path, file.errorString());
    }
    return {};
}

} // namespace pushpoint::app
