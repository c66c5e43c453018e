#include "app/access_files.h"

#include "app/access_options.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace pushpoint::app {

namespace {

constexpr std::chrono::milliseconds lookInterval{500};

} // namespace

AccessFiles::AccessFiles(CommandLine &line)
    : m_line(line), m_timer(this), m_keys(lookAt(line.keysFile)),
      m_revoked(lookAt(line.revokedFile))
{
    connect(&m_timer, &QTimer::timeout, this, &AccessFiles::lookAgain);
    if (!line.keysFile.isEmpty())
        m_timer.start(lookInterval);
}

AccessFiles::Look AccessFiles::lookAt(const QString &path)
{
    const QFileInfo file(path);
    return path.isEmpty() ? Look() : Look{file.lastModified(), file.size()};
}

void AccessFiles::lookAgain()
{
    if (std::exchange(m_keys, lookAt(m_line.keysFile)) != m_keys)
        readKeysAgain();
    if (std::exchange(m_revoked, lookAt(m_line.revokedFile)) != m_revoked)
        readRevokedAgain();
}

void AccessFiles::readAgain()
{
    if (!m_line.keysFile.isEmpty())
        readKeysAgain();
    if (!m_line.revokedFile.isEmpty())
        readRevokedAgain();
}

void AccessFiles::readKeysAgain()
{
    const auto keys = readKeys(m_line.keysFile);
    if (!keys) {
        Q_EMIT told(u"the keys stay as they are: "_s + keys.error().text());
        return;
    }
    m_line.options.authority->keys = *keys;
    Q_EMIT told(u"the keys in %1 were read again"_s.arg(m_line.keysFile));
    Q_EMIT keysRead(*keys);
}

void AccessFiles::readRevokedAgain()
{
    const auto revoked = readRevoked(m_line.revokedFile);
    if (!revoked) {
        Q_EMIT told(u"who is revoked stays as it is: "_s + revoked.error().text());
        return;
    }
    m_line.options.authority->revoked = *revoked;
    Q_EMIT told(u"%1 were read again"_s.arg(m_line.revokedFile));
    Q_EMIT revokedRead(*revoked);
}

} // namespace pushpoint::app
